SET LOCAL ROLE casework_owner;

-- A field's value as it is kept, or why it is not taken. Total: every JSON value of every size gets one
-- of the two. Kept forms: numbers at the field's scale, dates as days, instants and durations as
-- microseconds since 1970-01-01; an empty text, [] and null are "absent".
CREATE OR REPLACE FUNCTION casework_data.take_field(spec jsonb, v jsonb, scope integer, OUT kept jsonb, OUT why text)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  kind text := spec ->> 'type';
  t text;
  n numeric;
  part jsonb;
  column_spec jsonb;
  taken record;
  built jsonb;
  key text;
BEGIN
  IF v IS NULL OR jsonb_typeof(v) = 'null' OR v = '""' OR v = '[]' THEN
    RETURN;
  END IF;
  IF kind IN ('text', 'choice', 'staff') THEN
    IF jsonb_typeof(v) <> 'string' THEN
      why := 'type';
      RETURN;
    END IF;
    t := v #>> '{}';
    IF kind = 'text' THEN
      IF char_length(t) > coalesce((spec ->> 'max_length')::integer, 2000) THEN
        why := 'too_long';
      -- The "^(?:" in front keeps an embedded option or director of the pattern from being one; in this
      -- mode "$" is the end of the text and nothing else.
      ELSIF spec ->> 'pattern' IS NOT NULL AND t !~ ('^(?:' || (spec ->> 'pattern') || ')$') THEN
        why := 'pattern';
      END IF;
    ELSIF kind = 'choice' THEN
      IF NOT spec -> 'choices' ? t THEN
        why := 'choice';
      END IF;
    ELSIF NOT EXISTS (
        SELECT FROM casework_data.staff s JOIN casework_data.role_grant g ON g.staff_id = s.id
          JOIN casework_data.scope sc ON sc.id = scope
         WHERE s.login = t AND s.retired_at IS NULL AND g.revoked_at IS NULL
           AND (spec ->> 'role' IS NULL OR g.role = spec ->> 'role')
           AND (g.programme IS NULL OR g.programme = sc.workflow) AND (g.unit IS NULL OR g.unit = ANY (sc.units))
           AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())) THEN
      why := 'staff';
    END IF;
    kept := v;
  ELSIF kind = 'yes_no' THEN
    IF jsonb_typeof(v) <> 'boolean' THEN
      why := 'type';
    END IF;
    kept := v;
  ELSIF kind IN ('rows', 'list') THEN
    IF jsonb_typeof(v) <> 'array' THEN
      why := 'type';
      RETURN;
    END IF;
    IF jsonb_array_length(v) > coalesce((spec ->> 'max_rows')::integer, 200) THEN
      why := 'too_many';
      RETURN;
    ELSIF jsonb_array_length(v) < coalesce((spec ->> 'min_rows')::integer, 0) THEN
      why := 'too_few';
      RETURN;
    END IF;
    kept := '[]';
    FOR i IN 0 .. jsonb_array_length(v) - 1 LOOP
      part := v -> i;
      IF kind = 'list' THEN
        taken := casework_data.take_field(
          jsonb_build_object('type', spec ->> 'item', 'choices', spec -> 'choices', 'scale', spec -> 'scale'), part, scope);
        IF taken.kept IS NULL OR taken.why IS NOT NULL THEN
          why := coalesce(taken.why, 'type');
          RETURN;
        END IF;
        kept := kept || jsonb_build_array(taken.kept);
      ELSE
        IF jsonb_typeof(part) <> 'object' THEN
          why := 'type';
          RETURN;
        END IF;
        built := '{}';
        FOR n IN 0 .. jsonb_array_length(spec -> 'columns') - 1 LOOP
          column_spec := spec -> 'columns' -> n;
          key := column_spec ->> 'name';
          taken := casework_data.take_field(column_spec, part -> key, scope);
          IF taken.why IS NOT NULL THEN
            why := key || ':' || taken.why;
            RETURN;
          ELSIF taken.kept IS NOT NULL THEN
            built := built || jsonb_build_object(key, taken.kept);
          ELSIF NOT coalesce((column_spec ->> 'optional')::boolean, false) THEN
            why := key || ':absent';
            RETURN;
          END IF;
          part := part - key;
        END LOOP;
        IF part <> '{}' THEN
          why := 'unknown_column';
          RETURN;
        END IF;
        kept := kept || jsonb_build_array(built);
      END IF;
    END LOOP;
  ELSE
    IF kind = 'date' AND jsonb_typeof(v) = 'string' THEN
      n := casework_data.days_of(v #>> '{}');
    ELSIF kind = 'datetime' AND jsonb_typeof(v) = 'string' THEN
      n := casework_data.microseconds_of(v #>> '{}');
    ELSE
      n := casework_data.number_of(v);
    END IF;
    IF n IS NULL THEN
      why := 'type';
    ELSIF kind IN ('money', 'decimal') THEN
      IF scale(trim_scale(n)) > coalesce((spec ->> 'scale')::integer, 2) THEN
        why := 'decimals';
      ELSIF abs(n) >= 1000000000000000000 THEN
        why := 'too_large';
      ELSE
        n := round(n, coalesce((spec ->> 'scale')::integer, 2));
      END IF;
    ELSIF n <> trunc(n) THEN
      why := 'type';
    ELSIF kind = 'integer' AND n NOT BETWEEN -9223372036854775808 AND 9223372036854775807
       OR kind = 'date' AND n NOT BETWEEN -719162 AND 2932896
       OR kind = 'datetime' AND n NOT BETWEEN -62135596800000000 AND 253402300799999999
       OR kind = 'duration' AND n NOT BETWEEN -9223372036854775 AND 9223372036854775 THEN
      why := 'too_large';
    ELSE
      n := trunc(n);
    END IF;
    IF why IS NULL THEN
      IF n < (spec ->> 'min')::numeric THEN
        why := 'min';
      ELSIF n > (spec ->> 'max')::numeric THEN
        why := 'max';
      END IF;
    END IF;
    kept := to_jsonb(n);
  END IF;
END
$$;
