SET LOCAL ROLE casework_owner;

-- Did the money come? A sample of payments is drawn, and their recipients are asked.

-- What an auditor may ask recipients about: cases that they know of.
CREATE OR REPLACE FUNCTION casework_data.audited_scopes(staff integer) RETURNS integer[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT DISTINCT v.scope_id FROM casework_data.covered(staff) v WHERE v.role = 'auditor' AND v.level IN ('F', 'M') ORDER BY 1);

-- Whether a sample is drawn from nothing but what an auditor audits.
CREATE OR REPLACE FUNCTION casework_data.audits_sample(staff integer, p casework_data.receipt_sample) RETURNS boolean
LANGUAGE sql STABLE
RETURN CASE WHEN p.scopes IS NULL THEN casework_data.holds_everywhere(staff, 'auditor') ELSE p.scopes <@ casework_data.audited_scopes(staff) END;

-- Commits to a seed that is shown later: the SHA-256 of its text. With size, programme and last day it fixes what
-- will be drawn from the payments made from now on, by nobody's choice.
CREATE OR REPLACE FUNCTION casework.receipt_commit(commitment text, size integer, programme text, until date, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('receipt_commit', commitment, size::text, programme, casework_data.day_text(until));
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  scopes integer[];
  made bigint;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, ARRAY['auditor']);
  IF commitment IS NULL OR commitment !~ '^[0-9a-f]{64}$' THEN
    PERFORM casework_data.refuse_input('sha256', commitment);
  ELSIF size IS NULL OR size NOT BETWEEN 1 AND 10000 THEN
    PERFORM casework_data.refuse_input('size', size::text);
  ELSIF programme IS NOT NULL AND NOT EXISTS (SELECT FROM casework_data.definition d WHERE d.workflow = programme) THEN
    PERFORM casework_data.refuse_input('workflow', programme, ARRAY(SELECT DISTINCT d.workflow FROM casework_data.definition d ORDER BY 1));
  ELSIF until NOT BETWEEN casework_data.book_day() AND casework_data.book_day() + 800 THEN
    PERFORM casework_data.refuse_input('until', casework_data.day_text(until));
  END IF;
  -- who audits everything also audits what begins after this
  IF NOT casework_data.holds_everywhere(s.id, 'auditor') THEN
    scopes := casework_data.audited_scopes(s.id);
  END IF;
  INSERT INTO casework_data.receipt_sample (commitment, programme, wanted, until, scopes, made_by, made_us)
    VALUES (decode(receipt_commit.commitment, 'hex'), receipt_commit.programme, size, receipt_commit.until, scopes, s.login, casework_data.clock()) RETURNING id INTO made;
  answer := jsonb_build_object('done', true, 'repeated', false, 'sample', made, 'commitment', commitment, 'size', size);
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.receipt_commit(text, integer, text, date, text) TO casework_user;

-- The payments that a sample is drawn from, one line each, "NUMBER ENTRY AMOUNT", and the rank of each: the SHA-256 of
-- the seed, a blank and the line. The lowest ranks are the sample.
CREATE OR REPLACE FUNCTION casework_data.receipt_population(p casework_data.receipt_sample)
RETURNS TABLE (case_id uuid, seq bigint, amount bigint, paid_us bigint, line text, rank bytea)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT x.case_id, x.seq, x.amount, x.paid_us, y.line, sha256(convert_to(p.seed || ' ' || y.line, 'UTF8'))
    FROM (SELECT l.case_id, l.seq, c.number, sum(l.amount)::bigint AS amount, max(l.at_us) AS paid_us
            FROM casework_data.ledger l JOIN casework_data.cases c ON c.id = l.case_id JOIN casework_data.definition d ON d.id = c.definition_id
           WHERE l.kind IN ('pay', 'settle') AND l.at_us > p.made_us AND l.at_us <= p.drawn_us
             AND (p.until IS NULL OR date '1970-01-01' + casework_data.day_at(l.at_us, d.zone) <= p.until)
             AND (c.scope_id = ANY (p.scopes) OR p.scopes IS NULL AND EXISTS (SELECT FROM casework_data.scope sc
                    WHERE sc.id = c.scope_id AND coalesce(sc.access ->> 'auditor', sc.access ->> '*') IN ('F', 'M')))
             AND (p.programme IS NULL OR c.workflow = p.programme)
           GROUP BY l.case_id, l.seq, c.number) x
    CROSS JOIN LATERAL (SELECT x.number || ' ' || x.seq || ' ' || casework_data.yuan(x.amount) AS line) y;
