SET LOCAL ROLE casework_owner;

-- Proposes that a case may be granted although live benefits of this class bar it. By somebody who reads the case
-- and works on it; the class may be left out where the procedure grants only one. What bars it today is what will
-- be overridden, and nothing that comes later.
CREATE OR REPLACE FUNCTION casework.benefit_override(case_ref text, class text, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('benefit_override', case_ref, class, reason);
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  s casework_data.staff := casework_data.actor();
  c casework_data.cases;
  d casework_data.definition;
  judged record;
  classes text[];
  wanted text := class;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, casework_data.proposing_roles('benefit_override'), true, true, true);
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'override', judged.refused, request, digest);
  END IF;
  classes := ARRAY(SELECT DISTINCT a.benefit ->> 'class' FROM casework_data.wf_action a WHERE a.definition_id = d.id AND a.benefit ? 'class' ORDER BY 1);
  IF wanted IS NULL AND cardinality(classes) = 1 THEN
    wanted := classes[1];
  END IF;
  IF wanted IS NULL OR NOT wanted = ANY (classes) THEN
    PERFORM casework_data.refuse_input('class', wanted, classes);
  ELSIF casework_data.benefits_to_override(c, wanted) = '{}' THEN
    RETURN casework_data.refuse_deed(c, who, 'override', casework_data.refusal('benefit', 'benefit', wanted, '{"why":"none"}'), request, digest);
  END IF;
  RETURN casework_data.propose(s, 'benefit_override', jsonb_build_object('case', c.number, 'class', wanted), reason, request, digest);
END
$$;
GRANT EXECUTE ON FUNCTION casework.benefit_override(text, text, text, text) TO casework_user;

-- Live benefits of a class, of other cases, that lie in the way of this one from today on and no decision has let
-- stand yet.
CREATE OR REPLACE FUNCTION casework_data.benefits_to_override(c casework_data.cases, class text) RETURNS bigint[]
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  found bigint[] := '{}';
  b jsonb;
  day date := date '1970-01-01' + casework_data.day_at(casework_data.clock(), (SELECT d.zone FROM casework_data.definition d WHERE d.id = c.definition_id));
  home uuid := casework_data.household_of(c.applicant_id, day);
BEGIN
  FOR b IN SELECT a.benefit FROM casework_data.wf_action a WHERE a.definition_id = c.definition_id AND a.benefit ->> 'class' = benefits_to_override.class LOOP
    found := found || ARRAY(SELECT g.id FROM casework_data.benefits_barring(b, c.id, c.applicant_id, home,
      casework_data.benefit_subjects(b, c.applicant_id, home, day), coalesce(casework_data.benefit_period(b, c.fields, day - date '1970-01-01'),
        daterange(day, day + 3660))) g);
  END LOOP;
  RETURN ARRAY(SELECT DISTINCT f FROM unnest(found) f ORDER BY 1);
END
$$;

-- The confirmed override becomes an entry of the case, by who confirmed it.
CREATE OR REPLACE FUNCTION casework_data.override_benefit(p casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(p.arguments ->> 'case');
  c casework_data.cases;
  d casework_data.definition;
  judged record;
  found bigint[];
  done jsonb;
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, casework_data.deciding_roles('benefit_override'), true, true);
  IF casework_data.are_related(c.applicant_id, who.person) THEN
    judged.refused := judged.refused || casework_data.refusal('unrelated', 'unrelated', NULL, NULL);
  END IF;
  -- in a role of one's own: the proposer's deputy would be the proposer
  IF (casework_data.holding(c, who, judged.role)).for_person IS NOT NULL THEN
    judged.refused := judged.refused || casework_data.refusal('role', 'role', NULL, jsonb_build_object('roles', casework_data.deciding_roles('benefit_override')));
  END IF;
  found := casework_data.benefits_to_override(c, p.arguments ->> 'class');
  IF judged.refused = '[]' AND found = '{}' THEN
    judged.refused := casework_data.refusal('benefit', 'benefit', p.arguments ->> 'class', '{"why":"none"}');
  END IF;
  IF judged.refused <> '[]' THEN
    PERFORM casework_data.refuse_deed(c, who, 'override', judged.refused, 'override', NULL);
  END IF;
  done := casework_data.record(c, d, who, greatest(casework_data.clock(), c.last_us + 1), 'override', NULL, judged.role,
    jsonb_build_object('class', p.arguments -> 'class', 'proposal', p.id, 'proposed_by', p.proposed_by, 'reason', p.reason), '{}', NULL, NULL);
  INSERT INTO casework_data.benefit_override (proposal, case_id, seq, class, overridden)
    VALUES (p.id, c.id, (done ->> 'seq')::bigint, p.arguments ->> 'class', found);
  RETURN jsonb_build_object('case', c.number, 'class', p.arguments -> 'class', 'seq', done -> 'seq', 'version', done -> 'version');
END
$$;

