SET LOCAL ROLE casework_owner;

-- Takes one's own vote back, or one given in one's name, while the quorum is not reached.
CREATE OR REPLACE FUNCTION casework.recall(case_ref text, action text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('recall', case_ref, action);
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  c casework_data.cases;
  d casework_data.definition;
  now_us bigint;
  judged record;
  vote jsonb;
  last casework_data.entry;
  n integer;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, NULL, true, true);
  SELECT v.value INTO vote FROM jsonb_array_elements(c.votes) v
   WHERE v.value ->> 'action' = recall.action AND who.person::text IN (v.value ->> 'person', v.value ->> 'for')
   ORDER BY (v.value ->> 'seq')::bigint DESC LIMIT 1;
  IF NOT FOUND AND c.closed_us IS NULL THEN
    judged.refused := judged.refused || casework_data.refusal('voted', 'voted', recall.action, '{"why":"no_vote"}');
  END IF;
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'recall', judged.refused, request, digest);
  END IF;
  answer := casework_data.record(c, d, who, now_us, 'recall', recall.action, vote ->> 'role', jsonb_build_object('recalls', vote -> 'seq'),
    jsonb_build_object('recalls', vote -> 'seq'), request, digest);
  IF answer IS NOT NULL THEN
    SELECT e.* INTO last FROM casework_data.entry e
     WHERE e.case_id = c.id AND e.kind = recall.action
       AND NOT EXISTS (SELECT FROM casework_data.entry r WHERE r.case_id = c.id AND r.kind = 'recall' AND (r.answer ->> 'recalls')::bigint = e.seq)
     ORDER BY e.seq DESC LIMIT 1;
    SELECT count(*) INTO n FROM casework_data.entry e
     WHERE e.case_id = c.id AND e.kind = recall.action
       AND NOT EXISTS (SELECT FROM casework_data.entry r WHERE r.case_id = c.id AND r.kind = 'recall' AND (r.answer ->> 'recalls')::bigint = e.seq);
    -- whoever voted once stays one who did it: a vote taken back does not make a person distinct again
    UPDATE casework_data.cases t SET
        votes = (SELECT coalesce(jsonb_agg(v.value ORDER BY v.ordinality), '[]') FROM jsonb_array_elements(c.votes) WITH ORDINALITY v
                  WHERE v.value -> 'seq' <> vote -> 'seq'),
        did = c.did || jsonb_build_object(recall.action, jsonb_strip_nulls(jsonb_build_object('count', n, 'by', last.actor, 'at', last.at_us,
          'people', c.did -> recall.action -> 'people'))),
        signed = CASE WHEN NOT c.signed ? recall.action THEN c.signed WHEN last.ref_hash IS NULL THEN c.signed - recall.action
                      ELSE c.signed || jsonb_build_object(recall.action, encode(last.ref_hash, 'hex')) END
      WHERE t.id = c.id;
  END IF;
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.recall(text, text, text) TO casework_user;
