SET LOCAL ROLE casework_owner;

-- Staff and their grants. For members of casework_owner and superusers: nobody else has EXECUTE. The
-- login itself is made by the client first (CREATE ROLE needs a superuser; no user has CREATEROLE).
CREATE OR REPLACE FUNCTION casework_admin.staff_add(login text, name text, person uuid DEFAULT NULL, union_code text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  role_oid oid;
  s casework_data.staff;
  human uuid := person;
BEGIN
  SELECT r.oid INTO role_oid FROM pg_catalog.pg_roles r WHERE r.rolname = staff_add.login AND r.rolcanlogin;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('login', login);
  END IF;
  SELECT * INTO s FROM casework_data.staff t WHERE t.login = staff_add.login AND t.retired_at IS NULL;
  IF FOUND AND s.login_oid = role_oid THEN
    RETURN jsonb_build_object('done', true, 'repeated', true, 'login', s.login, 'person', s.person);
  ELSIF FOUND THEN
    -- The role was dropped and made again: the old row is a person who is gone.
    UPDATE casework_data.staff t SET retired_at = clock_timestamp(), retired_by = session_user WHERE t.id = s.id;
  END IF;
  IF human IS NULL THEN
    INSERT INTO casework_data.person (name, union_code, added_by) VALUES (staff_add.name, staff_add.union_code, session_user)
      RETURNING id INTO human;
  ELSIF NOT EXISTS (SELECT FROM casework_data.person p WHERE p.id = human) THEN
    INSERT INTO casework_data.person (id, name, union_code, added_by) VALUES (human, staff_add.name, staff_add.union_code, session_user);
  END IF;
  INSERT INTO casework_data.staff (login, login_oid, person, name, union_code, added_by)
    VALUES (staff_add.login, role_oid, human, staff_add.name, staff_add.union_code, session_user);
  RETURN jsonb_build_object('done', true, 'repeated', false, 'login', login, 'person', human);
END
$$;

CREATE OR REPLACE FUNCTION casework_admin.staff_grant(
  login text, role text, programme text DEFAULT NULL, unit text DEFAULT NULL, until timestamptz DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  staff integer;
BEGIN
  SELECT s.id INTO staff FROM casework_data.staff s WHERE s.login = staff_grant.login AND s.retired_at IS NULL;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('login', login);
  ELSIF role !~ '^[a-z][a-z0-9_]{0,62}$' OR role IS NULL THEN
    PERFORM casework_data.refuse_input('role', role);
  END IF;
  IF EXISTS (SELECT FROM casework_data.role_grant g WHERE g.staff_id = staff AND g.role = staff_grant.role AND g.revoked_at IS NULL
       AND g.programme IS NOT DISTINCT FROM staff_grant.programme AND g.unit IS NOT DISTINCT FROM staff_grant.unit
       AND g.until IS NOT DISTINCT FROM staff_grant.until) THEN
    RETURN jsonb_build_object('done', true, 'repeated', true);
  END IF;
  INSERT INTO casework_data.role_grant (staff_id, role, programme, unit, until, granted_by)
    VALUES (staff, staff_grant.role, staff_grant.programme, staff_grant.unit, staff_grant.until, session_user);
  RETURN jsonb_build_object('done', true, 'repeated', false);
END
$$;

-- Ends a grant; with role NULL all of them, and the person is staff no more.
CREATE OR REPLACE FUNCTION casework_admin.staff_revoke(
  login text, role text DEFAULT NULL, programme text DEFAULT NULL, unit text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  staff integer;
  n integer;
BEGIN
  SELECT s.id INTO staff FROM casework_data.staff s WHERE s.login = staff_revoke.login AND s.retired_at IS NULL;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('login', login);
  END IF;
  UPDATE casework_data.role_grant g SET revoked_at = clock_timestamp(), revoked_by = session_user
   WHERE g.staff_id = staff AND g.revoked_at IS NULL
     AND (staff_revoke.role IS NULL OR g.role = staff_revoke.role AND g.programme IS NOT DISTINCT FROM staff_revoke.programme
          AND g.unit IS NOT DISTINCT FROM staff_revoke.unit);
  GET DIAGNOSTICS n = ROW_COUNT;
  IF role IS NULL THEN
    UPDATE casework_data.staff s SET retired_at = clock_timestamp(), retired_by = session_user WHERE s.id = staff;
  END IF;
  RETURN jsonb_build_object('done', true, 'revoked', n);
END
$$;

CREATE OR REPLACE FUNCTION casework_admin.staff_list() RETURNS SETOF jsonb
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
AS $$
  SELECT jsonb_build_object('login', s.login, 'name', s.name, 'person', s.person, 'union', s.union_code,
      'retired', s.retired_at IS NOT NULL, 'login_exists', EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = s.login_oid AND r.rolname = s.login),
      'grants', (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'programme', g.programme, 'unit', g.unit,
                          'since', casework_data.iso(casework_data.microseconds(g.since)),
                          'until', casework_data.iso(casework_data.microseconds(g.until)),
                          'granted_by', g.granted_by) ORDER BY g.id), '[]')
                   FROM casework_data.role_grant g WHERE g.staff_id = s.id AND g.revoked_at IS NULL))
    FROM casework_data.staff s ORDER BY s.login COLLATE "C", s.id
$$;
