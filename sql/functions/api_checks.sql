SET LOCAL ROLE casework_owner;

-- Records the result of a check of the present state: pass, fail or waived (with a reason).
CREATE OR REPLACE FUNCTION casework.check_result(case_ref text, check_name text, result text, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('check_result', case_ref, check_name, result, reason);
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  c casework_data.cases;
  d casework_data.definition;
  now_us bigint;
  state_checks jsonb;
  wanted text;
  judged record;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  SELECT s.checks INTO state_checks FROM casework_data.wf_state s WHERE s.definition_id = d.id AND s.name = c.state;
  SELECT k.value ->> 'role' INTO wanted FROM jsonb_array_elements(state_checks) k WHERE k.value ->> 'name' = check_name;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('check', check_name, ARRAY(SELECT k.value ->> 'name' FROM jsonb_array_elements(state_checks) k));
  ELSIF result IS NULL OR NOT result = ANY (ARRAY['pass', 'fail', 'waived']) THEN
    PERFORM casework_data.refuse_input('result', result, ARRAY['pass', 'fail', 'waived']);
  ELSIF result <> 'pass' AND coalesce(btrim(reason), '') = '' OR char_length(reason) > 2000 THEN
    PERFORM casework_data.refuse_input('reason', reason);
  END IF;
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who,
    casework_data.checking_roles(d.id, wanted, result, who.level), true, false);
  IF EXISTS (SELECT FROM jsonb_array_elements(c.checks) k WHERE k.value ->> 'name' = check_name AND k.value ->> 'result' = 'not_needed') THEN
    judged.refused := judged.refused || casework_data.refusal('check', 'check', check_name, '{"result":"not_needed"}');
  END IF;
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'check', judged.refused, request, digest);
  END IF;
  answer := casework_data.record(c, d, who, now_us, 'check', check_name, judged.role,
    jsonb_build_object('check', check_name, 'result', result, 'reason', reason),
    jsonb_build_object('check', check_name, 'result', result), request, digest);
  IF answer IS NOT NULL THEN
    UPDATE casework_data.cases t SET did = casework_data.done_for(casework_data.done(c.did, 'check ' || check_name, who.login, who.person, now_us),
          'check ' || check_name, (casework_data.holding(c, who, judged.role)).for_person),
        checks = (SELECT jsonb_agg(CASE WHEN k.value ->> 'name' = check_name THEN k.value || jsonb_build_object('result', result) ELSE k.value END
                                   ORDER BY k.ordinality) FROM jsonb_array_elements(c.checks) WITH ORDINALITY k)
      WHERE t.id = c.id;
  END IF;
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.check_result(text, text, text, text, text) TO casework_user;