END;

-- Shows the seed and draws: once.
CREATE OR REPLACE FUNCTION casework.receipt_draw(sample bigint, seed text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('receipt_draw', sample::text, seed);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  p casework_data.receipt_sample;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, ARRAY['auditor']);
  -- without a lock: nobody may make a sample wait that is none of theirs
  SELECT * INTO p FROM casework_data.receipt_sample t WHERE t.id = receipt_draw.sample;
  IF NOT FOUND OR NOT casework_data.audits_sample(s.id, p) THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  SELECT * INTO p FROM casework_data.receipt_sample t WHERE t.id = receipt_draw.sample FOR UPDATE;
  answer := casework_data.first_answer(s.login, request, digest);
  IF answer IS NOT NULL THEN
    RETURN answer;
  ELSIF p.seed IS NOT NULL THEN
    PERFORM casework_data.refuse_receipt(p.id, jsonb_build_object('why', 'drawn', 'by', p.drawn_by));
  ELSIF seed IS NULL OR char_length(seed) NOT BETWEEN 16 AND 200 OR sha256(convert_to(seed, 'UTF8')) <> p.commitment THEN
    PERFORM casework_data.refuse_receipt(p.id, '{"why":"another_seed"}');
  ELSIF p.until >= casework_data.book_day() THEN
    PERFORM casework_data.refuse_receipt(p.id, jsonb_build_object('why', 'not_over', 'until', casework_data.day_text(p.until)));
  END IF;
  p.seed := receipt_draw.seed;
  p.drawn_by := s.login;
  p.drawn_us := casework_data.clock();
  SELECT count(*), sha256(convert_to(coalesce(string_agg(x.line, E'\n' ORDER BY x.line COLLATE "C"), ''), 'UTF8')) INTO p.payments, p.sha256
    FROM casework_data.receipt_population(p) x;
  UPDATE casework_data.receipt_sample t SET seed = p.seed, drawn_by = p.drawn_by, drawn_us = p.drawn_us, payments = p.payments, sha256 = p.sha256 WHERE t.id = p.id;
  INSERT INTO casework_data.receipt_item (sample_id, no, case_id, seq, amount, paid_us)
    SELECT p.id, row_number() OVER (ORDER BY x.rank), x.case_id, x.seq, x.amount, x.paid_us
      FROM (SELECT t.* FROM casework_data.receipt_population(p) t ORDER BY t.rank LIMIT p.wanted) x;
  answer := jsonb_build_object('done', true, 'repeated', false, 'sample', p.id, 'payments', p.payments, 'drawn', least(p.payments, p.wanted), 'sha256', encode(p.sha256, 'hex'));
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.receipt_draw(bigint, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.refuse_receipt(sample bigint, args jsonb) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('sample %s is refused', sample),
    DETAIL = jsonb_build_object('action', 'receipt', 'sample', sample,
      'refused', casework_data.refusal('receipt', 'receipt', sample::text, args))::text;
END
$$;

-- The samples, the newest first.
CREATE OR REPLACE FUNCTION casework.receipt_samples() RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  PERFORM casework_data.require_role(casework_data.actor(), ARRAY['auditor', 'supervisor', 'caseworker', 'visitor', 'union_officer']);
  RETURN QUERY SELECT jsonb_build_object('sample', p.id, 'programme', p.programme, 'size', p.wanted, 'until', casework_data.day_text(p.until),
      'commitment', encode(p.commitment, 'hex'), 'by', p.made_by, 'at', casework_data.iso(p.made_us), 'seed', p.seed, 'drawn_by', p.drawn_by,
      'drawn_at', casework_data.iso(p.drawn_us), 'payments', p.payments, 'sha256', encode(p.sha256, 'hex'),
      'received', (SELECT count(*) FROM casework_data.receipt_item i WHERE i.sample_id = p.id AND casework_data.receipt_result(i) = 'received'),
      'absent', (SELECT count(*) FROM casework_data.receipt_item i WHERE i.sample_id = p.id AND casework_data.receipt_result(i) = 'absent'),
      'waiting', (SELECT count(*) FROM casework_data.receipt_item i WHERE i.sample_id = p.id AND casework_data.receipt_result(i) IS NULL))
    FROM casework_data.receipt_sample p ORDER BY p.id DESC LIMIT 1000;
END
$$;
GRANT EXECUTE ON FUNCTION casework.receipt_samples() TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.receipt_result(i casework_data.receipt_item) RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT a.result FROM casework_data.receipt_answer a WHERE a.sample_id = i.sample_id AND a.no = i.no ORDER BY a.id DESC LIMIT 1);

