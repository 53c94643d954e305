SET LOCAL ROLE casework_owner;

-- Where a login sees cases, and how much of them: f in full, m their metadata, o their own ones, c code, date and
-- price. A place is a programme and tier: all of it by a grant for every unit, those of its scopes that a grant
-- for a unit covers, or, where these are few, one scope each. So a list need not know how many units there are.
CREATE OR REPLACE FUNCTION casework_data.places(staff integer, programme text) RETURNS TABLE (
  workflow text, tier smallint, scope_id integer, scopes integer[], roles text[], f boolean, m boolean, o boolean, c boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH live AS MATERIALIZED (
    SELECT g.role, g.programme, g.unit FROM casework_data.held_role g
     WHERE g.staff_id = places.staff AND g.revoked_at IS NULL AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())),
  narrow AS MATERIALIZED (
    SELECT sc.id, sc.workflow, sc.tier, array_agg(g.role) AS roles, array_agg(coalesce(sc.access ->> g.role, sc.access ->> '*')) AS levels
      FROM live g JOIN casework_data.scope sc ON sc.units @> ARRAY[g.unit] AND (g.programme IS NULL OR g.programme = sc.workflow)
     WHERE g.unit IS NOT NULL AND (places.programme IS NULL OR sc.workflow = places.programme) GROUP BY 1),
  seen AS (
    SELECT k.workflow, k.tier, NULL::integer AS scope_id, NULL::integer[] AS scopes, array_agg(g.role) AS roles,
           array_agg(coalesce(sc.access ->> g.role, sc.access ->> '*')) AS levels
      FROM (SELECT DISTINCT d.workflow, d.tier FROM casework_data.definition d) k JOIN live g ON g.programme IS NULL OR g.programme = k.workflow
      -- all scopes of a programme and tier have the same access
      CROSS JOIN LATERAL (SELECT t.access FROM casework_data.scope t WHERE t.workflow = k.workflow AND t.tier = k.tier LIMIT 1) sc
     WHERE g.unit IS NULL AND (places.programme IS NULL OR k.workflow = places.programme) GROUP BY 1, 2
    UNION ALL
    SELECT n.workflow, n.tier, n.id, NULL, n.roles, n.levels FROM narrow n WHERE (SELECT count(*) <= 100 FROM narrow)
    UNION ALL
    SELECT n.workflow, n.tier, NULL, array_agg(n.id), n.roles, n.levels FROM narrow n WHERE (SELECT count(*) > 100 FROM narrow) GROUP BY 1, 2, 5, 6)
  SELECT s.workflow, s.tier, s.scope_id, s.scopes, s.roles, 'F' = ANY (s.levels), 'M' = ANY (s.levels), 'O' = ANY (s.levels), 'C' = ANY (s.levels)
    FROM seen s;
END;

-- Cases as a list, the newest first: the columns of casework_read.cases, and no more of them. From each place the
-- newest are taken along an index: who sees everything waits no longer than who sees one union.
--
-- What is asked for is compared with what is seen of a case, and with nothing else.
CREATE OR REPLACE FUNCTION casework.list(
  workflow text DEFAULT NULL, state text DEFAULT NULL, closed boolean DEFAULT NULL, overdue boolean DEFAULT false,
  applicant text DEFAULT NULL, max_rows integer DEFAULT 50) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET plan_cache_mode = force_generic_plan SET enable_sort = off SET enable_bitmapscan = off SET jit = off AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  now_us bigint := casework_data.clock();