-- What a case has granted for a time, to who reads it.
CREATE OR REPLACE FUNCTION casework.benefits(case_ref text) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
BEGIN
  IF who.level <> 'F' THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN QUERY SELECT jsonb_strip_nulls(jsonb_build_object('class', g.class, 'from', to_char(lower(g.during), 'YYYY-MM-DD'),
      'to', to_char(upper(g.during) - 1, 'YYYY-MM-DD'), 'household', h.number, 'for', CASE WHEN g.shared OR h.number IS NULL THEN 'person' ELSE 'household' END,
      'seq', g.seq, 'ended', g.ended, 'ended_on', to_char(g.ended_on, 'YYYY-MM-DD'), 'override', g.override))
    FROM casework_data.benefit g LEFT JOIN casework_data.household h ON h.id = g.household WHERE g.case_id = who.case_id ORDER BY g.id;
END
$$;
GRANT EXECUTE ON FUNCTION casework.benefits(text) TO casework_user;

-- Every override of the cases that an auditor sees, the newest first: who proposed and who confirmed it, and whether
-- something was granted by it. The reason is content.
CREATE OR REPLACE FUNCTION casework.benefit_overrides(max_rows integer DEFAULT 1000) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
BEGIN
  PERFORM casework_data.require_role(s, ARRAY['auditor']);
  IF max_rows IS NULL OR max_rows NOT BETWEEN 1 AND 100000 THEN
    PERFORM casework_data.refuse_input('max_rows', max_rows::text);
  END IF;
  RETURN QUERY SELECT jsonb_strip_nulls(jsonb_build_object('case', c.number, 'workflow', c.workflow, 'class', o.class, 'seq', o.seq, 'proposal', p.id,
      'proposed_by', p.proposed_by, 'confirmed_by', p.decided_by, 'at', casework_data.iso(casework_data.microseconds(p.decided_at)),
      'overridden', cardinality(o.overridden), 'reason', CASE WHEN v.level = 'F' AND c.tier = 1 THEN p.reason END,
      'granted', EXISTS (SELECT FROM casework_data.benefit g WHERE g.case_id = c.id AND g.override = p.id)))
    FROM casework_data.benefit_override o JOIN casework_data.proposal p ON p.id = o.proposal JOIN casework_data.cases c ON c.id = o.case_id
      JOIN (SELECT k.scope_id, min(k.level) FILTER (WHERE k.level IN ('F', 'M')) AS level FROM casework_data.covered(s.id) k
             WHERE k.role = 'auditor' GROUP BY k.scope_id) v ON v.scope_id = c.scope_id AND v.level IS NOT NULL
   ORDER BY o.proposal DESC LIMIT max_rows;
END
$$;
GRANT EXECUTE ON FUNCTION casework.benefit_overrides(integer) TO casework_user;

-- What the pure engine must know to judge as judge() would, for an actor who may take such an action: the days that
-- live benefits take, and whether the form's invoice is counted elsewhere. Where a benefit begins on the day of
-- decision no more is told than a refusal would.
CREATE OR REPLACE FUNCTION casework_data.benefit_facts(c casework_data.cases, who casework_data.actor, today integer) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  a casework_data.wf_action;
  taken jsonb := '{}';
  counted jsonb := '[]';
  day date := date '1970-01-01' + today;
  home uuid := casework_data.household_of(c.applicant_id, day);
  days daterange;
  bars jsonb;
BEGIN
  FOR a IN SELECT * FROM casework_data.wf_action t WHERE t.definition_id = c.definition_id AND t.benefit IS NOT NULL AND t.all_roles && who.roles ORDER BY t.name LOOP
    IF a.benefit ? 'class' THEN
      days := CASE WHEN a.benefit ? 'from' OR a.benefit ? 'to' THEN daterange(date '1850-01-01', date '2200-01-01')
        ELSE casework_data.benefit_period(a.benefit, c.fields, today) END;
      SELECT coalesce(jsonb_agg(jsonb_build_array(lower(x.d) - date '1970-01-01', upper(x.d) - 1 - date '1970-01-01') ORDER BY x.d), '[]') INTO bars
        FROM (SELECT unnest(range_agg(CASE WHEN a.benefit ? 'from' OR a.benefit ? 'to' THEN k.during ELSE days END)) AS d
                FROM casework_data.benefits_barring(a.benefit, c.id, c.applicant_id, home,
                  casework_data.benefit_subjects(a.benefit, c.applicant_id, home, day), days) g
                JOIN casework_data.benefit_claim k ON k.benefit = g.id
               WHERE k.subject = ANY (casework_data.benefit_subjects(a.benefit, c.applicant_id, home, day))) x;
      taken := taken || jsonb_build_object(a.name, bars);
    END IF;
    IF a.benefit ? 'invoice' AND casework_data.benefit_faults(c, jsonb_build_object('invoice', a.benefit -> 'invoice'), c.fields, who, today)
         @> '[{"args":{"why":"counted"}}]' THEN
      counted := counted || to_jsonb(a.name);
    END IF;
  END LOOP;
  RETURN jsonb_build_object('benefits', taken, 'invoices', counted);
END
$$;
