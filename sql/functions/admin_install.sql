SET LOCAL ROLE casework_owner;

-- Installs a calendar: a row for every day of two hundred years, holidays and make-up days named, any
-- other by the weekend alone.
CREATE OR REPLACE FUNCTION casework_admin.install_calendar(doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  calendar integer;
  weekend integer[];
BEGIN
  weekend := ARRAY(SELECT array_position(ARRAY['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'], w)
                     FROM jsonb_array_elements_text(doc -> 'weekend') w);
  IF doc ->> 'calendar' IS NULL OR array_position(weekend, NULL) IS NOT NULL
     OR NOT EXISTS (SELECT FROM pg_catalog.pg_timezone_names z WHERE z.name = doc ->> 'zone')
     OR EXISTS (SELECT FROM jsonb_each(coalesce(doc -> 'holidays', '{}') || coalesce(doc -> 'working', '{}')) h
                 WHERE casework_data.days_of(h.key) IS NULL) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'the calendar is not understood', DETAIL = '{"what":"calendar"}';
  END IF;
  INSERT INTO casework_data.calendar AS t (name, zone, label, source, document, covers_from, covers_until)
    SELECT doc ->> 'calendar', doc ->> 'zone', coalesce(doc -> 'label', '{}'), doc ->> 'source', doc,
           date '1970-01-01' + min(casework_data.days_of(left(h.key, 4) || '-01-01')),
           date '1970-01-01' + max(casework_data.days_of(left(h.key, 4) || '-12-31'))
      FROM (SELECT 1) one LEFT JOIN jsonb_each(coalesce(doc -> 'holidays', '{}') || coalesce(doc -> 'working', '{}')) h ON true
    ON CONFLICT ON CONSTRAINT calendar_name DO UPDATE SET zone = excluded.zone, label = excluded.label, source = excluded.source, document = excluded.document,
      covers_from = excluded.covers_from, covers_until = excluded.covers_until, installed_at = clock_timestamp()
    RETURNING t.id INTO calendar;
  DELETE FROM casework_data.calendar_due t WHERE t.calendar_id = calendar;
  DELETE FROM casework_data.calendar_day t WHERE t.calendar_id = calendar;
  INSERT INTO casework_data.calendar_day (calendar_id, day, working, working_no, kind, label)
    SELECT calendar, x.day, x.working, (sum(x.working::integer) OVER (ORDER BY x.day))::integer, x.kind, x.label
      FROM (SELECT g.day, CASE WHEN h.value IS NOT NULL THEN false WHEN w.value IS NOT NULL THEN true
                               ELSE NOT extract(isodow FROM g.day)::integer = ANY (weekend) END AS working,
                   CASE WHEN h.value IS NOT NULL THEN 'holiday' WHEN w.value IS NOT NULL THEN 'working' END AS kind,
                   coalesce(h.value, w.value) AS label
              FROM (SELECT date '1950-01-01' + n AS day FROM generate_series(0, date '2149-12-31' - date '1950-01-01') n) g
              LEFT JOIN jsonb_each(coalesce(doc -> 'holidays', '{}')) h ON casework_data.days_of(h.key) = g.day - date '1970-01-01'
              LEFT JOIN jsonb_each(coalesce(doc -> 'working', '{}')) w ON casework_data.days_of(w.key) = g.day - date '1970-01-01') x;
  PERFORM casework_data.reckon_ahead(calendar);
  RETURN jsonb_build_object('done', true, 'calendar', doc ->> 'calendar');
END
$$;

-- Installs a compiled definition: rows only, no statement is taken from it. The two functions that carry
-- its rules are created by the deployer beside this call (docs/sql-api.md), in the same transaction. Where a
-- second person publishes (publication.sql) it is a draft until then.
CREATE OR REPLACE FUNCTION casework_admin.install_definition(doc jsonb, source bytea, installed_by text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  file_digest bytea := sha256(source);
  hex text := encode(file_digest, 'hex');
  new_id integer;
  calendar integer;
  calendar_zone text;
  x jsonb;
  broken text;
  draft boolean := casework_data.second_person_publishes();
BEGIN
  IF doc ->> 'format' IS DISTINCT FROM '1' OR doc ->> 'digest' IS DISTINCT FROM hex THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'the install document is not of this format, or not of this file',
      DETAIL = jsonb_build_object('what', 'definition', 'digest', hex)::text;
  END IF;
  SELECT d.id INTO new_id FROM casework_data.definition d WHERE d.digest = file_digest;
  IF FOUND THEN
    RETURN jsonb_build_object('done', true, 'repeated', true, 'workflow', doc ->> 'workflow', 'version', doc -> 'version', 'digest', hex,
      'draft', (SELECT d.published_at IS NULL FROM casework_data.definition d WHERE d.id = new_id));
  END IF;
  IF EXISTS (SELECT FROM casework_data.definition d WHERE d.workflow = doc ->> 'workflow' AND d.version = (doc ->> 'version')::integer) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'this version is installed already with other content: raise the file''s version',
      DETAIL = jsonb_build_object('what', 'version', 'workflow', doc -> 'workflow', 'version', doc -> 'version')::text;
  END IF;
  SELECT c.id, c.zone INTO calendar, calendar_zone FROM casework_data.calendar c WHERE c.name = doc ->> 'calendar';
  IF NOT FOUND AND doc ->> 'calendar' IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = format('calendar %s is not installed', doc ->> 'calendar'),
      DETAIL = jsonb_build_object('what', 'calendar', 'calendar', doc -> 'calendar')::text;
  END IF;
  broken := casework_data.broken_pattern(doc -> 'fields');
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = format('the pattern of field %s is not one', broken),
      DETAIL = jsonb_build_object('what', 'pattern', 'field', broken)::text;
  END IF;

  INSERT INTO casework_data.definition (install_id, workflow, version, digest, number, tier, currency, calendar_id, zone, start_state, stamp,
      judge_name, value_name, signed, staff_fields, timed_fields, documents, hold_roles, hold_reasons, label, installed_by, published_at, private_facts)
    SELECT i.id, doc ->> 'workflow', (doc ->> 'version')::integer, file_digest, doc ->> 'number', (doc ->> 'confidentiality')::smallint,
      doc ->> 'currency', calendar, coalesce(calendar_zone, 'UTC'), doc ->> 'start',
      convert_to((doc ->> 'workflow') || '@' || (doc ->> 'version')::integer, 'UTF8'), 'd_' || left(hex, 32), 'v_' || left(hex, 32),
      ARRAY(SELECT f.value ->> 'name' FROM jsonb_array_elements(doc -> 'fields') f WHERE (f.value ->> 'signed')::boolean ORDER BY (f.value ->> 'name') COLLATE "C"),
      ARRAY(SELECT f.value ->> 'name' FROM jsonb_array_elements(doc -> 'fields') f WHERE f.value ->> 'type' = 'staff' ORDER BY f.value ->> 'name'),
      ARRAY(SELECT s.value -> 'deadline' ->> 'of' FROM jsonb_array_elements(doc -> 'states') s WHERE s.value -> 'deadline' ->> 'of' IS NOT NULL
            UNION SELECT t.value ->> 'of' FROM jsonb_array_elements(doc -> 'deadlines') t),
      (SELECT coalesce(jsonb_object_agg(t.value ->> 'name', coalesce(nullif(t.value -> 'not_older_than', 'null'), '{}')), '{}') FROM jsonb_array_elements(doc -> 'documents') t),
      casework_data.texts(doc -> 'hold' -> 'roles'),
      ARRAY(SELECT h.value ->> 'name' FROM jsonb_array_elements(casework_data.list(doc -> 'hold' -> 'reasons')) h),
      coalesce(doc -> 'label', '{}'), install_definition.installed_by, CASE WHEN NOT draft THEN clock_timestamp() END, casework_data.texts(doc -> 'private_facts')
    FROM casework_data.install i
    RETURNING id INTO new_id;
  INSERT INTO casework_data.definition_source (definition_id, document, source) VALUES (new_id, doc, install_definition.source);
  INSERT INTO casework_data.wf_field (definition_id, name, position, type, is_private, readers, spec)
    SELECT new_id, f.value ->> 'name', f.ordinality, f.value ->> 'type', coalesce((f.value ->> 'private')::boolean, false),
        CASE WHEN jsonb_typeof(f.value -> 'readers') = 'array' THEN casework_data.texts(f.value -> 'readers') END, casework_data.limits(f.value)
      FROM jsonb_array_elements(doc -> 'fields') WITH ORDINALITY f;
  INSERT INTO casework_data.wf_state (definition_id, name, phase, ends, label, within_n, within_unit, of_field, remind_n, remind_unit,
      escalate_to, then_action, checks, opens)
    SELECT new_id, s.value ->> 'name', s.value ->> 'phase', s.value ->> 'ends', coalesce(s.value -> 'label', '{}'),
      (s.value -> 'deadline' -> 'within' ->> 'n')::integer, s.value -> 'deadline' -> 'within' ->> 'unit', s.value -> 'deadline' ->> 'of',
      (s.value -> 'deadline' -> 'remind' ->> 'n')::integer, s.value -> 'deadline' -> 'remind' ->> 'unit',
      s.value -> 'deadline' ->> 'escalate_to', s.value -> 'deadline' ->> 'then',
      (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', k.value -> 'name', 'role', k.value -> 'role',
                'n', k.value -> 'within' -> 'n', 'unit', k.value -> 'within' -> 'unit')) ORDER BY k.ordinality), '[]')
         FROM jsonb_array_elements(casework_data.list(s.value -> 'checks')) WITH ORDINALITY k),
      (SELECT coalesce(jsonb_agg(jsonb_build_object('action', t.value -> 'name', 'n', t.value -> 'after' -> 'n', 'unit', t.value -> 'after' -> 'unit')), '[]')
         FROM jsonb_array_elements(doc -> 'actions') t
        WHERE jsonb_typeof(t.value -> 'after') = 'object' AND t.value -> 'from' ? (s.value ->> 'name'))
      FROM jsonb_array_elements(doc -> 'states') s;
  INSERT INTO casework_data.wf_deadline (definition_id, name, of_field, within_n, within_unit, states, remind_n, remind_unit, escalate_to)
    SELECT new_id, t.value ->> 'name', t.value ->> 'of', (t.value -> 'within' ->> 'n')::integer, t.value -> 'within' ->> 'unit',
      casework_data.texts(t.value -> 'while'), (t.value -> 'remind' ->> 'n')::integer, t.value -> 'remind' ->> 'unit', t.value ->> 'escalate_to'
      FROM jsonb_array_elements(doc -> 'deadlines') t;
  FOR x IN SELECT t.value FROM jsonb_array_elements(doc -> 'actions') t LOOP
    INSERT INTO casework_data.wf_action (definition_id, name, actor_kind, opens_case, from_states, roles, all_roles, only_field, after_n, after_unit,
        unrelated, people, distinct_from, at_most, while_held, fill, fill_need, fill_must, specs, documents, targets, bands, money, votes, tell,
        need_parts, need_did, need_lookups, has_values, rule_names, rule_kinds, rule_refs, rule_says, plain,
        benefit, install_id, stamp, digest, judge_name, value_name, calendar_id, zone)
      SELECT new_id, x ->> 'name', x ->> 'by', (x ->> 'open')::boolean, casework_data.texts(x -> 'from'), casework_data.texts(x -> 'roles'),
        ARRAY(SELECT r FROM unnest(casework_data.texts(x -> 'roles')) r
              UNION SELECT r FROM jsonb_array_elements(casework_data.list(x -> 'bands')) b, jsonb_array_elements_text(b.value -> 'roles') r),
        x ->> 'only', (x -> 'after' ->> 'n')::integer, x -> 'after' ->> 'unit', (x ->> 'unrelated')::boolean, (x ->> 'people')::integer,
        casework_data.texts(x -> 'distinct_from'), (x ->> 'at_most')::integer, (x ->> 'while_held')::boolean,
        ARRAY(SELECT f.value ->> 'field' FROM jsonb_array_elements(x -> 'fill') WITH ORDINALITY f ORDER BY f.ordinality),
        ARRAY(SELECT f.value ->> 'need' FROM jsonb_array_elements(x -> 'fill') WITH ORDINALITY f ORDER BY f.ordinality),
        ARRAY(SELECT f.value ->> 'field' FROM jsonb_array_elements(x -> 'fill') WITH ORDINALITY f WHERE f.value ->> 'need' <> 'never' ORDER BY f.ordinality),
        (SELECT coalesce(jsonb_object_agg(w.name, w.spec), '{}') FROM casework_data.wf_field w
          WHERE w.definition_id = new_id AND w.name IN (SELECT f.value ->> 'field' FROM jsonb_array_elements(x -> 'fill') f)),
        casework_data.texts(x -> 'documents'),
        ARRAY(SELECT t.value ->> 'to' FROM jsonb_array_elements(x -> 'targets') WITH ORDINALITY t ORDER BY t.ordinality),
        nullif(x -> 'bands', 'null'), casework_data.list(x -> 'money'),
        jsonb_typeof(x -> 'bands') = 'array' OR (x ->> 'people')::integer > 1,
        x -> 'tell' ->> 'applicant',
        ARRAY(SELECT DISTINCT split_part(n, '.', 1) FROM unnest(casework_data.texts(x -> 'needs')) n
               WHERE split_part(n, '.', 1) IN ('docs', 'checks', 'money', 'case')),
        ARRAY(SELECT DISTINCT split_part(n, '.', 2) FROM unnest(casework_data.texts(x -> 'needs')) n WHERE n LIKE 'did.%'),
        ARRAY(SELECT DISTINCT split_part(n, '.', 2) FROM unnest(casework_data.texts(x -> 'needs')) n WHERE n LIKE 'lookup.%'),
        (x ->> 'has_values')::boolean,
        ARRAY(SELECT r.value ->> 'name' FROM jsonb_array_elements(x -> 'rules') WITH ORDINALITY r ORDER BY r.ordinality),
        ARRAY(SELECT r.value ->> 'kind' FROM jsonb_array_elements(x -> 'rules') WITH ORDINALITY r ORDER BY r.ordinality),
        ARRAY(SELECT r.value ->> 'ref' FROM jsonb_array_elements(x -> 'rules') WITH ORDINALITY r ORDER BY r.ordinality),
        (SELECT coalesce(jsonb_agg(r.value -> 'say' ORDER BY r.ordinality), '[]') FROM jsonb_array_elements(x -> 'rules') WITH ORDINALITY r),
        false, jsonb_strip_nulls(nullif(x -> 'benefit', 'null')), d.install_id, d.stamp, d.digest, d.judge_name, d.value_name, d.calendar_id, d.zone
       FROM casework_data.definition d WHERE d.id = new_id;
  END LOOP;
  UPDATE casework_data.wf_action t SET plain = true, target_n = w.within_n, target_unit = w.within_unit,
      target_remind_n = w.remind_n, target_remind_unit = w.remind_unit, target_ends = w.ends IS NOT NULL
    FROM casework_data.definition d, casework_data.wf_state w
   WHERE t.definition_id = new_id AND d.id = new_id AND t.actor_kind = 'person' AND NOT t.opens_case AND cardinality(t.roles) > 0
     AND t.only_field IS NULL AND NOT t.unrelated AND NOT t.votes AND t.bands IS NULL AND t.money = '[]' AND t.benefit IS NULL AND t.at_most IS NULL
     AND t.after_n IS NULL AND t.documents = '{}' AND cardinality(t.targets) = 1 AND t.tell IS NULL
     AND cardinality(t.need_parts) + cardinality(t.need_did) + cardinality(t.need_lookups) = 0
     AND NOT t.rule_kinds && ARRAY['document', 'route', 'check'] AND NOT t.fill && (d.staff_fields || d.timed_fields || 'opponent'::text)
     AND w.definition_id = new_id AND w.name = t.targets[1] AND w.checks = '[]' AND w.opens = '[]' AND w.of_field IS NULL;
  PERFORM casework_data.reckon_ahead(calendar);
  RETURN jsonb_build_object('done', true, 'repeated', false, 'workflow', doc ->> 'workflow', 'version', doc -> 'version', 'digest', hex, 'draft', draft);