BEGIN
  IF max_rows IS NULL OR max_rows NOT BETWEEN 0 AND 1000000 THEN
    PERFORM casework_data.refuse_input('max_rows', max_rows::text);
  END IF;
  RETURN QUERY
  WITH place AS MATERIALIZED (SELECT * FROM casework_data.places(s.id, list.workflow)),
  found AS (
    SELECT x.id, x.opened_us, x.number, x.f, x.m
      FROM place p CROSS JOIN LATERAL (
        SELECT c.id, c.opened_us, c.number, v.f, v.m
          FROM casework_data.cases c
          CROSS JOIN LATERAL (SELECT p.f OR p.o AND s.login = ANY (c.assigned) AS f,
            p.f OR p.m OR p.o AND (cardinality(c.assigned) = 0 OR s.login = ANY (c.assigned)) AS m) v
         WHERE c.workflow = p.workflow AND c.tier = p.tier AND (p.scopes IS NULL OR c.scope_id = ANY (p.scopes))
           AND (v.m OR p.c) AND (list.state IS NULL OR v.m AND c.state = list.state)
           AND (list.closed IS NULL OR (v.m AND c.closed_us IS NOT NULL) = list.closed)
           AND (NOT list.overdue OR v.m AND c.due_us <= now_us AND c.closed_us IS NULL)
           AND (list.applicant IS NULL OR v.f AND c.tier = 1 AND starts_with(lower(c.applicant ->> 'name'), lower(list.applicant)))
         ORDER BY c.opened_us DESC, c.number DESC LIMIT list.max_rows) x
     WHERE p.scope_id IS NULL AND (p.f OR p.m OR p.o OR p.c)
    UNION ALL
    SELECT x.id, x.opened_us, x.number, x.f, x.m
      FROM place p CROSS JOIN LATERAL (
        SELECT c.id, c.opened_us, c.number, v.f, v.m
          FROM casework_data.cases c
          CROSS JOIN LATERAL (SELECT p.f OR p.o AND s.login = ANY (c.assigned) AS f,
            p.f OR p.m OR p.o AND (cardinality(c.assigned) = 0 OR s.login = ANY (c.assigned)) AS m) v
         WHERE c.scope_id = p.scope_id
           AND (v.m OR p.c) AND (list.state IS NULL OR v.m AND c.state = list.state)
           AND (list.closed IS NULL OR (v.m AND c.closed_us IS NOT NULL) = list.closed)
           AND (NOT list.overdue OR v.m AND c.due_us <= now_us AND c.closed_us IS NULL)
           AND (list.applicant IS NULL OR v.f AND c.tier = 1 AND starts_with(lower(c.applicant ->> 'name'), lower(list.applicant)))
         ORDER BY c.opened_us DESC, c.number DESC LIMIT list.max_rows) x
     WHERE p.scope_id IS NOT NULL AND (p.f OR p.m OR p.o OR p.c)),
  -- what two grants show is shown as the better of them shows it
  shown AS (
    SELECT x.id, x.opened_us, x.number, bool_or(x.f) AS f, bool_or(x.m) AS m
      FROM found x GROUP BY 1, 2, 3 ORDER BY x.opened_us DESC, x.number DESC LIMIT list.max_rows)
  SELECT to_jsonb(r) FROM (
    SELECT c.number, CASE WHEN v.m THEN c.id END AS id, c.workflow, c.tier AS confidentiality,
           CASE WHEN v.m THEN c.unit END AS unit,
           CASE WHEN v.m THEN c.state END AS state,
           CASE WHEN v.m THEN w.phase END AS phase,
           CASE WHEN v.m THEN w.ends END AS outcome,
           CASE WHEN v.m THEN c.version END AS version,
           date '1970-01-01' + casework_data.day_at(c.opened_us, d.zone) AS opened_on,
           CASE WHEN v.m THEN casework_data.instant(c.entered_us) END AS entered_at,
           CASE WHEN v.m THEN casework_data.instant(c.due_us) END AS due_at,
           CASE WHEN v.m THEN casework_data.instant(c.closed_us) END AS closed_at,
           CASE WHEN v.m THEN c.held_us IS NOT NULL END AS held,
           CASE WHEN v.m THEN c.escalated END AS escalated,
           CASE WHEN c.tier = 1 AND v.f THEN c.applicant ->> 'name' END AS applicant,
           round((c.reserved + c.committed) / 100.0, 2) AS reserved, round(c.committed / 100.0, 2) AS committed,
           round(c.paid / 100.0, 2) AS paid, d.currency, round(c.sent / 100.0, 2) AS sent
      FROM shown v JOIN casework_data.cases c ON c.id = v.id JOIN casework_data.definition d ON d.id = c.definition_id
      LEFT JOIN casework_data.wf_state w ON w.definition_id = c.definition_id AND w.name = c.state
     ORDER BY v.opened_us DESC, v.number DESC) r;
END
$$;
GRANT EXECUTE ON FUNCTION casework.list(text, text, boolean, boolean, text, integer) TO casework_user;
