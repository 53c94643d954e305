SET LOCAL ROLE casework_owner;

-- The last day of a period: it starts the day after the event. NULL outside the calendar's two hundred
-- years, and for working days without a calendar; the reason then says so.
CREATE OR REPLACE FUNCTION casework_data.last_day(calendar integer, start date, n integer, unit text) RETURNS date
LANGUAGE plpgsql STABLE AS $$
DECLARE
  d date;
BEGIN
  IF unit = 'days' THEN
    RETURN start + n;
  ELSIF n = 0 THEN
    RETURN start;
  END IF;
  SELECT t.day INTO d FROM casework_data.calendar_day t
   WHERE t.calendar_id = calendar AND t.working
     AND t.working_no = n + (SELECT s.working_no FROM casework_data.calendar_day s WHERE s.calendar_id = calendar AND s.day = start);
  RETURN d;
END
$$;

-- Counting days after "from" up to and including "until": what is left of a period.
CREATE OR REPLACE FUNCTION casework_data.days_left(calendar integer, from_day date, until_day date, unit text) RETURNS integer
LANGUAGE sql STABLE
RETURN CASE unit
  WHEN 'days' THEN greatest(until_day - from_day, 0)
  ELSE greatest((SELECT u.working_no FROM casework_data.calendar_day u WHERE u.calendar_id = calendar AND u.day = until_day)
              - (SELECT s.working_no FROM casework_data.calendar_day s WHERE s.calendar_id = calendar AND s.day = from_day), 0)
END;

-- 00:00, in the zone, of the day after.
CREATE OR REPLACE FUNCTION casework_data.midnight_after(day date, zone text) RETURNS bigint
LANGUAGE sql STABLE
RETURN casework_data.microseconds((day + 1)::timestamp AT TIME ZONE zone);

CREATE OR REPLACE FUNCTION casework_data.period(unit text, n integer, start date, last date) RETURNS jsonb
LANGUAGE sql STABLE
RETURN jsonb_build_object('unit', unit, 'n', n, 'start', casework_data.iso_day(start - date '1970-01-01'),
  'last', casework_data.iso_day(last - date '1970-01-01'));

-- The instant at which a period that starts from an event is over: 00:00, in the zone, of the day after
-- its last; hours are exact. And the reason, with every named day that made it longer or shorter.
CREATE OR REPLACE FUNCTION casework_data.due(
  calendar integer, zone text, from_us bigint, start date, n integer, unit text, OUT us bigint, OUT why jsonb)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  last date;
  named jsonb;
BEGIN
  IF unit = 'business_days' THEN
    -- Written at installing alone: a row written here would make others wait for this case's commit.
    SELECT t.us, t.why INTO us, why FROM casework_data.calendar_due t
     WHERE t.calendar_id = calendar AND t.start = due.start AND t.n = due.n;
    IF FOUND THEN
      RETURN;
    END IF;
  ELSIF unit = 'hours' THEN
    us := from_us + n * 3600000000::bigint;
    why := jsonb_build_object('unit', unit, 'n', n, 'from', casework_data.iso(from_us));
    RETURN;
  END IF;
  last := casework_data.last_day(calendar, start, n, unit);
  IF last IS NULL THEN
    why := jsonb_build_object('unit', unit, 'n', n, 'start', casework_data.iso_day(start - date '1970-01-01'), 'error', 'calendar');
    RETURN;
  END IF;
  us := casework_data.midnight_after(last, zone);
  why := casework_data.period(unit, n, start, last);
  IF unit = 'business_days' THEN
    SELECT jsonb_agg(jsonb_build_object('day', casework_data.iso_day(t.day - date '1970-01-01'), 'kind', t.kind, 'label', t.label)
                     ORDER BY t.day)
      INTO named FROM casework_data.calendar_day t
     WHERE t.calendar_id = calendar AND t.day > start AND t.day <= last AND t.kind IS NOT NULL;
    IF named IS NOT NULL THEN
      why := why || jsonb_build_object('named', named);
    END IF;
  END IF;
END
$$;

-- Reckons ahead what the installed procedures will ask of a calendar: every number of working days they
-- name, from every day of the coming year.
CREATE OR REPLACE FUNCTION casework_data.reckon_ahead(calendar integer) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO casework_data.calendar_due (calendar_id, start, n, us, why)
    SELECT k.id, g.day, w.n, r.us, r.why
      FROM casework_data.calendar k
      CROSS JOIN (
        SELECT s.within_n AS n FROM casework_data.wf_state s JOIN casework_data.definition d ON d.id = s.definition_id
         WHERE d.calendar_id = reckon_ahead.calendar AND s.within_unit = 'business_days'
        UNION SELECT (x.value ->> 'n')::integer FROM casework_data.wf_state s JOIN casework_data.definition d ON d.id = s.definition_id,
            jsonb_array_elements(s.checks || s.opens) x
         WHERE d.calendar_id = reckon_ahead.calendar AND x.value ->> 'unit' = 'business_days'
        UNION SELECT t.within_n FROM casework_data.wf_deadline t JOIN casework_data.definition d ON d.id = t.definition_id
         WHERE d.calendar_id = reckon_ahead.calendar AND t.within_unit = 'business_days') w
      CROSS JOIN (SELECT current_date - 10 + i AS day FROM generate_series(0, 400) i) g
      CROSS JOIN LATERAL casework_data.due(k.id, k.zone, 0, g.day, w.n, 'business_days') r
     WHERE k.id = reckon_ahead.calendar AND r.us IS NOT NULL
    ON CONFLICT DO NOTHING
$$;

-- A reminder n days (or hours) before a due instant, counted back over the same kind of days.
CREATE OR REPLACE FUNCTION casework_data.remind_at(
  calendar integer, zone text, due_us bigint, n integer, unit text) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  last date;
BEGIN
  IF unit = 'hours' THEN
    RETURN due_us - n * 3600000000::bigint;
  END IF;
  last := date '1970-01-01' + casework_data.day_at(due_us, zone) - 1;
  IF unit = 'days' THEN
    last := last - n;
  ELSE
    SELECT t.day INTO last FROM casework_data.calendar_day t
     WHERE t.calendar_id = calendar AND t.working
       AND t.working_no = (SELECT s.working_no FROM casework_data.calendar_day s WHERE s.calendar_id = calendar AND s.day = last) - n;
  END IF;
  RETURN casework_data.midnight_after(last, zone);
END
$$;
