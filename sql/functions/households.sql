SET LOCAL ROLE casework_owner;

-- The household of a number as people write it.
CREATE OR REPLACE FUNCTION casework_data.household_numbered(wanted text) RETURNS casework_data.household
LANGUAGE plpgsql STABLE AS $$
DECLARE
  h casework_data.household;
BEGIN
  SELECT * INTO h FROM casework_data.household t WHERE t.number = upper(btrim(wanted));
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN h;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.refuse_household(action text, why text, args jsonb) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('%s is refused', action),
    DETAIL = jsonb_build_object('action', action, 'refused', casework_data.refusal('household', 'household', why, args))::text;
END
$$;

-- Who keeps the register may say where a person lives, in the unit of the person's union where their grant is for
-- a unit; nobody of themselves, nor of the household they live in.
CREATE OR REPLACE FUNCTION casework_data.require_household(s casework_data.staff, action text, human uuid, home uuid) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM casework_data.require_register(s);
  IF human IS NULL OR casework_data.number_role(s.id, human) IS NULL THEN
    PERFORM casework_data.refuse_absent();
  ELSIF human = s.person OR EXISTS (SELECT FROM casework_data.household_member m
      WHERE m.household = home AND m.person = s.person AND upper_inf(m.during)) THEN
    PERFORM casework_data.refuse_household(action, 'own', NULL);
  END IF;
END
$$;

-- The day as it may be said of somebody's past: none to come, but that of the earth's first zone.
CREATE OR REPLACE FUNCTION casework_data.past_day(what text, day date) RETURNS date
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  today date := date '1970-01-01' + casework_data.day_at(casework_data.clock(), 'Etc/GMT-14');
BEGIN
  IF day IS NULL OR day NOT BETWEEN date '1850-01-01' AND today THEN
    PERFORM casework_data.refuse_input(what, casework_data.day_text(day));
  END IF;
  RETURN day;
END
$$;

-- Enters a member; false where they live there already, as it is said.
CREATE OR REPLACE FUNCTION casework_data.enter_member(
  s casework_data.staff, action text, home uuid, human uuid, relation text, since date) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  present record;
BEGIN
  IF relation IS NULL OR relation NOT IN ('head', 'spouse', 'child', 'parent', 'grandparent', 'grandchild', 'sibling', 'other') THEN
    PERFORM casework_data.refuse_input('relation', relation,
      ARRAY['head', 'spouse', 'child', 'parent', 'grandparent', 'grandchild', 'sibling', 'other']);
  END IF;
  PERFORM casework_data.past_day('since', since);
  -- the person, then the household: as every change of either does
  PERFORM FROM casework_data.person p WHERE p.id = human FOR NO KEY UPDATE;
  PERFORM FROM casework_data.household h WHERE h.id = home FOR NO KEY UPDATE;
  SELECT m.*, h.number INTO present FROM casework_data.household_member m JOIN casework_data.household h ON h.id = m.household
   WHERE m.person = human AND m.during && daterange(since, NULL) LIMIT 1;
  IF FOUND AND present.household = home AND upper_inf(present.during) AND present.relation = enter_member.relation AND lower(present.during) = since THEN
    RETURN false;
  ELSIF FOUND THEN
    PERFORM casework_data.refuse_household(action, CASE WHEN present.household = home THEN 'member' ELSE 'elsewhere' END,
      jsonb_build_object('household', present.number, 'from', to_char(lower(present.during), 'YYYY-MM-DD'), 'to', to_char(upper(present.during) - 1, 'YYYY-MM-DD')));
  ELSIF relation = 'head' AND EXISTS (SELECT FROM casework_data.household_member m WHERE m.household = home AND m.relation = 'head' AND upper_inf(m.during)) THEN
    PERFORM casework_data.refuse_household(action, 'head', NULL);
  ELSIF (SELECT count(*) FROM casework_data.household_member m WHERE m.household = home AND upper_inf(m.during)) >= 60 THEN
    PERFORM casework_data.refuse_household(action, 'full', NULL);
  END IF;
  INSERT INTO casework_data.household_member (household, person, relation, during, joined_by)
    VALUES (home, human, enter_member.relation, daterange(since, NULL), s.login);
  RETURN true;
END
$$;

