-- What list, inbox and show read, by the owner of everything and without asking whose it is: what scripts/bench
-- compares with. :condition says which rows come out, :level and :number what is shown of which case.

-- list
SELECT to_jsonb(x) FROM (
  SELECT c.number, c.id, c.workflow, c.tier AS confidentiality, c.unit, c.state, w.phase, w.ends AS outcome, c.version,
      date '1970-01-01' + casework_data.day_at(c.opened_us, d.zone) AS opened_on, casework_data.instant(c.entered_us) AS entered_at,
      casework_data.instant(c.due_us) AS due_at, casework_data.instant(c.closed_us) AS closed_at, c.held_us IS NOT NULL AS held, c.escalated,
      c.applicant ->> 'name' AS applicant, round((c.reserved + c.committed) / 100.0, 2) AS reserved, round(c.committed / 100.0, 2) AS committed,
      round(c.paid / 100.0, 2) AS paid, d.currency, round(c.sent / 100.0, 2) AS sent
    FROM casework_data.cases c JOIN casework_data.definition d ON d.id = c.definition_id
    LEFT JOIN casework_data.wf_state w ON w.definition_id = c.definition_id AND w.name = c.state
   WHERE :condition ORDER BY c.opened_us DESC, c.number DESC LIMIT 50) x;

-- inbox
SELECT jsonb_build_object('case', c.number, 'workflow', c.workflow, 'state', c.state, 'unit', c.unit, 'version', c.version,
      'entered', casework_data.iso(c.entered_us), 'due', casework_data.iso(c.due_us), 'overdue', coalesce(c.due_us <= casework_data.clock(), false),
      'escalated', c.escalated, 'held', c.held_reason IS NOT NULL, 'applicant', c.applicant ->> 'name',
      'actions', (SELECT coalesce(jsonb_agg(a.name ORDER BY a.name COLLATE "C"), '[]') FROM casework_data.wf_action a
                   WHERE a.definition_id = c.definition_id AND c.state = ANY (a.from_states) AND a.actor_kind = 'person'),
      'checks', (SELECT coalesce(jsonb_agg(k.value -> 'name'), '[]') FROM casework_data.wf_state w, jsonb_array_elements(w.checks) k
                  WHERE w.definition_id = c.definition_id AND w.name = c.state
                    AND c.checks @> jsonb_build_array(jsonb_build_object('name', k.value -> 'name', 'result', 'open'))))
  FROM casework_data.cases c WHERE c.closed_us IS NULL AND :condition
 ORDER BY c.due_us NULLS LAST, c.opened_us LIMIT 200;

-- show
SELECT casework_data.metadata(c, d, ROW(s.login, s.id, s.person, c.id, ARRAY['caseworker'], :level, NULL, NULL, NULL, NULL)::casework_data.actor)
    || jsonb_build_object('content', CASE :level WHEN 'F' THEN casework_data.content(c, d, '{}') END)
  FROM casework_data.cases c JOIN casework_data.definition d ON d.id = c.definition_id JOIN casework_data.staff s ON s.login = 'bench'
 WHERE c.number = :number;
