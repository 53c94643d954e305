SET LOCAL ROLE casework_owner;

-- The part of a case that a batch or an answer of the bank plays, under the hand of who runs the command.
CREATE OR REPLACE FUNCTION casework_data.acting_as(s casework_data.staff, kind text, case_id uuid) RETURNS casework_data.actor
LANGUAGE plpgsql STABLE AS $$
DECLARE
  who casework_data.actor;
BEGIN
  who.login := s.login;
  who.staff_id := s.id;
  who.person := s.person;
  who.case_id := case_id;
  who.roles := ARRAY[kind];
  who.level := 'M';
  RETURN who;
END
$$;

-- Takes the action by which the bank's word on what was sent is entered here (settle or return). What refuses it is
-- given back; NULL when it is done.
CREATE OR REPLACE FUNCTION casework_data.take_bank_action(s casework_data.staff, case_id uuid, step text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  c casework_data.cases;
  d casework_data.definition;
  a casework_data.wf_action;
  j casework_data.judgement;
  who casework_data.actor := casework_data.acting_as(s, 'bank', case_id);
  now_us bigint;
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = take_bank_action.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  a := casework_data.moving_action(c.definition_id, c.state, 'bank', step);
  IF a.name IS NULL THEN
    RETURN casework_data.refusal('state', 'state', NULL, jsonb_build_object('state', c.state));
  END IF;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  j := casework_data.judge(c, a, d, who, '{}', NULL, now_us, false);
  IF j.refused <> '[]' THEN
    RETURN j.refused;
  END IF;
  PERFORM casework_data.advance(c, a, d, who, j, '{}', now_us, NULL, NULL);
  RETURN NULL;
END
$$;

-- Programmes and units in which somebody has a role.
CREATE OR REPLACE FUNCTION casework_data.scopes_as(staff integer, role text) RETURNS integer[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT sc.id FROM casework_data.scope sc
  WHERE EXISTS (SELECT FROM casework_data.role_grant g WHERE g.staff_id = staff AND g.role = scopes_as.role AND g.revoked_at IS NULL
    AND (g.programme IS NULL OR g.programme = sc.workflow) AND (g.unit IS NULL OR g.unit = ANY (sc.units))
    AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())));

-- Why somebody may not prepare or release this payment, or its account is not the one to pay: a refusal's rule and
-- reason; "account" is where it goes. The money is for the applicant, or for the colleague whom the step's "of"
-- names: they did not approve it, and who handles the batch is neither of them, nor related.
CREATE OR REPLACE FUNCTION casework_data.judge_payee(
  s casework_data.staff, c casework_data.cases, step jsonb, OUT account casework_data.bank_account, OUT refused jsonb)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  payee uuid := CASE WHEN step ? 'of'
    THEN (SELECT t.person FROM casework_data.staff t WHERE t.login = c.fields ->> (step ->> 'of') AND t.retired_at IS NULL) ELSE c.applicant_id END;
BEGIN
  SELECT * INTO account FROM casework_data.bank_account t WHERE t.person = payee AND t.superseded_at IS NULL;
  refused := CASE
    WHEN s.person IN (c.applicant_id, payee) THEN casework_data.refusal('applicant', 'applicant', NULL, NULL)
    WHEN casework_data.are_related(c.applicant_id, s.person) OR payee <> c.applicant_id AND casework_data.are_related(payee, s.person)
      THEN casework_data.refusal('unrelated', 'unrelated', NULL, NULL)
    WHEN payee <> c.applicant_id AND casework_data.approved_by(c, payee) THEN casework_data.refusal('payee', 'payee', NULL, '{"why":"approver"}')
    WHEN account.id IS NULL THEN casework_data.refusal('payee', 'payee', NULL, '{"why":"no_account"}')
    -- the account that was approved is not, or no longer, the one on record
    WHEN account.account IS DISTINCT FROM casework_data.account_digits(c.fields ->> (step ->> 'payee'))
      THEN casework_data.refusal('payee', 'payee', NULL, '{"why":"another_account"}')
    WHEN account.verified_at IS NULL THEN casework_data.refusal('payee', 'payee', NULL, '{"why":"not_verified"}') END;
