SET LOCAL ROLE casework_owner;

-- Puts a file on a case as one of its workflow's documents; the newest one counts.
CREATE OR REPLACE FUNCTION casework.attach(case_ref text, document text, file_name text, content bytea, issued_on date, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('attach', case_ref, document, file_name, encode(sha256(content), 'hex'), casework_data.day_text(issued_on));
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  c casework_data.cases;
  d casework_data.definition;
  now_us bigint;
  judged record;
  next_no integer;
  sha bytea := sha256(content);
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  IF NOT d.documents ? coalesce(document, '') THEN
    PERFORM casework_data.refuse_input('document', document, ARRAY(SELECT k FROM jsonb_object_keys(d.documents) k ORDER BY k COLLATE "C"));
  ELSIF file_name IS NULL OR char_length(file_name) NOT BETWEEN 1 AND 200 OR position('/' IN file_name) > 0 OR NOT casework_data.shows(file_name) THEN
    PERFORM casework_data.refuse_input('file_name', file_name);
  ELSIF content IS NULL OR octet_length(content) > 52428800 THEN
    PERFORM casework_data.refuse_input('content', octet_length(content)::text);
  ELSIF issued_on NOT BETWEEN date '1900-01-01' AND date '1970-01-01' + casework_data.day_at(now_us, d.zone) THEN
    PERFORM casework_data.refuse_input('issued_on', casework_data.day_text(issued_on));
  END IF;
  -- Papers are lodged also by who works on the case where it stands and does not read it.
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, CASE WHEN who.level <> 'F' THEN
    ARRAY(SELECT DISTINCT r FROM casework_data.wf_action t, unnest(t.all_roles) r
           WHERE t.definition_id = d.id AND c.state = ANY (t.from_states) ORDER BY r) END, true, true);
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'attach', judged.refused, request, digest);
  END IF;
  SELECT coalesce(max(t.no), 0) + 1 INTO next_no FROM casework_data.document t WHERE t.case_id = c.id;
  answer := casework_data.record(c, d, who, now_us, 'attach', document, judged.role,
    jsonb_build_object('document', document, 'no', next_no, 'file_name', file_name, 'sha256', encode(sha, 'hex'),
      'size', octet_length(content), 'issued_on', to_char(issued_on, 'YYYY-MM-DD')),
    jsonb_build_object('document', document, 'no', next_no), request, digest);
  IF answer IS NOT NULL THEN
    INSERT INTO casework_data.document (case_id, no, seq, name, file_name, sha256, size, content, issued_on)
      VALUES (c.id, next_no, c.version + 1, document, file_name, sha, octet_length(content), content, issued_on);
    UPDATE casework_data.cases t SET docs = c.docs || jsonb_build_object(document, jsonb_build_object(
        'received', true, 'issued_on', issued_on - date '1970-01-01', 'waived', false)) WHERE t.id = c.id;
  END IF;
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.attach(text, text, text, bytea, date, text) TO casework_user;

-- Does without a document, for a reason on record; by a role that signs.
CREATE OR REPLACE FUNCTION casework.waive(case_ref text, document text, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('waive', case_ref, document, reason);
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  c casework_data.cases;
  d casework_data.definition;
  now_us bigint;
  judged record;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  IF NOT d.documents ? coalesce(document, '') THEN
    PERFORM casework_data.refuse_input('document', document, ARRAY(SELECT k FROM jsonb_object_keys(d.documents) k ORDER BY k COLLATE "C"));
  ELSIF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  END IF;
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, casework_data.signing_roles(d.id), true, true, true);
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'waive', judged.refused, request, digest);
  END IF;
  answer := casework_data.record(c, d, who, now_us, 'waive', document, judged.role, jsonb_build_object('document', document, 'reason', reason),
    jsonb_build_object('document', document), request, digest);
  IF answer IS NOT NULL THEN
    UPDATE casework_data.cases t SET docs = c.docs || jsonb_build_object(document, c.docs -> document || '{"waived":true}') WHERE t.id = c.id;
  END IF;
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.waive(text, text, text, text) TO casework_user;
