SET LOCAL ROLE casework_owner;

-- Can every next step be taken by somebody? For administrators; reads, never writes.

-- The band that a tiered action falls into as the case stands; NULL while its amount is not known.
CREATE OR REPLACE FUNCTION casework_data.band_for(c casework_data.cases, a casework_data.wf_action) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  now_us bigint := casework_data.clock();
  today integer := casework_data.day_at(now_us, a.zone);
  facts jsonb := jsonb_build_object('form', c.fields, 'applicant', c.applicant, 'today', today, 'now', now_us);
  worth jsonb;
  n numeric;
BEGIN
  IF cardinality(a.need_parts) + cardinality(a.need_did) + cardinality(a.need_lookups) > 0 THEN
    facts := facts || casework_data.facts_of(c, a, today);
  END IF;
  EXECUTE format('SELECT casework_rules.%I($1, $2)', a.value_name) INTO worth USING a.name, facts;
  n := (worth ->> 'tier')::numeric;
  FOR i IN 0 .. jsonb_array_length(a.bands) - 1 LOOP
    IF n IS NOT NULL AND coalesce(n <= (a.bands -> i ->> 'up_to')::numeric, true) THEN
      RETURN a.bands -> i;
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;

-- Who holds a role where: people of the staff by scope and role, the absent one marked. Who stands in for somebody
-- can do nothing that they could not, and counts only where they are the one who is absent.
CREATE OR REPLACE FUNCTION casework_data.staffed(scopes integer[], absent uuid)
RETURNS TABLE (scope_id integer, role text, person uuid, login text, here boolean, principal uuid)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH held AS MATERIALIZED (
    SELECT g.role, g.programme, g.unit, s.person, s.login, d.for_person AS principal
      FROM casework_data.staff s JOIN pg_catalog.pg_roles r ON r.oid = s.login_oid AND r.rolname = s.login AND NOT r.rolsuper
      JOIN casework_data.held_role g ON g.staff_id = s.id LEFT JOIN casework_data.delegation d ON d.id = g.delegation
     WHERE s.retired_at IS NULL AND g.revoked_at IS NULL AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())
       AND (d.for_person IS NULL OR d.for_person = absent))
  SELECT DISTINCT sc.id, h.role, h.person, h.login, h.person IS DISTINCT FROM absent, h.principal
    FROM unnest(scopes) x (id) JOIN casework_data.scope sc ON sc.id = x.id
    JOIN held h ON (h.programme IS NULL OR h.programme = sc.workflow) AND (h.unit IS NULL OR h.unit = ANY (sc.units));
END;

-- Steps of open cases that too few people can take: by role, unit, own field, separation of duties, applicant,
-- relationship and votes already given. "barred" says of each holder of the role why not. With a login: also
-- what cannot be done while that person is absent.
CREATE OR REPLACE FUNCTION casework_admin.staffing_of_cases(without text DEFAULT NULL) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET jit = off AS $$
DECLARE
  absent uuid;
