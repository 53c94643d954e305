SET LOCAL ROLE casework_owner;

-- A person's record as the one who calls may change it, or an error: by a role of the register in the unit of its grant,
-- nobody their own.
CREATE OR REPLACE FUNCTION casework_data.changeable(s casework_data.staff, human uuid, deed text) RETURNS casework_data.person
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  p casework_data.person;
BEGIN
  PERFORM casework_data.require_register(s);
  IF casework_data.number_role(s.id, human) IS NULL THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  SELECT * INTO p FROM casework_data.person t WHERE t.id = human FOR UPDATE;
  IF p.id = s.person THEN
    RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('%s is refused', deed),
      DETAIL = jsonb_build_object('action', deed, 'refused', jsonb_build_array(jsonb_build_object('rule', 'own_record', 'kind', 'own_record')))::text;
  ELSIF p.erased_at IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('%s is refused', deed),
      DETAIL = jsonb_build_object('action', deed, 'refused', jsonb_build_array(jsonb_build_object('rule', 'erased', 'kind', 'erased')))::text;
  END IF;
  RETURN p;
END
$$;

-- Changes as they enter a request's digest: numbers by their keyed digest alone.
CREATE OR REPLACE FUNCTION casework_data.changes_digest(changes jsonb) RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_object_agg(c.key, CASE WHEN c.key IN ('id_number', 'phone', 'bank_card') AND jsonb_typeof(c.value) = 'string'
          THEN to_jsonb(casework_data.number_digest(c.key, c.value #>> '{}')) ELSE c.value END), '{}')::text FROM jsonb_each(changes) c);

-- Corrects a person's record: of name born member_since union id_number phone bank_card what is given; null takes away.
-- What stood there before is kept with who changed it and why, of numbers masked. Cases keep the applicant as when
-- they were opened.
CREATE OR REPLACE FUNCTION casework.person_set(person uuid, changes jsonb, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  known CONSTANT text[] := ARRAY['name', 'born', 'member_since', 'union', 'id_number', 'phone', 'bank_card'];
  digest bytea;
  answer jsonb;
  p casework_data.person;
  field text;
  given text;
  before text;
  day integer;
  changed text[] := '{}';
BEGIN
  IF jsonb_typeof(changes) IS DISTINCT FROM 'object' OR length(changes::text) > 2000 THEN
    PERFORM casework_data.refuse_input('changes', jsonb_typeof(changes));
  END IF;
  digest := casework_data.arguments_digest('person_set', person::text, casework_data.changes_digest(changes), reason);
  answer := casework_data.first_answer(s.login, request, digest);
  IF answer IS NOT NULL THEN
    RETURN answer;
  ELSIF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  END IF;
  p := casework_data.changeable(s, person, 'person_set');
  FOR field, given IN SELECT c.key, CASE WHEN jsonb_typeof(c.value) = 'string' THEN c.value #>> '{}' END
                        FROM jsonb_each(changes) c ORDER BY array_position(known, c.key), c.key COLLATE "C" LOOP
    IF field <> ALL (known) OR jsonb_typeof(changes -> field) NOT IN ('string', 'null') THEN
      PERFORM casework_data.refuse_input('changes', left(field, 100), known);
    ELSIF field = 'name' THEN
      IF given IS NULL OR char_length(btrim(given)) NOT BETWEEN 1 AND 200 OR NOT casework_data.shows(given) THEN
        PERFORM casework_data.refuse_input('name', NULL);
      END IF;
      before := p.name;
      given := btrim(given);
      p.name := given;
    ELSIF field IN ('born', 'member_since') THEN
      day := casework_data.days_of(given);
      IF given IS NOT NULL AND (day IS NULL OR date '1970-01-01' + day NOT BETWEEN date '1850-01-01' AND date '2199-12-31') THEN
        PERFORM casework_data.refuse_input(field, left(given, 40));
      END IF;
      before := casework_data.day_text(CASE field WHEN 'born' THEN p.born ELSE p.member_since END);
      IF field = 'born' THEN
        p.born := date '1970-01-01' + day;
      ELSE
        p.member_since := date '1970-01-01' + day;
      END IF;
      given := casework_data.day_text(date '1970-01-01' + day);
    ELSIF field = 'union' THEN
      IF char_length(given) NOT BETWEEN 1 AND 40 THEN
        PERFORM casework_data.refuse_input('union', NULL);
      END IF;
      before := p.union_code;
      p.union_code := given;
    ELSE
      given := casework_data.take_number(field, given);
      IF field = 'id_number' THEN
        PERFORM casework_data.require_lookup(s, given);
      END IF;
      before := (SELECT n.value FROM casework_data.personal_number n WHERE n.person = p.id AND n.kind = field);
      IF before IS DISTINCT FROM given THEN
        DELETE FROM casework_data.personal_number n WHERE n.person = p.id AND n.kind = field;
        IF NOT casework_data.keep_number(p.id, field, given) THEN
          RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'this resident ID is in the register',
            DETAIL = '{"action":"person_set","refused":[{"rule":"duplicate","kind":"duplicate","ref":"id_number"}]}';
        END IF;
      END IF;
    END IF;
    IF before IS DISTINCT FROM given THEN
      changed := changed || field;
      INSERT INTO casework_data.person_change (person, field, old, new, reason, login, by)
        VALUES (p.id, field, CASE WHEN field IN ('id_number', 'phone', 'bank_card') THEN casework_data.masked_number(field, before) ELSE before END,
          CASE WHEN field IN ('id_number', 'phone', 'bank_card') THEN casework_data.masked_number(field, given) ELSE given END,
          btrim(person_set.reason), s.login, s.person);
    END IF;
  END LOOP;
  -- a resident ID says when somebody was born
  IF p.born <> (SELECT to_date(substr(n.value, 7, 8), 'YYYYMMDD') FROM casework_data.personal_number n WHERE n.person = p.id AND n.kind = 'id_number') THEN
    RAISE EXCEPTION USING ERRCODE = 'KW005', MESSAGE = 'not understood: id_number (born)', DETAIL = '{"what":"id_number","why":"born"}';
  END IF;
  UPDATE casework_data.person t SET name = p.name, born = p.born, member_since = p.member_since, union_code = p.union_code WHERE t.id = p.id;
  answer := jsonb_build_object('done', true, 'repeated', false, 'person', p.id, 'changed', to_jsonb(changed));
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_set(uuid, jsonb, text, text) TO casework_user;

-- What was corrected in a person's record, the newest first; for who may correct it, and for auditors of everything.
CREATE OR REPLACE FUNCTION casework.person_changes(person uuid) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
BEGIN
  IF NOT casework_data.audits_everything(s.id) AND casework_data.number_role(s.id, person) IS NULL THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN QUERY
    SELECT jsonb_build_object('at', casework_data.iso(casework_data.microseconds(c.at)), 'by', c.login, 'field', c.field, 'old', c.old, 'new', c.new,
        'reason', c.reason)
      FROM casework_data.person_change c WHERE c.person = person_changes.person ORDER BY c.id DESC;
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_changes(uuid) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.audits_everything(staff integer) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM casework_data.role_grant g
  WHERE g.staff_id = staff AND g.role = 'auditor' AND g.programme IS NULL AND g.unit IS NULL AND g.revoked_at IS NULL
    AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()));

-- What keeps a person from being erased: a case that goes on, money on its way, a login.
CREATE OR REPLACE FUNCTION casework_data.erasure_faults(human uuid) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('rule', f.rule, 'kind', f.rule)), '[]') FROM (
  SELECT 'open_case' AS rule WHERE EXISTS (SELECT FROM casework_data.cases c WHERE c.applicant_id = human AND c.closed_us IS NULL)
  UNION ALL
  SELECT 'money' WHERE EXISTS (SELECT FROM casework_data.cases c WHERE c.applicant_id = human AND (c.reserved > 0 OR c.committed > 0 OR c.sent > 0))
  UNION ALL
  SELECT 'staff' WHERE EXISTS (SELECT FROM casework_data.staff f WHERE f.person = human)) f);