END
$$;

-- Whether somebody ever gave one of the approvals that a case's money needs.
CREATE OR REPLACE FUNCTION casework_data.approved_by(c casework_data.cases, person uuid) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM casework_data.wf_action t
  WHERE t.definition_id = c.definition_id AND (t.votes OR t.bands IS NOT NULL OR t.money @> '[{"step":"commit"}]') AND c.did -> t.name -> 'people' ? person::text);

-- Puts the cases that wait for payment into a batch: those whose state has an action by a batch that sends. What
-- cannot be sent is left out and listed with its reason. payer: {"name", "account", "bank", "cnaps"}.
CREATE OR REPLACE FUNCTION casework.batch_prepare(
  payer jsonb, programme text, cases text[], max_payments integer, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('batch_prepare', payer::text, programme, cases::text, max_payments::text);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  id uuid := gen_random_uuid();
  prepared timestamptz := casework_data.instant(casework_data.clock());
  this_year integer := extract(year FROM prepared AT TIME ZONE 'UTC');
  scopes integer[];
  c casework_data.cases;
  d casework_data.definition;
  a casework_data.wf_action;
  j casework_data.judgement;
  b casework_data.bank_account;
  who casework_data.actor;
  done jsonb;
  fault jsonb;
  size constant integer := 2000;
  waiting uuid[];               -- the longest first
  slice uuid[];
  able uuid[];
  accounts uuid[];
  taken uuid[];
  amounts bigint;
  code text;
  coin text;
  now_us bigint;
  n integer := 0;
  total bigint := 0;
  content bytea;                -- digest of the message
  left_out jsonb[] := '{}';
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, ARRAY['finance_officer']);
  IF jsonb_typeof(payer) IS DISTINCT FROM 'object' OR NOT casework_data.shows(coalesce(payer ->> 'name', chr(7))) OR payer ->> 'name' ~ '^[-=+@]'
     OR char_length(btrim(payer ->> 'name')) NOT BETWEEN 1 AND 70 THEN
    PERFORM casework_data.refuse_input('payer_name', NULL);
  ELSIF coalesce(payer ->> 'account', '') !~ '^[0-9]{6,32}$' THEN
    PERFORM casework_data.refuse_input('account', NULL);
  ELSIF NOT casework_data.shows(coalesce(payer ->> 'bank', chr(7))) OR char_length(btrim(payer ->> 'bank')) NOT BETWEEN 1 AND 100 OR payer ->> 'bank' ~ '^[-=+@]' THEN
    PERFORM casework_data.refuse_input('bank', NULL);
  ELSIF payer ->> 'cnaps' !~ '^[0-9]{12}$' THEN
    PERFORM casework_data.refuse_input('cnaps', payer ->> 'cnaps');
  ELSIF max_payments IS NULL OR max_payments NOT BETWEEN 1 AND 100000 THEN
    PERFORM casework_data.refuse_input('max_payments', max_payments::text);
  END IF;
  payer := jsonb_build_object('name', btrim(payer ->> 'name'), 'account', payer ->> 'account', 'bank', btrim(payer ->> 'bank'), 'cnaps', payer ->> 'cnaps');
  scopes := casework_data.scopes_as(s.id, 'finance_officer');
  -- one batch is made at a time; a rollback gives the number back
  INSERT INTO casework_data.counter AS t (number, year, last) VALUES ('*batch', this_year, 1)
    ON CONFLICT ON CONSTRAINT counter_pkey DO UPDATE SET last = t.last + 1 RETURNING 'PB-' || t.year || '-' || lpad(t.last::text, 6, '0') INTO code;
  waiting := ARRAY(SELECT t.id FROM casework_data.cases t
            WHERE t.scope_id = ANY (scopes) AND t.closed_us IS NULL AND (programme IS NULL OR t.workflow = programme)
              AND (batch_prepare.cases IS NULL OR t.number = ANY (batch_prepare.cases))
              AND EXISTS (SELECT FROM casework_data.wf_action x WHERE x.definition_id = t.definition_id AND x.actor_kind = 'batch' AND t.state = ANY (x.from_states))
            ORDER BY t.entered_us, t.id);
  SELECT k.currency INTO coin FROM casework_data.cases t JOIN casework_data.definition k ON k.id = t.definition_id WHERE t.id = waiting[1];
  -- all that are likely taken, before the first of them takes hold of a fund
  PERFORM FROM casework_data.cases t WHERE t.id = ANY (waiting[1 : max_payments]) ORDER BY t.id FOR UPDATE;
  WHILE cardinality(waiting) > 0 AND n < max_payments LOOP
    slice := waiting[1 : least(size, max_payments - n)];
    waiting := waiting[cardinality(slice) + 1 :];
    PERFORM FROM casework_data.cases t WHERE t.id = ANY (slice) ORDER BY t.id FOR UPDATE;
    -- those whose account is the one to pay, all at once; shared: nobody supersedes it before this batch is there
    SELECT array_agg(x.id ORDER BY x.place), array_agg(x.account_id ORDER BY x.place) INTO able, accounts FROM (
      SELECT u.place, t.id, k.id AS account_id
        FROM unnest(slice) WITH ORDINALITY u (id, place) JOIN casework_data.cases t ON t.id = u.id
          JOIN (SELECT z.definition_id, z.state, m.money -> 0 AS step
                  FROM (SELECT DISTINCT y.definition_id, y.state FROM casework_data.cases y WHERE y.id = ANY (slice)) z
                    JOIN casework_data.definition f ON f.id = z.definition_id AND f.currency = coin
                    CROSS JOIN LATERAL casework_data.moving_action(z.definition_id, z.state, 'batch', 'send') m
                 WHERE m.name IS NOT NULL OFFSET 0) w ON w.definition_id = t.definition_id AND w.state = t.state
          CROSS JOIN LATERAL casework_data.judge_payee(s, t, w.step) p
          JOIN casework_data.bank_account k ON k.id = (p.account).id
       WHERE p.refused IS NULL AND k.superseded_at IS NULL FOR SHARE OF k) x;
    WITH x AS (
      INSERT INTO casework_data.payment (batch_id, no, reference, case_id, seq, account_id, ref_hash, amount)
        SELECT id, y.no, code || '-' || lpad(y.no::text, 6, '0'), y.case_id, y.seq, y.account_id, y.ref_hash, y.amount
          FROM (SELECT q.*, n + row_number() OVER (ORDER BY q.place) AS no, accounts[q.place] AS account_id
                  FROM casework_data.move_at_once(s, 'batch', 'send', able) q) y
      RETURNING payment.case_id, payment.amount)
    SELECT array_agg(x.case_id), sum(x.amount) INTO taken, amounts FROM x;
    n := n + coalesce(cardinality(taken), 0);
    total := total + coalesce(amounts, 0);
    -- the others by the book, which takes them or says why not
    FOR c IN SELECT t.* FROM casework_data.cases t JOIN unnest(slice) WITH ORDINALITY u (id, place) ON t.id = u.id
              WHERE (t.id = ANY (taken)) IS NOT TRUE ORDER BY u.place LOOP
      SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
      a := casework_data.moving_action(c.definition_id, c.state, 'batch', 'send');
      -- somebody took it elsewhere while this waited for its lock
      CONTINUE WHEN a.name IS NULL;
      who := casework_data.acting_as(s, 'batch', c.id);
      now_us := greatest(casework_data.clock(), c.last_us + 1);
      j := casework_data.judge(c, a, d, who, '{}', NULL, now_us, false);
      fault := nullif(casework_data.reportable(j.refused, who.level), '[]');
      IF fault IS NULL THEN
        SELECT (p.account).id, p.refused INTO b.id, fault
          FROM casework_data.judge_payee(s, c, (SELECT x.value FROM jsonb_array_elements(a.money) x WHERE x.value ->> 'step' = 'send')) p;
      END IF;
      IF fault IS NULL AND d.currency <> coin THEN
        fault := casework_data.refusal('amount', 'amount', 'send', '{"why":"currency"}');
      ELSIF fault IS NULL THEN
        PERFORM FROM casework_data.bank_account t WHERE t.id = b.id AND t.superseded_at IS NULL FOR SHARE;
        IF NOT FOUND THEN
          fault := casework_data.refusal('payee', 'payee', NULL, '{"why":"another_account"}');
        END IF;
      END IF;
      IF fault IS NOT NULL THEN
        left_out := array_append(left_out, jsonb_build_object('case', c.number, 'refused', fault));
        CONTINUE;
      END IF;
      done := casework_data.advance(c, a, d, who, j, '{}', now_us, NULL, NULL);
      n := n + 1;
      total := total + j.amounts[1];
      INSERT INTO casework_data.payment (batch_id, no, reference, case_id, seq, account_id, ref_hash, amount)
        VALUES (id, n, code || '-' || lpad(n::text, 6, '0'), c.id, (done ->> 'seq')::bigint, b.id, j.ref_hash, j.amounts[1]);
    END LOOP;
  END LOOP;
  IF n = 0 THEN
    RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'no case is ready to be paid',
      DETAIL = jsonb_build_object('action', 'batch_prepare', 'refused', casework_data.refusal('batch', 'batch', NULL, '{"why":"empty"}'), 'left_out', to_jsonb(left_out))::text;
  END IF;
  -- the message goes from where it is made into the table: a variable would be one more copy of many megabytes
  INSERT INTO casework_data.batch AS t (id, number, currency, payer, payments, total, message, sha256, prepared_by, prepared_person, prepared_at)
    SELECT id, code, coin, batch_prepare.payer, n, total, m.bytes, sha256(m.bytes), s.login, s.person, prepared
      FROM (SELECT casework_data.pain_001(code, coin, batch_prepare.payer, prepared, n, total, id) AS bytes OFFSET 0) m
    RETURNING t.sha256 INTO content;
  INSERT INTO casework_data.batch_event (batch_id, kind, login, person, sha256) VALUES (id, 'prepare', s.login, s.person, content);
  answer := jsonb_build_object('done', true, 'repeated', false, 'batch', code, 'payments', n, 'total', casework_data.yuan(total), 'currency', coin,
    'sha256', encode(content, 'hex'), 'left_out', to_jsonb(left_out));
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.batch_prepare(jsonb, text, text[], integer, text) TO casework_user;

