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
  END IF;
  -- Histories, forms and requests name people by their login: it never becomes somebody else's.
  SELECT * INTO s FROM casework_data.staff t WHERE t.login = staff_add.login ORDER BY t.id DESC LIMIT 1;
  IF FOUND AND human IS DISTINCT FROM s.person THEN
    PERFORM casework_data.refuse_staffing('staff_add', 'login_used', s.login, jsonb_build_object('name', s.name, 'person', s.person));
  ELSIF s.retired_at IS NULL AND s.id IS NOT NULL THEN
    -- The role was dropped and made again for the same person, whose grants are to be given anew.
    UPDATE casework_data.staff t SET retired_at = clock_timestamp(), retired_by = session_user WHERE t.id = s.id;
    PERFORM casework_data.end_baseless(s.id, session_user, s.login || ' was made anew');
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

-- Roles that this person holds, under whatever login and for whomever, in a programme and period that meet the given one, and
-- that do not go with the role: at most one of them.
CREATE OR REPLACE FUNCTION casework_data.hindering_grant(
  human uuid, role text, programme text, since timestamptz, until timestamptz) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT jsonb_build_object('role', hindering_grant.role, 'with', g.role, 'login', s.login, 'programme', coalesce(g.programme, hindering_grant.programme)) FROM casework_data.staff s JOIN casework_data.held_role g ON g.staff_id = s.id
  JOIN casework_data.incompatible_role i ON i.role_a = least(g.role COLLATE "C", hindering_grant.role COLLATE "C")
   AND i.role_b = greatest(g.role COLLATE "C", hindering_grant.role COLLATE "C")
 WHERE s.person = human AND s.retired_at IS NULL AND g.revoked_at IS NULL
   AND (g.programme IS NULL OR hindering_grant.programme IS NULL OR g.programme = hindering_grant.programme)
   AND g.since < coalesce(hindering_grant.until, 'infinity') AND coalesce(g.until, 'infinity') > hindering_grant.since
   AND coalesce(g.until, 'infinity') > clock_timestamp()
 ORDER BY g.id LIMIT 1);

-- Gives a role from a day (or now) until another (or for good). Refused: to who is retired, and beside a role
-- of the same person that does not go with it.
CREATE OR REPLACE FUNCTION casework_admin.staff_grant(
  login text, role text, programme text DEFAULT NULL, unit text DEFAULT NULL, until timestamptz DEFAULT NULL,
  since timestamptz DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff;
  begins timestamptz := greatest(staff_grant.since, clock_timestamp());
  held jsonb;
BEGIN
  SELECT * INTO s FROM casework_data.staff t WHERE t.login = staff_grant.login AND t.retired_at IS NULL;
  IF NOT FOUND THEN
    SELECT * INTO s FROM casework_data.staff t WHERE t.login = staff_grant.login ORDER BY t.id DESC LIMIT 1;
    IF FOUND THEN
      PERFORM casework_data.refuse_staffing('staff_grant', 'retired', s.login, jsonb_build_object('by', s.retired_by,
        'at', casework_data.iso(casework_data.microseconds(s.retired_at))));
    END IF;
    PERFORM casework_data.refuse_input('login', login);
  ELSIF role !~ '^[a-z][a-z0-9_]{0,62}$' OR role IS NULL THEN
    PERFORM casework_data.refuse_input('role', role);
  ELSIF until <= begins THEN
    PERFORM casework_data.refuse_staffing('staff_grant', 'period', s.login, NULL);
  ELSIF unit IS NOT NULL AND EXISTS (SELECT FROM casework_data.unit) AND NOT EXISTS (SELECT FROM casework_data.unit u WHERE u.code = staff_grant.unit) THEN
    -- where there is a tree, a code outside it is a slip of the pen
    PERFORM casework_data.refuse_input('unit', unit);
  END IF;
  -- One grant of a person at a time: two that do not go together may not pass each other.
  PERFORM FROM casework_data.person p WHERE p.id = s.person FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM casework_data.role_grant g WHERE g.staff_id = s.id AND g.role = staff_grant.role AND g.revoked_at IS NULL
       AND g.programme IS NOT DISTINCT FROM staff_grant.programme AND g.unit IS NOT DISTINCT FROM staff_grant.unit
       AND g.until IS NOT DISTINCT FROM staff_grant.until AND (g.since = staff_grant.since OR g.since <= begins AND staff_grant.since IS NULL)) THEN
    RETURN jsonb_build_object('done', true, 'repeated', true);
  END IF;
  held := casework_data.hindering_grant(s.person, role, programme, begins, until);
  IF held IS NOT NULL THEN
    PERFORM casework_data.refuse_staffing('staff_grant', 'incompatible', s.login, jsonb_strip_nulls(held));
  END IF;
  INSERT INTO casework_data.role_grant (staff_id, role, programme, unit, since, until, granted_by)
    VALUES (s.id, staff_grant.role, staff_grant.programme, staff_grant.unit, begins, staff_grant.until, session_user);
  RETURN jsonb_build_object('done', true, 'repeated', false);
