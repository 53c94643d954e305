SET LOCAL ROLE casework_owner;

-- The tree of units: for members of casework_owner and superusers. Whoever changes it keeps others from
-- inserting a scope, and each other out, until the commit; who acts or reads waits for nobody.
CREATE OR REPLACE FUNCTION casework_data.lock_tree() RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  LOCK TABLE casework_data.scope IN SHARE ROW EXCLUSIVE MODE;
END
$$;

-- Scopes of these units, after their paths changed.
CREATE OR REPLACE FUNCTION casework_data.place_scopes(codes text[]) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE casework_data.scope sc SET units = u.path FROM casework_data.unit u
   WHERE u.code = sc.unit AND u.code = ANY (codes) AND sc.units <> u.path;
END
$$;

-- The unit of a scope with all units above it.
CREATE OR REPLACE FUNCTION casework_data.units_of(scope integer) RETURNS text[]
LANGUAGE sql STABLE
RETURN (SELECT sc.units FROM casework_data.scope sc WHERE sc.id = scope);

-- Each scope that a grant of somebody covers now, with the role and its level there. Two branches, because a
-- grant for a unit finds its scopes by index, and one for all needs none.
CREATE OR REPLACE FUNCTION casework_data.covered(staff integer) RETURNS TABLE (scope_id integer, role text, level text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT sc.id, g.role, coalesce(sc.access ->> g.role, sc.access ->> '*')
    FROM casework_data.role_grant g JOIN casework_data.scope sc ON sc.units @> ARRAY[g.unit] AND (g.programme IS NULL OR g.programme = sc.workflow)
   WHERE g.staff_id = staff AND g.unit IS NOT NULL AND g.revoked_at IS NULL
     AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())
  UNION ALL
  SELECT sc.id, g.role, coalesce(sc.access ->> g.role, sc.access ->> '*')
    FROM casework_data.role_grant g JOIN casework_data.scope sc ON g.programme IS NULL OR g.programme = sc.workflow
   WHERE g.staff_id = staff AND g.unit IS NULL AND g.revoked_at IS NULL
     AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp());
END;

-- The same with the roles that somebody holds for others: what they reach, to look at and to work on.
CREATE OR REPLACE FUNCTION casework_data.reached(staff integer) RETURNS TABLE (scope_id integer, role text, level text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT sc.id, g.role, coalesce(sc.access ->> g.role, sc.access ->> '*')
    FROM casework_data.held_role g JOIN casework_data.scope sc ON sc.units @> ARRAY[g.unit] AND (g.programme IS NULL OR g.programme = sc.workflow)
   WHERE g.staff_id = staff AND g.unit IS NOT NULL AND g.revoked_at IS NULL
     AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())
  UNION ALL
  SELECT sc.id, g.role, coalesce(sc.access ->> g.role, sc.access ->> '*')
    FROM casework_data.held_role g JOIN casework_data.scope sc ON g.programme IS NULL OR g.programme = sc.workflow
   WHERE g.staff_id = staff AND g.unit IS NULL AND g.revoked_at IS NULL
     AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp());
END;

