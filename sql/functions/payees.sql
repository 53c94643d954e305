SET LOCAL ROLE casework_owner;

-- Raises one refusal that is of no case, in the shape of act()'s.
CREATE OR REPLACE FUNCTION casework_data.refuse_payment(action text, rule text, ref text, args jsonb) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('%s is refused', action),
    DETAIL = jsonb_build_object('action', action, 'refused', casework_data.refusal(rule, rule, ref, args))::text;
END
$$;

-- An account as people write it: groups of digits with spaces or hyphens between them.
CREATE OR REPLACE FUNCTION casework_data.account_digits(account text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN translate(account, ' -', '');

-- The check digit of ISO/IEC 7812-1, annex B.
CREATE OR REPLACE FUNCTION casework_data.luhn(digits text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  total integer := 0;
  d integer;
BEGIN
  FOR i IN 1 .. length(digits) LOOP
    d := substr(digits, length(digits) + 1 - i, 1)::integer;
    IF i % 2 = 0 THEN
      d := d * 2;
      IF d > 9 THEN
        d := d - 9;
      END IF;
    END IF;
    total := total + d;
  END LOOP;
  RETURN total % 10 = 0;
END
$$;

-- What is wrong with an account number, or NULL. Cards of UnionPay begin with 62 and have 16 to 19 digits, the
-- last of them a check digit; an account of a firm or of another kind has none that is common to all banks.
CREATE OR REPLACE FUNCTION casework_data.account_fault(digits text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN digits IS NULL OR digits !~ '^[0-9]{6,32}$' THEN 'account'
            WHEN digits ~ '^62[0-9]{14,17}$' AND NOT casework_data.luhn(digits) THEN 'account_check_digit' END;

-- Enters the account that money for a person goes to; an account that the person had is superseded by it. It is
-- of no use before somebody else has verified it. The holder is another only for a reason.
CREATE OR REPLACE FUNCTION casework.payee_add(
  person uuid, holder text, account text, bank text, cnaps text, proxy_reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digits text := casework_data.account_digits(account);
  digest bytea := casework_data.arguments_digest('payee_add', person::text, holder, digits, bank, cnaps, proxy_reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  p casework_data.person;
  added uuid := gen_random_uuid();
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, ARRAY['finance_officer', 'caseworker', 'union_officer']);
  SELECT * INTO p FROM casework_data.person t
   WHERE t.id = payee_add.person AND casework_data.holds_for(s.id, t.id, 'finance_officer', 'caseworker', 'union_officer') FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  ELSIF holder IS NULL OR char_length(btrim(holder)) NOT BETWEEN 1 AND 70 OR NOT casework_data.shows(holder) OR holder ~ '^[-=+@]' THEN
    PERFORM casework_data.refuse_input('holder', NULL);
  ELSIF casework_data.account_fault(digits) IS NOT NULL THEN
    -- not quoted: an account stays out of messages
    PERFORM casework_data.refuse_input(casework_data.account_fault(digits), NULL);
  ELSIF bank IS NULL OR char_length(btrim(bank)) NOT BETWEEN 1 AND 100 OR NOT casework_data.shows(bank) OR bank ~ '^[-=+@]' THEN
    PERFORM casework_data.refuse_input('bank', NULL);
  ELSIF cnaps !~ '^[0-9]{12}$' THEN
    PERFORM casework_data.refuse_input('cnaps', cnaps);
  ELSIF char_length(btrim(proxy_reason)) NOT BETWEEN 1 AND 500 OR NOT casework_data.shows(proxy_reason) THEN
    PERFORM casework_data.refuse_input('proxy_reason', NULL);
  ELSIF p.id = s.person THEN
    PERFORM casework_data.refuse_payment('payee_add', 'applicant', NULL, NULL);
  ELSIF (btrim(holder) <> btrim(p.name)) <> (proxy_reason IS NOT NULL) THEN
    PERFORM casework_data.refuse_payment('payee_add', 'holder', NULL,
      jsonb_build_object('why', CASE WHEN proxy_reason IS NULL THEN 'another_person' ELSE 'own_account' END));
  END IF;
  UPDATE casework_data.bank_account t SET superseded_by = s.login, superseded_at = clock_timestamp()
   WHERE t.person = p.id AND t.superseded_at IS NULL;
  INSERT INTO casework_data.bank_account (id, person, holder, account, bank, cnaps, proxy_reason, added_by, added_person)
    VALUES (added, p.id, btrim(payee_add.holder), digits, btrim(payee_add.bank), payee_add.cnaps, btrim(payee_add.proxy_reason), s.login, s.person);
  answer := jsonb_build_object('done', true, 'repeated', false, 'payee', added, 'account', casework_data.masked(digits), 'verified', false);
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.payee_add(uuid, text, text, text, text, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.masked(account text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN '****' || right(account, 4);

-- Confirms an account by entering its number once more, from the paper: by another person than who entered it.
CREATE OR REPLACE FUNCTION casework.payee_verify(payee uuid, account text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digits text := casework_data.account_digits(account);
  digest bytea := casework_data.arguments_digest('payee_verify', payee::text, digits);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  b casework_data.bank_account;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, ARRAY['finance_officer', 'supervisor', 'releaser']);
  SELECT * INTO b FROM casework_data.bank_account t
   WHERE t.id = payee AND casework_data.holds_for(s.id, t.person, 'finance_officer', 'supervisor', 'releaser') FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  ELSIF b.person = s.person THEN
    PERFORM casework_data.refuse_payment('payee_verify', 'applicant', NULL, NULL);
  ELSIF b.added_person = s.person THEN
    PERFORM casework_data.refuse_payment('payee_verify', 'distinct_from', 'payee_add', NULL);
  ELSIF b.superseded_at IS NOT NULL OR b.verified_at IS NOT NULL THEN
    PERFORM casework_data.refuse_payment('payee_verify', 'payee', NULL,
      jsonb_build_object('why', CASE WHEN b.superseded_at IS NOT NULL THEN 'superseded' ELSE 'verified' END));
  ELSIF digits IS DISTINCT FROM b.account THEN
    PERFORM casework_data.refuse_payment('payee_verify', 'payee', NULL, '{"why":"another_account"}');
  END IF;
  UPDATE casework_data.bank_account t SET verified_by = s.login, verified_person = s.person, verified_at = clock_timestamp() WHERE t.id = b.id;
  answer := jsonb_build_object('done', true, 'repeated', false, 'payee', b.id, 'account', casework_data.masked(b.account), 'verified', true);
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.payee_verify(uuid, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.payee_json(b casework_data.bank_account, name text, clear boolean) RETURNS jsonb
LANGUAGE sql STABLE
RETURN jsonb_build_object('payee', b.id, 'person', b.person, 'name', name, 'holder', b.holder,
  'account', CASE WHEN clear THEN b.account ELSE casework_data.masked(b.account) END, 'bank', b.bank, 'cnaps', b.cnaps,
  'proxy_reason', b.proxy_reason, 'added_by', b.added_by, 'added_at', b.added_at, 'verified_by', b.verified_by, 'verified_at', b.verified_at,
  'superseded_by', b.superseded_by, 'superseded_at', b.superseded_at,
  'status', CASE WHEN b.superseded_at IS NOT NULL THEN 'superseded' WHEN b.verified_at IS NULL THEN 'to_verify' ELSE 'verified' END);

-- Accounts with all but the last four digits hidden: of one person with those superseded, or all that count.
CREATE OR REPLACE FUNCTION casework.payee_list(person uuid DEFAULT NULL) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  -- whose accounts there are at all is not for who works on single cases
  wanted text[] := ARRAY['finance_officer', 'supervisor', 'releaser', 'auditor']
    || CASE WHEN person IS NOT NULL THEN ARRAY['caseworker', 'union_officer'] ELSE '{}' END;
  everywhere boolean := casework_data.holds_everywhere(s.id, VARIADIC wanted);
BEGIN
  PERFORM casework_data.require_role(s, wanted);
  RETURN QUERY SELECT casework_data.payee_json(b, p.name, false) FROM casework_data.bank_account b JOIN casework_data.person p ON p.id = b.person
    WHERE (b.person = payee_list.person OR payee_list.person IS NULL AND b.superseded_at IS NULL)
      AND (everywhere OR casework_data.holds_for(s.id, b.person, VARIADIC wanted))
    ORDER BY p.name COLLATE "C", b.added_at LIMIT 1000;
END
$$;
GRANT EXECUTE ON FUNCTION casework.payee_list(uuid) TO casework_user;

-- One account in full, for those who pay.
CREATE OR REPLACE FUNCTION casework.payee_show(payee uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  answer jsonb;
BEGIN
  PERFORM casework_data.require_role(s, ARRAY['finance_officer', 'releaser']);
  SELECT casework_data.payee_json(b, p.name, true) INTO answer
    FROM casework_data.bank_account b JOIN casework_data.person p ON p.id = b.person
   WHERE b.id = payee AND casework_data.holds_for(s.id, p.id, 'finance_officer', 'releaser');
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN answer;
END
$$;
GRANT EXECUTE ON FUNCTION casework.payee_show(uuid) TO casework_user;
