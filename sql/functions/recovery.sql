SET LOCAL ROLE casework_owner;

-- Money that is to come back, by instalments. A plan moves no money: what is received is entered by the action of
-- the case's own procedure that has a `recover` step, each time an entry.

CREATE OR REPLACE FUNCTION casework_data.recovering_roles() RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY['supervisor', 'finance_officer', 'deputy_head'];

-- The actions by which money comes back from where the case is.
CREATE OR REPLACE FUNCTION casework_data.recovering_actions(c casework_data.cases) RETURNS text[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT t.name FROM casework_data.wf_action t
  WHERE t.definition_id = c.definition_id AND t.money @> '[{"step":"recover"}]' AND (c.state = ANY (t.from_states)) ORDER BY t.name COLLATE "C");

-- Agrees on what comes back when: [{"due": "2026-12-31", "amount": "500.00"}, …], in the order of days, together at
-- most what was paid. A plan that the case had before is replaced.
CREATE OR REPLACE FUNCTION casework.recovery_plan(case_ref text, instalments jsonb, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('recovery_plan', case_ref, instalments::text, reason);
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  c casework_data.cases;
  d casework_data.definition;
  judged record;
  x record;
  days integer[] := '{}';
  amounts bigint[] := '{}';
  total bigint;
  now_us bigint;
  today integer;
  plan bigint;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  today := casework_data.day_at(now_us, d.zone);
  IF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  ELSIF jsonb_typeof(instalments) IS DISTINCT FROM 'array' OR jsonb_array_length(instalments) NOT BETWEEN 1 AND 240 THEN
    PERFORM casework_data.refuse_input('instalments', NULL);
  END IF;
  FOR x IN SELECT i.value, i.ordinality FROM jsonb_array_elements(instalments) WITH ORDINALITY i LOOP
    IF jsonb_typeof(x.value) <> 'object' OR coalesce(x.value ->> 'due', '') !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
       OR coalesce(x.value ->> 'amount', '') !~ '^[0-9]{1,13}([.][0-9]{1,2})?$' THEN
      PERFORM casework_data.refuse_input('instalments', x.ordinality::text);
    END IF;
    days := days || casework_data.days_of(x.value ->> 'due');
    amounts := amounts || ((x.value ->> 'amount')::numeric * 100)::bigint;
    -- each later than the one before, none in the past, none in more than twenty years
    IF days[x.ordinality] IS NULL OR days[x.ordinality] <= coalesce(days[x.ordinality - 1], today - 1) OR days[x.ordinality] > today + 7305 OR amounts[x.ordinality] = 0 THEN
      PERFORM casework_data.refuse_input('instalments', x.ordinality::text);
    END IF;
  END LOOP;
  total := (SELECT sum(a) FROM unnest(amounts) a);
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, casework_data.recovering_roles(), false, true);
  IF judged.refused = '[]' AND casework_data.recovering_actions(c) = '{}' THEN
    judged.refused := casework_data.refusal('state', 'state', NULL, jsonb_build_object('state', c.state));
  ELSIF judged.refused = '[]' AND total > c.paid THEN
    judged.refused := casework_data.refusal('amount', 'amount', 'recover', '{"why":"more_than_paid"}');
  END IF;
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'recovery_plan', judged.refused, request, digest);
  END IF;
  answer := casework_data.record(c, d, who, now_us, 'recovery_plan', NULL, judged.role,
    jsonb_build_object('instalments', (SELECT jsonb_agg(jsonb_build_object('due', casework_data.iso_day(days[i]), 'amount', casework_data.yuan(amounts[i])) ORDER BY i)
        FROM generate_subscripts(days, 1) i), 'total', casework_data.yuan(total), 'reason', btrim(reason)),
    jsonb_build_object('total', casework_data.yuan(total), 'instalments', cardinality(days)), request, digest);
  IF answer IS NULL THEN
    RETURN casework_data.first_answer(who.login, request, digest);
  END IF;
  INSERT INTO casework_data.recovery_plan (case_id, seq, total, reason, last_ledger, made_by, made_person)
    VALUES (c.id, (answer ->> 'seq')::bigint, total, btrim(reason),
      coalesce((SELECT max(l.id) FROM casework_data.ledger l WHERE l.case_id = c.id), 0), who.login, who.person) RETURNING id INTO plan;
  INSERT INTO casework_data.recovery_instalment (plan_id, no, due, amount)
    SELECT plan, i, date '1970-01-01' + days[i], amounts[i] FROM generate_subscripts(days, 1) i;
  RETURN answer;
END
$$;
GRANT EXECUTE ON FUNCTION casework.recovery_plan(text, jsonb, text, text) TO casework_user;

-- What came back since a plan was made; what should have by yesterday; and the day of the first instalment that is
-- not yet received in full.
CREATE OR REPLACE FUNCTION casework_data.recovery_sums(p casework_data.recovery_plan, today date, OUT received bigint, OUT late bigint, OUT next date)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  i casework_data.recovery_instalment;
  sum bigint := 0;