BEGIN
  IF without IS NOT NULL THEN
    SELECT s.person INTO absent FROM casework_data.staff s WHERE s.login = without AND s.retired_at IS NULL;
    IF NOT FOUND THEN
      PERFORM casework_data.refuse_input('login', without);
    END IF;
  END IF;
  RETURN QUERY
  WITH open AS MATERIALIZED (
    SELECT c.* FROM casework_data.cases c WHERE c.closed_us IS NULL),
  people AS MATERIALIZED (
    SELECT p.* FROM casework_data.staffed(ARRAY(SELECT DISTINCT o.scope_id FROM open o), absent) p),
  actions AS MATERIALIZED (
    SELECT c.id, a.name, a.unrelated, a.distinct_from, a.only_field, a.people AS quorum, a.roles AS plain_roles, a.all_roles,
           a.bands IS NOT NULL AS tiered, CASE WHEN a.bands IS NOT NULL THEN casework_data.band_for(c::casework_data.cases, a) END AS band
      FROM casework_data.cases c JOIN casework_data.wf_action a ON a.definition_id = c.definition_id AND c.state = ANY (a.from_states)
     WHERE c.closed_us IS NULL AND a.actor_kind = 'person' AND NOT a.opens_case),
  nexts AS MATERIALIZED (
    SELECT o.id, t.name, 'action' AS kind, t.unrelated, t.distinct_from, o.fields ->> t.only_field AS named,
           CASE WHEN t.band IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(t.band -> 'roles')) WHEN t.tiered THEN t.all_roles ELSE t.plain_roles END AS roles,
           CASE WHEN (t.band ->> 'each')::boolean THEN jsonb_array_length(t.band -> 'roles') WHEN t.band IS NOT NULL THEN (t.band ->> 'people')::integer
                WHEN t.tiered THEN 1 ELSE t.quorum END AS need,
           ARRAY(SELECT v.value ->> 'person' FROM jsonb_array_elements(o.votes) v WHERE v.value ->> 'action' = t.name) AS voted,
           ARRAY(SELECT p FROM jsonb_array_elements(o.votes) v, unnest(ARRAY[v.value ->> 'person', v.value ->> 'for']) p
                  WHERE v.value ->> 'action' = t.name AND p IS NOT NULL) AS signed
      FROM actions t JOIN open o ON o.id = t.id
    UNION ALL
    SELECT o.id, k.value ->> 'name', 'check', false, '{}'::text[], NULL, ARRAY[k.value ->> 'role'], 1, '{}'::text[], '{}'::text[]
      FROM open o JOIN casework_data.wf_state w ON w.definition_id = o.definition_id AND w.name = o.state, jsonb_array_elements(w.checks) k
     WHERE o.checks @> jsonb_build_array(jsonb_build_object('name', k.value -> 'name', 'result', 'open'))),
  steps AS MATERIALIZED (
    SELECT row_number() OVER () AS n, o.number, o.workflow, o.unit, o.state, o.scope_id, o.applicant_id, o.did, x.*
      FROM nexts x JOIN open o ON o.id = x.id),
  holders AS MATERIALIZED (
    SELECT DISTINCT ON (x.n, x.person) x.n, x.person, x.login, x.here, x.why
      FROM (SELECT s.n, p.person, p.login, p.here, s.named,
              CASE WHEN s.applicant_id IN (p.person, p.principal) THEN 'applicant'
                   WHEN ARRAY[p.person::text, p.principal::text] && s.signed THEN 'voted'
                   WHEN s.named IS NOT NULL AND s.named <> p.login THEN 'not_named'
                   WHEN s.unrelated AND (casework_data.are_related(s.applicant_id, p.person) OR casework_data.are_related(s.applicant_id, p.principal)) THEN 'related'
                   ELSE (SELECT 'did:' || d.name FROM unnest(s.distinct_from) d (name)
                          WHERE s.did -> d.name -> 'people' ?| array_remove(ARRAY[p.person::text, p.principal::text], NULL) LIMIT 1) END AS why
              FROM steps s JOIN people p ON p.scope_id = s.scope_id AND p.role = ANY (s.roles)) x
     ORDER BY x.n, x.person, x.why IS NOT NULL, CASE WHEN x.named = x.login THEN 0 ELSE 1 END, x.login),
  counted AS (
    SELECT s.n, greatest(s.need - cardinality(s.voted), 0) AS missing,
           count(*) FILTER (WHERE h.person IS NOT NULL AND h.why IS NULL) AS able, count(*) FILTER (WHERE h.here AND h.why IS NULL) AS here,
           jsonb_agg(jsonb_build_object('login', h.login, 'why', CASE WHEN h.why IS NOT NULL THEN h.why WHEN NOT h.here THEN 'absent' END) ORDER BY h.login)
             FILTER (WHERE h.why IS NOT NULL OR NOT h.here) AS barred
      FROM steps s LEFT JOIN holders h ON h.n = s.n GROUP BY s.n, s.need, s.voted),
  stuck AS (
    SELECT s.id, bool_and(k.here < k.missing) AS wholly FROM steps s JOIN counted k ON k.n = s.n GROUP BY s.id)
  SELECT jsonb_build_object('case', s.number, 'workflow', s.workflow, 'unit', s.unit, 'state', s.state, 'step', s.name, 'kind', s.kind,
      'roles', s.roles, 'need', k.missing, 'able', k.here, 'barred', coalesce(k.barred, '[]'), 'now', k.able < k.missing, 'stuck', t.wholly,
      'grant', jsonb_strip_nulls(jsonb_build_object('role', s.roles[1], 'people', k.missing - k.here, 'programme', s.workflow, 'unit', s.unit)))
    FROM steps s JOIN counted k ON k.n = s.n JOIN stuck t ON t.id = s.id
   WHERE k.here < k.missing ORDER BY t.wholly DESC, s.number, s.name COLLATE "C";
END
$$;

-- Actions of the newest procedures that too few people could take on a case opened today: fewer holders of the
-- role than it takes, or not enough beside those who take the step it must be distinct from. Units whose grants
-- are the same are judged once.
CREATE OR REPLACE FUNCTION casework_admin.staffing_of_procedures(without text DEFAULT NULL) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET jit = off AS $$
DECLARE
  absent uuid;
