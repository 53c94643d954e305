SET LOCAL ROLE casework_owner;

-- A case as this person may see it: metadata always; content when the tier is 1 and the level full.
CREATE OR REPLACE FUNCTION casework.show(case_ref text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  who casework_data.actor := casework_data.reader(case_ref);
  c casework_data.cases;
  d casework_data.definition;
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  RETURN casework_data.metadata(c, d, who) || CASE
    WHEN casework_data.content_open(c, who, NULL) THEN jsonb_build_object('protected', false, 'content', casework_data.content(c, d, casework_data.withheld(c, who, false)))
    ELSE jsonb_build_object('protected', c.tier > 1, 'content', NULL, 'readable', who.level = 'F') END
    || casework_data.payee(c, who);
END
$$;
GRANT EXECUTE ON FUNCTION casework.show(text) TO casework_user;

-- Who pays out must see whom: at tier 1 the fields that a money step names as payee, for M; a private one if the
-- file does not name other readers.
CREATE OR REPLACE FUNCTION casework_data.payee(c casework_data.cases, who casework_data.actor) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF c.tier <> 1 OR who.level <> 'M' OR NOT who.roles && ARRAY['finance_officer', 'releaser', 'cashier'] THEN
    RETURN '{}';
  END IF;
  RETURN jsonb_build_object('payee', jsonb_build_object('name', c.applicant ->> 'name') || coalesce(
    (SELECT jsonb_object_agg(f.name, CASE WHEN f.readers IS NULL OR f.readers && who.roles OR NOT c.fields ? f.name THEN c.fields -> f.name
         ELSE casework_data.held_back() END)
       FROM casework_data.wf_action a, jsonb_array_elements(a.money) m, casework_data.wf_field f
      WHERE a.definition_id = c.definition_id AND f.definition_id = c.definition_id AND f.name = m.value ->> 'payee'), '{}'));
END
$$;

-- First step to protected content and to private fields: puts the reading on record, of the case or of one of its
-- documents. The caller commits, then reads.
CREATE OR REPLACE FUNCTION casework.reading(case_ref text, purpose text, document integer DEFAULT NULL, private boolean DEFAULT false) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  who casework_data.actor := casework_data.reader(case_ref);
  c casework_data.cases;
  d casework_data.definition;
  opened uuid;
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  IF who.level NOT IN ('F', 'G')
     OR document IS NOT NULL AND NOT EXISTS (SELECT FROM casework_data.document t WHERE t.case_id = c.id AND t.no = reading.document) THEN
    PERFORM casework_data.refuse_absent();
  ELSIF purpose IS NULL OR char_length(btrim(purpose)) NOT BETWEEN 1 AND 400 THEN
    PERFORM casework_data.refuse_input('purpose', NULL);
  END IF;
  INSERT INTO casework_data.reading (case_id, login, person, role, purpose, document, private)
    VALUES (c.id, who.login, who.person, coalesce(who.roles[1], (casework_data.deputed_roles(who))[1]), btrim(reading.purpose), reading.document, coalesce(reading.private, false)) RETURNING id INTO opened;
  RETURN opened;
END
$$;
GRANT EXECUTE ON FUNCTION casework.reading(text, text, integer, boolean) TO casework_user;

-- Second step: what show() gives, with the content.
CREATE OR REPLACE FUNCTION casework.read(reading uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  who casework_data.actor;
  c casework_data.cases;
  d casework_data.definition;
BEGIN
  SELECT t.* INTO c FROM casework_data.reading r JOIN casework_data.cases t ON t.id = r.case_id WHERE r.id = reading AND r.login = s.login;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  who := casework_data.reader(c.number);
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  IF NOT casework_data.content_open(c, who, reading) THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN casework_data.metadata(c, d, who) || jsonb_build_object('protected', c.tier > 1, 'content', casework_data.content(c, d, casework_data.withheld(c, who, casework_data.opens_private(reading))));
END
$$;
GRANT EXECUTE ON FUNCTION casework.read(uuid) TO casework_user;

-- Of a protected case each document needs a reading of its own: the record then says which was opened.
CREATE OR REPLACE FUNCTION casework.fetch_document(
  case_ref text, document_no integer, reading uuid DEFAULT NULL, OUT content bytea, OUT file_name text, OUT sha256 bytea)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  who casework_data.actor := casework_data.reader(case_ref);
  c casework_data.cases;
  d casework_data.definition;
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  IF NOT casework_data.content_open(c, who, reading, document_no) THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  SELECT t.content, t.file_name, t.sha256 INTO content, file_name, sha256
    FROM casework_data.document t WHERE t.case_id = c.id AND t.no = document_no;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  END IF;
END
$$;
GRANT EXECUTE ON FUNCTION casework.fetch_document(text, integer, uuid) TO casework_user;

-- The entries of a case in order; the bodies only with the content.
CREATE OR REPLACE FUNCTION casework.history(case_ref text, reading uuid DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  who casework_data.actor := casework_data.reader(case_ref);
  c casework_data.cases;
  d casework_data.definition;
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  IF who.level = 'C' THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN jsonb_build_object('case', c.number, 'id', c.id, 'version', c.version, 'head', encode(c.head, 'hex'),
    'entries', casework_data.entries_of(c.id, casework_data.content_open(c, who, reading), d,
      casework_data.withheld(c, who, casework_data.opens_private(reading))));
END
$$;
GRANT EXECUTE ON FUNCTION casework.history(text, uuid) TO casework_user;

CREATE OR REPLACE FUNCTION casework.me() RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
BEGIN
  RETURN jsonb_build_object('login', s.login, 'name', s.name, 'person', s.person, 'union', s.union_code, 'grants',
    (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'programme', g.programme, 'unit', g.unit,
        'until', casework_data.iso(casework_data.microseconds(g.until)), 'for', d.for_login) ORDER BY g.id), '[]')
       FROM casework_data.held_role g LEFT JOIN casework_data.delegation d ON d.id = g.delegation WHERE g.staff_id = s.id AND g.revoked_at IS NULL
        AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())));
END
$$;
GRANT EXECUTE ON FUNCTION casework.me() TO casework_user;
