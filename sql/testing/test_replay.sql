-- For throw-away databases only (replay): recorded steps through the API itself, many in one call, and
-- a case put where the log says it went. No installed schema has a function named test_*; doctor flags
-- one that does.
SET LOCAL ROLE casework_owner;

-- Somebody of the log, with their roles. No login of that name is needed. Everybody is an auditor too:
-- who may see a case is no rule of the workflow, and the log knows nothing of it.
CREATE OR REPLACE FUNCTION casework_data.test_staff(login text, person text, roles text[]) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  human uuid := md5(person)::uuid;
  staff integer;
BEGIN
  INSERT INTO casework_data.person (id, name, added_by) VALUES (human, left(person, 200), session_user) ON CONFLICT DO NOTHING;
  INSERT INTO casework_data.staff (login, login_oid, person, name, added_by)
    VALUES (login, 0, human, login, session_user) RETURNING id INTO staff;
  INSERT INTO casework_data.role_grant (staff_id, role, since, granted_by)
    SELECT staff, r, '-infinity', session_user FROM unnest(roles || 'auditor'::text) r;
END
$$;

-- What no log has and the map says not to judge: a fund that never ends, in every year there is. A batch
-- and the bank become the clock, the only actor without a person that the schema knows.
CREATE OR REPLACE FUNCTION casework_data.test_prepare(applicant uuid, funds text[], currency text) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO casework_data.person (id, name, added_by) VALUES (applicant, 'applicant', session_user);
  INSERT INTO casework_data.fund (code, label, currency, added_by) SELECT f, '{}', test_prepare.currency, session_user FROM unnest(funds) f;
  INSERT INTO casework_data.fund_year (fund_id, year, allotted) SELECT f.id, y, 1000000000000000000 FROM casework_data.fund f, generate_series(1950, 2149) y;
  UPDATE casework_data.wf_action SET actor_kind = 'clock' WHERE actor_kind IN ('batch', 'bank');
  -- Nothing here need outlive a crash.
  ALTER TABLE casework_data.entry DISABLE TRIGGER entry_durable;
  ALTER TABLE casework_data.ledger DISABLE TRIGGER ledger_durable;
END
$$;

-- All cases of a log have one applicant here, and the log knows nothing of households: what one case is granted
-- must not stand in the way of the next.
CREATE OR REPLACE FUNCTION casework_data.move_benefit(
  c casework_data.cases, a casework_data.wf_action, j casework_data.judgement, who casework_data.actor, seq bigint) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
END
$$;