-- Who is to be asked in a sample, and what they said: for auditors, and for who works on the case. The name is for
-- those who read the case.
CREATE OR REPLACE FUNCTION casework.receipt_list(sample bigint, waiting boolean DEFAULT false) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
BEGIN
  PERFORM casework_data.require_role(s, ARRAY['auditor', 'supervisor', 'caseworker', 'visitor', 'union_officer']);
  IF NOT EXISTS (SELECT FROM casework_data.receipt_sample t WHERE t.id = receipt_list.sample) THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN QUERY
    WITH mine AS MATERIALIZED (
      SELECT v.scope_id, bool_or(v.level = 'F') AS reads FROM casework_data.covered(s.id) v
       WHERE v.role IN ('auditor', 'supervisor', 'caseworker', 'visitor', 'union_officer') AND v.level IN ('F', 'M') GROUP BY v.scope_id)
    SELECT jsonb_build_object('no', i.no, 'case', c.number, 'entry', i.seq, 'unit', c.unit, 'name', CASE WHEN m.reads AND c.tier = 1 THEN c.applicant ->> 'name' END,
        'amount', casework_data.yuan(i.amount), 'paid_at', casework_data.iso(i.paid_us), 'result', a.result, 'asked_on', casework_data.day_text(a.asked_on),
        'remark', CASE WHEN m.reads THEN a.remark END, 'by', a.login)
      FROM casework_data.receipt_item i JOIN casework_data.cases c ON c.id = i.case_id JOIN mine m ON m.scope_id = c.scope_id
      LEFT JOIN LATERAL (SELECT t.* FROM casework_data.receipt_answer t WHERE t.sample_id = i.sample_id AND t.no = i.no ORDER BY t.id DESC LIMIT 1) a ON true
     WHERE i.sample_id = receipt_list.sample AND (waiting IS NOT TRUE OR a.result IS NULL)
     ORDER BY i.no;
END
$$;
GRANT EXECUTE ON FUNCTION casework.receipt_list(bigint, boolean) TO casework_user;

-- The lines that a sample was drawn from, for whoever draws it again: with the seed of receipt_samples(), sha256sum
-- and sort are enough.
CREATE OR REPLACE FUNCTION casework.receipt_lines(sample bigint) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  p casework_data.receipt_sample;
BEGIN
  PERFORM casework_data.require_role(s, ARRAY['auditor']);
  SELECT * INTO p FROM casework_data.receipt_sample t WHERE t.id = receipt_lines.sample AND t.seed IS NOT NULL;
  IF NOT FOUND OR NOT casework_data.audits_sample(s.id, p) THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN QUERY SELECT x.line FROM casework_data.receipt_population(p) x ORDER BY x.line COLLATE "C";
END
$$;
GRANT EXECUTE ON FUNCTION casework.receipt_lines(bigint) TO casework_user;