-- What is wrong with each row of a list of units, in one pass; the rows that are not named are right, with
-- their path. A row is {"row": n, "code", "name", "kind", "parent"}; a parent may stand after its children.
CREATE OR REPLACE FUNCTION casework_data.judge_units(units jsonb)
RETURNS TABLE (line integer, code text, name text, kind text, parent text, path text[], why text, args jsonb)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH RECURSIVE given AS MATERIALIZED (
    SELECT (g.value ->> 'row')::integer AS line, nullif(btrim(g.value ->> 'code'), '') AS code, nullif(btrim(g.value ->> 'name'), '') AS name,
           coalesce(nullif(btrim(g.value ->> 'kind'), ''), 'union') AS kind, nullif(btrim(g.value ->> 'parent'), '') AS parent
      FROM jsonb_array_elements(units) g),
  looked AS MATERIALIZED (
    SELECT g.line, g.code, g.name, g.kind, g.parent,
           CASE WHEN g.code IS NULL OR char_length(g.code) > 40 THEN 'code'
                WHEN g.name IS NULL OR char_length(g.name) > 200 THEN 'name'
                WHEN g.kind NOT IN ('federation', 'union', 'workshop') THEN 'kind'
                WHEN g.line > min(g.line) OVER (PARTITION BY g.code) THEN 'twice'
                WHEN u.code IS NOT NULL AND (u.name, u.kind) IS NOT DISTINCT FROM (g.name, g.kind) AND u.parent IS NOT DISTINCT FROM g.parent THEN 'same'
                WHEN u.code IS NOT NULL THEN 'exists'
                WHEN g.parent = g.code THEN 'cycle' END AS why,
           min(g.line) OVER (PARTITION BY g.code) AS first_line, u.parent AS present_parent, u.name AS present_name
      FROM given g LEFT JOIN casework_data.unit u ON u.code = g.code),
  placed AS (
    SELECT l.line, l.code, CASE WHEN l.parent IS NULL THEN ARRAY[l.code] ELSE u.path || l.code END AS path
      FROM looked l LEFT JOIN casework_data.unit u ON u.code = l.parent
     WHERE l.why IS NULL AND (l.parent IS NULL OR u.code IS NOT NULL)
    UNION ALL
    SELECT l.line, l.code, p.path || l.code FROM placed p JOIN looked l ON l.parent = p.code AND l.why IS NULL),
  -- Upwards from what has no place, to tell a circle from a parent that nobody knows.
  climb AS (
    SELECT l.code AS start, l.parent AS at, ARRAY[l.code] AS seen FROM looked l
     WHERE l.why IS NULL AND NOT EXISTS (SELECT FROM placed p WHERE p.line = l.line)
    UNION ALL
    SELECT c.start, l.parent, c.seen || l.code FROM climb c JOIN looked l ON l.code = c.at AND l.why IS NULL
     WHERE NOT l.code = ANY (c.seen))
  SELECT l.line, l.code, l.name, l.kind, l.parent, p.path,
         CASE WHEN l.why IS NOT NULL THEN l.why
              WHEN p.path IS NOT NULL THEN NULL
              WHEN EXISTS (SELECT FROM climb c WHERE c.start = l.code AND c.at = l.code) THEN 'cycle'
              WHEN EXISTS (SELECT FROM looked o WHERE o.code = l.parent) THEN 'parent_rejected'
              ELSE 'parent' END,
         CASE WHEN l.why = 'twice' THEN jsonb_build_object('first', l.first_line)
              WHEN l.why = 'exists' THEN jsonb_build_object('name', l.present_name, 'parent', l.present_parent)
              WHEN l.why IS NULL AND p.path IS NULL THEN jsonb_strip_nulls(jsonb_build_object('parent', l.parent, 'circle',
                (SELECT to_jsonb(c.seen || l.code) FROM climb c WHERE c.start = l.code AND c.at = l.code LIMIT 1))) END
    FROM looked l LEFT JOIN placed p ON p.line = l.line;
END;

-- Adds units, each {"row", "code", "name", "kind", "parent"}. All or none, unless partial: then those that are
-- right. The answer lists every row that is not, with its number and why.
CREATE OR REPLACE FUNCTION casework_admin.unit_import(units jsonb, partial boolean DEFAULT false) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  rejected jsonb;
  same integer;
  codes text[];
BEGIN
  IF jsonb_typeof(units) <> 'array' OR units IS NULL OR jsonb_array_length(units) > 200000
     OR EXISTS (SELECT FROM jsonb_array_elements(units) g WHERE jsonb_typeof(g.value -> 'row') IS DISTINCT FROM 'number') THEN
    PERFORM casework_data.refuse_input('units', NULL);
  END IF;
  PERFORM casework_data.lock_tree();
  SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('row', u.line, 'code', u.code, 'why', u.why, 'args', u.args)) ORDER BY u.line)
           FILTER (WHERE u.why <> 'same'), '[]'), count(*) FILTER (WHERE u.why = 'same')
    INTO rejected, same FROM casework_data.judge_units(units) u;
  IF rejected = '[]' OR partial THEN
    WITH added AS (
      INSERT INTO casework_data.unit (code, name, kind, parent, path, added_by)
        SELECT u.code, u.name, u.kind, u.parent, u.path, session_user FROM casework_data.judge_units(units) u WHERE u.why IS NULL
        ORDER BY cardinality(u.path), u.line
        RETURNING unit.code)
    SELECT array_agg(a.code) INTO codes FROM added a;
    PERFORM casework_data.place_scopes(codes);
  END IF;
  RETURN jsonb_build_object('done', rejected = '[]' OR partial, 'added', coalesce(cardinality(codes), 0), 'unchanged', same, 'rejected', rejected);
END
$$;

CREATE OR REPLACE FUNCTION casework_data.refuse_staffing(action text, rule text, ref text, args jsonb) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('%s is refused', action),
    DETAIL = jsonb_build_object('action', action, 'refused', casework_data.refusal(rule, rule, ref, args))::text;
END
$$;

