-- What only a superuser can do: the roles, the schemas, and what the database takes away from PUBLIC.
-- Run in one transaction at every init and migrate; it changes nothing when nothing is missing, and it
-- repairs the ACLs that a restore into a freshly created database loses (createdb gives TEMP to
-- everybody again).
--
-- Roles belong to the whole cluster, so databases in one cluster meet here. The lock on pg_authid is
-- cluster-wide and excludes every other writer of roles (logins only read it): with it, twenty
-- migrators in ten databases come one after the other and "if not exists" is true when acted upon.
LOCK TABLE pg_catalog.pg_authid IN SHARE ROW EXCLUSIVE MODE;

DO $bootstrap$
DECLARE
  wanted text;
BEGIN
  IF (SELECT pg_catalog.pg_encoding_to_char(encoding) FROM pg_catalog.pg_database
      WHERE datname = pg_catalog.current_database()) <> 'UTF8' THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'the database must be encoded in UTF8',
      DETAIL = '{"what":"encoding"}', HINT = 'createdb --encoding=UTF8 --template=template0 NAME';
  END IF;
  FOREACH wanted IN ARRAY ARRAY['casework_owner', 'casework_reader', 'casework_rules', 'casework_user'] LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
      EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', wanted);
    END IF;
  END LOOP;
  -- A deployer is a member of casework_owner; through it he may act for the two roles that own views
  -- and compiled guards. Neither of these two owns a table.
  FOREACH wanted IN ARRAY ARRAY['casework_reader', 'casework_rules'] LOOP
    IF NOT pg_catalog.pg_has_role('casework_owner', wanted, 'MEMBER') THEN
      EXECUTE pg_catalog.format('GRANT %I TO casework_owner', wanted);
    END IF;
  END LOOP;
  EXECUTE pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC', pg_catalog.current_database());
  EXECUTE pg_catalog.format('REVOKE ALL ON DATABASE %I FROM casework_user', pg_catalog.current_database());
  EXECUTE pg_catalog.format('GRANT CONNECT ON DATABASE %I TO casework_user, casework_owner', pg_catalog.current_database());
  EXECUTE pg_catalog.format('GRANT TEMP ON DATABASE %I TO casework_owner', pg_catalog.current_database());
END
$bootstrap$;

CREATE SCHEMA IF NOT EXISTS casework AUTHORIZATION casework_owner;
CREATE SCHEMA IF NOT EXISTS casework_data AUTHORIZATION casework_owner;
CREATE SCHEMA IF NOT EXISTS casework_admin AUTHORIZATION casework_owner;
CREATE SCHEMA IF NOT EXISTS casework_read AUTHORIZATION casework_reader;
CREATE SCHEMA IF NOT EXISTS casework_rules AUTHORIZATION casework_rules;
-- Equality in GiST indexes, for constraints that exclude overlapping periods of one person. The extension is
-- part of the server's package and trusted. In a schema of its own, which nobody needs to name anything in.
CREATE SCHEMA IF NOT EXISTS casework_gist AUTHORIZATION casework_owner;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA casework_gist;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA casework_gist FROM PUBLIC;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON SCHEMA casework, casework_data, casework_admin, casework_read, casework_rules, casework_gist FROM PUBLIC;
GRANT USAGE ON SCHEMA casework, casework_read TO casework_user;
GRANT USAGE ON SCHEMA casework_data TO casework_reader;
GRANT USAGE ON SCHEMA casework_rules TO casework_owner;

-- The API's functions still run; a user's DO block and CREATE FUNCTION do not.
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
GRANT USAGE ON LANGUAGE plpgsql TO casework_owner, casework_reader, casework_rules;

-- Large objects would be a place to leave data that nobody owns; logical messages reach the WAL.
REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(integer), pg_catalog.lo_create(oid),
  pg_catalog.lo_from_bytea(oid, bytea), pg_catalog.lo_open(oid, integer), pg_catalog.lo_put(oid, bigint, bytea),
  pg_catalog.lowrite(integer, bytea), pg_catalog.lo_truncate(integer, integer), pg_catalog.lo_truncate64(integer, bigint),
  pg_catalog.lo_unlink(oid), pg_catalog.loread(integer, integer), pg_catalog.lo_get(oid),
  pg_catalog.lo_get(oid, bigint, integer) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_logical_emit_message(boolean, text, text),
  pg_catalog.pg_logical_emit_message(boolean, text, bytea) FROM PUBLIC;

-- Advisory locks fill the table of locks that all sessions share, and outlive the transaction. Counts of what was
-- read or written in a table tell of rows that one may not see.
DO $bootstrap$
DECLARE
  wanted regprocedure;
BEGIN
  FOR wanted IN SELECT p.oid FROM pg_catalog.pg_proc p
      WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace
        AND (p.proname OPERATOR(pg_catalog.~) '^pg_(try_)?advisory_'
          OR p.proname OPERATOR(pg_catalog.~) '^pg_stat_get_(xact_|db_)?(numscans|tuples_|live_tuples|dead_tuples|mod_since|ins_since|blocks_|last_|vacuum_count|autovacuum_count|analyze_count|autoanalyze_count|function_)')
  LOOP
    EXECUTE pg_catalog.format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', wanted);
    EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO pg_monitor', wanted);
  END LOOP;
END
$bootstrap$;

-- Nothing made later is executable by everybody for a moment.
ALTER DEFAULT PRIVILEGES FOR ROLE casework_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE casework_reader REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE casework_rules REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE casework_owner REVOKE USAGE ON TYPES FROM PUBLIC;

CREATE TABLE IF NOT EXISTS casework_data.schema_migration (
  version    integer     NOT NULL CONSTRAINT schema_migration_pkey PRIMARY KEY,
  name       text        NOT NULL,
  sha256     bytea       NOT NULL CONSTRAINT schema_migration_sha256 CHECK (octet_length(sha256) = 32),
  applied_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  applied_by name        NOT NULL DEFAULT session_user
);
ALTER TABLE casework_data.schema_migration OWNER TO casework_owner;
COMMENT ON TABLE casework_data.schema_migration IS 'Migrations done. A migrator holds SHARE ROW EXCLUSIVE on it.';
