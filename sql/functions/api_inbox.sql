SET LOCAL ROLE casework_owner;

-- What waits for this person: open cases, the most urgent first, with the actions and checks that are
-- theirs by state, role, own field and separation of duties (the rules proper are act()'s to judge).
--
-- Which states have anything for the roles held at all is asked once; the cases in these are put in order, and
-- only as many of them looked at closely as are shown.
CREATE OR REPLACE FUNCTION casework.inbox(max_rows integer DEFAULT 200) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET plan_cache_mode = force_generic_plan SET jit = off AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  now_us bigint := casework_data.clock();
  held text[] := ARRAY(SELECT DISTINCT g.role FROM casework_data.held_role g
    WHERE g.staff_id = s.id AND g.revoked_at IS NULL AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()));
BEGIN
  IF max_rows IS NULL OR max_rows NOT BETWEEN 0 AND 100000 THEN
    PERFORM casework_data.refuse_input('max_rows', max_rows::text);
  END IF;
  RETURN QUERY
  WITH place AS MATERIALIZED (SELECT * FROM casework_data.places(s.id, NULL)),
  takes AS MATERIALIZED (
    SELECT a.definition_id, f.state FROM casework_data.wf_action a, unnest(a.from_states) f (state)
     WHERE a.actor_kind = 'person' AND a.all_roles && held
    UNION
    SELECT w.definition_id, w.name FROM casework_data.wf_state w, jsonb_array_elements(w.checks) k WHERE k.value ->> 'role' = ANY (held)),
  found AS (
    SELECT c.id, c.due_us, c.opened_us, p.f OR p.o AND s.login = ANY (c.assigned) AS f
      FROM place p JOIN casework_data.cases c ON c.workflow = p.workflow AND c.closed_us IS NULL AND c.tier = p.tier AND (p.scopes IS NULL OR c.scope_id = ANY (p.scopes))
     WHERE p.scope_id IS NULL AND c.applicant_id <> s.person
       AND (p.f OR p.m OR p.o AND (cardinality(c.assigned) = 0 OR s.login = ANY (c.assigned)))
       AND (c.definition_id, c.state) IN (SELECT t.definition_id, t.state FROM takes t)
    UNION ALL
    SELECT c.id, c.due_us, c.opened_us, p.f OR p.o AND s.login = ANY (c.assigned) AS f
      FROM place p JOIN casework_data.cases c ON c.workflow = p.workflow AND c.closed_us IS NULL AND c.scope_id = p.scope_id
     WHERE p.scope_id IS NOT NULL AND c.applicant_id <> s.person
       AND (p.f OR p.m OR p.o AND (cardinality(c.assigned) = 0 OR s.login = ANY (c.assigned)))
       AND (c.definition_id, c.state) IN (SELECT t.definition_id, t.state FROM takes t)),
  waiting AS (
    SELECT x.id, x.due_us, x.opened_us, bool_or(x.f) AS f FROM found x GROUP BY 1, 2, 3 ORDER BY x.due_us NULLS LAST, x.opened_us)
  SELECT jsonb_build_object('case', c.number, 'workflow', c.workflow, 'state', c.state, 'unit', c.unit, 'version', c.version,
      'entered', casework_data.iso(c.entered_us), 'due', casework_data.iso(c.due_us), 'overdue', coalesce(c.due_us <= now_us, false),
      'escalated', c.escalated, 'held', c.held_reason IS NOT NULL,
      'applicant', CASE WHEN c.tier = 1 AND q.f THEN c.applicant ->> 'name' END,
      'actions', m.actions, 'checks', m.checks)
    FROM waiting q JOIN casework_data.cases c ON c.id = q.id
    -- every role held where the case is
    CROSS JOIN LATERAL (SELECT ARRAY(SELECT r FROM place p, unnest(p.roles) r
      WHERE p.workflow = c.workflow AND p.tier = c.tier AND coalesce(p.scope_id, c.scope_id) = c.scope_id
        AND (p.scopes IS NULL OR c.scope_id = ANY (p.scopes))) AS roles OFFSET 0) h
    CROSS JOIN LATERAL (SELECT
      (SELECT coalesce(jsonb_agg(a.name ORDER BY a.name COLLATE "C"), '[]') FROM casework_data.wf_action a
        WHERE a.definition_id = c.definition_id AND c.state = ANY (a.from_states) AND a.actor_kind = 'person' AND a.all_roles && h.roles
          AND (c.held_reason IS NULL OR a.while_held)
          AND (a.only_field IS NULL OR c.fields ->> a.only_field = s.login)
          AND (a.after_n IS NULL OR (c.opens ->> a.name)::bigint <= now_us)
          AND (a.distinct_from = '{}' OR NOT EXISTS (SELECT FROM unnest(a.distinct_from) n WHERE c.did -> n -> 'people' ? s.person::text))
          AND (c.votes = '[]' OR NOT EXISTS (
            SELECT FROM jsonb_array_elements(c.votes) v WHERE v.value ->> 'action' = a.name AND v.value ->> 'person' = s.person::text))) AS actions,
      CASE WHEN c.checks = '[]' THEN '[]' ELSE (SELECT coalesce(jsonb_agg(k.value -> 'name'), '[]') FROM casework_data.wf_state w, jsonb_array_elements(w.checks) k
        WHERE w.definition_id = c.definition_id AND w.name = c.state AND k.value ->> 'role' = ANY (h.roles) AND c.held_reason IS NULL
          AND c.checks @> jsonb_build_array(jsonb_build_object('name', k.value -> 'name', 'result', 'open'))) END AS checks OFFSET 0) m
   WHERE m.actions <> '[]' OR m.checks <> '[]'
   ORDER BY q.due_us NULLS LAST, q.opened_us LIMIT max_rows;
END
$$;
GRANT EXECUTE ON FUNCTION casework.inbox(integer) TO casework_user;
