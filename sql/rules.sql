-- What compiled guards call. Run as the role casework_rules, which owns this schema, at every migrate.
--
-- Every function is total: whatever it is given it answers, with NULL where CEL has an error, and never
-- raises. Numbers of every kind (int, decimal, dates as days since 1970-01-01, timestamps and durations
-- as microseconds) are numeric, because bigint raises on overflow; the range is looked at afterwards.
-- Nothing reads a table, a setting, a locale or the clock.
--
-- Those that use their argument in a CASE are safe against constant folding: a constant argument makes
-- the condition constant too, and a branch that is not taken is dropped before it is folded.
--
-- LANGUAGE sql is for what is inlined. PostgreSQL does not inline a body with a subquery, nor one that uses
-- a parameter twice when the argument holds a subquery (a checked list does) or is costly; such a function
-- would be parsed and planned again in every transaction that calls it. These are PL/pgSQL, whose plans the
-- session keeps, and COST 1, so that what is called upon them is still inlined.

-- Ranges --------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION casework_rules.int64(x numeric) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN x BETWEEN -9223372036854775808 AND 9223372036854775807 THEN x END;
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.decimal18(x numeric) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN pg_catalog.abs(x) < 1000000000000000000 THEN x END;
END
$$;

-- The years 0001 to 9999.
CREATE OR REPLACE FUNCTION casework_rules.instant(x numeric) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN x >= -62135596800000000 AND x < 253402300800000000 THEN x END;

-- Nanoseconds in 64 bits, the bound of a CEL duration: about 292 years either way.
CREATE OR REPLACE FUNCTION casework_rules.span(x numeric) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN x BETWEEN -9223372036854775.808 AND 9223372036854775.807 THEN x END;

-- Facts: what a field holds, or NULL when it is absent or of another type ---------------------------

