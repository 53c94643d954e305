SET LOCAL ROLE casework_owner;

-- What is left of a period when its clock stops: counting days after today up to its last day, or
-- microseconds; one that is over stays over.
CREATE OR REPLACE FUNCTION casework_data.left_of(d casework_data.definition, due_us bigint, unit text, now_us bigint) RETURNS jsonb
LANGUAGE sql STABLE
RETURN CASE
  WHEN due_us IS NULL THEN NULL
  WHEN due_us <= now_us THEN jsonb_build_object('past', due_us)
  WHEN unit = 'hours' THEN jsonb_build_object('us', due_us - now_us)
  ELSE jsonb_build_object('n', casework_data.days_left(d.calendar_id, date '1970-01-01' + casework_data.day_at(now_us, d.zone),
    date '1970-01-01' + casework_data.day_at(due_us, d.zone) - 1, unit), 'unit', unit)
END;

CREATE OR REPLACE FUNCTION casework_data.due_again(d casework_data.definition, remaining jsonb, now_us bigint) RETURNS bigint
LANGUAGE sql VOLATILE
RETURN CASE
  WHEN remaining ? 'past' THEN (remaining ->> 'past')::bigint
  WHEN remaining ? 'us' THEN now_us + (remaining ->> 'us')::bigint
  WHEN remaining ? 'n' THEN (SELECT r.us FROM casework_data.due(d.calendar_id, d.zone, now_us,
    date '1970-01-01' + casework_data.day_at(now_us, d.zone), (remaining ->> 'n')::integer, remaining ->> 'unit') r)
END;

-- Stops the clocks of a case, for one of the reasons that its workflow lists.
CREATE OR REPLACE FUNCTION casework.hold(case_ref text, reason text, until date, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('hold', case_ref, reason, casework_data.day_text(until));
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  c casework_data.cases;
  d casework_data.definition;
  now_us bigint;
  judged record;
  s casework_data.wf_state;
  kept jsonb;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  IF reason IS NULL OR NOT reason = ANY (d.hold_reasons) THEN
    PERFORM casework_data.refuse_input('reason', reason, d.hold_reasons);
  ELSIF until NOT BETWEEN date '1970-01-01' + casework_data.day_at(now_us, d.zone)
          AND date '1970-01-01' + casework_data.day_at(now_us, d.zone) + 400 THEN
    PERFORM casework_data.refuse_input('until', casework_data.day_text(until));
  END IF;
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, d.hold_roles, true, false);
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'hold', judged.refused, request, digest);
  END IF;
  SELECT * INTO s FROM casework_data.wf_state t WHERE t.definition_id = d.id AND t.name = c.state;
  kept := jsonb_strip_nulls(jsonb_build_object(
    -- a period that counts from a date of the form is the law's, not ours to stop
    'due', CASE WHEN s.of_field IS NULL THEN casework_data.left_of(d, c.due_us, s.within_unit, now_us) END,
    'checks', (SELECT jsonb_object_agg(k.key, casework_data.left_of(d, k.value::bigint,
                 (SELECT x.value ->> 'unit' FROM jsonb_array_elements(s.checks) x WHERE x.value ->> 'name' = k.key), now_us))
                 FROM jsonb_each_text(c.checks_due) k WHERE k.value IS NOT NULL),
    'opens', (SELECT jsonb_object_agg(k.key, casework_data.left_of(d, k.value::bigint,
                 (SELECT x.value ->> 'unit' FROM jsonb_array_elements(s.opens) x WHERE x.value ->> 'action' = k.key), now_us))
                 FROM jsonb_each_text(c.opens) k)));
  answer := casework_data.record(c, d, who, now_us, 'hold', NULL, judged.role,
    jsonb_build_object('reason', reason, 'until', to_char(until, 'YYYY-MM-DD')), '{}', request, digest);
  IF answer IS NOT NULL THEN
    UPDATE casework_data.cases t SET held_reason = hold.reason, held_us = now_us, held_until = hold.until, held_left = kept,
        due_us = CASE WHEN s.of_field IS NULL THEN NULL ELSE t.due_us END, remind_us = CASE WHEN s.of_field IS NULL THEN NULL ELSE t.remind_us END
      WHERE t.id = c.id;
  END IF;
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.hold(text, text, date, text) TO casework_user;

-- Starts the clocks again; what was left of each period counts from the day after today.
CREATE OR REPLACE FUNCTION casework.resume(case_ref text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('resume', case_ref);
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  c casework_data.cases;
  d casework_data.definition;
  now_us bigint;
  judged record;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, d.hold_roles, true, true);
  IF c.held_reason IS NULL AND c.closed_us IS NULL THEN
    judged.refused := judged.refused || casework_data.refusal('held', 'held', NULL, '{"held":false}');
  END IF;
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'resume', judged.refused, request, digest);
  END IF;
  answer := casework_data.let_go(c, d, who, now_us, judged.role, request, digest);
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.resume(text, text) TO casework_user;

-- Ends a hold: by a person, or by the clock when the day it was to last until is over.
CREATE OR REPLACE FUNCTION casework_data.let_go(
  c casework_data.cases, d casework_data.definition, who casework_data.actor, now_us bigint, role text, request text, digest bytea) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s casework_data.wf_state;
  due bigint;
  answer jsonb;
BEGIN
  SELECT * INTO s FROM casework_data.wf_state t WHERE t.definition_id = d.id AND t.name = c.state;
  due := CASE WHEN c.held_left ? 'due' THEN casework_data.due_again(d, c.held_left -> 'due', now_us) ELSE c.due_us END;
  answer := casework_data.record(c, d, who, now_us, 'resume', NULL, role, '{}',
    CASE WHEN due IS NULL THEN '{}' ELSE jsonb_build_object('due', casework_data.iso(due)) END, request, digest);
  IF answer IS NOT NULL THEN
    UPDATE casework_data.cases t SET held_reason = NULL, held_us = NULL, held_until = NULL, held_left = NULL, due_us = due,
        due_why = CASE WHEN t.due_why IS NULL THEN NULL ELSE t.due_why || jsonb_build_object('last', casework_data.iso_day(casework_data.day_at(due, d.zone) - 1),
          'paused', coalesce(t.due_why -> 'paused', '[]') || jsonb_build_array(jsonb_build_object(
            'from', casework_data.iso(c.held_us), 'until', casework_data.iso(now_us), 'reason', c.held_reason))) END,
        remind_us = CASE WHEN s.remind_n IS NOT NULL AND due > now_us THEN casework_data.remind_at(d.calendar_id, d.zone, due, s.remind_n, s.remind_unit) END,
        checks_due = c.checks_due || coalesce((SELECT jsonb_object_agg(k.key, casework_data.due_again(d, k.value, now_us)) FROM jsonb_each(c.held_left -> 'checks') k), '{}'),
        opens = c.opens || coalesce((SELECT jsonb_object_agg(k.key, casework_data.due_again(d, k.value, now_us)) FROM jsonb_each(c.held_left -> 'opens') k), '{}')
      WHERE t.id = c.id;
  END IF;
  RETURN answer;
END
$$;
