SET LOCAL ROLE casework_owner;

-- The same for the session's login and roles of its own, or nothing.
CREATE OR REPLACE FUNCTION casework_data.my_grants(only_role text) RETURNS TABLE (scope_id integer, role text, level text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT v.scope_id, v.role, v.level
    FROM casework_data.staff s JOIN pg_catalog.pg_roles r ON r.oid = s.login_oid AND r.rolname = s.login
    CROSS JOIN LATERAL casework_data.covered(s.id) v
   WHERE s.login = session_user AND s.retired_at IS NULL AND NOT r.rolsuper AND (only_role IS NULL OR v.role = only_role);
END;

-- The same with the roles that it holds for somebody else: where it may look.
CREATE OR REPLACE FUNCTION casework_data.my_reach() RETURNS TABLE (scope_id integer, level text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT v.scope_id, v.level
    FROM casework_data.staff s JOIN pg_catalog.pg_roles r ON r.oid = s.login_oid AND r.rolname = s.login
    CROSS JOIN LATERAL casework_data.reached(s.id) v
   WHERE s.login = session_user AND s.retired_at IS NULL AND NOT r.rolsuper;
END;

-- Scopes in which the session's login has one of the levels: computed once a query, compared with an
-- integer column. Empty, not an error, for who is no staff: a view then shows nothing.
CREATE OR REPLACE FUNCTION casework_data.my_scopes(VARIADIC wanted text[]) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN ARRAY(
    SELECT m.scope_id FROM casework_data.my_reach() m WHERE m.level = ANY (wanted) GROUP BY 1);
END
$$;

-- Every scope's levels for the session's login, a byte each at its id: 8 in full, 4 metadata, 2 own cases, 1 code,
-- date and price. A view that must know them of each of many rows looks them up at once. As long as there are
-- scopes, also for who is no staff: reading it never fails.
CREATE OR REPLACE FUNCTION casework_data.my_levels() RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN (
    WITH mine AS (
      SELECT m.scope_id, bit_or(CASE m.level WHEN 'F' THEN 8 WHEN 'M' THEN 4 WHEN 'O' THEN 2 WHEN 'C' THEN 1 ELSE 0 END) AS bits
        FROM casework_data.my_reach() m GROUP BY 1)
    SELECT decode(string_agg(lpad(to_hex(coalesce(mine.bits, 0)), 2, '0'), '' ORDER BY n), 'hex')
      FROM generate_series(0, (SELECT max(sc.id) FROM casework_data.scope sc)) n LEFT JOIN mine ON mine.scope_id = n);
END
$$;

-- The same for an auditor, who reads the entries of every tier to verify them.
CREATE OR REPLACE FUNCTION casework_data.my_audited_scopes(wanted text[]) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN ARRAY(
    SELECT m.scope_id FROM casework_data.my_grants('auditor') m WHERE m.level = ANY (wanted) GROUP BY 1);
END
$$;

-- Staff at all, for what every member of staff may read.
CREATE OR REPLACE FUNCTION casework_data.is_staff() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN EXISTS (SELECT FROM casework_data.staff s JOIN pg_catalog.pg_roles r ON r.oid = s.login_oid AND r.rolname = s.login
                  WHERE s.login = session_user AND s.retired_at IS NULL AND NOT r.rolsuper);
END
$$;

-- A view reads tables in its owner's name but calls functions in its user's. Without USAGE on this schema
-- nobody can name these but the views; what they tell is the caller's own.
GRANT EXECUTE ON FUNCTION casework_data.my_scopes(text[]), casework_data.my_levels(), casework_data.my_audited_scopes(text[]), casework_data.is_staff(),
  casework_data.instant(bigint), casework_data.day_at(bigint, text), casework_data.my_export_omits(), casework_data.tells(text, jsonb) TO casework_reader, casework_user;

-- Row-level security holds for casework_reader, who owns the views and nothing else; the owner of the
-- tables, in whose name the API's functions run, is not bound by it. Policies are TO PUBLIC: one made TO
-- a role was lost with DROP OWNED BY that role.
ALTER TABLE casework_data.cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_data.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_data.payload ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_data.staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_data.fund ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_data.fund_year ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_data.definition ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_data.wf_state ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS cases_visible ON casework_data.cases;
-- By the scopes first, which an index finds; own cases are sifted from these.
CREATE POLICY cases_visible ON casework_data.cases FOR SELECT TO PUBLIC USING (
  scope_id = ANY ((SELECT casework_data.my_scopes('F', 'M', 'O', 'C'))::integer[])
  AND (get_byte((SELECT casework_data.my_levels()), scope_id) & 13 <> 0 OR cardinality(assigned) = 0 OR session_user::text = ANY (assigned)));
DROP POLICY IF EXISTS entry_visible ON casework_data.entry;
CREATE POLICY entry_visible ON casework_data.entry FOR SELECT TO PUBLIC USING (
  scope_id = ANY ((SELECT casework_data.my_scopes('F', 'M', 'C'))::integer[])
  OR EXISTS (SELECT FROM casework_data.cases c WHERE c.id = case_id));
DROP POLICY IF EXISTS payload_visible ON casework_data.payload;
CREATE POLICY payload_visible ON casework_data.payload FOR SELECT TO PUBLIC USING (
  EXISTS (SELECT FROM casework_data.cases c WHERE c.id = case_id AND c.tier = 1
            AND c.scope_id = ANY ((SELECT casework_data.my_audited_scopes(ARRAY['F']))::integer[])));
DROP POLICY IF EXISTS staff_visible ON casework_data.staff;
CREATE POLICY staff_visible ON casework_data.staff FOR SELECT TO PUBLIC USING ((SELECT casework_data.is_staff()));
DROP POLICY IF EXISTS fund_visible ON casework_data.fund;
CREATE POLICY fund_visible ON casework_data.fund FOR SELECT TO PUBLIC USING ((SELECT casework_data.is_staff()));
DROP POLICY IF EXISTS fund_year_visible ON casework_data.fund_year;
CREATE POLICY fund_year_visible ON casework_data.fund_year FOR SELECT TO PUBLIC USING ((SELECT casework_data.is_staff()));
DROP POLICY IF EXISTS definition_visible ON casework_data.definition;
CREATE POLICY definition_visible ON casework_data.definition FOR SELECT TO PUBLIC USING ((SELECT casework_data.is_staff()));
DROP POLICY IF EXISTS wf_state_visible ON casework_data.wf_state;
CREATE POLICY wf_state_visible ON casework_data.wf_state FOR SELECT TO PUBLIC USING ((SELECT casework_data.is_staff()));

GRANT SELECT ON casework_data.cases, casework_data.entry, casework_data.payload, casework_data.staff, casework_data.fund,
  casework_data.fund_year, casework_data.definition, casework_data.wf_state, casework_data.install TO casework_reader;
