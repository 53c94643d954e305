SET LOCAL ROLE casework_owner;

-- The register is open to those who open or work on cases, not to every login.
CREATE OR REPLACE FUNCTION casework_data.require_register(s casework_data.staff) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT casework_data.works_as(s.id, 'caseworker', 'union_officer', 'counsel', 'legal_supervisor', 'counsellor', 'clinical_supervisor', 'claims_reviewer')
     AND NOT EXISTS (SELECT FROM casework_data.held_role g JOIN casework_data.wf_action a ON g.role = ANY (a.all_roles) AND a.opens_case
                      WHERE g.staff_id = s.id AND g.revoked_at IS NULL AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW006', MESSAGE = 'this login may not use the register',
      DETAIL = jsonb_build_object('reason', 'no_grant', 'login', s.login, 'roles', ARRAY['caseworker', 'union_officer'],
        'givers', casework_data.givers())::text;
  END IF;
END
$$;

-- The role in which somebody works with the register, for the record.
CREATE OR REPLACE FUNCTION casework_data.register_role(staff integer) RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT min(g.role COLLATE "C") FROM casework_data.role_grant g
         WHERE g.staff_id = staff AND g.revoked_at IS NULL AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()));

-- A person for whom cases may be opened. The numbers are kept apart (personal.sql); a resident ID that is in
-- the register refuses, and says no more. Without a day of birth it is the resident ID's. "similar" are others
-- of the same name and day of birth, whom person_find would show as well.
CREATE OR REPLACE FUNCTION casework.person_add(
  name text, born date, member_since date, union_code text, request text,
  id_number text DEFAULT NULL, phone text DEFAULT NULL, bank_card text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  -- of the numbers only their keyed digests: a plain digest could be found by trying all
  digest bytea := casework_data.arguments_digest('person_add', name, casework_data.day_text(born), casework_data.day_text(member_since), union_code,
    casework_data.number_digest('id_number', id_number), casework_data.number_digest('phone', phone), casework_data.number_digest('bank_card', bank_card));
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  added uuid;
  namesakes jsonb;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_register(s);
  id_number := casework_data.take_number('id_number', id_number);
  PERFORM casework_data.require_lookup(s, id_number);
  phone := casework_data.take_number('phone', phone);
  bank_card := casework_data.take_number('bank_card', bank_card);
  IF born <> to_date(substr(id_number, 7, 8), 'YYYYMMDD') THEN
    RAISE EXCEPTION USING ERRCODE = 'KW005', MESSAGE = 'not understood: id_number (born)', DETAIL = '{"what":"id_number","why":"born"}';
  END IF;
  born := coalesce(born, to_date(substr(id_number, 7, 8), 'YYYYMMDD'));
  IF name IS NULL OR char_length(btrim(name)) NOT BETWEEN 1 AND 200 OR NOT casework_data.shows(name) THEN
    PERFORM casework_data.refuse_input('name', NULL);
  ELSIF born NOT BETWEEN date '1850-01-01' AND date '2199-12-31' THEN
    PERFORM casework_data.refuse_input('born', casework_data.day_text(born));
  ELSIF member_since NOT BETWEEN date '1850-01-01' AND date '2199-12-31' THEN
    PERFORM casework_data.refuse_input('member_since', casework_data.day_text(member_since));
  ELSIF char_length(union_code) NOT BETWEEN 1 AND 40 THEN
    PERFORM casework_data.refuse_input('union', union_code);
  END IF;
  INSERT INTO casework_data.person (name, born, member_since, union_code, added_by)
    VALUES (btrim(person_add.name), person_add.born, person_add.member_since, person_add.union_code, s.login) RETURNING id INTO added;
  IF NOT casework_data.keep_number(added, 'id_number', id_number) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'this resident ID is in the register',
      DETAIL = '{"action":"person_add","refused":[{"rule":"duplicate","kind":"duplicate","ref":"id_number"}]}';
  END IF;
  PERFORM casework_data.keep_number(added, 'phone', phone), casework_data.keep_number(added, 'bank_card', bank_card);
  SELECT jsonb_agg(p.id ORDER BY p.id) INTO namesakes FROM casework_data.person p
   WHERE lower(btrim(p.name)) COLLATE "C" = lower(btrim(person_add.name)) COLLATE "C" AND p.born = person_add.born AND p.id <> added;
  answer := jsonb_strip_nulls(jsonb_build_object('done', true, 'repeated', false, 'person', added, 'similar', namesakes));
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_add(text, date, date, text, text, text, text, text) TO casework_user;

-- People whose name begins with the text, at most 20; to tell namesakes apart, with union and birthday.
CREATE OR REPLACE FUNCTION casework.person_find(name text) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  wanted text := lower(btrim(name));
BEGIN
  PERFORM casework_data.require_register(casework_data.actor());
  IF wanted IS NULL OR wanted = '' OR char_length(wanted) > 200 THEN
    PERFORM casework_data.refuse_input('name', NULL);
  END IF;
  RETURN QUERY
    SELECT casework_data.person_json(p) FROM casework_data.person p
     WHERE lower(btrim(p.name)) COLLATE "C" ^@ wanted ORDER BY lower(btrim(p.name)) COLLATE "C", p.id LIMIT 20;
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_find(text) TO casework_user;

CREATE OR REPLACE FUNCTION casework.person_show(person uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  p casework_data.person;
BEGIN
  PERFORM casework_data.require_register(casework_data.actor());
  SELECT * INTO p FROM casework_data.person t WHERE t.id = person_show.person;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN casework_data.person_json(p);
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_show(uuid) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.person_json(p casework_data.person) RETURNS jsonb
LANGUAGE sql STABLE
RETURN jsonb_build_object('person', p.id, 'name', p.name, 'born', to_char(p.born, 'YYYY-MM-DD'),
  'member_since', to_char(p.member_since, 'YYYY-MM-DD'), 'union', p.union_code, 'numbers', casework_data.masked_numbers(p.id));

-- Related by a declaration that is on record: one of this very transaction could be rolled back after it
-- told whose case it is.
CREATE OR REPLACE FUNCTION casework_data.are_related(one uuid, other uuid) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM casework_data.relationship x
  WHERE x.person_a = least(one, other) AND x.person_b = greatest(one, other) AND x.xid IS DISTINCT FROM pg_current_xact_id_if_assigned());

-- Declares that oneself and another person are related; an action with "unrelated" then refuses both ways.
-- There is no function to take it back: that is the administration's.
CREATE OR REPLACE FUNCTION casework.relationship_declare(other uuid, kind text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('relationship_declare', other::text, kind);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  IF NOT EXISTS (SELECT FROM casework_data.role_grant g WHERE g.staff_id = s.id AND g.revoked_at IS NULL
       AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW006', MESSAGE = 'this login holds no role',
      DETAIL = jsonb_build_object('reason', 'no_grant', 'login', s.login)::text;
  ELSIF kind IS NULL OR char_length(btrim(kind)) NOT BETWEEN 1 AND 60 THEN
    PERFORM casework_data.refuse_input('kind', NULL);
  ELSIF other IS NULL OR other = s.person THEN
    PERFORM casework_data.refuse_input('person', other::text);
  ELSIF NOT EXISTS (SELECT FROM casework_data.person p WHERE p.id = other) THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  INSERT INTO casework_data.relationship (person_a, person_b, kind, declared_by)
    VALUES (least(s.person, other), greatest(s.person, other), btrim(relationship_declare.kind), s.login)
    ON CONFLICT ON CONSTRAINT relationship_pkey DO NOTHING;
  answer := jsonb_build_object('done', true, 'repeated', false);
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.relationship_declare(uuid, text, text) TO casework_user;
