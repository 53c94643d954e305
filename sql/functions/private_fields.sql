SET LOCAL ROLE casework_owner;

-- What stands in the place of a private field's value.
CREATE OR REPLACE FUNCTION casework_data.held_back() RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN '"••••"'::jsonb;

-- Private fields of a case's procedure whose values this person is not given. Given they are under a reading that
-- opens them, to the roles that the file names, or to all who read the content where it names none; and without
-- one to who could sign them in this state: nobody signs what they do not see.
CREATE OR REPLACE FUNCTION casework_data.withheld(c casework_data.cases, who casework_data.actor, opened boolean) RETURNS text[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT f.name FROM casework_data.wf_field f JOIN casework_data.definition d ON d.id = f.definition_id
    CROSS JOIN LATERAL (SELECT who.roles || casework_data.deputed_roles(who) AS roles) w
  WHERE f.definition_id = c.definition_id AND f.is_private
    AND NOT ((f.readers IS NULL OR f.readers && w.roles) AND (opened OR f.name = ANY (d.signed) AND who.level = 'F' AND EXISTS (
      SELECT FROM casework_data.wf_action a WHERE a.definition_id = d.id AND c.state = ANY (a.from_states) AND a.actor_kind = 'person'
         AND a.all_roles && w.roles AND (a.votes OR EXISTS (
           SELECT FROM jsonb_array_elements(a.money) m WHERE m.value ->> 'step' IN ('reserve', 'commit', 'pay', 'send'))))))
  ORDER BY f.position);

-- Whether a reading, which content_open() has looked at, opens private fields.
CREATE OR REPLACE FUNCTION casework_data.opens_private(reading uuid) RETURNS boolean
LANGUAGE sql STABLE
RETURN coalesce((SELECT r.private FROM casework_data.reading r WHERE r.id = reading), false);

-- A form without the values of these fields.
CREATE OR REPLACE FUNCTION casework_data.masked_form(form jsonb, hidden text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN NOT coalesce(form ?| hidden, false) THEN form ELSE
  (SELECT jsonb_object_agg(f.key, CASE WHEN f.key = ANY (hidden) AND f.value <> 'null' THEN casework_data.held_back() ELSE f.value END)
     FROM jsonb_each(form) f) END;

-- An entry's body without them: what was filled, the form that the rules saw, a correction's two values, and the
-- values of facts that read a private field.
CREATE OR REPLACE FUNCTION casework_data.masked_body(body jsonb, hidden text[], facts text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF body IS NULL OR hidden = '{}' THEN
    RETURN body;
  END IF;
  IF body ? 'fields' THEN
    body := jsonb_set(body, '{fields}', casework_data.masked_form(body -> 'fields', hidden));
  END IF;
  IF body #> '{facts,form}' IS NOT NULL THEN
    body := jsonb_set(body, '{facts,form}', casework_data.masked_form(body #> '{facts,form}', hidden));
  END IF;
  IF body ->> 'field' = ANY (hidden) THEN
    body := body || jsonb_build_object('old', casework_data.held_back(), 'new', casework_data.held_back());
  END IF;
  IF jsonb_typeof(body #> '{values,facts}') = 'object' THEN
    body := jsonb_set(body, '{values,facts}', (body #> '{values,facts}') - facts);
  END IF;
  RETURN body;
END
$$;

-- Refusals without the values of facts that read a private field.
CREATE OR REPLACE FUNCTION casework_data.without_facts(refused jsonb, facts text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN facts = '{}' THEN refused ELSE
  (SELECT jsonb_agg(CASE WHEN jsonb_typeof(x.value -> 'facts') = 'object' THEN x.value || jsonb_build_object('facts', (x.value -> 'facts') - facts)
      ELSE x.value END ORDER BY x.ordinality) FROM jsonb_array_elements(refused) WITH ORDINALITY x) END;

-- First step to the payloads of an export: it is on record, with its reason.
CREATE OR REPLACE FUNCTION casework.export_reading(purpose text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  opened bigint;
BEGIN
  PERFORM casework_data.require_role(s, ARRAY['auditor']);
  IF purpose IS NULL OR char_length(btrim(purpose)) NOT BETWEEN 1 AND 400 THEN
    PERFORM casework_data.refuse_input('purpose', NULL);
  END IF;
  INSERT INTO casework_data.reading (kind, login, person, role, purpose, private)
    VALUES ('export', s.login, s.person, 'auditor', btrim(export_reading.purpose), true) RETURNING no INTO opened;
  RETURN opened;
END
$$;
GRANT EXECUTE ON FUNCTION casework.export_reading(text) TO casework_user;

-- The private fields that an auditor's export leaves out with their payloads: all of them, but for the hour after an
-- export_reading() that is committed, and then those that the file lets others than auditors read.
CREATE OR REPLACE FUNCTION casework_data.my_export_omits() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  opened boolean := EXISTS (SELECT FROM casework_data.reading r JOIN casework_data.staff s ON s.login = r.login AND s.person = r.person
    WHERE r.kind = 'export' AND r.login = session_user AND s.retired_at IS NULL AND r.at > clock_timestamp() - interval '1 hour'
      AND r.xid IS DISTINCT FROM pg_current_xact_id_if_assigned() AND pg_xact_status(r.xid) = 'committed');
BEGIN
  RETURN (SELECT coalesce(jsonb_object_agg(x.id, x.names), '{}') FROM (
    SELECT f.definition_id::text AS id, jsonb_agg(f.name) AS names FROM casework_data.wf_field f
     WHERE f.is_private AND NOT (opened AND coalesce('auditor' = ANY (f.readers), true)) GROUP BY 1) x);
END
$$;

-- Whether a payload's body gives the value of one of these fields.
CREATE OR REPLACE FUNCTION casework_data.tells(body text, names jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  hidden text[] := ARRAY(SELECT jsonb_array_elements_text(names));
  parts jsonb := body::jsonb;
BEGIN
  RETURN hidden <> '{}' AND coalesce((parts -> 'fields') ?| hidden OR (parts #> '{facts,form}') ?| hidden OR parts ->> 'field' = ANY (hidden), false);
END
$$;