-- Whether somebody has one of these roles wherever there is a case of this batch.
CREATE OR REPLACE FUNCTION casework_data.covers_batch(staff integer, batch uuid, VARIADIC wanted text[]) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  mine integer[];
BEGIN
  IF casework_data.holds_everywhere(staff, VARIADIC wanted) THEN
    RETURN true;
  END IF;
  mine := ARRAY(SELECT x FROM unnest(wanted) r, unnest(casework_data.scopes_as(staff, r)) x);
  RETURN NOT EXISTS (SELECT FROM casework_data.payment p JOIN casework_data.cases c ON c.id = p.case_id
    WHERE p.batch_id = batch AND c.scope_id <> ALL (mine));
END
$$;

-- The batch of a number, locked, for somebody with one of these roles wherever it pays; absent for others, who do
-- not make it wait.
CREATE OR REPLACE FUNCTION casework_data.batch_of(s casework_data.staff, number text, VARIADIC wanted text[]) RETURNS casework_data.batch
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  b casework_data.batch;
BEGIN
  PERFORM casework_data.require_role(s, wanted);
  SELECT * INTO b FROM casework_data.batch t WHERE t.number = upper(btrim(batch_of.number));
  IF FOUND AND casework_data.covers_batch(s.id, b.id, VARIADIC wanted) THEN
    SELECT * INTO b FROM casework_data.batch t WHERE t.id = b.id FOR UPDATE;
  ELSE
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN b;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.batch_status(b casework_data.batch) RETURNS text
LANGUAGE sql STABLE
RETURN CASE WHEN b.cancelled_at IS NOT NULL THEN 'cancelled' WHEN b.exported_at IS NOT NULL THEN 'exported'
  WHEN b.released_at IS NOT NULL THEN 'released' ELSE 'prepared' END;