-- Proposes to erase a person: it is done when somebody else confirms it, for it cannot be taken back.
CREATE OR REPLACE FUNCTION casework.person_erase(person uuid, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('person_erase', person::text, reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  p casework_data.person;
  faults jsonb;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  p := casework_data.changeable(s, person, 'person_erase');
  faults := casework_data.erasure_faults(p.id);
  IF faults <> '[]' THEN
    RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'person_erase is refused',
      DETAIL = jsonb_build_object('action', 'person_erase', 'refused', faults)::text;
  END IF;
  RETURN casework_data.propose(s, 'person_erase', jsonb_build_object('person', p.id), reason, request, digest);
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_erase(uuid, text, text) TO casework_user;

-- Erases: numbers, the register's record, and of each case the form, documents, salts and bodies. Entries with their
-- commitments stay, and say so by one more entry each.
CREATE OR REPLACE FUNCTION casework_data.erase(proposed casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  human uuid := (proposed.arguments ->> 'person')::uuid;
  faults jsonb;
  c casework_data.cases;
  d casework_data.definition;
  cases integer := 0;
  payloads integer := 0;
  n integer;
BEGIN
  PERFORM FROM casework_data.person t WHERE t.id = human FOR UPDATE;
  faults := casework_data.erasure_faults(human);
  IF faults <> '[]' OR human = s.person THEN
    PERFORM casework_data.refuse_proposal(proposed, coalesce(faults -> 0 ->> 'rule', 'own_record'), NULL, NULL);
  END IF;
  FOR c IN SELECT * FROM casework_data.cases t WHERE t.applicant_id = human ORDER BY t.number FOR UPDATE LOOP
    SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
    PERFORM casework_data.record(c, d, ROW(s.login, s.id, s.person, c.id, '{}', 'F', NULL, NULL, NULL, NULL)::casework_data.actor,
      greatest(casework_data.clock(), c.last_us + 1), 'erased', NULL, NULL,
      jsonb_build_object('reason', proposed.reason, 'proposed_by', proposed.proposed_by, 'proposal', proposed.id), '{}',
      'erase-' || proposed.id || '-' || c.number, NULL);
    UPDATE casework_data.payload t SET salt = NULL, body = NULL WHERE t.case_id = c.id AND t.seq <= c.version AND t.body IS NOT NULL;
    GET DIAGNOSTICS n = ROW_COUNT;
    payloads := payloads + n;
    DELETE FROM casework_data.document t WHERE t.case_id = c.id;
    UPDATE casework_data.cases t SET applicant = '{"name":"—"}', fields = '{}', opponent = NULL, held_reason = NULL, docs = '{}' WHERE t.id = c.id;
    cases := cases + 1;
  END LOOP;
  DELETE FROM casework_data.personal_number t WHERE t.person = human;
  DELETE FROM casework_data.relationship t WHERE human IN (t.person_a, t.person_b);
  UPDATE casework_data.person_change t SET old = NULL, new = NULL WHERE t.person = human AND (t.old IS NOT NULL OR t.new IS NOT NULL);
  INSERT INTO casework_data.person_change (person, field, reason, login, by) VALUES (human, 'erased', proposed.reason, s.login, s.person);
  UPDATE casework_data.person t SET name = '—', born = NULL, member_since = NULL, union_code = NULL, erased_at = clock_timestamp() WHERE t.id = human;
  RETURN jsonb_build_object('person', human, 'cases', cases, 'payloads', payloads);
END
$$;
