SET LOCAL ROLE casework_owner;

-- A note on a case, in any state.
CREATE OR REPLACE FUNCTION casework.note(case_ref text, body text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('note', case_ref, body);
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
  IF body IS NULL OR char_length(body) NOT BETWEEN 1 AND 20000 THEN
    PERFORM casework_data.refuse_input('body', NULL);
  END IF;
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who, NULL, false, true, true);
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'note', judged.refused, request, digest);
  END IF;
  -- The text lives in the payload alone: one place to read it under the tier's rules, one to erase it.
  answer := casework_data.record(c, d, who, now_us, 'note', NULL, judged.role, jsonb_build_object('note', body), '{}', request, digest);
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.note(text, text, text) TO casework_user;

-- Corrects a field that is filled, without sending the case back. For roles that may fill it; a signature
-- over it is void from then on.
CREATE OR REPLACE FUNCTION casework.correct(case_ref text, field text, value jsonb, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  who casework_data.actor := casework_data.working_on(case_ref);
  digest bytea := casework_data.arguments_digest('correct', case_ref, field, value::text, reason);
  answer jsonb := casework_data.first_answer(who.login, request, digest);
  c casework_data.cases;
  d casework_data.definition;
  now_us bigint;
  judged record;
  taken record;
  a casework_data.wf_action;
  new_fields jsonb;
  verdicts boolean[];
  binds boolean;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  IF octet_length(value::text) > 262144 THEN
    PERFORM casework_data.refuse_input('value', NULL);
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  IF NOT EXISTS (SELECT FROM casework_data.wf_field w WHERE w.definition_id = d.id AND w.name = correct.field) THEN
    PERFORM casework_data.refuse_input('field', field, ARRAY(SELECT w.name FROM casework_data.wf_field w WHERE w.definition_id = d.id ORDER BY w.position));
  ELSIF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  END IF;
  SELECT * INTO judged FROM casework_data.judge_deed(c, d, who,
    ARRAY(SELECT DISTINCT r FROM casework_data.wf_action t, unnest(t.all_roles) r WHERE t.definition_id = d.id AND correct.field = ANY (t.fill) ORDER BY r), true, false, true);
  IF c.closed_us IS NOT NULL THEN
    RETURN casework_data.refuse_deed(c, who, 'correct', judged.refused, request, digest);
  END IF;
  SELECT * INTO a FROM casework_data.wf_action t
   WHERE t.definition_id = d.id AND correct.field = ANY (t.fill) ORDER BY t.all_roles && who.roles DESC, t.name COLLATE "C" LIMIT 1;
  binds := field = ANY (d.signed);
  IF binds AND casework_data.has_paid(c) THEN
    judged.refused := judged.refused || casework_data.refusal('paid', 'paid', field, NULL);
  END IF;
  taken := casework_data.take_field(a.specs -> field, value, c.scope_id);
  IF taken.why IS NOT NULL OR NOT c.fields ? field THEN
    judged.refused := judged.refused || casework_data.refusal('field:' || field, 'field', field,
      jsonb_build_object('why', CASE WHEN c.fields ? field THEN taken.why ELSE 'absent' END));
  ELSIF taken.kept IS NULL THEN
    judged.refused := judged.refused || casework_data.refusal('fill:' || field, 'fill', field, NULL);
  ELSE
    new_fields := c.fields || jsonb_build_object(field, taken.kept);
    IF casework_data.rule_place(a, 'field', field) IS NOT NULL THEN
      c.fields := new_fields;
      EXECUTE format('SELECT casework_rules.%I($1, $2)', d.judge_name) INTO verdicts USING a.name,
        jsonb_build_object('form', new_fields, 'applicant', c.applicant, 'today', casework_data.day_at(now_us, d.zone), 'now', now_us)
        || casework_data.facts_of(c, a, casework_data.day_at(now_us, d.zone));
      IF verdicts[casework_data.rule_place(a, 'field', field)] IS NOT TRUE THEN
        judged.refused := judged.refused || casework_data.refusal('field:' || field, 'field', field, '{"why":"check"}');
      END IF;
    END IF;
  END IF;
  IF judged.refused = '[]' THEN
    SELECT t.fields INTO c.fields FROM casework_data.cases t WHERE t.id = c.id;
    judged.refused := casework_data.undone(c, d, field, new_fields, now_us);
  END IF;
  IF judged.refused <> '[]' THEN
    RETURN casework_data.refuse_deed(c, who, 'correct', judged.refused, request, digest);
  END IF;
  answer := casework_data.record(c, d, who, now_us, 'correct', field, judged.role,
    jsonb_build_object('field', field, 'old', c.fields -> field, 'new', taken.kept, 'reason', reason),
    '{}', request, digest);
  IF answer IS NOT NULL THEN
    -- Signatures over the field need no touching: they hold the digest of what was signed, and it is
    -- another now.
    UPDATE casework_data.cases t SET fields = new_fields, assigned = casework_data.assigned_to(d.staff_fields, new_fields),
        opponent = lower(btrim(new_fields ->> 'opponent')), did = casework_data.did_fill(casework_data.did_fill(c.did, d.id, field, who.person),
          d.id, field, (casework_data.holding(c, who, judged.role)).for_person),
        -- what was checked is not what is there now
        checks = CASE WHEN binds THEN casework_data.checks_again(c.checks) ELSE t.checks END WHERE t.id = c.id;
    IF field = ANY (d.timed_fields) THEN
      PERFORM casework_data.time_again(c.id, d, now_us);
    END IF;
  END IF;
  RETURN coalesce(answer, casework_data.first_answer(who.login, request, digest));
END
$$;
GRANT EXECUTE ON FUNCTION casework.correct(text, text, jsonb, text, text) TO casework_user;

-- What a correction would undo: every action done on this case whose rules let it through with the field as
-- it is and would not with the field as it shall be. A case that must be judged again is sent back, not
-- corrected. Both sides are judged as of now, so what time alone has changed does not stand in the way.
CREATE OR REPLACE FUNCTION casework_data.undone(
  c casework_data.cases, d casework_data.definition, field text, new_fields jsonb, now_us bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  today integer := casework_data.day_at(now_us, d.zone);
  found jsonb := '[]';
  a casework_data.wf_action;
  facts jsonb;
  before boolean[];
  after boolean[];
  broken text[];
BEGIN
  FOR a IN SELECT * FROM casework_data.wf_action t
            WHERE t.definition_id = d.id AND (c.did -> t.name ->> 'count')::integer > 0 ORDER BY t.name COLLATE "C" LOOP
    broken := '{}';
    IF cardinality(a.rule_names) > 0 THEN
      facts := jsonb_build_object('applicant', c.applicant, 'today', today, 'now', now_us) || casework_data.facts_of(c, a, today);
      EXECUTE format('SELECT casework_rules.%I($1, $2), casework_rules.%I($1, $3)', d.judge_name, d.judge_name) INTO before, after
        USING a.name, facts || jsonb_build_object('form', c.fields), facts || jsonb_build_object('form', new_fields);
      FOR i IN 1 .. cardinality(a.rule_names) LOOP
        IF (CASE a.rule_kinds[i]
             WHEN 'when' THEN before[i] IS TRUE AND after[i] IS NOT TRUE
             WHEN 'field' THEN before[i] IS TRUE AND after[i] IS NOT TRUE
             WHEN 'route' THEN before[i] IS DISTINCT FROM after[i]
             WHEN 'required' THEN before[i] IS NOT TRUE AND after[i] IS TRUE AND NOT new_fields ? a.rule_refs[i]
             WHEN 'document' THEN before[i] IS NOT TRUE AND after[i] IS TRUE
               AND NOT coalesce((c.docs -> a.rule_refs[i] ->> 'received')::boolean OR (c.docs -> a.rule_refs[i] ->> 'waived')::boolean, false)
             ELSE before[i] IS NOT TRUE AND after[i] IS TRUE END) THEN
          broken := broken || a.rule_names[i];
        END IF;
      END LOOP;
    END IF;
    -- the look-up compares the opponent with other cases: nobody looked for the new one
    IF field = 'opponent' AND 'opposing_cases' = ANY (a.need_lookups) AND c.fields -> field <> new_fields -> field THEN
      broken := broken || 'lookup.opposing_cases'::text;
    END IF;
    -- a benefit or an invoice that was granted on it stays what it was
    IF (field = a.benefit ->> 'from' OR field = a.benefit ->> 'to') AND c.fields -> field <> new_fields -> field THEN
      broken := broken || 'benefit'::text;
    ELSIF a.benefit -> 'invoice' @> jsonb_build_object('hospital', field) OR a.benefit -> 'invoice' @> jsonb_build_object('number', field) THEN
      broken := broken || CASE WHEN c.fields -> field <> new_fields -> field THEN ARRAY['invoice'] ELSE '{}' END;
    END IF;
    IF broken <> '{}' THEN
      found := found || casework_data.refusal('undoes', 'undoes', a.name, jsonb_build_object('rules', broken));
    END IF;
  END LOOP;
  RETURN found;
END
$$;

-- Whether money has left on this case, recovered since or not.
CREATE OR REPLACE FUNCTION casework_data.has_paid(c casework_data.cases) RETURNS boolean
LANGUAGE sql STABLE
RETURN c.paid > 0 OR c.sent > 0 OR EXISTS (SELECT FROM casework_data.entry e
  JOIN casework_data.wf_action t ON t.definition_id = c.definition_id AND t.name = coalesce(e.action, e.kind)
  WHERE e.case_id = c.id AND e.kind IN (t.name, 'open') AND (e.answer ->> 'moved')::boolean AND (t.money @> '[{"step":"pay"}]' OR t.money @> '[{"step":"settle"}]'));

-- Who corrects a field has done, for the separation of duties, every action that fills it: what they put
-- there is theirs. Neither count nor time of these actions changes.
CREATE OR REPLACE FUNCTION casework_data.did_fill(did jsonb, definition integer, field text, person uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  name text;
  people jsonb;
BEGIN
  FOR name IN SELECT t.name FROM casework_data.wf_action t WHERE t.definition_id = definition AND did_fill.field = ANY (t.fill)
              UNION SELECT 'open' FROM casework_data.wf_action t
                     WHERE t.definition_id = definition AND did_fill.field = ANY (t.fill) AND t.opens_case LOOP
    people := coalesce(did -> name -> 'people', '[]');
    IF person IS NOT NULL AND NOT people ? person::text THEN
      did := did || jsonb_build_object(name, coalesce(did -> name, '{"count":0}') || jsonb_build_object('people', people || to_jsonb(person)));
    END IF;
  END LOOP;
  RETURN did;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.checks_again(checks jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN (SELECT coalesce(jsonb_agg(CASE WHEN k.value ->> 'result' IN ('pass', 'waived') THEN k.value || '{"result":"open"}' ELSE k.value END
                                  ORDER BY k.ordinality), '[]') FROM jsonb_array_elements(checks) WITH ORDINALITY k);
