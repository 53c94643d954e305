SET LOCAL ROLE casework_owner;

-- Who acts. The one function that a throw-away test database replaces (testing/actor.sql) beside the
-- clock; doctor compares its source with this file.
--
-- The login's oid AND name must be those of the staff row: a role dropped and made again is nobody. A
-- superuser is a member of everything and answerable for nothing here, so he is refused.
CREATE OR REPLACE FUNCTION casework_data.actor() RETURNS casework_data.staff
LANGUAGE plpgsql STABLE AS $$
DECLARE
  s casework_data.staff;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION USING ERRCODE = 'KW007', MESSAGE = 'the transaction must be read committed',
      DETAIL = '{"what":"isolation"}';
  END IF;
  SELECT t.* INTO s
    FROM casework_data.staff t JOIN pg_catalog.pg_roles r ON r.oid = t.login_oid AND r.rolname = t.login
   WHERE t.login = session_user AND t.retired_at IS NULL AND NOT r.rolsuper;
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
  SELECT CASE WHEN r.rolsuper THEN 'superuser'
              WHEN EXISTS (SELECT FROM casework_data.staff t WHERE t.login = session_user AND t.retired_at IS NULL) THEN 'another_role'
              WHEN EXISTS (SELECT FROM casework_data.staff t WHERE t.login = session_user) THEN 'retired'
              ELSE 'not_staff' END
    INTO reason FROM pg_catalog.pg_roles r WHERE r.rolname = session_user;
  RAISE EXCEPTION USING ERRCODE = 'KW006', MESSAGE = 'this login may not act',
    DETAIL = jsonb_build_object('reason', reason, 'login', session_user)::text;
END
$$;

-- The case a person names, what they are on it, and how much of it they see; absent and not theirs are
-- one and the same error. Read without a lock: nobody may make a hidden case wait, or wait for it.
CREATE OR REPLACE FUNCTION casework_data.standing(case_ref text) RETURNS casework_data.actor
LANGUAGE plpgsql STABLE AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  who casework_data.actor;
  wanted text := casework_data.number_of_ref(case_ref);
  own text[];
  access jsonb;
  role text;
  levels text[];
BEGIN
  who.login := s.login;
  who.staff_id := s.id;
  who.person := s.person;
  -- one statement; a reference with the form of a uuid is one, anything else a number
  SELECT c.id, c.assigned, sc.access, ARRAY(
      SELECT g.role FROM casework_data.role_grant g
       WHERE g.staff_id = s.id AND g.revoked_at IS NULL
         AND (g.programme IS NULL OR g.programme = c.workflow) AND (g.unit IS NULL OR g.unit = c.unit)
         AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()))
    INTO who.case_id, own, access, who.roles
    FROM casework_data.cases c JOIN casework_data.scope sc ON sc.id = c.scope_id
   WHERE c.number = wanted;
  IF FOUND THEN
    FOREACH role IN ARRAY who.roles LOOP
      levels := levels || coalesce(access ->> role, access ->> '*');
    END LOOP;
    who.level := casework_data.best_level(levels, own, s.login);
  END IF;
  IF who.level IS NULL THEN
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
