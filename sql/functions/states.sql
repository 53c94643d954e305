SET LOCAL ROLE casework_owner;

-- What begins when a case enters a state: its due date with the reason, its checks with theirs, and the
-- instants at which actions with "after" open. wanted says which checks are not needed.
CREATE OR REPLACE FUNCTION casework_data.enter_state(
  d casework_data.definition, name text, at_us bigint, fields jsonb, unneeded text[]) RETURNS casework_data.stay
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s casework_data.wf_state;
  stay casework_data.stay;
  today date;
  item jsonb;
  reckoned record;
BEGIN
  SELECT * INTO s FROM casework_data.wf_state t WHERE t.definition_id = d.id AND t.name = enter_state.name;
  stay.final := s.ends IS NOT NULL;
  stay.checks := '[]';
  stay.checks_due := '{}';
  stay.opens := '{}';
  IF s.within_n IS NULL AND s.checks = '[]' AND s.opens = '[]' THEN
    RETURN stay;
  ELSIF s.within_n IS NOT NULL AND s.of_field IS NULL AND s.remind_n IS NULL AND s.checks = '[]' AND s.opens = '[]' THEN
    -- the plain case in few steps
    reckoned := casework_data.due(d.calendar_id, d.zone, at_us, date '1970-01-01' + casework_data.day_at(at_us, d.zone), s.within_n, s.within_unit);
    stay.due_us := reckoned.us;
    stay.due_why := reckoned.why || jsonb_build_object('state', name);
    RETURN stay;
  END IF;
  today := date '1970-01-01' + casework_data.day_at(at_us, d.zone);
  IF s.within_n IS NOT NULL AND (s.of_field IS NULL OR fields ? s.of_field) THEN
    reckoned := casework_data.due(d.calendar_id, d.zone, at_us,
      CASE WHEN s.of_field IS NULL THEN today ELSE date '1970-01-01' + (fields ->> s.of_field)::integer END, s.within_n, s.within_unit);
    stay.due_us := reckoned.us;
    stay.due_why := reckoned.why || jsonb_build_object('state', name);
    IF s.of_field IS NOT NULL THEN
      stay.due_why := stay.due_why || jsonb_build_object('of', s.of_field);
    END IF;
    IF s.remind_n IS NOT NULL AND stay.due_us IS NOT NULL THEN
      stay.remind_us := casework_data.remind_at(d.calendar_id, d.zone, stay.due_us, s.remind_n, s.remind_unit);
    END IF;
  END IF;
  FOR i IN 0 .. jsonb_array_length(s.checks) - 1 LOOP
    item := s.checks -> i;
    IF item ->> 'name' = ANY (unneeded) THEN
      stay.checks := stay.checks || jsonb_build_array(jsonb_build_object('name', item -> 'name', 'result', 'not_needed'));
    ELSE
      stay.checks := stay.checks || jsonb_build_array(jsonb_build_object('name', item -> 'name', 'result', 'open'));
      IF item ? 'n' THEN
        reckoned := casework_data.due(d.calendar_id, d.zone, at_us, today, (item ->> 'n')::integer, item ->> 'unit');
        stay.checks_due := stay.checks_due || jsonb_build_object(item ->> 'name', reckoned.us);
      END IF;
    END IF;
  END LOOP;
  FOR i IN 0 .. jsonb_array_length(s.opens) - 1 LOOP
    item := s.opens -> i;
    reckoned := casework_data.due(d.calendar_id, d.zone, at_us, today, (item ->> 'n')::integer, item ->> 'unit');
    -- Where the calendar cannot say when, the action stays closed.
    stay.opens := stay.opens || jsonb_build_object(item ->> 'action', coalesce(reckoned.us, 9223372036854775807));
  END LOOP;
  RETURN stay;
END
$$;
