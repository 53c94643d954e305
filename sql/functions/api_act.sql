SET LOCAL ROLE casework_owner;

-- Moves a case: every rule, one transaction, one round trip.
--
--   SELECT casework.act('HG-2026-000123', 'approve', '{}', 7, 'a3f0…');
CREATE OR REPLACE FUNCTION casework.act(case_ref text, action text, fields jsonb, expect bigint, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.standing(case_ref);
  digest bytea := casework_data.arguments_digest('act', case_ref, action, fields::text, expect::text);
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  given jsonb := coalesce(fields, '{}');
  c casework_data.cases;
  d casework_data.definition;
  a casework_data.wf_action;
  j casework_data.judgement;
  found record;
  now_us bigint;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  IF NOT casework_data.fields_fit(given) THEN
    PERFORM casework_data.refuse_input('fields', jsonb_typeof(given));
  END IF;
  SELECT t AS c, f AS d, w AS a INTO found
    FROM casework_data.cases t
    JOIN casework_data.definition f ON f.id = t.definition_id
    LEFT JOIN casework_data.wf_action w ON w.definition_id = t.definition_id AND w.name = act.action
   WHERE t.id = who.case_id FOR UPDATE OF t;
  c := found.c;
  d := found.d;
  a := found.a;
  IF a.name IS NULL THEN
    PERFORM casework_data.refuse_input('action', action, ARRAY(
      SELECT t.name FROM casework_data.wf_action t WHERE t.definition_id = c.definition_id AND NOT t.opens_case ORDER BY t.name COLLATE "C"));
  END IF;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  IF expect <> c.version AND casework_data.moved_on(c, expect) THEN
    answer := casework_data.first_answer(who.login, request, digest);
    IF answer IS NULL THEN
      PERFORM casework_data.refuse_conflict(c, expect);
    END IF;
    RETURN answer;
  END IF;
  j := casework_data.judge(c, a, d, who, given, expect, now_us, false);
  IF j.refused <> '[]' THEN
    -- While this call waited for the case, the same request may have been done on another connection.
    answer := casework_data.first_answer(who.login, request, digest);
    IF answer IS NULL THEN
      PERFORM casework_data.refuse(c, a, who, (casework_data.judge(c, a, d, who, given, expect, now_us, true)).refused);
    END IF;
    RETURN answer;
  END IF;
  answer := casework_data.advance(c, a, d, who, j, given, now_us, request, digest);
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.act(text, text, jsonb, bigint, text) TO casework_user;
