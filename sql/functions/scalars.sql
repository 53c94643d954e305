SET LOCAL ROLE casework_owner;

-- Total readers of text: NULL for what is not understood, never a cast error, whatever DateStyle says.
CREATE OR REPLACE FUNCTION casework_data.days_of(t text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  y integer;
  m integer;
  d integer;
BEGIN
  IF t IS NULL OR t !~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN
    RETURN NULL;
  END IF;
  y := left(t, 4)::integer;
  m := substr(t, 6, 2)::integer;
  d := substr(t, 9, 2)::integer;
  IF y = 0 OR d > (CASE WHEN m IN (4, 6, 9, 11) THEN 30 WHEN m <> 2 THEN 31
                        WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END) THEN
    RETURN NULL;
  END IF;
  RETURN make_date(y, m, d) - date '1970-01-01';
END
$$;

-- A date as it is written; one that cannot be written with four digits of the year says so.
CREATE OR REPLACE FUNCTION casework_data.day_text(d date) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF d NOT BETWEEN date '0001-01-01' AND date '9999-12-31' THEN
    RETURN 'out of range';
  END IF;
  RETURN to_char(d, 'YYYY-MM-DD');
END
$$;

-- Whether a name shows anything, and nothing that hides or turns what stands beside it.
CREATE OR REPLACE FUNCTION casework_data.shows(t text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN t !~ '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]'
    AND t ~ '[^[:space:]\u00a0\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]';
END
$$;

-- RFC 3339, microseconds at most, years 0001 to 9999.
CREATE OR REPLACE FUNCTION casework_data.microseconds_of(t text) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  p text[];
  day bigint;
  us bigint;
BEGIN
  p := regexp_match(t, '^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])([.][0-9]{1,6})?([Zz]|[+-](0[0-9]|1[0-4]):[0-5][0-9])$');
  day := casework_data.days_of(p[1]);
  IF day IS NULL THEN
    RETURN NULL;
  END IF;
  us := ((day * 24 + p[2]::integer) * 60 + p[3]::integer) * 60000000 + p[4]::integer * 1000000
        + rpad(coalesce(substr(p[5], 2), ''), 6, '0')::integer;
  IF upper(p[6]) <> 'Z' THEN
    us := us - (left(p[6], 1) || '1')::bigint * (substr(p[6], 2, 2)::integer * 60 + substr(p[6], 5, 2)::integer) * 60000000;
  END IF;
  RETURN CASE WHEN us BETWEEN -62135596800000000 AND 253402300799999999 THEN us END;
END
$$;

-- Whether these can be the fields of a request at all: more than a form holds is not looked at one by one.
CREATE OR REPLACE FUNCTION casework_data.fields_fit(given jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF jsonb_typeof(given) <> 'object' OR octet_length(given::text) > 262144 THEN
    RETURN false;
  END IF;
  RETURN (SELECT count(*) <= 200 FROM jsonb_object_keys(given));
END
$$;

-- A JSON number, or a plain decimal in a string (so that a client need not pass money through a double).
CREATE OR REPLACE FUNCTION casework_data.number_of(v jsonb) RETURNS numeric
LANGUAGE sql IMMUTABLE
RETURN CASE jsonb_typeof(v)
  WHEN 'number' THEN CASE WHEN length(v #>> '{}') <= 60 THEN (v #>> '{}')::numeric END
  WHEN 'string' THEN CASE WHEN (v #>> '{}') ~ '^-?[0-9]{1,30}([.][0-9]{1,20})?$' THEN (v #>> '{}')::numeric END
END;
