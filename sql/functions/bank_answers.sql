SET LOCAL ROLE casework_owner;

-- Enters what the bank says: rows {"line", "reference", "amount", "account", "batch", "status": "paid" or "returned",
-- "reason", "on"}, in the order of the file whose digest is given. A row counts when its reference is that of one
-- payment that has left and has no answer, and amount, account and batch are that payment's where the bank names
-- them; it names the amount or the batch. Everything else is listed and changes nothing. A file may be read again:
-- what was answered stays as it is, what a case refused then (it was held) is tried once more.
CREATE OR REPLACE FUNCTION casework.batch_answer(file_sha256 text, rows jsonb, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('batch_answer', file_sha256, encode(sha256(convert_to(rows::text, 'UTF8')), 'hex'));
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  everywhere boolean := casework_data.holds_everywhere(s.id, 'finance_officer');
  mine integer[] := casework_data.scopes_as(s.id, 'finance_officer');
  wrong bigint;
  known boolean;
  whys text[];                  -- of each row: what speaks against it, NULL for what is to be entered
  word text;
  refusing uuid[] := '{}';
  refusals jsonb := '{}';       -- case -> what it refuses
  settled jsonb;
  returned jsonb;
  listed jsonb;
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
  SELECT min(r.ordinality) INTO wrong FROM jsonb_array_elements(rows) WITH ORDINALITY r
   WHERE (jsonb_typeof(r.value) = 'object' AND coalesce(r.value ->> 'status', '') IN ('paid', 'returned') AND coalesce(r.value ->> 'line', '') ~ '^[0-9]{1,9}$'
          AND coalesce(r.value ->> 'amount', CASE WHEN r.value ? 'batch' THEN '0' ELSE '' END) ~ '^[0-9]{1,13}([.][0-9]{1,2})?$'
          AND length(r.value::text) <= 4000) IS NOT TRUE;
  IF wrong IS NOT NULL THEN
    PERFORM casework_data.refuse_input('rows', wrong::text);
  END IF;
  -- Somebody else's payments are as unknown as none.
  PERFORM FROM casework_data.payment t JOIN casework_data.cases c ON c.id = t.case_id
    WHERE t.reference IN (SELECT r.value ->> 'reference' FROM jsonb_array_elements(rows) r) AND (everywhere OR c.scope_id = ANY (mine))
    ORDER BY t.reference FOR UPDATE OF t;
  whys := ARRAY(
    SELECT CASE WHEN p.reference IS NULL OR NOT everywhere AND c.scope_id <> ALL (mine) THEN 'unknown_reference'
        WHEN s.person IN (c.applicant_id, k.person) THEN 'own_payment'
        WHEN r.value ->> 'batch' <> b.number THEN 'another_batch'
        WHEN (r.value ->> 'amount')::numeric * 100 <> p.amount OR r.value ->> 'currency' <> b.currency THEN 'another_amount'
        WHEN casework_data.account_digits(r.value ->> 'account') <> k.account THEN 'another_account'
        WHEN p.status IN ('batched', 'cancelled') THEN 'never_sent'
        -- paid and returned in one file: the bank has to say which
        WHEN p.status = 'sent' AND min(r.value ->> 'status') OVER w <> max(r.value ->> 'status') OVER w THEN 'two_answers'
        WHEN p.status = 'sent' THEN CASE row_number() OVER (w ORDER BY r.ordinality) WHEN 1 THEN NULL ELSE 'answered_before' END
        WHEN p.status = r.value ->> 'status' THEN 'answered_before' ELSE 'answered_otherwise' END
      FROM jsonb_array_elements(rows) WITH ORDINALITY r
        LEFT JOIN casework_data.payment p ON p.reference = r.value ->> 'reference'
        LEFT JOIN casework_data.batch b ON b.id = p.batch_id LEFT JOIN casework_data.bank_account k ON k.id = p.account_id
        LEFT JOIN casework_data.cases c ON c.id = p.case_id
    WINDOW w AS (PARTITION BY r.value ->> 'reference')
     ORDER BY r.ordinality);
  -- every case before the first of them takes hold of a fund
  PERFORM FROM casework_data.cases t
    WHERE t.id IN (SELECT p.case_id FROM jsonb_array_elements(rows) WITH ORDINALITY r JOIN unnest(whys) WITH ORDINALITY y (why, n) ON y.n = r.ordinality
                     JOIN casework_data.payment p ON p.reference = r.value ->> 'reference' WHERE y.why IS NULL)
    ORDER BY t.id FOR UPDATE;
  FOREACH word IN ARRAY ARRAY['paid', 'returned'] LOOP
    SELECT refusing || coalesce(array_agg(x.case_id), '{}'), refusals || coalesce(jsonb_object_agg(x.case_id, x.refused), '{}') INTO refusing, refusals
      FROM casework_data.take_bank_actions(s, ARRAY(
          SELECT p.case_id FROM jsonb_array_elements(rows) WITH ORDINALITY r JOIN unnest(whys) WITH ORDINALITY y (why, n) ON y.n = r.ordinality
              JOIN casework_data.payment p ON p.reference = r.value ->> 'reference'
           WHERE y.why IS NULL AND r.value ->> 'status' = word ORDER BY p.reference COLLATE "C"),
        CASE word WHEN 'paid' THEN 'settle' ELSE 'return' END) x;
  END LOOP;
  WITH x AS (
    UPDATE casework_data.payment t SET status = r.value ->> 'status', answered_at = clock_timestamp(),
        answer = jsonb_strip_nulls(jsonb_build_object('reason', r.value ->> 'reason', 'on', r.value ->> 'on', 'line', r.value -> 'line', 'file', file_sha256))
      FROM jsonb_array_elements(rows) WITH ORDINALITY r JOIN unnest(whys) WITH ORDINALITY y (why, n) ON y.n = r.ordinality
     WHERE t.reference = r.value ->> 'reference' AND y.why IS NULL AND t.case_id <> ALL (refusing)
    RETURNING t.reference, t.status)
  SELECT coalesce(jsonb_agg(x.reference ORDER BY x.reference COLLATE "C") FILTER (WHERE x.status = 'paid'), '[]'),
      coalesce(jsonb_agg(x.reference ORDER BY x.reference COLLATE "C") FILTER (WHERE x.status = 'returned'), '[]') INTO settled, returned FROM x;
  listed := (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('line', r.value -> 'line', 'reference', left(r.value ->> 'reference', 40),
        'amount', r.value ->> 'amount', 'status', r.value ->> 'status', 'why', coalesce(y.why, 'case_refuses'),
          'refused', CASE WHEN y.why IS NULL THEN refusals -> p.case_id::text END))
        ORDER BY r.value ->> 'reference' COLLATE "C", r.ordinality), '[]')
    FROM jsonb_array_elements(rows) WITH ORDINALITY r JOIN unnest(whys) WITH ORDINALITY y (why, n) ON y.n = r.ordinality
      LEFT JOIN casework_data.payment p ON p.reference = r.value ->> 'reference'
   WHERE y.why IS NOT NULL OR p.case_id = ANY (refusing));
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
DECLARE
  s casework_data.staff := casework_data.actor();
  everywhere boolean := casework_data.holds_everywhere(s.id, 'finance_officer', 'releaser', 'auditor');
  mine integer[] := casework_data.scopes_as(s.id, 'finance_officer') || casework_data.scopes_as(s.id, 'releaser') || casework_data.scopes_as(s.id, 'auditor');