CREATE OR REPLACE FUNCTION casework_rules.as_bool(j jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN pg_catalog.jsonb_typeof(j) = 'boolean' THEN j::boolean END;

CREATE OR REPLACE FUNCTION casework_rules.as_number(j jsonb) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN pg_catalog.jsonb_typeof(j) = 'number' THEN j::numeric END;

CREATE OR REPLACE FUNCTION casework_rules.whole(x numeric) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN x = pg_catalog.trunc(x) THEN x END;

CREATE OR REPLACE FUNCTION casework_rules.as_int(j jsonb) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN casework_rules.int64(casework_rules.whole(casework_rules.as_number(j)));

-- PL/pgSQL, because inlined it would look the field up again for each of its four uses.
CREATE OR REPLACE FUNCTION casework_rules.as_decimal(j jsonb, digits integer) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN pg_catalog.jsonb_typeof(j) = 'number' THEN
    CASE WHEN pg_catalog.scale(pg_catalog.trim_scale(j::numeric)) <= digits
      AND pg_catalog.abs(j::numeric) < 1000000000000000000 THEN j::numeric END END;
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.as_text(j jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN pg_catalog.jsonb_typeof(j) = 'string' THEN j #>> '{}' END;

CREATE OR REPLACE FUNCTION casework_rules.day(x numeric) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN x BETWEEN -719162 AND 2932896 THEN casework_rules.whole(x) END;

CREATE OR REPLACE FUNCTION casework_rules.as_date(j jsonb) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN casework_rules.day(casework_rules.as_number(j));

CREATE OR REPLACE FUNCTION casework_rules.as_timestamp(j jsonb) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN casework_rules.instant(casework_rules.as_number(j));

CREATE OR REPLACE FUNCTION casework_rules.as_duration(j jsonb) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN casework_rules.span(casework_rules.as_number(j));

CREATE OR REPLACE FUNCTION casework_rules.as_row(j jsonb) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN pg_catalog.jsonb_typeof(j) = 'object' THEN j END;

CREATE OR REPLACE FUNCTION casework_rules.as_list(j jsonb) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN pg_catalog.jsonb_typeof(j) = 'array' THEN j END;

-- Whole numbers -------------------------------------------------------------------------------------

-- The remainder has the sign of x; the least int by -1 overflows, as in CEL, where numeric says 0.
CREATE OR REPLACE FUNCTION casework_rules.remainder(x numeric, y numeric) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN y <> 0 AND NOT (x = -9223372036854775808 AND y = -1) THEN pg_catalog.mod(x, y) END;

-- Exact for every numeric, where floor(x / y) would round the quotient first; y is above 0.
CREATE OR REPLACE FUNCTION casework_rules.floor_mod(x numeric, y numeric) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN pg_catalog.mod(pg_catalog.mod(x, NULLIF(y, 0)) + y, NULLIF(y, 0));
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.floor_div(x numeric, y numeric) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN pg_catalog.div(x - casework_rules.floor_mod(x, y), NULLIF(y, 0));
END
$$;

-- Decimals ------------------------------------------------------------------------------------------

-- a / b to the digits of step, half away from zero, rounded once: power is 1 / step, a power of ten.
CREATE OR REPLACE FUNCTION casework_rules.quotient(a numeric, b numeric, power numeric, step numeric) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN pg_catalog.sign(a) * pg_catalog.sign(b) * step
    * pg_catalog.div(2 * pg_catalog.abs(a) * power + pg_catalog.abs(b), NULLIF(2 * pg_catalog.abs(b), 0));
END
$$;

-- Texts ---------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION casework_rules.ends_with(whole text, part text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pg_catalog."right"(whole, pg_catalog.char_length(part)) = part COLLATE "C";

CREATE OR REPLACE FUNCTION casework_rules.text_to_bool(x text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN x COLLATE "C" IN ('1', 't', 'true', 'TRUE', 'True') THEN true
    WHEN x COLLATE "C" IN ('0', 'f', 'false', 'FALSE', 'False') THEN false END;

-- Lists: arrays without null ------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION casework_rules.list(items jsonb[]) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN pg_catalog.array_position(items, NULL) IS NULL THEN pg_catalog.to_jsonb(items) END;

CREATE OR REPLACE FUNCTION casework_rules.item(items jsonb, i numeric) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN i BETWEEN 0 AND 2147483647 THEN items -> i::integer END;

CREATE OR REPLACE FUNCTION casework_rules.size(items jsonb) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN pg_catalog.jsonb_typeof(items) = 'array'
    THEN pg_catalog.jsonb_array_length(items)::numeric END;
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.is_in(item jsonb, items jsonb) RETURNS boolean
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN pg_catalog.jsonb_typeof(items) = 'array'
    THEN EXISTS (SELECT FROM pg_catalog.jsonb_array_elements(items) AS e(v) WHERE e.v = item) END;
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.sum(items jsonb) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN pg_catalog.jsonb_typeof(items) = 'array'
    THEN (SELECT COALESCE(pg_catalog.sum(casework_rules.as_number(e.v)), 0)
      FROM pg_catalog.jsonb_array_elements(items) AS e(v)) END;
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.min_number(items jsonb) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN pg_catalog.jsonb_typeof(items) = 'array'
    THEN (SELECT pg_catalog.min(casework_rules.as_number(e.v))
      FROM pg_catalog.jsonb_array_elements(items) AS e(v)) END;
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.max_number(items jsonb) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN pg_catalog.jsonb_typeof(items) = 'array'
    THEN (SELECT pg_catalog.max(casework_rules.as_number(e.v))
      FROM pg_catalog.jsonb_array_elements(items) AS e(v)) END;
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.min_text(items jsonb) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN pg_catalog.jsonb_typeof(items) = 'array'
    THEN (SELECT pg_catalog.min(casework_rules.as_text(e.v) COLLATE "C")
      FROM pg_catalog.jsonb_array_elements(items) AS e(v)) END;
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.max_text(items jsonb) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN CASE WHEN pg_catalog.jsonb_typeof(items) = 'array'
    THEN (SELECT pg_catalog.max(casework_rules.as_text(e.v) COLLATE "C")
      FROM pg_catalog.jsonb_array_elements(items) AS e(v)) END;
END
$$;

-- Dates ---------------------------------------------------------------------------------------------

-- NULL outside the years 0001 to 9999, so that date arithmetic cannot raise.
CREATE OR REPLACE FUNCTION casework_rules.to_date(days numeric) RETURNS date
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN days BETWEEN -719162 AND 2932896 THEN date '1970-01-01' + days::integer END;

-- 20260301 for 2026-03-01: a number whose order is that of month and day within the year.
CREATE OR REPLACE FUNCTION casework_rules.year_month_day(d date) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN EXTRACT(year FROM d) * 10000 + EXTRACT(month FROM d) * 100 + EXTRACT(day FROM d);

-- Full years; a birthday on 29 February comes on 1 March in other years.
CREATE OR REPLACE FUNCTION casework_rules.age(born numeric, on_day numeric) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1
AS $$
BEGIN
  RETURN casework_rules.floor_div(
    casework_rules.year_month_day(casework_rules.to_date(on_day))
      - casework_rules.year_month_day(casework_rules.to_date(born)), 10000);
END
$$;

-- The same day of a later month, or that month's last. PL/pgSQL, because each step needs the one before.
CREATE OR REPLACE FUNCTION casework_rules.add_months(days numeric, months numeric) RETURNS numeric
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  d date := casework_rules.to_date(days);
  total numeric := EXTRACT(year FROM d) * 12 + EXTRACT(month FROM d) - 1 + months;
  first_day date;
  last_day integer;
BEGIN
  IF total >= 12 AND total < 120000 AND months = pg_catalog.trunc(months) THEN
    first_day := pg_catalog.make_date(
      pg_catalog.div(total, 12)::integer, pg_catalog.mod(total, 12)::integer + 1, 1);
    last_day := EXTRACT(day FROM first_day + interval '1 month' - interval '1 day')::integer;
    RETURN (first_day - date '1970-01-01')
      + CASE WHEN EXTRACT(day FROM d) < last_day THEN EXTRACT(day FROM d) ELSE last_day END - 1;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION casework_rules.date_part(days numeric, part text) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE part
    WHEN 'year' THEN EXTRACT(year FROM casework_rules.to_date(days))
    WHEN 'month' THEN EXTRACT(month FROM casework_rules.to_date(days)) - 1
    WHEN 'day' THEN EXTRACT(day FROM casework_rules.to_date(days))
    WHEN 'day_of_month' THEN EXTRACT(day FROM casework_rules.to_date(days)) - 1
    WHEN 'day_of_week' THEN EXTRACT(dow FROM casework_rules.to_date(days))
    WHEN 'day_of_year' THEN EXTRACT(doy FROM casework_rules.to_date(days)) - 1 END;

CREATE OR REPLACE FUNCTION casework_rules.date_to_text(days numeric) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pg_catalog.lpad(EXTRACT(year FROM casework_rules.to_date(days))::text, 4, '0')
    || '-' || pg_catalog.lpad(EXTRACT(month FROM casework_rules.to_date(days))::text, 2, '0')
    || '-' || pg_catalog.lpad(EXTRACT(day FROM casework_rules.to_date(days))::text, 2, '0');

-- Times ---------------------------------------------------------------------------------------------

-- A part of the clock, of microseconds since 1970 in UTC.
CREATE OR REPLACE FUNCTION casework_rules.clock_part(t numeric, part text) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE part
    WHEN 'hours' THEN pg_catalog.div(casework_rules.floor_mod(t, 86400000000), 3600000000)
    WHEN 'minutes' THEN pg_catalog.div(casework_rules.floor_mod(t, 3600000000), 60000000)
    WHEN 'seconds' THEN pg_catalog.div(casework_rules.floor_mod(t, 60000000), 1000000)
    WHEN 'milliseconds' THEN pg_catalog.div(casework_rules.floor_mod(t, 1000000), 1000) END;

-- Whole hours, minutes or seconds of a duration; of milliseconds those beyond the second.
CREATE OR REPLACE FUNCTION casework_rules.duration_part(t numeric, part text) RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE part
    WHEN 'hours' THEN pg_catalog.div(t, 3600000000)
    WHEN 'minutes' THEN pg_catalog.div(t, 60000000)
    WHEN 'seconds' THEN pg_catalog.div(t, 1000000)
    WHEN 'milliseconds' THEN pg_catalog.mod(pg_catalog.div(t, 1000), 1000) END;

-- Digits after the point without the zeros at the end, with their point: '.5' of 0.500, '' of 0.
CREATE OR REPLACE FUNCTION casework_rules.fraction_to_text(x numeric) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pg_catalog.rtrim(pg_catalog.rtrim(pg_catalog.substr(pg_catalog.round(x, 9)::text, 2), '0'), '.');

CREATE OR REPLACE FUNCTION casework_rules.timestamp_to_text(t numeric) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN casework_rules.date_to_text(casework_rules.floor_div(t, 86400000000))
    || 'T' || pg_catalog.lpad(casework_rules.clock_part(t, 'hours')::text, 2, '0')
    || ':' || pg_catalog.lpad(casework_rules.clock_part(t, 'minutes')::text, 2, '0')
    || ':' || pg_catalog.lpad(casework_rules.clock_part(t, 'seconds')::text, 2, '0')
    || casework_rules.fraction_to_text(casework_rules.floor_mod(t, 1000000) * 0.000001) || 'Z';

CREATE OR REPLACE FUNCTION casework_rules.duration_to_text(t numeric) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN t < 0 THEN '-' ELSE '' END
    || pg_catalog.div(pg_catalog.abs(t), 1000000)::text
    || casework_rules.fraction_to_text(pg_catalog.mod(pg_catalog.abs(t), 1000000) * 0.000001) || 's';
