SET LOCAL ROLE casework_owner;

-- Moves a case: every rule, one transaction, one round trip.
--
--   SELECT casework.act('HG-2026-000123', 'approve', '{}', 7, 'a3f0…');
CREATE OR REPLACE FUNCTION casework.act(case_ref text, action text, fields jsonb, expect bigint, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  digest bytea := casework_data.arguments_digest('act', case_ref, action, fields::text, expect::text);
  given jsonb := coalesce(fields, '{}');
  who casework_data.actor;
  f record;
  j casework_data.judgement;
  answer jsonb;
  now_us bigint;
BEGIN
  IF request !~ '^[A-Za-z0-9_-]{1,64}$' OR request IS NULL OR jsonb_typeof(given) <> 'object' OR length(given::text) > 1000 AND NOT casework_data.fields_fit(given) THEN
    RETURN casework_data.act_not_understood(case_ref, given, request, digest);
  END IF;
  SELECT w.* INTO who
    FROM casework_data.standings(CASE WHEN length(case_ref) = 36 THEN casework_data.number_of_ref(case_ref) ELSE upper(btrim(case_ref)) END) w
   WHERE w.level <> 'C';
  SELECT t AS c, d AS d, a AS a, t.version, t.last_us,
      EXISTS (SELECT FROM casework_data.request q WHERE q.login = who.login AND q.request = act.request) AS used
    INTO f
    FROM casework_data.cases t
    JOIN casework_data.definition d ON d.id = t.definition_id
    JOIN casework_data.wf_action a ON a.definition_id = t.definition_id AND a.name = act.action
   WHERE t.id = who.case_id FOR UPDATE OF t;
  IF f.used IS NOT FALSE THEN
    RETURN casework_data.act_not_understood(case_ref, given, request, digest, action);
  END IF;
  now_us := greatest(casework_data.clock(), f.last_us + 1);
  IF expect <> f.version AND casework_data.moved_on(f.c, expect) THEN
    answer := casework_data.first_answer(who.login, request, digest);
    IF answer IS NULL THEN
      PERFORM casework_data.refuse_conflict(f.c, expect);
    END IF;
    RETURN answer;
  END IF;
  j := casework_data.judge(f.c, f.a, f.d, who, given, expect, now_us, false);
  IF j.refused <> '[]' THEN
    -- The same request may have been done before, or while this call waited for the case.
    answer := casework_data.first_answer(who.login, request, digest);
    IF answer IS NULL THEN
      PERFORM casework_data.refuse(f.c, f.a, who, (casework_data.judge(f.c, f.a, f.d, who, given, expect, now_us, true)).refused);
    END IF;
    RETURN answer;
  END IF;
  answer := casework_data.advance(f.c, f.a, f.d, who, j, given, now_us, request, digest);
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.act(text, text, jsonb, bigint, text) TO casework_user;

-- What act() does when it found nothing to act on, or the id of a request that is no entry: who, case,
-- request id, fields and action are looked at in this order, and the first that is wrong is raised.
CREATE OR REPLACE FUNCTION casework_data.act_not_understood(
  case_ref text, given jsonb, request text, request_digest bytea, action text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  answer jsonb := casework_data.first_answer(who.login, request, request_digest);
  names text[];
BEGIN
  IF answer IS NULL THEN
    IF NOT casework_data.fields_fit(given) THEN
      PERFORM casework_data.refuse_input('fields', jsonb_typeof(given));
    END IF;
    names := ARRAY(SELECT t.name FROM casework_data.cases c JOIN casework_data.wf_action t ON t.definition_id = c.definition_id
       WHERE c.id = who.case_id AND NOT t.opens_case ORDER BY t.name COLLATE "C");
    IF action = ANY (names) THEN
      -- a grant that came between the two looks
      PERFORM casework_data.refuse_absent();
    END IF;
    PERFORM casework_data.refuse_input('action', action, names);
  END IF;
  RETURN answer;
END
$$;
