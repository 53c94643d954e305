SET LOCAL ROLE casework_owner;

-- What waits for this person: open cases, the most urgent first, with the actions and checks that are
-- theirs by state, role, own field and separation of duties (the rules proper are act()'s to judge).
CREATE OR REPLACE FUNCTION casework.inbox(max_rows integer DEFAULT 200) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  now_us bigint := casework_data.clock();
BEGIN
  IF max_rows IS NULL OR max_rows NOT BETWEEN 0 AND 100000 THEN
    PERFORM casework_data.refuse_input('max_rows', max_rows::text);
  END IF;
  RETURN QUERY
  WITH mine AS MATERIALIZED (
    SELECT v.scope_id, array_agg(v.role) AS roles, array_agg(v.level) AS levels FROM casework_data.covered(s.id) v GROUP BY v.scope_id)
  SELECT jsonb_build_object('case', c.number, 'workflow', c.workflow, 'state', c.state, 'unit', c.unit, 'version', c.version,
      'entered', casework_data.iso(c.entered_us), 'due', casework_data.iso(c.due_us), 'overdue', coalesce(c.due_us <= now_us, false),
      'escalated', c.escalated, 'held', c.held_reason IS NOT NULL,
      'applicant', CASE WHEN c.tier = 1 AND m.level = 'F' THEN c.applicant ->> 'name' END,
      'actions', m.actions, 'checks', m.checks)
    FROM mine JOIN casework_data.cases c ON c.scope_id = mine.scope_id AND c.closed_us IS NULL
    CROSS JOIN LATERAL (SELECT
      casework_data.best_level(mine.levels, c.assigned, s.login) AS level,
      (SELECT coalesce(jsonb_agg(a.name ORDER BY a.name COLLATE "C"), '[]') FROM casework_data.wf_action a
        WHERE a.definition_id = c.definition_id AND c.state = ANY (a.from_states) AND a.actor_kind = 'person' AND a.all_roles && mine.roles
          AND (c.held_reason IS NULL OR a.while_held)
          AND (a.only_field IS NULL OR c.fields ->> a.only_field = s.login)
          AND (a.after_n IS NULL OR (c.opens ->> a.name)::bigint <= now_us)
          AND NOT EXISTS (SELECT FROM unnest(a.distinct_from) n WHERE c.did -> n -> 'people' ? s.person::text)
          AND NOT EXISTS (SELECT FROM jsonb_array_elements(c.votes) v WHERE v.value ->> 'action' = a.name AND v.value ->> 'person' = s.person::text)) AS actions,
      (SELECT coalesce(jsonb_agg(k.value -> 'name'), '[]') FROM casework_data.wf_state w, jsonb_array_elements(w.checks) k
        WHERE w.definition_id = c.definition_id AND w.name = c.state AND k.value ->> 'role' = ANY (mine.roles) AND c.held_reason IS NULL
          AND c.checks @> jsonb_build_array(jsonb_build_object('name', k.value -> 'name', 'result', 'open'))) AS checks) m
   WHERE m.level IN ('F', 'M') AND c.applicant_id <> s.person AND (m.actions <> '[]' OR m.checks <> '[]')
   ORDER BY c.due_us NULLS LAST, c.opened_us LIMIT max_rows;
END
$$;
GRANT EXECUTE ON FUNCTION casework.inbox(integer) TO casework_user;
