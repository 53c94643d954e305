SET LOCAL ROLE casework_owner;

-- Enters what the bank says: rows {"line", "reference", "amount", "account", "status": "paid" or "returned",
-- "reason", "on"}, in the order of the file whose digest is given. A row counts when reference, amount and, where
-- the bank names it, account are those of one payment that has left and has no answer. Everything else is listed
-- and changes nothing. A file may be read again: what was answered stays as it is, what a case refused then (it was
-- held) is tried once more.
CREATE OR REPLACE FUNCTION casework.batch_answer(file_sha256 text, rows jsonb, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('batch_answer', file_sha256, rows::text);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  x record;
  p casework_data.payment;
  account text;
  why text;
  fault jsonb;
  minor bigint;
  known boolean;
  torn text[];
  settled jsonb := '[]';
  returned jsonb := '[]';
  listed jsonb := '[]';
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, ARRAY['finance_officer']);
  IF file_sha256 IS NULL OR file_sha256 !~ '^[0-9a-f]{64}$' THEN
    PERFORM casework_data.refuse_input('sha256', file_sha256);
  ELSIF jsonb_typeof(rows) IS DISTINCT FROM 'array' OR jsonb_array_length(rows) NOT BETWEEN 1 AND 200000 THEN
    PERFORM casework_data.refuse_input('rows', NULL);
  END IF;
  FOR x IN SELECT r.value, r.ordinality FROM jsonb_array_elements(rows) WITH ORDINALITY r LOOP
    IF jsonb_typeof(x.value) <> 'object' OR coalesce(x.value ->> 'status', '') NOT IN ('paid', 'returned') OR coalesce(x.value ->> 'line', '') !~ '^[0-9]{1,9}$'
       OR coalesce(x.value ->> 'amount', '') !~ '^[0-9]{1,13}([.][0-9]{1,2})?$' OR length(x.value::text) > 4000 THEN
      PERFORM casework_data.refuse_input('rows', x.ordinality::text);
    END IF;
  END LOOP;
  -- paid and returned in one file: the bank has to say which
  torn := ARRAY(SELECT r.value ->> 'reference' FROM jsonb_array_elements(rows) r GROUP BY 1 HAVING count(DISTINCT r.value ->> 'status') > 1);
  FOR x IN SELECT r.value AS row, (r.value ->> 'amount')::numeric AS amount FROM jsonb_array_elements(rows) WITH ORDINALITY r
            ORDER BY r.value ->> 'reference' COLLATE "C", r.ordinality LOOP
    minor := x.amount * 100;
    fault := NULL;
    SELECT t.* INTO p FROM casework_data.payment t WHERE t.reference = x.row ->> 'reference' FOR UPDATE;
    SELECT k.account INTO account FROM casework_data.bank_account k WHERE k.id = p.account_id;
    why := CASE WHEN p.reference IS NULL THEN 'unknown_reference'
      WHEN p.amount <> minor THEN 'another_amount'
      WHEN casework_data.account_digits(x.row ->> 'account') <> account THEN 'another_account'
      WHEN p.status IN ('batched', 'cancelled') THEN 'never_sent'
      WHEN p.status = 'sent' AND p.reference = ANY (torn) THEN 'two_answers'
      WHEN p.status = 'sent' THEN NULL
      WHEN p.status = x.row ->> 'status' THEN 'answered_before' ELSE 'answered_otherwise' END;
    IF why IS NULL THEN
      fault := casework_data.take_bank_action(s, p.case_id, CASE x.row ->> 'status' WHEN 'paid' THEN 'settle' ELSE 'return' END);
      why := CASE WHEN fault IS NOT NULL THEN 'case_refuses' END;
    END IF;
    IF why IS NULL THEN
      UPDATE casework_data.payment t SET status = x.row ->> 'status', answered_at = clock_timestamp(),
          answer = jsonb_strip_nulls(jsonb_build_object('reason', x.row ->> 'reason', 'on', x.row ->> 'on', 'line', x.row -> 'line', 'file', file_sha256))
        WHERE t.batch_id = p.batch_id AND t.no = p.no;
      IF x.row ->> 'status' = 'paid' THEN
        settled := settled || jsonb_build_array(p.reference);
      ELSE
        returned := returned || jsonb_build_array(p.reference);
      END IF;
    ELSE
      listed := listed || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('line', x.row -> 'line', 'reference', left(x.row ->> 'reference', 40),
        'amount', x.row ->> 'amount', 'status', x.row ->> 'status', 'why', why, 'refused', fault)));
    END IF;
  END LOOP;
  known := EXISTS (SELECT FROM casework_data.batch_event e WHERE e.kind = 'import' AND e.sha256 = decode(file_sha256, 'hex'));
  answer := jsonb_build_object('done', true, 'repeated', false, 'known', known, 'settled', settled, 'returned', returned, 'listed', listed);
  IF NOT known OR settled <> '[]' OR returned <> '[]' THEN
    INSERT INTO casework_data.batch_event (kind, login, person, sha256, detail)
      VALUES ('import', s.login, s.person, decode(file_sha256, 'hex'),
        jsonb_build_object('settled', jsonb_array_length(settled), 'returned', jsonb_array_length(returned), 'listed', listed));
  END IF;
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.batch_answer(text, jsonb, text) TO casework_user;

-- Payments that left and have no answer, the oldest first.
CREATE OR REPLACE FUNCTION casework.payments_stuck(older_than_days integer DEFAULT 0) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  PERFORM casework_data.require_role(casework_data.actor(), ARRAY['finance_officer', 'releaser', 'auditor']);
  IF older_than_days IS NULL OR older_than_days NOT BETWEEN 0 AND 36500 THEN
    PERFORM casework_data.refuse_input('days', older_than_days::text);
  END IF;
  RETURN QUERY SELECT jsonb_build_object('reference', p.reference, 'batch', b.number, 'case', c.number, 'holder', k.holder,
      'account', casework_data.masked(k.account), 'amount', casework_data.yuan(p.amount), 'currency', b.currency, 'sent_at', b.exported_at,
      'days', floor(extract(epoch FROM clock_timestamp() - b.exported_at) / 86400)::integer)
    FROM casework_data.payment p JOIN casework_data.batch b ON b.id = p.batch_id JOIN casework_data.bank_account k ON k.id = p.account_id
      JOIN casework_data.cases c ON c.id = p.case_id
   WHERE p.status = 'sent' AND b.exported_at <= clock_timestamp() - make_interval(days => older_than_days)
   ORDER BY b.exported_at, p.reference LIMIT 100000;
END
$$;
GRANT EXECUTE ON FUNCTION casework.payments_stuck(integer) TO casework_user;
