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
  -- The plain case in one statement: no checks, nothing that opens later, and no period, or one of days, or
  -- one of working days that was reckoned before. "final" stays NULL where it is not so plain.
  SELECT p.us, p.why || jsonb_build_object('state', p.name),
      CASE WHEN p.remind_n IS NOT NULL AND p.us IS NOT NULL THEN casework_data.remind_at(d.calendar_id, d.zone, p.us, p.remind_n, p.remind_unit) END,
      '[]', '{}', '{}', CASE WHEN p.plain THEN p.ends IS NOT NULL END
    INTO stay
    FROM (SELECT x.name, x.ends, x.remind_n, x.remind_unit,
            CASE WHEN x.within_unit = 'days' THEN casework_data.midnight_after(y.start + x.within_n, d.zone) ELSE t.us END AS us,
            CASE WHEN x.within_unit = 'days' THEN casework_data.period('days', x.within_n, y.start, y.start + x.within_n) ELSE t.why END AS why,
            x.checks = '[]' AND x.opens = '[]' AND x.of_field IS NULL AND (x.within_n IS NULL OR x.within_unit = 'days' OR t.us IS NOT NULL) AS plain
       FROM casework_data.wf_state x CROSS JOIN (SELECT date '1970-01-01' + casework_data.day_at(at_us, d.zone) AS start) y
         LEFT JOIN casework_data.calendar_due t
           ON x.within_unit = 'business_days' AND t.calendar_id = d.calendar_id AND t.start = y.start AND t.n = x.within_n
      WHERE x.definition_id = d.id AND x.name = enter_state.name) p;
  IF stay.final IS NOT NULL THEN
    RETURN stay;
  END IF;
  SELECT * INTO s FROM casework_data.wf_state t WHERE t.definition_id = d.id AND t.name = enter_state.name;
  stay := ROW(NULL, NULL, NULL, '[]', '{}', '{}', s.ends IS NOT NULL)::casework_data.stay;
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