-- A household with its first member, who is its head.
CREATE OR REPLACE FUNCTION casework.household_add(person uuid, since date, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('household_add', person::text, casework_data.day_text(since));
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  h casework_data.household;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_household(s, 'household_add', person, NULL);
  PERFORM casework_data.past_day('since', since);
  INSERT INTO casework_data.household (added_by) VALUES (s.login) RETURNING * INTO h;
  PERFORM casework_data.enter_member(s, 'household_add', h.id, person, 'head', since);
  RETURN casework_data.keep_answer(s.login, request, digest,
    jsonb_build_object('done', true, 'repeated', false, 'household', h.number, 'person', person));
END
$$;
GRANT EXECUTE ON FUNCTION casework.household_add(uuid, date, text) TO casework_user;

-- Somebody lives in a household from a day on; at most in one at a time.
CREATE OR REPLACE FUNCTION casework.household_join(household text, person uuid, relation text, since date, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('household_join', household, person::text, relation, casework_data.day_text(since));
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  h casework_data.household;
  joined boolean;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_register(s);
  h := casework_data.household_numbered(household);
  PERFORM casework_data.require_household(s, 'household_join', person, h.id);
  joined := casework_data.enter_member(s, 'household_join', h.id, person, relation, since);
  RETURN casework_data.keep_answer(s.login, request, digest,
    jsonb_build_object('done', true, 'repeated', NOT joined, 'household', h.number, 'person', person));
END
$$;
GRANT EXECUTE ON FUNCTION casework.household_join(text, uuid, text, date, text) TO casework_user;

-- Somebody has moved out: on_day is the first on which they do not live there. What was granted to the household
-- stays theirs until it ends.
CREATE OR REPLACE FUNCTION casework.household_leave(household text, person uuid, on_day date, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('household_leave', household, person::text, casework_data.day_text(on_day), reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  h casework_data.household;
  m casework_data.household_member;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_register(s);
  h := casework_data.household_numbered(household);
  PERFORM casework_data.require_household(s, 'household_leave', person, h.id);
  IF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  END IF;
  PERFORM casework_data.past_day('on', on_day);
  PERFORM FROM casework_data.person p WHERE p.id = household_leave.person FOR NO KEY UPDATE;
  PERFORM FROM casework_data.household t WHERE t.id = h.id FOR NO KEY UPDATE;
  SELECT * INTO m FROM casework_data.household_member t WHERE t.household = h.id AND t.person = household_leave.person AND upper_inf(t.during);
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_household('household_leave', 'no_member', NULL);
  ELSIF on_day <= lower(m.during) THEN
    PERFORM casework_data.refuse_household('household_leave', 'before', jsonb_build_object('from', to_char(lower(m.during), 'YYYY-MM-DD')));
  END IF;
  UPDATE casework_data.household_member t SET during = daterange(lower(m.during), on_day), left_by = s.login, left_at = clock_timestamp(),
      left_reason = btrim(household_leave.reason)
    WHERE t.person = m.person AND t.joined_at = m.joined_at;
  RETURN casework_data.keep_answer(s.login, request, digest,
    jsonb_build_object('done', true, 'repeated', false, 'household', h.number, 'person', person));
END
$$;
GRANT EXECUTE ON FUNCTION casework.household_leave(text, uuid, date, text, text) TO casework_user;

-- A household by its number, or by the id of somebody who lives in it: everybody who does or did.
CREATE OR REPLACE FUNCTION casework.household_show(household text DEFAULT NULL, person uuid DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  h casework_data.household;
BEGIN
  PERFORM casework_data.require_register(casework_data.actor());
  IF household IS NULL THEN
    SELECT t.* INTO h FROM casework_data.household_member m JOIN casework_data.household t ON t.id = m.household
     WHERE m.person = household_show.person AND upper_inf(m.during);
    IF NOT FOUND THEN
      PERFORM casework_data.refuse_absent();
    END IF;
  ELSE
    h := casework_data.household_numbered(household);
  END IF;
  RETURN jsonb_build_object('household', h.number, 'members', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('person', p.id, 'name', p.name, 'born', to_char(p.born, 'YYYY-MM-DD'), 'relation', m.relation,
        'from', to_char(lower(m.during), 'YYYY-MM-DD'), 'to', to_char(upper(m.during) - 1, 'YYYY-MM-DD'), 'left_reason', m.left_reason)
        ORDER BY upper_inf(m.during) DESC, m.relation <> 'head', lower(m.during), p.id), '[]')
      FROM casework_data.household_member m JOIN casework_data.person p ON p.id = m.person WHERE m.household = h.id));
END
$$;
GRANT EXECUTE ON FUNCTION casework.household_show(text, uuid) TO casework_user;