END
$$;

-- Pairs of roles that one person may not hold in one programme.
CREATE OR REPLACE FUNCTION casework_admin.staff_incompatible() RETURNS SETOF jsonb
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
AS $$
  SELECT jsonb_build_object('role', i.role_a, 'with', i.role_b, 'added_by', i.added_by, 'held_by',
      (SELECT coalesce(jsonb_agg(DISTINCT a.login), '[]')
         FROM casework_data.staff a JOIN casework_data.role_grant g ON g.staff_id = a.id AND g.role = i.role_a
         JOIN casework_data.staff b ON b.person = a.person AND b.retired_at IS NULL
         JOIN casework_data.role_grant h ON h.staff_id = b.id AND h.role = i.role_b
        WHERE a.retired_at IS NULL AND g.revoked_at IS NULL AND h.revoked_at IS NULL
          AND (g.programme IS NULL OR h.programme IS NULL OR g.programme = h.programme)
          AND g.since < coalesce(h.until, 'infinity') AND coalesce(g.until, 'infinity') > h.since
          AND coalesce(g.until, 'infinity') > clock_timestamp() AND coalesce(h.until, 'infinity') > clock_timestamp()))
    FROM casework_data.incompatible_role i ORDER BY 1
$$;

-- Forbids a pair of roles, or allows it again. Grants that are there stay; staff_incompatible() names them.
CREATE OR REPLACE FUNCTION casework_admin.staff_set_incompatible(role_a text, role_b text, forbidden boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  n integer;
BEGIN
  IF role_a !~ '^[a-z][a-z0-9_]{0,62}$' OR role_b !~ '^[a-z][a-z0-9_]{0,62}$' OR role_a = role_b OR role_a IS NULL OR role_b IS NULL OR forbidden IS NULL THEN
    PERFORM casework_data.refuse_input('role', coalesce(role_b, role_a));
  ELSIF forbidden THEN
    INSERT INTO casework_data.incompatible_role (role_a, role_b, added_by)
      VALUES (least(staff_set_incompatible.role_a COLLATE "C", staff_set_incompatible.role_b COLLATE "C"),
        greatest(staff_set_incompatible.role_a COLLATE "C", staff_set_incompatible.role_b COLLATE "C"), session_user) ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM casework_data.incompatible_role i WHERE i.role_a = least(staff_set_incompatible.role_a COLLATE "C", staff_set_incompatible.role_b COLLATE "C")
      AND i.role_b = greatest(staff_set_incompatible.role_a COLLATE "C", staff_set_incompatible.role_b COLLATE "C");
  END IF;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN jsonb_build_object('done', true, 'repeated', n = 0);
END
$$;

-- Everything about one member of staff: grants with their period and who gave them, past ones too, declared
-- relationships, and the open cases that are theirs.
CREATE OR REPLACE FUNCTION casework_admin.staff_show(login text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff;
BEGIN
  SELECT * INTO s FROM casework_data.staff t WHERE t.login = staff_show.login ORDER BY t.id DESC LIMIT 1;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('login', login);
  END IF;
  RETURN jsonb_build_object('login', s.login, 'name', s.name, 'person', s.person, 'union', s.union_code,
    'added_by', s.added_by, 'added_at', casework_data.iso(casework_data.microseconds(s.added_at)),
    'retired_by', s.retired_by, 'retired_at', casework_data.iso(casework_data.microseconds(s.retired_at)),
    'grants', (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'programme', g.programme, 'unit', g.unit,
          'since', casework_data.iso(casework_data.microseconds(g.since)), 'until', casework_data.iso(casework_data.microseconds(g.until)),
          'for', d.for_login, 'delegation', g.delegation,
          'granted_by', g.granted_by, 'revoked_by', g.revoked_by, 'revoked_at', casework_data.iso(casework_data.microseconds(g.revoked_at)),
          'state', CASE WHEN g.revoked_at IS NOT NULL THEN 'revoked' WHEN g.until <= clock_timestamp() THEN 'ended'
                        WHEN g.since > clock_timestamp() THEN 'future' ELSE 'now' END) ORDER BY g.id), '[]')
        FROM casework_data.held_role g LEFT JOIN casework_data.delegation d ON d.id = g.delegation WHERE g.staff_id = s.id),
    'relationships', (SELECT coalesce(jsonb_agg(jsonb_build_object('person', p.id, 'name', p.name, 'kind', x.kind, 'declared_by', x.declared_by,
          'declared_at', casework_data.iso(casework_data.microseconds(x.declared_at))) ORDER BY x.declared_at), '[]')
        FROM casework_data.relationship x JOIN casework_data.person p ON p.id = CASE WHEN x.person_a = s.person THEN x.person_b ELSE x.person_a END
       WHERE s.person IN (x.person_a, x.person_b)),
    'queue', casework_data.queue_of(s.login));