-- Records what a recipient said, by somebody who neither approved nor paid nor sent the money: an entry of the case.
CREATE OR REPLACE FUNCTION casework.receipt_record(sample bigint, item integer, result text, asked_on date, remark text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('receipt_record', sample::text, item::text, result, casework_data.day_text(asked_on), remark);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  i casework_data.receipt_item;
  who casework_data.actor;
  c casework_data.cases;
  d casework_data.definition;
  judged record;
  now_us bigint;
  today date;
  other uuid;
  handled text;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT * INTO i FROM casework_data.receipt_item t WHERE t.sample_id = receipt_record.sample AND t.no = item;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  who := casework_data.working_on(i.case_id::text);
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  today := date '1970-01-01' + casework_data.day_at(now_us, d.zone);
  IF result IS NULL OR result NOT IN ('received', 'absent') THEN
    PERFORM casework_data.refuse_input('result', result, ARRAY['received', 'absent']);
  ELSIF result = 'absent' AND coalesce(btrim(remark), '') = '' OR char_length(remark) > 500 OR btrim(remark) = '' THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  ELSIF asked_on IS NULL OR asked_on NOT BETWEEN date '1970-01-01' + casework_data.day_at(i.paid_us, d.zone) AND today THEN
    PERFORM casework_data.refuse_input('asked_on', casework_data.day_text(asked_on));
  END IF;
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, ARRAY['auditor', 'caseworker', 'visitor', 'union_officer'], false, true);
  -- who acts for somebody is bound by what that person did, too
  other := (casework_data.holding(c, who, judged.role)).for_person;
  handled := coalesce(casework_data.handled_money(c, s.person), casework_data.handled_money(c, other));
  IF handled IS NOT NULL THEN
    judged.refused := judged.refused || casework_data.refusal('distinct_from', 'distinct_from', handled, NULL);
  END IF;
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'receipt_check', judged.refused, request, digest);
  ELSIF casework_data.receipt_result(i) = 'received' THEN
    answer := casework_data.first_answer(s.login, request, digest);
    IF answer IS NULL THEN
      PERFORM casework_data.refuse_receipt(sample, '{"why":"received"}');
    END IF;
    RETURN answer;
  END IF;
  answer := casework_data.record(c, d, who, now_us, 'receipt_check', NULL, judged.role,
    jsonb_build_object('sample', sample, 'no', item, 'of_entry', i.seq, 'amount', casework_data.yuan(i.amount), 'result', result,
      'asked_on', casework_data.day_text(asked_on), 'remark', btrim(remark)),
    jsonb_build_object('sample', sample, 'no', item, 'result', result), request, digest);
  IF answer IS NULL THEN
    RETURN casework_data.first_answer(s.login, request, digest);
  END IF;
  INSERT INTO casework_data.receipt_answer (sample_id, no, result, asked_on, remark, login, person, seq)
    VALUES (sample, item, receipt_record.result, receipt_record.asked_on, btrim(receipt_record.remark), s.login, s.person, (answer ->> 'seq')::bigint);
  RETURN answer;
END
$$;
GRANT EXECUTE ON FUNCTION casework.receipt_record(bigint, integer, text, date, text, text) TO casework_user;

-- An action on this case by which a person approved or moved its money; for payments by batch also who prepared or
-- released one.
CREATE OR REPLACE FUNCTION casework_data.handled_money(c casework_data.cases, person uuid) RETURNS text
LANGUAGE sql STABLE
RETURN coalesce((SELECT t.name FROM casework_data.wf_action t
    WHERE t.definition_id = c.definition_id AND (t.votes OR t.bands IS NOT NULL OR t.money <> '[]') AND c.did -> t.name -> 'people' ? handled_money.person::text
    ORDER BY t.name COLLATE "C" LIMIT 1),
  (SELECT 'release_batch' FROM casework_data.payment p JOIN casework_data.batch b ON b.id = p.batch_id
    WHERE p.case_id = c.id AND handled_money.person IN (b.prepared_person, b.released_person) LIMIT 1));
