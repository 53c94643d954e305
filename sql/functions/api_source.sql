SET LOCAL ROLE casework_owner;

-- The file behind a definition, and its calendar, for who explains or simulates it: by digest, or the
-- latest published of a programme. A procedure is no secret to staff.
CREATE OR REPLACE FUNCTION casework.workflow_source(digest text DEFAULT NULL, workflow text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  d casework_data.definition;
BEGIN
  IF digest ~ '^[0-9a-f]{64}$' THEN
    SELECT * INTO d FROM casework_data.definition t WHERE t.digest = decode(workflow_source.digest, 'hex');
  ELSIF digest IS NULL THEN
    SELECT * INTO d FROM casework_data.definition t WHERE t.workflow = workflow_source.workflow AND t.published_at IS NOT NULL ORDER BY t.version DESC, t.id DESC LIMIT 1;
  END IF;
  IF d.id IS NULL THEN
    PERFORM casework_data.refuse_input('workflow', coalesce(digest, workflow),
      ARRAY(SELECT DISTINCT t.workflow FROM casework_data.definition t ORDER BY 1));
  END IF;
  RETURN jsonb_build_object('workflow', d.workflow, 'version', d.version, 'digest', encode(d.digest, 'hex'),
    'source', (SELECT convert_from(x.source, 'UTF8') FROM casework_data.definition_source x WHERE x.definition_id = d.id),
    'calendar', (SELECT k.document || jsonb_build_object('name', k.name) FROM casework_data.calendar k WHERE k.id = d.calendar_id));
END
$$;
GRANT EXECUTE ON FUNCTION casework.workflow_source(text, text) TO casework_user;
