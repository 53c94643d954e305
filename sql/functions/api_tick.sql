SET LOCAL ROLE casework_owner;

-- What time alone does: overdue states move by their clock action or are escalated once, reminders go out.
-- For a login with the role "clock"; it acts as that login. A held case has no due date but
-- one of the law; a case whose clock
-- action is refused is named and left.
CREATE OR REPLACE FUNCTION casework.tick(max_cases integer DEFAULT 100) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  who casework_data.actor;
  now_us bigint := casework_data.clock();
  scopes integer[];
  moved jsonb := '[]';
  escalated jsonb := '[]';
  reminded jsonb := '[]';
  stuck jsonb := '[]';
  resumed jsonb := '[]';
  c casework_data.cases;
  d casework_data.definition;
  w casework_data.wf_state;
  a casework_data.wf_action;
  x casework_data.case_deadline;
  j casework_data.judgement;
  answer jsonb;
BEGIN
  IF max_cases IS NULL OR max_cases NOT BETWEEN 0 AND 100000 THEN
    PERFORM casework_data.refuse_input('max_cases', max_cases::text);
  ELSIF NOT casework_data.holds(s.id, 'clock') THEN
    RAISE EXCEPTION USING ERRCODE = 'KW006', MESSAGE = 'the clock needs the role clock',
      DETAIL = jsonb_build_object('reason', 'no_grant', 'role', 'clock', 'login', s.login)::text;
  END IF;
  who.login := s.login;
  who.staff_id := s.id;
  who.person := s.person;
  who.roles := ARRAY['clock'];
  who.level := 'M';
  scopes := ARRAY(SELECT sc.id FROM casework_data.scope sc JOIN casework_data.role_grant g ON g.staff_id = s.id AND g.role = 'clock'
    WHERE g.revoked_at IS NULL AND (g.programme IS NULL OR g.programme = sc.workflow) AND (g.unit IS NULL OR g.unit = ANY (sc.units))
      AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()));
  -- holds whose last day is over
  FOR c IN SELECT t.* FROM casework_data.cases t JOIN casework_data.definition f ON f.id = t.definition_id
            WHERE t.scope_id = ANY (scopes) AND t.closed_us IS NULL AND t.held_until < date '1970-01-01' + casework_data.day_at(now_us, f.zone)
            ORDER BY t.held_until, t.id LIMIT max_cases FOR UPDATE OF t SKIP LOCKED LOOP
    SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
    answer := casework_data.let_go(c, d, who, greatest(now_us, c.last_us + 1), 'clock', NULL, NULL);
    resumed := resumed || jsonb_build_array(jsonb_build_object('case', c.number, 'state', c.state));
  END LOOP;
  FOR c IN SELECT t.* FROM casework_data.cases t
            WHERE t.scope_id = ANY (scopes) AND t.closed_us IS NULL
              AND (t.due_us <= now_us AND NOT t.escalated OR t.remind_us <= now_us)
            ORDER BY least(t.due_us, t.remind_us), t.id LIMIT max_cases FOR UPDATE SKIP LOCKED LOOP
    SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
    SELECT * INTO w FROM casework_data.wf_state t WHERE t.definition_id = d.id AND t.name = c.state;
    IF c.due_us <= now_us AND w.then_action IS NOT NULL THEN
      SELECT * INTO a FROM casework_data.wf_action t WHERE t.definition_id = d.id AND t.name = w.then_action;
      j := casework_data.judge(c, a, d, who, '{}', NULL, greatest(now_us, c.last_us + 1), true);
      IF j.refused = '[]' THEN
        answer := casework_data.advance(c, a, d, who, j, '{}', greatest(now_us, c.last_us + 1), NULL, NULL);
        moved := moved || jsonb_build_array(jsonb_build_object('case', c.number, 'action', a.name, 'state', answer -> 'state'));
      ELSE
        stuck := stuck || jsonb_build_array(jsonb_build_object('case', c.number, 'action', a.name, 'refused', casework_data.reportable(j.refused, who.level)));
      END IF;
    ELSIF c.due_us <= now_us AND NOT c.escalated THEN
      answer := casework_data.record(c, d, who, greatest(now_us, c.last_us + 1), 'escalate', NULL, 'clock',
        jsonb_build_object('to', w.escalate_to, 'due', casework_data.iso(c.due_us), 'why', c.due_why), jsonb_build_object('to', w.escalate_to), NULL, NULL);
      UPDATE casework_data.cases t SET escalated = true, remind_us = NULL WHERE t.id = c.id;
      IF w.escalate_to IS NOT NULL THEN
        INSERT INTO casework_data.outbox (case_id, seq, channel, message) VALUES (c.id, c.version + 1, 'role ' || w.escalate_to, 'escalate');
      END IF;
      escalated := escalated || jsonb_build_array(jsonb_build_object('case', c.number, 'state', c.state, 'to', w.escalate_to));
    ELSIF c.remind_us <= now_us THEN
      answer := casework_data.record(c, d, who, greatest(now_us, c.last_us + 1), 'remind', NULL, 'clock',
        jsonb_build_object('due', casework_data.iso(c.due_us)), '{}', NULL, NULL);
      UPDATE casework_data.cases t SET remind_us = NULL WHERE t.id = c.id;
      reminded := reminded || jsonb_build_array(jsonb_build_object('case', c.number, 'state', c.state));
    END IF;
  END LOOP;
  -- periods from a date of the form: only while the case is where they matter
  FOR c IN SELECT t.* FROM casework_data.cases t
            WHERE t.scope_id = ANY (scopes) AND t.closed_us IS NULL
              AND EXISTS (SELECT FROM casework_data.case_deadline k WHERE k.case_id = t.id AND NOT k.escalated
                            AND (k.due_us <= now_us OR k.remind_us <= now_us) AND t.state = ANY (k.states))
            ORDER BY t.id LIMIT max_cases FOR UPDATE SKIP LOCKED LOOP
    SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
    FOR x IN SELECT k.* FROM casework_data.case_deadline k WHERE k.case_id = c.id AND NOT k.escalated
                AND (k.due_us <= now_us OR k.remind_us <= now_us) AND c.state = ANY (k.states) ORDER BY k.name COLLATE "C" LOOP
      SELECT * INTO c FROM casework_data.cases t WHERE t.id = c.id;
      answer := casework_data.record(c, d, who, greatest(now_us, c.last_us + 1), CASE WHEN x.due_us <= now_us THEN 'escalate' ELSE 'remind' END,
        x.name, 'clock', jsonb_build_object('deadline', x.name, 'to', x.escalate_to, 'due', casework_data.iso(x.due_us), 'why', x.why),
        jsonb_build_object('deadline', x.name), NULL, NULL);
      UPDATE casework_data.case_deadline k SET escalated = x.due_us <= now_us, remind_us = NULL WHERE k.case_id = c.id AND k.name = x.name;
      IF x.due_us <= now_us THEN
        IF x.escalate_to IS NOT NULL THEN
          INSERT INTO casework_data.outbox (case_id, seq, channel, message) VALUES (c.id, c.version + 1, 'role ' || x.escalate_to, 'escalate');
        END IF;
        escalated := escalated || jsonb_build_array(jsonb_build_object('case', c.number, 'deadline', x.name, 'to', x.escalate_to));
      ELSE
        reminded := reminded || jsonb_build_array(jsonb_build_object('case', c.number, 'deadline', x.name));
      END IF;
    END LOOP;
  END LOOP;
  RETURN jsonb_build_object('resumed', resumed, 'moved', moved, 'escalated', escalated, 'reminded', reminded, 'stuck', stuck);
END
$$;
GRANT EXECUTE ON FUNCTION casework.tick(integer) TO casework_user;