BEGIN
  received := (SELECT coalesce(sum(l.amount), 0) FROM casework_data.ledger l WHERE l.case_id = p.case_id AND l.kind = 'recover' AND l.id > p.last_ledger);
  late := 0;
  FOR i IN SELECT * FROM casework_data.recovery_instalment t WHERE t.plan_id = p.id ORDER BY t.no LOOP
    sum := sum + i.amount;
    IF sum > received THEN
      next := coalesce(next, i.due);
      IF i.due < today THEN
        late := sum - received;
      END IF;
    END IF;
  END LOOP;
END
$$;

-- Plans that count, for who demands the money, pays or audits, where they do: the longest overdue first.
CREATE OR REPLACE FUNCTION casework.recoveries(overdue_only boolean DEFAULT false, max_rows integer DEFAULT 200) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  mine integer[];
  today date;
BEGIN
  PERFORM casework_data.require_role(s, casework_data.recovering_roles() || ARRAY['auditor']);
  IF max_rows IS NULL OR max_rows NOT BETWEEN 1 AND 10000 THEN
    PERFORM casework_data.refuse_input('max_rows', max_rows::text);
  END IF;
  mine := ARRAY(SELECT DISTINCT v.scope_id FROM casework_data.covered(s.id) v
    WHERE v.role = ANY (casework_data.recovering_roles() || ARRAY['auditor']) AND v.level <> 'N');
  today := casework_data.book_day();
  RETURN QUERY
    SELECT casework_data.recovery_json(p, c, r.received, r.late, r.next, today)
      FROM (SELECT DISTINCT ON (t.case_id) t.* FROM casework_data.recovery_plan t ORDER BY t.case_id, t.id DESC) t
      JOIN casework_data.recovery_plan p ON p.id = t.id JOIN casework_data.cases c ON c.id = p.case_id
      CROSS JOIN LATERAL casework_data.recovery_sums(p, today) r
     WHERE c.scope_id = ANY (mine) AND r.received < p.total AND (overdue_only IS NOT TRUE OR r.late > 0 AND casework_data.recovering_actions(c) <> '{}')
     ORDER BY r.late = 0, r.next, c.number COLLATE "C" LIMIT max_rows;
END
$$;
GRANT EXECUTE ON FUNCTION casework.recoveries(boolean, integer) TO casework_user;

-- "ended": the procedure takes no more money back: it was dropped or written off.
CREATE OR REPLACE FUNCTION casework_data.recovery_json(
  p casework_data.recovery_plan, c casework_data.cases, received bigint, late bigint, next date, today date) RETURNS jsonb
LANGUAGE sql STABLE
RETURN jsonb_build_object('case', c.number, 'unit', CASE WHEN c.tier < 3 THEN c.unit END, 'total', casework_data.yuan(p.total),
  'received', casework_data.yuan(received), 'open', casework_data.yuan(greatest(p.total - received, 0)), 'overdue', casework_data.yuan(late),
  'next', CASE WHEN received < p.total THEN casework_data.day_text(next) END, 'days_overdue', CASE WHEN late > 0 THEN today - next END,
  'status', CASE WHEN received >= p.total THEN 'received' WHEN casework_data.recovering_actions(c) = '{}' THEN 'ended' WHEN late > 0 THEN 'overdue' ELSE 'running' END,
  'made_by', p.made_by, 'made_at', p.made_at);

-- A case's plan with its instalments, what of each was received, and the entries by which it was.
CREATE OR REPLACE FUNCTION casework.recovery_show(case_ref text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  c casework_data.cases;
  p casework_data.recovery_plan;
  r record;
  today date := casework_data.book_day();
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id;
  SELECT * INTO p FROM casework_data.recovery_plan t WHERE t.case_id = c.id ORDER BY t.id DESC LIMIT 1;
  IF p.id IS NULL THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  SELECT * INTO r FROM casework_data.recovery_sums(p, today);
  RETURN casework_data.recovery_json(p, c, r.received, r.late, r.next, today) || jsonb_build_object('reason', p.reason, 'entry', p.seq,
    'by_action', to_jsonb(casework_data.recovering_actions(c)),
    'instalments', (SELECT jsonb_agg(jsonb_build_object('no', i.no, 'due', casework_data.day_text(i.due), 'amount', casework_data.yuan(i.amount),
        'received', casework_data.yuan(least(i.amount, greatest(r.received - i.before, 0))),
        'overdue', i.due < today AND i.before + i.amount > r.received) ORDER BY i.no)
      FROM (SELECT t.*, (sum(t.amount) OVER (ORDER BY t.no) - t.amount)::bigint AS before FROM casework_data.recovery_instalment t WHERE t.plan_id = p.id) i),
    'entries', (SELECT coalesce(jsonb_agg(jsonb_build_object('entry', l.seq, 'at', casework_data.iso(l.at_us), 'amount', casework_data.yuan(l.amount), 'by', l.actor) ORDER BY l.seq), '[]')
      FROM (SELECT t.seq, min(t.at_us) AS at_us, min(t.actor) AS actor, sum(t.amount)::bigint AS amount FROM casework_data.ledger t
             WHERE t.case_id = c.id AND t.kind = 'recover' AND t.id > p.last_ledger GROUP BY t.seq) l));
END
$$;
GRANT EXECUTE ON FUNCTION casework.recovery_show(text) TO casework_user;