BEGIN
  IF without IS NOT NULL THEN
    SELECT s.person INTO absent FROM casework_data.staff s WHERE s.login = without AND s.retired_at IS NULL;
    IF NOT FOUND THEN
      PERFORM casework_data.refuse_input('login', without);
    END IF;
  END IF;
  RETURN QUERY
  WITH latest AS (
    SELECT DISTINCT ON (d.workflow) d.id, d.workflow FROM casework_data.definition d WHERE d.published_at IS NOT NULL ORDER BY d.workflow, d.version DESC, d.id DESC),
  people AS MATERIALIZED (
    SELECT p.scope_id, sc.workflow, p.role, p.person FROM casework_data.staffed(ARRAY(SELECT sc.id FROM casework_data.scope sc), absent) p
      JOIN casework_data.scope sc ON sc.id = p.scope_id WHERE p.here),
  alike AS MATERIALIZED (
    SELECT sc.workflow, coalesce(x.roster, '') AS roster, count(*) AS units, min(sc.id) AS scope_id, (array_agg(sc.unit ORDER BY sc.unit))[1:3] AS examples
      FROM casework_data.scope sc LEFT JOIN (
        SELECT p.scope_id, md5(string_agg(p.role || p.person, ',' ORDER BY p.role, p.person)) AS roster FROM people p GROUP BY 1) x ON x.scope_id = sc.id
     GROUP BY 1, 2),
  -- a procedure without a case yet: where nothing but grants for every unit counts
  places AS MATERIALIZED (
    SELECT l.id AS definition_id, l.workflow, k.scope_id, k.units, k.examples FROM latest l LEFT JOIN alike k ON k.workflow = l.workflow),
  able AS MATERIALIZED (
    SELECT pl.definition_id, pl.scope_id, p.role, p.person FROM places pl JOIN people p ON p.scope_id = pl.scope_id
    UNION ALL
    SELECT DISTINCT pl.definition_id, NULL::integer, g.role, s.person FROM places pl
      JOIN casework_data.held_role g ON g.unit IS NULL AND (g.programme IS NULL OR g.programme = pl.workflow)
      JOIN casework_data.staff s ON s.id = g.staff_id LEFT JOIN casework_data.delegation d ON d.id = g.delegation
     WHERE pl.scope_id IS NULL AND (d.for_person IS NULL OR d.for_person = absent) AND s.retired_at IS NULL AND s.person IS DISTINCT FROM absent AND g.revoked_at IS NULL
       AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())),
  steps AS MATERIALIZED (
    SELECT pl.*, a.name, b.roles, b.need, b.up_to, a.distinct_from
      FROM places pl JOIN casework_data.wf_action a ON a.definition_id = pl.definition_id AND a.actor_kind = 'person'
      CROSS JOIN LATERAL (
        SELECT a.roles, a.people AS need, NULL AS up_to WHERE a.bands IS NULL
        UNION ALL
        SELECT ARRAY(SELECT jsonb_array_elements_text(x.value -> 'roles')), CASE WHEN (x.value ->> 'each')::boolean
                 THEN jsonb_array_length(x.value -> 'roles') ELSE (x.value ->> 'people')::integer END, x.value ->> 'up_to'
          FROM jsonb_array_elements(a.bands) x) b),
  manned AS MATERIALIZED (
    SELECT s.*, (SELECT count(DISTINCT p.person) FROM able p WHERE p.definition_id = s.definition_id AND p.scope_id IS NOT DISTINCT FROM s.scope_id
                    AND p.role = ANY (s.roles)) AS able FROM steps s),
  counted AS (
    SELECT s.*, (SELECT o.name FROM unnest(s.distinct_from) n (name)
             JOIN manned o ON o.definition_id = s.definition_id AND o.scope_id IS NOT DISTINCT FROM s.scope_id AND o.name = n.name AND o.able >= o.need
             WHERE (SELECT count(DISTINCT p.person) FROM able p WHERE p.definition_id = s.definition_id AND p.scope_id IS NOT DISTINCT FROM s.scope_id
                      AND (p.role = ANY (s.roles) OR p.role = ANY (o.roles))) < s.need + o.need LIMIT 1) AS beside
      FROM manned s)
  SELECT jsonb_strip_nulls(jsonb_build_object('workflow', k.workflow, 'units', k.units, 'examples', to_jsonb(array_remove(k.examples, NULL)), 'step', k.name,
      'up_to', k.up_to, 'roles', k.roles, 'need', k.need, 'able', k.able, 'beside', CASE WHEN k.able >= k.need THEN k.beside END,
      'grant', jsonb_build_object('role', k.roles[1], 'people', greatest(k.need - k.able, 1), 'programme', k.workflow)))
    FROM counted k WHERE k.able < k.need OR k.beside IS NOT NULL ORDER BY k.workflow, k.units DESC NULLS LAST, k.name COLLATE "C";
END
$$;