-- Lets a batch go to the bank: by a releaser who did not prepare it, approved none of its payments and gets none
-- of them, over the content whose digest (the first 8 digits or more) was seen.
CREATE OR REPLACE FUNCTION casework.batch_release(batch text, seen text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('batch_release', upper(btrim(batch)), lower(seen));
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  b casework_data.batch;
  p record;
  size constant integer := 2000;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  b := casework_data.batch_of(s, batch, 'releaser');
  answer := casework_data.first_answer(s.login, request, digest);
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  IF seen IS NULL OR seen !~ '^[0-9a-fA-F]{8,64}$' THEN
    PERFORM casework_data.refuse_input('sha256', seen);
  ELSIF casework_data.batch_status(b) <> 'prepared' THEN
    PERFORM casework_data.refuse_payment('batch_release', 'batch', b.number, jsonb_build_object('why', casework_data.batch_status(b)));
  ELSIF b.prepared_person = s.person THEN
    PERFORM casework_data.refuse_payment('batch_release', 'distinct_from', 'batch_prepare', NULL);
  ELSIF NOT encode(b.sha256, 'hex') ^@ lower(seen) THEN
    PERFORM casework_data.refuse_payment('batch_release', 'batch', b.number, '{"why":"another_content"}');
  END IF;
  PERFORM FROM casework_data.cases t WHERE t.id IN (SELECT x.case_id FROM casework_data.payment x WHERE x.batch_id = b.id) ORDER BY t.id FOR UPDATE;
  SELECT t.reference, c.number, y.why INTO p
    FROM casework_data.payment t JOIN casework_data.bank_account k ON k.id = t.account_id
      JOIN casework_data.cases c ON c.id = t.case_id JOIN casework_data.definition d ON d.id = c.definition_id
      CROSS JOIN LATERAL (SELECT CASE WHEN s.person IN (c.applicant_id, k.person) THEN 'applicant'
        WHEN casework_data.are_related(c.applicant_id, s.person) OR casework_data.are_related(k.person, s.person) THEN 'unrelated'
        WHEN casework_data.approved_by(c, s.person) THEN 'distinct_from'
        -- a correction is refused while money is under way, an account may have been superseded
        WHEN k.superseded_at IS NOT NULL THEN 'payee'
        WHEN t.ref_hash <> casework_data.signed_digest(d.signed, c.fields, c.salt) THEN 'signature' END AS why OFFSET 0) y
   WHERE t.batch_id = b.id AND y.why IS NOT NULL ORDER BY t.no LIMIT 1;
  IF FOUND THEN
    PERFORM casework_data.refuse_payment('batch_release', p.why, p.reference, jsonb_build_object('case', p.number));
  END IF;
  FOR i IN 0 .. (b.payments - 1) / size LOOP
    PERFORM casework_data.record_at_once(s, 'release_batch', 'releaser', array_agg(t.case_id ORDER BY t.no), array_agg(
        (jsonb_build_object('v', 1) || jsonb_build_object('batch', b.number, 'reference', t.reference, 'sha256', encode(b.sha256, 'hex')))::text ORDER BY t.no))
      FROM casework_data.payment t WHERE t.batch_id = b.id AND t.no BETWEEN i * size + 1 AND (i + 1) * size;
  END LOOP;
  UPDATE casework_data.batch t SET released_by = s.login, released_person = s.person, released_at = clock_timestamp() WHERE t.id = b.id;
  INSERT INTO casework_data.batch_event (batch_id, kind, login, person, sha256) VALUES (b.id, 'release', s.login, s.person, b.sha256);
  answer := jsonb_build_object('done', true, 'repeated', false, 'batch', b.number, 'payments', b.payments, 'total', casework_data.yuan(b.total),
    'currency', b.currency, 'sha256', encode(b.sha256, 'hex'), 'status', 'released');
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.batch_release(text, text, text) TO casework_user;

-- Lets the file for the bank be read: the pain.001 message, or its own list by a template. Once: what left the first
-- time is kept, and is all that a copy can be. Each is on record; batch_file() gives the bytes.
CREATE OR REPLACE FUNCTION casework.batch_export(batch text, template jsonb, copy boolean, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('batch_export', upper(btrim(batch)), template::text, copy::text);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  b casework_data.batch;
  list bytea;                   -- where it is not the message itself
  digest_of_file bytea;
BEGIN
  b := casework_data.batch_of(s, batch, 'finance_officer');
  answer := casework_data.first_answer(s.login, request, digest);
  IF answer IS NOT NULL THEN
    RETURN answer;
  ELSIF casework_data.template_fault(template) IS NOT NULL THEN
    PERFORM casework_data.refuse_input('template', casework_data.template_fault(template));
  ELSIF b.released_at IS NULL OR b.cancelled_at IS NOT NULL OR coalesce(copy, false) <> (b.exported_at IS NOT NULL) THEN
    PERFORM casework_data.refuse_payment('batch_export', 'batch', b.number, jsonb_build_object('why', casework_data.batch_status(b)));
  END IF;
  IF coalesce(copy, false) THEN
    digest_of_file := b.file_sha256;
  ELSE
    list := CASE WHEN template IS NOT NULL THEN casework_data.bank_list(b, template) END;
    digest_of_file := coalesce(sha256(list), b.sha256);
    UPDATE casework_data.payment t SET status = 'sent' WHERE t.batch_id = b.id;
    UPDATE casework_data.batch t SET exported_by = s.login, exported_at = clock_timestamp(), file = list, file_sha256 = digest_of_file WHERE t.id = b.id;
  END IF;
  INSERT INTO casework_data.batch_event (batch_id, kind, login, person, sha256)
    VALUES (b.id, CASE WHEN copy THEN 'copy' ELSE 'export' END, s.login, s.person, digest_of_file);
  answer := jsonb_build_object('done', true, 'repeated', false, 'batch', b.number, 'payments', b.payments, 'total', casework_data.yuan(b.total),
    'currency', b.currency, 'sha256', encode(digest_of_file, 'hex'), 'copy', coalesce(copy, false));
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.batch_export(text, jsonb, boolean, text) TO casework_user;

-- The bytes of a file that left, from the byte at start on (1 is the first), at most a MiB at a time; empty at the end.
-- Only by the request that batch_export() put on record, once that is committed: what was read cannot be unread.
CREATE OR REPLACE FUNCTION casework.batch_file(batch text, request text, start integer) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  piece bytea;
BEGIN
  PERFORM casework_data.require_role(s, ARRAY['finance_officer']);
  IF start IS NULL OR start < 1 THEN
    PERFORM casework_data.refuse_input('start', start::text);
  END IF;
  SELECT substring(coalesce(t.file, t.message) FROM batch_file.start FOR 1048576) INTO piece
    FROM casework_data.batch t JOIN casework_data.request q ON q.login = s.login AND q.request = batch_file.request
   WHERE t.number = upper(btrim(batch_file.batch)) AND t.exported_at IS NOT NULL
     AND q.answer ->> 'batch' = t.number AND q.answer ? 'copy'
     AND q.xid IS DISTINCT FROM pg_current_xact_id_if_assigned() AND pg_xact_status(q.xid) = 'committed';
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN piece;
END
$$;
GRANT EXECUTE ON FUNCTION casework.batch_file(text, text, integer) TO casework_user;

-- Gives up a batch that has not left: its money goes back to the reservations, as if the bank had returned it.
CREATE OR REPLACE FUNCTION casework.batch_cancel(batch text, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('batch_cancel', upper(btrim(batch)), reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  b casework_data.batch;
  reference text;
  fault jsonb;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  b := casework_data.batch_of(s, batch, 'finance_officer', 'releaser');
  answer := casework_data.first_answer(s.login, request, digest);
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  IF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  ELSIF casework_data.batch_status(b) NOT IN ('prepared', 'released') THEN
    PERFORM casework_data.refuse_payment('batch_cancel', 'batch', b.number, jsonb_build_object('why', casework_data.batch_status(b)));
  END IF;
  SELECT x.refused, p.reference INTO fault, reference
    FROM casework_data.take_bank_actions(s, ARRAY(SELECT p.case_id FROM casework_data.payment p WHERE p.batch_id = b.id ORDER BY p.no), 'return') x
      JOIN casework_data.payment p ON p.case_id = x.case_id AND p.batch_id = b.id
   ORDER BY p.no LIMIT 1;
  IF FOUND THEN
    PERFORM casework_data.refuse_payment('batch_cancel', 'batch', reference, jsonb_build_object('why', 'case', 'refused', fault));
  END IF;
  UPDATE casework_data.payment t SET status = 'cancelled' WHERE t.batch_id = b.id;
  UPDATE casework_data.batch t SET cancelled_by = s.login, cancelled_at = clock_timestamp() WHERE t.id = b.id;
  INSERT INTO casework_data.batch_event (batch_id, kind, login, person, sha256, detail)
    VALUES (b.id, 'cancel', s.login, s.person, b.sha256, jsonb_build_object('reason', btrim(reason)));
  answer := jsonb_build_object('done', true, 'repeated', false, 'batch', b.number, 'payments', b.payments, 'total', casework_data.yuan(b.total),
    'currency', b.currency, 'status', 'cancelled');
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.batch_cancel(text, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.batch_json(b casework_data.batch) RETURNS jsonb
LANGUAGE sql STABLE
RETURN jsonb_build_object('batch', b.number, 'status', casework_data.batch_status(b), 'payments', b.payments, 'total', casework_data.yuan(b.total),
  'currency', b.currency, 'sha256', encode(b.sha256, 'hex'), 'payer', b.payer || jsonb_build_object('account', casework_data.masked(b.payer ->> 'account')),
  'prepared_by', b.prepared_by, 'prepared_at', b.prepared_at, 'released_by', b.released_by, 'released_at', b.released_at,
  'exported_by', b.exported_by, 'exported_at', b.exported_at, 'file_sha256', encode(b.file_sha256, 'hex'),
  'cancelled_by', b.cancelled_by, 'cancelled_at', b.cancelled_at,
  'paid', (SELECT count(*) FROM casework_data.payment p WHERE p.batch_id = b.id AND p.status = 'paid'),
  'returned', (SELECT count(*) FROM casework_data.payment p WHERE p.batch_id = b.id AND p.status = 'returned'));

-- Batches, the newest first.
CREATE OR REPLACE FUNCTION casework.batch_list() RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
BEGIN
  PERFORM casework_data.require_role(s, ARRAY['finance_officer', 'releaser', 'auditor']);
  RETURN QUERY SELECT casework_data.batch_json(b) FROM casework_data.batch b
    WHERE casework_data.covers_batch(s.id, b.id, 'finance_officer', 'releaser', 'auditor') ORDER BY b.prepared_at DESC, b.number DESC LIMIT 1000;
END
$$;
GRANT EXECUTE ON FUNCTION casework.batch_list() TO casework_user;

-- One batch with its payments; accounts by their last four digits.
CREATE OR REPLACE FUNCTION casework.batch_show(batch text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  b casework_data.batch;
BEGIN
  PERFORM casework_data.require_role(s, ARRAY['finance_officer', 'releaser', 'auditor']);
  SELECT * INTO b FROM casework_data.batch t WHERE t.number = upper(btrim(batch_show.batch));
  IF NOT FOUND OR NOT casework_data.covers_batch(s.id, b.id, 'finance_officer', 'releaser', 'auditor') THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN casework_data.batch_json(b) || jsonb_build_object(
    'lines', (SELECT jsonb_agg(jsonb_build_object('no', p.no, 'reference', p.reference, 'uetr', p.uetr, 'case', c.number, 'holder', k.holder,
        'account', casework_data.masked(k.account), 'bank', k.bank, 'amount', casework_data.yuan(p.amount), 'status', p.status, 'answer', p.answer) ORDER BY p.no)
      FROM casework_data.payment p JOIN casework_data.bank_account k ON k.id = p.account_id JOIN casework_data.cases c ON c.id = p.case_id WHERE p.batch_id = b.id),
    'events', (SELECT jsonb_agg(jsonb_build_object('kind', e.kind, 'by', e.login, 'at', e.at, 'sha256', encode(e.sha256, 'hex'), 'detail', e.detail) ORDER BY e.id)
      FROM casework_data.batch_event e WHERE e.batch_id = b.id));
END
$$;
GRANT EXECUTE ON FUNCTION casework.batch_show(text) TO casework_user;
