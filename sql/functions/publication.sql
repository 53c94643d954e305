SET LOCAL ROLE casework_owner;

-- What is installed opens cases when it is published: at once, or by two persons' word where the installation asks
-- for a second person.

CREATE OR REPLACE FUNCTION casework_data.second_person_publishes() RETURNS boolean
LANGUAGE sql STABLE
RETURN (SELECT t.second_person FROM casework_data.publication t ORDER BY t.id DESC LIMIT 1);

-- Asks for a second person from now on, or no more; without an argument only says which. Refused where fewer than
-- two people could publish anything.
CREATE OR REPLACE FUNCTION casework_admin.publication(second_person boolean DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  before boolean := casework_data.second_person_publishes();
  people integer;
BEGIN
  IF second_person AND NOT before THEN
    SELECT count(DISTINCT s.person) INTO people FROM casework_data.staff s
     WHERE s.retired_at IS NULL AND casework_data.holds(s.id, VARIADIC casework_data.deciding_roles('workflow_publish'));
    IF people < 2 THEN
      PERFORM casework_data.refuse_staffing('publication', 'publishers', NULL,
        jsonb_build_object('have', people, 'roles', casework_data.deciding_roles('workflow_publish')));
    END IF;
  END IF;
  IF second_person <> before THEN
    INSERT INTO casework_data.publication (second_person, set_by) VALUES (publication.second_person, session_user);
  END IF;
  RETURN (SELECT jsonb_build_object('done', true, 'repeated', coalesce(publication.second_person, before) = before, 'second_person', t.second_person,
      'set_by', t.set_by, 'set_at', casework_data.iso(casework_data.microseconds(t.set_at)))
    FROM casework_data.publication t ORDER BY t.id DESC LIMIT 1);
END
$$;

-- Proposes that an installed version opens cases from now on; version NULL is the newest. Confirmed by somebody who
-- neither proposed nor installed it.
CREATE OR REPLACE FUNCTION casework.workflow_publish(workflow text, version integer, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('workflow_publish', workflow, version::text, reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  d casework_data.definition;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, casework_data.proposing_roles('workflow_publish'));
  SELECT t.* INTO d FROM casework_data.definition t
   WHERE t.workflow = workflow_publish.workflow AND (workflow_publish.version IS NULL OR t.version = workflow_publish.version)
   ORDER BY t.version DESC LIMIT 1;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('workflow', workflow, ARRAY(SELECT DISTINCT t.workflow FROM casework_data.definition t ORDER BY 1));
  END IF;
  PERFORM casework_data.require_draft(d);
  RETURN casework_data.propose(s, 'workflow_publish', jsonb_build_object('workflow', d.workflow, 'version', d.version,
    'digest', encode(d.digest, 'hex'), 'installed_by', d.installed_by,
    'parties', (SELECT coalesce(jsonb_agg(DISTINCT t.person), '[]') FROM casework_data.staff t WHERE t.login = d.installed_login AND t.person <> s.person)),
    reason, request, digest);
END
$$;
GRANT EXECUTE ON FUNCTION casework.workflow_publish(text, integer, text, text) TO casework_user;

-- A version older than one that is published would never open a case.
CREATE OR REPLACE FUNCTION casework_data.require_draft(d casework_data.definition) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  newer integer := (SELECT max(t.version) FROM casework_data.definition t WHERE t.workflow = d.workflow AND t.published_at IS NOT NULL);
BEGIN
  IF d.published_at IS NOT NULL THEN
    PERFORM casework_data.refuse_staffing('workflow_publish', 'published', d.workflow, jsonb_build_object('version', d.version,
      'at', casework_data.iso(casework_data.microseconds(d.published_at))));
  ELSIF newer > d.version THEN
    PERFORM casework_data.refuse_staffing('workflow_publish', 'newer', d.workflow, jsonb_build_object('version', d.version, 'newer', newer));
  END IF;
END
$$;

-- What decide() does with it.
CREATE OR REPLACE FUNCTION casework_data.publish(p casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d casework_data.definition;
BEGIN
  SELECT t.* INTO d FROM casework_data.definition t WHERE t.digest = decode(p.arguments ->> 'digest', 'hex') FOR UPDATE;
  PERFORM casework_data.require_draft(d);
  UPDATE casework_data.definition t SET published_at = clock_timestamp(), published_by = p.id WHERE t.id = d.id;
  RETURN jsonb_build_object('workflow', d.workflow, 'version', d.version);
END
$$;
