SET LOCAL ROLE casework_owner;

-- Moves a case: every rule, one transaction, one round trip.
--
--   SELECT casework.act('HG-2026-000123', 'approve', '{}', 7, 'a3f0…');
--
-- A plain action (wf_action.plain) goes the short way, which stands here: where nothing but its compiled rules
-- could speak against it, and they do not, it is written at once. Whatever is not so clear goes by the book,
-- from the beginning: the short way refuses nothing, judge() is the rule book. The tests go both ways.
CREATE OR REPLACE FUNCTION casework.act(case_ref text, action text, fields jsonb, expect bigint, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  digest bytea := casework_data.arguments_digest('act', case_ref, action, fields::text, expect::text);
  given jsonb := coalesce(fields, '{}');
  who casework_data.actor;
  levels text[];
  c casework_data.cases;
  a casework_data.wf_action;
  clear boolean;
  name text;
  taken record;
  filled jsonb := '{}';
  now_us bigint;
  today integer;
  facts jsonb;
  verdicts boolean[];
  worth jsonb;
  period_us bigint;
  period_why jsonb;
  answer jsonb;
  hash bytea;
BEGIN
  IF request !~ '^[A-Za-z0-9_-]{1,64}$' OR request IS NULL OR jsonb_typeof(given) <> 'object' OR length(given::text) > 1000 AND NOT casework_data.fields_fit(given) THEN
    RETURN casework_data.act_not_understood(case_ref, given, request, digest);
  END IF;
  -- Statements of one table or two: PostgreSQL makes a plan ready at every call, and a join's costs more than its parts'.
  -- The case is read without a lock, as standings() reads it: nobody may make a hidden case wait, or wait for it.
  SELECT t.* INTO c FROM casework_data.cases t
   WHERE t.number = CASE WHEN length(case_ref) = 36 THEN casework_data.number_of_ref(case_ref) ELSE upper(btrim(case_ref)) END;
  SELECT t.login, t.id, t.person INTO who.login, who.staff_id, who.person FROM casework_data.acting_staff() t;
  SELECT t.roles, t.levels, t.deputed INTO who.roles, levels, who.deputed FROM casework_data.held_in(who.staff_id, c.scope_id) t;
  who.case_id := c.id;
  who.level := casework_data.best_level(levels, c.assigned, who.login);
  SELECT t.* INTO a FROM casework_data.wf_action t WHERE t.definition_id = c.definition_id AND t.name = action;
  IF (who.level <> 'C' AND a.name IS NOT NULL) IS NOT TRUE
     OR EXISTS (SELECT FROM casework_data.request q WHERE q.login = who.login AND q.request = act.request) THEN
    RETURN casework_data.act_not_understood(case_ref, given, request, digest, action);
  END IF;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  clear := a.plain AND c.state = ANY (a.from_states) AND c.state <> a.targets[1] AND c.held_reason IS NULL AND a.roles[1] = ANY (who.roles)
    AND c.applicant_id <> who.person AND (expect IS NULL OR expect = c.version) AND given - a.fill = '{}';
  IF clear AND a.distinct_from <> '{}' THEN
    FOREACH name IN ARRAY a.distinct_from LOOP
      clear := clear AND (c.did -> name -> 'people' ? who.person::text) IS NOT TRUE;
    END LOOP;
  END IF;
  IF clear AND given <> '{}' THEN
    FOREACH name IN ARRAY a.fill LOOP
      IF given ? name THEN
        taken := casework_data.take_field(a.specs -> name, given -> name, c.scope_id);
        clear := clear AND taken.why IS NULL AND taken.kept IS NOT NULL;
        EXIT WHEN NOT clear;
        filled := filled || jsonb_build_object(name, taken.kept);
      END IF;
    END LOOP;
  END IF;
  IF clear IS NOT TRUE OR NOT c.fields || filled ?& a.fill_must THEN
    RETURN casework_data.act_by_the_book(a, who, given, expect, request, digest);
  END IF;
  today := casework_data.day_at(now_us, a.zone);
  IF a.rule_names <> '{}' OR a.has_values THEN
    facts := jsonb_build_object('form', c.fields || filled, 'applicant', c.applicant, 'today', today, 'now', now_us);
    IF a.has_values THEN
      EXECUTE format('SELECT casework_rules.%I($1, $2), casework_rules.%I($1, $2)', a.judge_name, a.value_name)
        INTO verdicts, worth USING action, facts;
    ELSE
      EXECUTE format('SELECT casework_rules.%I($1, $2)', a.judge_name) INTO verdicts USING action, facts;
    END IF;
    IF (true = ALL (verdicts)) IS NOT TRUE THEN
      RETURN casework_data.act_by_the_book(a, who, given, expect, request, digest);
    END IF;
  END IF;
  -- What was judged must still be so: every deed on a case makes a version.
  PERFORM FROM casework_data.cases t WHERE t.id = c.id AND t.version = c.version FOR UPDATE;
  IF NOT FOUND THEN
    RETURN casework_data.act_by_the_book(a, who, given, expect, request, digest);
  END IF;
  IF filled <> '{}' THEN
    c.fields := c.fields || filled;
  END IF;

  IF a.target_unit = 'business_days' THEN
    SELECT k.us, k.why INTO period_us, period_why FROM casework_data.calendar_due k
     WHERE k.calendar_id = a.calendar_id AND k.start = date '1970-01-01' + today AND k.n = a.target_n;
  END IF;
  IF a.target_unit IS NOT NULL AND period_us IS NULL THEN
    SELECT r.us, r.why INTO period_us, period_why
      FROM casework_data.due(a.calendar_id, a.zone, now_us, date '1970-01-01' + today, a.target_n, a.target_unit) r;
  END IF;
  -- Texts from their parts: an object built argument by argument costs a look at each one's type. The body is
  -- as jsonb prints it, shorter keys first. Numbers of cases, names of states and of actions need no escape.
  answer := ('{"done": true, "repeated": false, "moved": true, "case": "' || c.number || '", "id": "' || c.id || '", "state": "' || a.targets[1]
    || '", "version": ' || c.version + 1 || ', "seq": ' || c.version + 1
    || CASE WHEN period_us IS NULL THEN '}' ELSE ', "due": "' || casework_data.iso(period_us) || '"}' END)::jsonb;
  hash := casework_data.append(a.install_id, c.definition_id, a.stamp, a.digest, c.id, c.scope_id, c.version + 1, c.head, now_us,
    who.login, who.person, a.roles[1], action, NULL, c.state, a.targets[1], c.visit, NULL, NULL, NULL, NULL, NULL, request, digest,
    '{"v": 1, "facts": ' || CASE WHEN facts IS NULL
        THEN '{"now": ' || now_us || ', "form": ' || c.fields::text || ', "today": ' || today || ', "applicant": ' || c.applicant::text || '}'
        ELSE facts::text END
      || ', "rules": ' || CASE WHEN a.rule_names = '{}' THEN '[]' ELSE casework_data.rules_record(a.rule_names, verdicts)::text END
      || ', "fields": ' || filled::text || CASE WHEN a.has_values THEN ', "values": ' || coalesce(worth::text, 'null') ELSE '' END || '}',
    answer);
  IF hash IS NULL THEN
    RETURN casework_data.first_answer(who.login, request, digest);
  END IF;
  IF c.did ? action THEN
    c.did := casework_data.done(c.did, action, who.login, who.person, now_us);
  ELSE
    c.did := c.did || ('{"' || action || '": {"count": 1, "by": ' || to_json(who.login) || ', "at": ' || now_us || ', "people": ["' || who.person || '"]}}')::jsonb;
  END IF;
  UPDATE casework_data.cases t SET state = a.targets[1], version = c.version + 1, visit = c.visit + 1, entered_us = now_us, last_us = now_us,
      closed_us = CASE WHEN a.target_ends THEN now_us END, head = hash, fields = c.fields, checks = '[]', checks_due = '{}',
      did = c.did, votes = '[]', opens = '{}', due_us = period_us,
      due_why = period_why || jsonb_build_object('state', a.targets[1]), remind_us = CASE WHEN period_us IS NOT NULL AND a.target_remind_n IS NOT NULL
        THEN casework_data.remind_at(a.calendar_id, a.zone, period_us, a.target_remind_n, a.target_remind_unit) END, escalated = false
    WHERE t.id = c.id;
  RETURN answer || jsonb_build_object('hash', encode(hash, 'hex'));
END
$$;
GRANT EXECUTE ON FUNCTION casework.act(text, text, jsonb, bigint, text) TO casework_user;

-- The long way: every rule is looked at, and every refusal comes from here.
CREATE OR REPLACE FUNCTION casework_data.act_by_the_book(
  a casework_data.wf_action, who casework_data.actor, given jsonb, expect bigint, request text, digest bytea) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  c casework_data.cases;
  d casework_data.definition;
  j casework_data.judgement;
  now_us bigint;
  answer jsonb;
BEGIN
  SELECT t.* INTO c FROM casework_data.cases t WHERE t.id = who.case_id FOR UPDATE;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  IF (CASE WHEN expect <> c.version THEN casework_data.moved_on(c, expect) END) THEN
    answer := casework_data.first_answer(who.login, request, digest);
    IF answer IS NULL THEN
      PERFORM casework_data.refuse_conflict(c, expect);
    END IF;
    RETURN answer;
  END IF;
  SELECT t.* INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  j := casework_data.judge(c, a, d, who, given, expect, now_us, false);
  IF j.refused <> '[]' AND who.deputed IS NOT NULL THEN
    who := casework_data.in_the_name_of(c, a, d, who, given, expect, now_us, j.refused);
    j := casework_data.judge(c, a, d, who, given, expect, now_us, false);
  END IF;
  IF j.refused <> '[]' THEN
    -- The same request may have been done before, or while this call waited for the case.
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