CREATE OR REPLACE FUNCTION casework_admin.unit_add(code text, name text, kind text DEFAULT 'union', parent text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  answer jsonb := casework_admin.unit_import(jsonb_build_array(jsonb_build_object('row', 1, 'code', code, 'name', name, 'kind', kind, 'parent', parent)));
BEGIN
  IF (answer -> 'done')::boolean THEN
    RETURN jsonb_build_object('done', true, 'repeated', (answer ->> 'unchanged')::integer = 1, 'unit', btrim(code));
  ELSIF answer #>> '{rejected,0,why}' IN ('code', 'name', 'kind', 'parent') THEN
    PERFORM casework_data.refuse_input('unit_' || (answer #>> '{rejected,0,why}'),
      CASE answer #>> '{rejected,0,why}' WHEN 'code' THEN code WHEN 'name' THEN name WHEN 'kind' THEN kind ELSE parent END,
      CASE answer #>> '{rejected,0,why}' WHEN 'kind' THEN ARRAY['federation', 'union', 'workshop'] END);
  END IF;
  PERFORM casework_data.refuse_staffing('unit_add', answer #>> '{rejected,0,why}', code, answer #> '{rejected,0,args}');
END
$$;

-- Puts a unit with everything below it under another one; parent NULL makes it a root.
CREATE OR REPLACE FUNCTION casework_admin.unit_move(code text, parent text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  u casework_data.unit;
  above text[] := '{}';
  codes text[];
BEGIN
  PERFORM casework_data.lock_tree();
  SELECT * INTO u FROM casework_data.unit t WHERE t.code = unit_move.code;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('unit', code);
  ELSIF parent IS NOT NULL THEN
    SELECT t.path INTO above FROM casework_data.unit t WHERE t.code = unit_move.parent;
    IF NOT FOUND THEN
      PERFORM casework_data.refuse_input('unit_parent', parent);
    ELSIF u.code = ANY (above) THEN
      PERFORM casework_data.refuse_staffing('unit_move', 'cycle', u.code, jsonb_build_object('circle', above[array_position(above, u.code):] || u.code));
    END IF;
  END IF;
  IF u.parent IS NOT DISTINCT FROM unit_move.parent THEN
    RETURN jsonb_build_object('done', true, 'repeated', true, 'unit', u.code, 'moved', 0);
  END IF;
  UPDATE casework_data.unit t SET parent = unit_move.parent, path = above || t.code WHERE t.code = u.code;
  UPDATE casework_data.unit t SET path = above || t.path[cardinality(u.path):] WHERE t.path @> ARRAY[u.code] AND t.code <> u.code;
  codes := ARRAY(SELECT t.code FROM casework_data.unit t WHERE t.path @> ARRAY[u.code]);
  PERFORM casework_data.place_scopes(codes);
  PERFORM casework_data.end_baseless(x.staff, session_user, 'unit ' || u.code || ' was moved')
    FROM (SELECT DISTINCT t.for_staff AS staff FROM casework_data.delegation t WHERE t.ended_at IS NULL AND t.until > clock_timestamp()) x;
  RETURN jsonb_build_object('done', true, 'repeated', false, 'unit', u.code, 'moved', cardinality(codes));
END
$$;

-- The tree from a unit down, or all of it: parents before their children.
CREATE OR REPLACE FUNCTION casework_admin.unit_list(under text DEFAULT NULL) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  IF under IS NOT NULL AND NOT EXISTS (SELECT FROM casework_data.unit t WHERE t.code = under) THEN
    PERFORM casework_data.refuse_input('unit', under);
  END IF;
  RETURN QUERY SELECT jsonb_build_object('code', t.code, 'name', t.name, 'kind', t.kind, 'parent', t.parent, 'depth', cardinality(t.path) - 1)
    FROM casework_data.unit t WHERE under IS NULL OR t.path @> ARRAY[under] ORDER BY t.path COLLATE "C";
END
$$;

-- One unit: where it lies, how much lies under it, and whose grants cover it.
CREATE OR REPLACE FUNCTION casework_admin.unit_show(code text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  u casework_data.unit;
BEGIN
  SELECT * INTO u FROM casework_data.unit t WHERE t.code = unit_show.code;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('unit', code);
  END IF;
  RETURN jsonb_build_object('code', u.code, 'name', u.name, 'kind', u.kind, 'parent', u.parent, 'path', u.path,
    'below', (SELECT count(*) - 1 FROM casework_data.unit t WHERE t.path @> ARRAY[u.code]),
    'people', (SELECT count(*) FROM casework_data.person p WHERE p.union_code = u.code),
    'open_cases', (SELECT count(*) FROM casework_data.scope sc JOIN casework_data.cases c ON c.scope_id = sc.id AND c.closed_us IS NULL
                    WHERE sc.units @> ARRAY[u.code]),
    'grants', (SELECT coalesce(jsonb_agg(jsonb_build_object('login', s.login, 'role', g.role, 'programme', g.programme, 'unit', g.unit)
                        ORDER BY cardinality(u.path) - array_position(u.path, g.unit), s.login COLLATE "C", g.id), '[]')
                 FROM casework_data.role_grant g JOIN casework_data.staff s ON s.id = g.staff_id AND s.retired_at IS NULL
                WHERE g.unit = ANY (u.path) AND g.revoked_at IS NULL
                  AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())));
END
$$;