END
$$;

-- Open cases whose staff fields name this login: number, programme, state, and the fields.
CREATE OR REPLACE FUNCTION casework_data.queue_of(login text) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('case', c.number, 'workflow', c.workflow, 'state', c.state, 'fields',
    (SELECT jsonb_agg(f ORDER BY f) FROM unnest(d.staff_fields) f WHERE c.fields ->> f = queue_of.login)) ORDER BY c.number), '[]')
  FROM casework_data.cases c JOIN casework_data.definition d ON d.id = c.definition_id
 WHERE c.closed_us IS NULL AND c.assigned @> ARRAY[queue_of.login]);

-- Ends somebody's grants and staff record. Open cases that are theirs go to another member of staff, each by an
-- entry "reassign" of its own; where there are any and nobody is named, it is refused with their list. All or nothing.
CREATE OR REPLACE FUNCTION casework_admin.staff_retire(login text, successor text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff;
  t casework_data.staff;
  c casework_data.cases;
  d casework_data.definition;
  who casework_data.actor;
  fields jsonb;
  field text;
  taken record;
  wrong jsonb := '[]';
  moved jsonb := '[]';
  ended integer;
  request text := 'retire-' || replace(gen_random_uuid()::text, '-', '');
  answer jsonb;
BEGIN
  -- the person before the staff row, as whoever gives a role does
  PERFORM FROM casework_data.person p JOIN casework_data.staff x ON x.person = p.id
    WHERE x.login = staff_retire.login AND x.retired_at IS NULL FOR NO KEY UPDATE OF p;
  SELECT * INTO s FROM casework_data.staff x WHERE x.login = staff_retire.login AND x.retired_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    IF EXISTS (SELECT FROM casework_data.staff x WHERE x.login = staff_retire.login) THEN
      RETURN jsonb_build_object('done', true, 'repeated', true, 'login', login, 'moved', '[]'::jsonb);
    END IF;
    PERFORM casework_data.refuse_input('login', login);
  ELSIF successor IS NOT NULL THEN
    SELECT * INTO t FROM casework_data.staff x WHERE x.login = successor AND x.retired_at IS NULL AND x.id <> s.id;
    IF NOT FOUND THEN
      PERFORM casework_data.refuse_input('login', successor);
    END IF;
  ELSIF casework_data.queue_of(s.login) <> '[]' THEN
    PERFORM casework_data.refuse_staffing('staff_retire', 'queue', s.login, jsonb_build_object('cases', casework_data.queue_of(s.login)));
  END IF;
  who.login := session_user;
  FOR c IN SELECT * FROM casework_data.cases x WHERE x.closed_us IS NULL AND x.assigned @> ARRAY[s.login] ORDER BY x.number FOR UPDATE LOOP
    SELECT * INTO d FROM casework_data.definition x WHERE x.id = c.definition_id;
    fields := '{}';
    FOREACH field IN ARRAY d.staff_fields LOOP
      CONTINUE WHEN c.fields ->> field IS DISTINCT FROM s.login;
      taken := casework_data.take_field((SELECT w.spec FROM casework_data.wf_field w WHERE w.definition_id = d.id AND w.name = field), to_jsonb(t.login), c.scope_id);
      IF taken.why IS NOT NULL OR c.applicant_id = t.person THEN
        wrong := wrong || jsonb_build_array(jsonb_build_object('case', c.number, 'field', field, 'why', coalesce(taken.why, 'applicant')));
      END IF;
      fields := fields || jsonb_build_object(field, t.login);
    END LOOP;
    CONTINUE WHEN wrong <> '[]';
    answer := casework_data.record(c, d, who, greatest(casework_data.clock(), c.last_us + 1), 'reassign', NULL, NULL,
      jsonb_build_object('fields', fields, 'from', s.login, 'to', t.login, 'reason', 'retired'), '{}', request || '-' || jsonb_array_length(moved),
      casework_data.arguments_digest('staff_retire', login, successor));
    UPDATE casework_data.cases x SET fields = c.fields || staff_retire_fields.f, assigned = casework_data.assigned_to(d.staff_fields, c.fields || staff_retire_fields.f)
      FROM (SELECT fields AS f) staff_retire_fields WHERE x.id = c.id;
    moved := moved || jsonb_build_array(jsonb_build_object('case', c.number, 'version', answer -> 'version'));
  END LOOP;
  IF wrong <> '[]' THEN
    PERFORM casework_data.refuse_staffing('staff_retire', 'successor', t.login, jsonb_build_object('cases', wrong));
  END IF;
  UPDATE casework_data.role_grant g SET revoked_at = clock_timestamp(), revoked_by = session_user WHERE g.staff_id = s.id AND g.revoked_at IS NULL;
  GET DIAGNOSTICS ended = ROW_COUNT;
  UPDATE casework_data.staff x SET retired_at = clock_timestamp(), retired_by = session_user WHERE x.id = s.id;
  RETURN jsonb_build_object('done', true, 'repeated', false, 'login', login, 'revoked', ended, 'to', t.login, 'moved', moved,
    'delegations', casework_data.end_baseless(s.id, session_user, s.login || ' was retired'));
END
$$;

-- Declares in the name of the house that a member of staff and a person are related; what they declare
-- themselves is relationship_declare(). Nobody takes one back.
CREATE OR REPLACE FUNCTION casework_admin.staff_relate(login text, person uuid, kind text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff;
  n integer;
BEGIN
  SELECT * INTO s FROM casework_data.staff t WHERE t.login = staff_relate.login AND t.retired_at IS NULL;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('login', login);
  ELSIF kind IS NULL OR char_length(btrim(kind)) NOT BETWEEN 1 AND 60 THEN
    PERFORM casework_data.refuse_input('kind', NULL);
  ELSIF person IS NULL OR person = s.person OR NOT EXISTS (SELECT FROM casework_data.person p WHERE p.id = staff_relate.person) THEN
    PERFORM casework_data.refuse_input('person', person::text);
  END IF;
  INSERT INTO casework_data.relationship (person_a, person_b, kind, declared_by)
    VALUES (least(s.person, person), greatest(s.person, person), btrim(kind), session_user) ON CONFLICT ON CONSTRAINT relationship_pkey DO NOTHING;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN jsonb_build_object('done', true, 'repeated', n = 0);
END
$$;

-- Ends a grant, and with it what was delegated of it. With role NULL all of them, and the person is staff no more:
-- as staff_retire() does it, which wants a successor where there are open cases.
CREATE OR REPLACE FUNCTION casework_admin.staff_revoke(
  login text, role text DEFAULT NULL, programme text DEFAULT NULL, unit text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  staff integer;
  n integer;
  answer jsonb;
BEGIN
  SELECT s.id INTO staff FROM casework_data.staff s WHERE s.login = staff_revoke.login AND s.retired_at IS NULL;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('login', login);
  ELSIF role IS NULL THEN
    answer := casework_admin.staff_retire(login);
    RETURN jsonb_build_object('done', true, 'revoked', answer -> 'revoked', 'delegations', answer -> 'delegations');
  END IF;
  PERFORM FROM casework_data.person p JOIN casework_data.staff s ON s.person = p.id WHERE s.id = staff FOR NO KEY UPDATE OF p;
  UPDATE casework_data.role_grant g SET revoked_at = clock_timestamp(), revoked_by = session_user
   WHERE g.staff_id = staff AND g.revoked_at IS NULL
     AND g.role = staff_revoke.role AND g.programme IS NOT DISTINCT FROM staff_revoke.programme
     AND g.unit IS NOT DISTINCT FROM staff_revoke.unit;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN jsonb_build_object('done', true, 'revoked', n,
    'delegations', casework_data.end_baseless(staff, session_user, 'the role was taken from ' || login));
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
                          'granted_by', g.granted_by, 'for', d.for_login) ORDER BY g.id), '[]')
                   FROM casework_data.held_role g LEFT JOIN casework_data.delegation d ON d.id = g.delegation
                  WHERE g.staff_id = s.id AND g.revoked_at IS NULL AND (g.delegation IS NULL OR g.until > clock_timestamp())))
    FROM casework_data.staff s ORDER BY s.login COLLATE "C", s.id
$$;