BEGIN
  PERFORM casework_data.require_role(s, ARRAY['finance_officer', 'releaser', 'auditor']);
  IF older_than_days IS NULL OR older_than_days NOT BETWEEN 0 AND 36500 THEN
    PERFORM casework_data.refuse_input('days', older_than_days::text);
  END IF;
  RETURN QUERY SELECT jsonb_build_object('reference', p.reference, 'batch', b.number, 'case', c.number, 'holder', k.holder,
      'account', casework_data.masked(k.account), 'amount', casework_data.yuan(p.amount), 'currency', b.currency, 'sent_at', b.exported_at,
      'days', floor(extract(epoch FROM clock_timestamp() - b.exported_at) / 86400)::integer)
    FROM casework_data.payment p JOIN casework_data.batch b ON b.id = p.batch_id JOIN casework_data.bank_account k ON k.id = p.account_id
      JOIN casework_data.cases c ON c.id = p.case_id
   WHERE p.status = 'sent' AND (everywhere OR c.scope_id = ANY (mine)) AND b.exported_at <= clock_timestamp() - make_interval(days => older_than_days)
   ORDER BY b.exported_at, p.reference LIMIT 100000;
END
$$;
GRANT EXECUTE ON FUNCTION casework.payments_stuck(integer) TO casework_user;