-- Puts a case where an action leads, whatever the rules say of it: the same writers, the verdict left
-- out. case_id NULL opens one; action NULL is the opening of a programme without "from: new".
CREATE OR REPLACE FUNCTION casework_data.test_follow(
  case_id uuid, programme text, applicant uuid, action text, fields jsonb, request text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  c casework_data.cases;
  d casework_data.definition;
  a casework_data.wf_action;
  p casework_data.person;
  sc casework_data.scope;
  who casework_data.actor;
  j casework_data.judgement;
  now_us bigint := casework_data.clock();
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = test_follow.case_id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.workflow = programme ORDER BY t.version DESC, t.id DESC LIMIT 1;
  SELECT * INTO a FROM casework_data.wf_action t WHERE t.definition_id = d.id AND t.name = test_follow.action;
  IF action IS NULL THEN
    a := casework_data.plain_opening(d);
  END IF;
  IF case_id IS NULL THEN
    SELECT * INTO p FROM casework_data.person t WHERE t.id = applicant;
    sc := casework_data.scope_of(d.workflow, d.tier, NULL);
    who := casework_data.standing_in(casework_data.actor(), sc);
    c := casework_data.new_case(d, sc, p, now_us);
    c.number := casework_data.next_number(d, now_us);
  ELSE
    who := casework_data.standing(case_id::text);
    now_us := greatest(now_us, c.last_us + 1);
  END IF;
  a.opens_case := case_id IS NULL;
  a.from_states := ARRAY[c.state];
  j := casework_data.judge(c, a, d, who, fields, NULL, now_us, false);
  j.amounts := ARRAY(SELECT coalesce(x.amount, 0) FROM unnest(j.amounts) WITH ORDINALITY x(amount, place) ORDER BY x.place);
  RETURN casework_data.advance(c, a, d, who, j, fields, now_us, request, sha256(convert_to(request, 'UTF8')));
END
$$;

-- Recorded steps, each as its person and at its time, each in a block of its own. A step is {"first" (of
-- its case), "opens", "action", "login", "us", "fields", "request"}. Gives for each step the rules that
-- refused it, without those of kinds that are not judged, and the state afterwards; NULL for steps of a
-- case that could not be followed. The case goes on from one call to the next.
CREATE OR REPLACE FUNCTION casework_data.test_replay(
  programme text, applicant uuid, steps jsonb, follow boolean, unjudged text[], OUT refused text[], OUT state text) RETURNS SETOF record
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  step jsonb;
  answer jsonb;
  detail text;
  here uuid := nullif(current_setting('casework_test.case', true), '');
  stopped boolean := coalesce(current_setting('casework_test.stopped', true), '') = 'yes';
  seen bigint;
  number text;
  plain boolean := NOT EXISTS (SELECT FROM casework_data.wf_action t JOIN casework_data.definition d ON d.id = t.definition_id
                                WHERE d.workflow = programme AND t.opens_case);
BEGIN
  IF here IS NOT NULL THEN
    SELECT c.version, c.state, c.number INTO seen, state, number FROM casework_data.cases c WHERE c.id = here;
  END IF;
  FOR step IN SELECT x.value FROM jsonb_array_elements(steps) x LOOP
    PERFORM set_config('casework_test.login', step ->> 'login', false), set_config('casework_test.now_us', step ->> 'us', false);
    refused := '{}';
    IF (step ->> 'first')::boolean THEN
      stopped := false;
      here := NULL;
      state := NULL;
      IF plain THEN
        BEGIN
          answer := casework.open(programme, applicant, '{}', (step ->> 'request') || 'o');
        EXCEPTION WHEN SQLSTATE 'KW001' THEN
          answer := casework_data.test_follow(NULL, programme, applicant, NULL, '{}', (step ->> 'request') || 'o');
        END;
        here := answer ->> 'id';
        number := answer ->> 'case';
        seen := answer ->> 'version';
        IF 'document' = ANY (unjudged) THEN
          PERFORM casework_data.test_waive(here);
        END IF;
      END IF;
    END IF;
    IF stopped THEN
      refused := NULL;
      state := NULL;
      RETURN NEXT;
      CONTINUE;
    END IF;
    BEGIN
      IF here IS NULL AND (step ->> 'opens')::boolean THEN
        answer := casework.open(programme, applicant, step -> 'fields', step ->> 'request', step ->> 'action');
      ELSIF here IS NULL THEN
        PERFORM casework_data.test_refuse('state');
      ELSE
        answer := casework.act(number, step ->> 'action', step -> 'fields', seen, step ->> 'request');
      END IF;
    EXCEPTION WHEN SQLSTATE 'KW001' THEN
      GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
      refused := ARRAY(SELECT x.value ->> 'rule' FROM jsonb_array_elements(detail::jsonb -> 'refused') WITH ORDINALITY x
                        WHERE x.value ->> 'kind' <> ALL (unjudged) ORDER BY x.ordinality);
      IF follow OR refused = '{}' THEN
        BEGIN
          answer := casework_data.test_follow(here, programme, applicant, step ->> 'action', step -> 'fields', step ->> 'request');
        EXCEPTION WHEN SQLSTATE 'KW001' OR SQLSTATE 'KW008' OR integrity_constraint_violation THEN
          stopped := true;
        END;
      ELSE
        stopped := true;
      END IF;
    END;
    IF NOT stopped THEN
      IF here IS NULL AND 'document' = ANY (unjudged) THEN
        PERFORM casework_data.test_waive((answer ->> 'id')::uuid);
      END IF;
      here := answer ->> 'id';
      number := answer ->> 'case';
      seen := answer ->> 'version';
      state := answer ->> 'state';
    ELSE
      state := NULL;
    END IF;
    RETURN NEXT;
  END LOOP;
  PERFORM set_config('casework_test.case', coalesce(here::text, ''), false),
    set_config('casework_test.stopped', CASE WHEN stopped THEN 'yes' ELSE '' END, false);
END
$$;

-- The log does not say which documents there were.
CREATE OR REPLACE FUNCTION casework_data.test_waive(case_id uuid) RETURNS void
LANGUAGE sql VOLATILE AS $$
  UPDATE casework_data.cases c
     SET docs = (SELECT jsonb_object_agg(k, '{"received":false,"issued_on":null,"waived":true}'::jsonb) FROM jsonb_object_keys(c.docs) k)
   WHERE c.id = case_id AND c.docs <> '{}'
$$;

-- A step on a case that is not open yet breaks the rule that stands first.
CREATE OR REPLACE FUNCTION casework_data.test_refuse(rule text) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'refused',
    DETAIL = jsonb_build_object('refused', casework_data.refusal(rule, rule, NULL, NULL))::text;
END
$$;
