SET LOCAL ROLE casework_owner;

CREATE OR REPLACE FUNCTION casework_data.is_superuser(login oid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.oid = login);
END
$$;

-- Who acts: at most one row, none in a transaction that is not read committed. A throw-away test database
-- replaces this function (testing/test_actor.sql) beside the clock; doctor compares its source with this file.
--
-- The login's oid AND name must be those of the staff row: a role dropped and made again is nobody. A
-- superuser is a member of everything and answerable for nothing here, so he is refused. Nobody can be made
-- a member of pg_database_owner: who is one is a superuser, or owns this database, and only then is it worth
-- reading the catalogue's row.
CREATE OR REPLACE FUNCTION casework_data.acting_staff() RETURNS SETOF casework_data.staff
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT t.* FROM casework_data.staff t
   WHERE t.login = session_user::text AND t.retired_at IS NULL AND t.login_oid = to_regrole(quote_ident(t.login))
     AND NOT (pg_has_role(t.login_oid, 'pg_database_owner', 'MEMBER') AND casework_data.is_superuser(t.login_oid))
     AND current_setting('transaction_isolation') = 'read committed';
END;

-- The same, or an error that says why nobody.
CREATE OR REPLACE FUNCTION casework_data.actor() RETURNS casework_data.staff
LANGUAGE plpgsql STABLE AS $$
DECLARE
  s casework_data.staff;
BEGIN
  SELECT t.* INTO s FROM casework_data.acting_staff() t;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_login();
  END IF;
  RETURN s;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.refuse_login() RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  reason text;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION USING ERRCODE = 'KW007', MESSAGE = 'the transaction must be read committed',
      DETAIL = '{"what":"isolation"}';
  END IF;
  SELECT CASE WHEN r.rolsuper THEN 'superuser'
              WHEN EXISTS (SELECT FROM casework_data.staff t WHERE t.login = session_user AND t.retired_at IS NULL) THEN 'another_role'
              WHEN EXISTS (SELECT FROM casework_data.staff t WHERE t.login = session_user) THEN 'retired'
              ELSE 'not_staff' END
    INTO reason FROM pg_catalog.pg_roles r WHERE r.rolname = session_user;
  RAISE EXCEPTION USING ERRCODE = 'KW006', MESSAGE = 'this login may not act',
    DETAIL = jsonb_build_object('reason', reason, 'login', session_user, 'givers', casework_data.givers())::text;
END
$$;

-- Own cases: a case that names no member of staff yet shows its metadata to all who could take it on; a
-- case that names somebody is theirs in full and nobody else's of that role.
CREATE OR REPLACE FUNCTION casework_data.best_level(levels text[], assigned text[], login text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE
  WHEN 'F' = ANY (levels) THEN 'F'
  WHEN 'O' = ANY (levels) AND login = ANY (assigned) THEN 'F'
  WHEN 'M' = ANY (levels) THEN 'M'
  WHEN 'O' = ANY (levels) AND cardinality(assigned) = 0 THEN 'M'
  WHEN 'C' = ANY (levels) THEN 'C'
END;

-- What a member of staff holds where cases of this scope are: their own roles, the level of each role there, and
-- the delegations that reach it. In the form that is inlined.
CREATE OR REPLACE FUNCTION casework_data.held_in(staff integer, scope integer)
RETURNS TABLE (roles text[], levels text[], deputed bigint[])
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT coalesce(array_agg(x.role) FILTER (WHERE x.delegation IS NULL), '{}'),
         array_agg(coalesce(sc.access ->> x.role, sc.access ->> '*')),
         array_agg(x.delegation) FILTER (WHERE x.delegation IS NOT NULL)
    FROM casework_data.scope sc CROSS JOIN casework_data.held_role x
   WHERE sc.id = held_in.scope AND x.staff_id = held_in.staff AND x.revoked_at IS NULL
     AND (x.programme IS NULL OR x.programme = sc.workflow) AND (x.unit IS NULL OR x.unit = ANY (sc.units))
     AND x.since <= clock_timestamp() AND (x.until IS NULL OR x.until > clock_timestamp());
END;

-- What the session's login is on the case of this number, and how much of it they see; no row where that
-- is nothing. Without a lock: nobody may make a hidden case wait, or wait for it.
CREATE OR REPLACE FUNCTION casework_data.standings(wanted text) RETURNS SETOF casework_data.actor
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT s.login, s.id, s.person, c.id, g.roles, casework_data.best_level(g.levels, c.assigned, s.login), g.deputed, NULL::bigint, NULL::text, NULL::uuid
    FROM casework_data.acting_staff() s CROSS JOIN casework_data.cases c CROSS JOIN LATERAL casework_data.held_in(s.id, c.scope_id) g
   WHERE c.number = standings.wanted AND casework_data.best_level(g.levels, c.assigned, s.login) IS NOT NULL;
END;

-- The same for a reference as people write it, or an error: absent and not theirs are one and the same.
CREATE OR REPLACE FUNCTION casework_data.standing(case_ref text) RETURNS casework_data.actor
LANGUAGE plpgsql STABLE AS $$
DECLARE
  who casework_data.actor;
BEGIN
  SELECT w.* INTO who FROM casework_data.standings(casework_data.number_of_ref(case_ref)) w;
  IF NOT FOUND THEN
    PERFORM casework_data.actor();
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN who;
END
$$;

-- The number that a person means: as it is, or that of the case with this uuid.
CREATE OR REPLACE FUNCTION casework_data.number_of_ref(ref text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF length(ref) = 36 AND ref ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN
    RETURN (SELECT c.number FROM casework_data.cases c WHERE c.id = ref::uuid);
  END IF;
  RETURN upper(btrim(ref));
END
$$;

CREATE OR REPLACE FUNCTION casework_data.refuse_absent() RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW004', MESSAGE = 'there is no such thing here, or it is not yours';
END
$$;

CREATE OR REPLACE FUNCTION casework_data.refuse_input(what text, argument text, names text[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW005', MESSAGE = format('not understood: %s', what),
    DETAIL = jsonb_strip_nulls(jsonb_build_object('what', what, 'argument', left(argument, 200), 'names', to_jsonb(names)))::text;
END
$$;

-- Roles held anywhere, for what belongs to no case (the register, funds, the clock).
CREATE OR REPLACE FUNCTION casework_data.holds(staff integer, VARIADIC wanted text[]) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM casework_data.role_grant g
                WHERE g.staff_id = staff AND g.role = ANY (wanted) AND g.revoked_at IS NULL
                  AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()));

-- The same, held for every programme and unit: what belongs to none of them is not for who works in one.
CREATE OR REPLACE FUNCTION casework_data.holds_everywhere(staff integer, VARIADIC wanted text[]) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM casework_data.role_grant g
                WHERE g.staff_id = staff AND g.role = ANY (wanted) AND g.programme IS NULL AND g.unit IS NULL AND g.revoked_at IS NULL
                  AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()));

-- Roles held where this person is: of the unit, of one above it, or of all. A programme says nothing of people.
CREATE OR REPLACE FUNCTION casework_data.holds_for(staff integer, human uuid, VARIADIC wanted text[]) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM casework_data.person p JOIN casework_data.role_grant g ON g.staff_id = staff
                 LEFT JOIN casework_data.unit u ON u.code = p.union_code
                WHERE p.id = human AND g.role = ANY (wanted) AND g.revoked_at IS NULL
                  AND (g.unit IS NULL OR g.unit = ANY (coalesce(u.path, ARRAY[p.union_code])))
                  AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()));