END
$$;

CREATE OR REPLACE FUNCTION casework_data.list(v jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN jsonb_typeof(v) = 'array' THEN v ELSE '[]' END;

CREATE OR REPLACE FUNCTION casework_data.texts(v jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN ARRAY(SELECT t.value FROM jsonb_array_elements_text(casework_data.list(v)) WITH ORDINALITY t ORDER BY t.ordinality);
END
$$;

-- A field of the install document as take_field() wants it: limits as numbers, choices as names.
CREATE OR REPLACE FUNCTION casework_data.limits(field jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  spec jsonb := field - ARRAY['label', 'name', 'private', 'signed'];
  bound text;
BEGIN
  FOREACH bound IN ARRAY ARRAY['min', 'max'] LOOP
    IF field ->> bound IS NOT NULL THEN
      spec := spec || jsonb_build_object(bound, CASE field ->> 'type'
        WHEN 'date' THEN coalesce(casework_data.days_of(field ->> bound)::numeric, casework_data.number_of(field -> bound))
        WHEN 'datetime' THEN coalesce(casework_data.microseconds_of(field ->> bound)::numeric, casework_data.number_of(field -> bound))
        ELSE casework_data.number_of(field -> bound) END);
    END IF;
  END LOOP;
  IF jsonb_typeof(field -> 'choices') = 'array' THEN
    spec := spec || jsonb_build_object('choices', (SELECT coalesce(jsonb_agg(coalesce(c.value ->> 'name', c.value #>> '{}') ORDER BY c.ordinality), '[]')
      FROM jsonb_array_elements(field -> 'choices') WITH ORDINALITY c));
  END IF;
  IF jsonb_typeof(field -> 'columns') = 'array' THEN
    spec := spec || jsonb_build_object('columns', (SELECT coalesce(jsonb_agg(casework_data.limits(c.value) || jsonb_build_object('name', c.value -> 'name') ORDER BY c.ordinality), '[]')
      FROM jsonb_array_elements(field -> 'columns') WITH ORDINALITY c));
  END IF;
  RETURN jsonb_strip_nulls(spec);
END
$$;

-- The first field whose pattern this server's regular expressions do not take: found here, so that act()
-- never meets it.
CREATE OR REPLACE FUNCTION casework_data.broken_pattern(fields jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  f jsonb;
  inner_field text;
BEGIN
  FOR f IN SELECT t.value FROM jsonb_array_elements(casework_data.list(fields)) t LOOP
    BEGIN
      PERFORM '' ~ ('^(?:' || (f ->> 'pattern') || ')$');
    EXCEPTION WHEN invalid_regular_expression THEN
      RETURN f ->> 'name';
    END;
    inner_field := casework_data.broken_pattern(f -> 'columns');
    IF inner_field IS NOT NULL THEN
      RETURN (f ->> 'name') || '.' || inner_field;
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
