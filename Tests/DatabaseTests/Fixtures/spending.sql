-- Payments of any day, written as no API would: for reports, which look back over months. Needs programmes.sql.
CREATE FUNCTION casework_data.spend(code text, workflow text, tier integer, unit text, person integer, day date, amount bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  who uuid := ('00000000-0000-4000-9000-' || lpad(person::text, 12, '0'))::uuid;
  id uuid := gen_random_uuid();
  at_us bigint := extract(epoch FROM day::timestamp AT TIME ZONE 'Asia/Shanghai')::bigint * 1000000 + 43200000000;
  f uuid := (SELECT t.id FROM casework_data.fund t WHERE t.code = spend.code);
  y casework_data.fund_year;
  step text[];
BEGIN
  INSERT INTO casework_data.person (id, name, added_by) VALUES (who, 'Person ' || person, 'tests') ON CONFLICT DO NOTHING;
  INSERT INTO casework_data.cases (id, number, scope_id, definition_id, workflow, tier, unit, applicant_id, applicant, state, version, visit,
      opened_us, entered_us, last_us, head, salt, fields)
    VALUES (id, 'X-' || id, (casework_data.scope_of(workflow, tier::smallint, unit)).id, (SELECT min(d.id) FROM casework_data.definition d), workflow, tier, unit,
      who, '{}', 'paid', 1, 1, at_us, at_us, at_us, '\x', '\x', '{}');
  FOREACH step SLICE 1 IN ARRAY ARRAY[['reserve', 'available', 'reserved'], ['pay', 'reserved', 'paid']] LOOP
    UPDATE casework_data.fund_year t SET version = version + 1,
        reserved = reserved + CASE step[1] WHEN 'reserve' THEN amount ELSE -amount END, paid = paid + CASE step[1] WHEN 'pay' THEN amount ELSE 0 END
      WHERE t.fund_id = f AND t.year = extract(year FROM day) RETURNING * INTO y;
    PERFORM casework_data.post(y, step[1], step[2], step[3], amount, id, 1, 1, 'x', NULL, NULL, 'tests', at_us, NULL);
  END LOOP;
END
$$;
