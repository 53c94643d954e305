-- Acting for somebody else for a time; definitions that wait for a second person.
SET LOCAL ROLE casework_owner;

-- One person's role given to another until a day, by themselves or by the house, confirmed by a third. It ends
-- early when somebody takes it back or when the role itself ends.
CREATE TABLE casework_data.delegation (
  id              bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT delegation_pkey PRIMARY KEY,
  proposal        bigint      NOT NULL CONSTRAINT delegation_proposal REFERENCES casework_data.proposal CONSTRAINT delegation_once UNIQUE,
  for_staff       integer     NOT NULL CONSTRAINT delegation_for REFERENCES casework_data.staff,
  for_login       text        NOT NULL,
  for_person      uuid        NOT NULL,
  to_staff        integer     NOT NULL CONSTRAINT delegation_to REFERENCES casework_data.staff,
  to_login        text        NOT NULL,
  to_person       uuid        NOT NULL,
  role            text        NOT NULL,
  programme       text,
  unit            text,
  since           timestamptz NOT NULL,
  until           timestamptz NOT NULL,
  reason          text        NOT NULL,
  proposed_by     text        NOT NULL,
  proposed_person uuid        NOT NULL,
  approved_by     text        NOT NULL,
  approved_person uuid        NOT NULL,
  approved_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_by        text,
  ended_at        timestamptz,
  ended_why       text        CONSTRAINT delegation_ended_why CHECK (char_length(btrim(ended_why)) BETWEEN 1 AND 500),
  CONSTRAINT delegation_two_people CHECK (for_person <> to_person),
  CONSTRAINT delegation_no_favour CHECK (proposed_person <> to_person AND approved_person NOT IN (for_person, to_person, proposed_person)),
  CONSTRAINT delegation_period CHECK (since < until AND until <= since + interval '400 days'),
  CONSTRAINT delegation_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX delegation_by_principal ON casework_data.delegation (for_staff) WHERE ended_at IS NULL;
CREATE INDEX delegation_by_deputy ON casework_data.delegation (to_staff) WHERE ended_at IS NULL;

CREATE FUNCTION casework_data.keep_delegation() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
       AND to_jsonb(NEW) - ARRAY['ended_by', 'ended_at', 'ended_why'] = to_jsonb(OLD) - ARRAY['ended_by', 'ended_at', 'ended_why'] THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'a delegation ends once and is never changed', DETAIL = '{"what":"append_only"}';
END
$$;
CREATE TRIGGER delegation_ends_once BEFORE UPDATE OR DELETE ON casework_data.delegation
  FOR EACH ROW EXECUTE FUNCTION casework_data.keep_delegation();
CREATE TRIGGER delegation_kept BEFORE TRUNCATE ON casework_data.delegation
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE CONSTRAINT TRIGGER delegation_durable AFTER INSERT OR UPDATE ON casework_data.delegation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_data.force_durability();

-- A delegated role stands in one table with the others, so that whoever acts is looked up once. The old name
-- now means what it always said, roles of one's own: a function that does not know of delegations counts none.
ALTER TABLE casework_data.role_grant RENAME TO held_role;
ALTER TABLE casework_data.held_role
  ADD COLUMN delegation bigint CONSTRAINT held_role_delegation REFERENCES casework_data.delegation;
CREATE VIEW casework_data.role_grant AS
  SELECT h.id, h.staff_id, h.role, h.programme, h.unit, h.since, h.until, h.granted_by, h.revoked_at, h.revoked_by
    FROM casework_data.held_role h WHERE h.delegation IS NULL;
CREATE INDEX held_role_by_delegation ON casework_data.held_role (delegation) WHERE delegation IS NOT NULL;

-- deputed: delegations that reach this case; roles are the person's own. The others say for whom an act is done,
-- and are NULL where it is done for nobody but oneself.
ALTER TYPE casework_data.actor
  ADD ATTRIBUTE deputed bigint[],
  ADD ATTRIBUTE delegation bigint,
  ADD ATTRIBUTE for_login text,
  ADD ATTRIBUTE for_person uuid;

-- Who keeps the house's rules and not its cases reads none of them.
INSERT INTO casework_data.tier_access (tier, programme, role, level)
  VALUES (1, NULL, 'administrator', 'N'), (2, NULL, 'administrator', 'N'), (3, NULL, 'administrator', 'N');
UPDATE casework_data.scope SET access = access || '{"administrator": "N"}';

-- Without published_at a version is a draft, which opens no case. Whether an installation publishes at once or
-- by a second person is kept with who said so.
ALTER TABLE casework_data.definition
  ADD COLUMN installed_login text NOT NULL DEFAULT session_user,
  ADD COLUMN published_at timestamptz,
  ADD COLUMN published_by bigint CONSTRAINT definition_published_by REFERENCES casework_data.proposal;
UPDATE casework_data.definition SET published_at = installed_at;
CREATE TABLE casework_data.publication (
  id            bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT publication_pkey PRIMARY KEY,
  second_person boolean     NOT NULL,
  set_by        text        NOT NULL DEFAULT session_user,
  set_at        timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO casework_data.publication (second_person) VALUES (false);
CREATE TRIGGER publication_append_only BEFORE UPDATE OR DELETE ON casework_data.publication
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER publication_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.publication
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- Their older forms are gone.
DROP FUNCTION IF EXISTS casework_data.deciders(text, uuid);
DROP FUNCTION IF EXISTS casework_data.staffed(integer[], uuid);
