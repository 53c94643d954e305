-- For throw-away databases only (workflow test --database): the people, the papers and the money of one
-- test, and its steps through the API itself. No installed schema has a function named test_*, or these
-- lookups; doctor flags one that does.
SET LOCAL ROLE casework_owner;

-- What a test says that lookups find comes on top of what they find here.
DO $$
BEGIN
  IF to_regprocedure('casework_data.test_lookups_found(casework_data.cases, text[], integer)') IS NULL THEN
    ALTER FUNCTION casework_data.lookups(casework_data.cases, text[], integer) RENAME TO test_lookups_found;
  END IF;
END
$$;
CREATE OR REPLACE FUNCTION casework_data.lookups(c casework_data.cases, wanted text[], today integer) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  found jsonb := casework_data.test_lookups_found(c, wanted, today);
  said jsonb := coalesce(nullif(current_setting('casework_test.lookup', true), ''), '{}')::jsonb;
BEGIN
  RETURN (SELECT coalesce(jsonb_object_agg(f.key, to_jsonb(f.value::numeric + coalesce((said ->> f.key)::numeric, 0))), '{}')
            FROM jsonb_each_text(found) f);
END
$$;

-- So with what other cases hold: benefits that never end, and the invoice.
DO $$
BEGIN
  IF to_regprocedure('casework_data.test_faults_found(casework_data.cases, jsonb, jsonb, casework_data.actor, integer)') IS NULL THEN
    ALTER FUNCTION casework_data.benefit_faults(casework_data.cases, jsonb, jsonb, casework_data.actor, integer) RENAME TO test_faults_found;
  END IF;
END
$$;
CREATE OR REPLACE FUNCTION casework_data.benefit_faults(
  c casework_data.cases, b jsonb, fields jsonb, who casework_data.actor, today integer) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  said jsonb := coalesce(nullif(current_setting('casework_test.lookup', true), ''), '{}')::jsonb;
  found jsonb := casework_data.test_faults_found(c, b, fields, who, today);
BEGIN
  IF b ? 'class' AND (said ->> 'live_benefits')::numeric > 0 AND NOT found @> '[{"rule":"benefit"}]' THEN
    found := casework_data.refusal('benefit', 'benefit', b ->> 'class', '{"why":"live"}') || found;
  END IF;
  IF b ? 'invoice' AND (said ->> 'counted_invoices')::numeric > 0 AND NOT found @> '[{"rule":"invoice"}]' THEN
    found := found || casework_data.refusal('invoice', 'invoice', b #>> '{invoice,number}', '{"why":"counted"}');
  END IF;
  RETURN found;
END
$$;

-- A test begins: {"applicant" {"name", "born", "member_since", "union"}, "own" (the login whose case it is, or
-- null), "people" {login: [role]}, "related" [login], "funds" {code: cents}, "currency"}. Who may see
-- a case is no rule of the file: here everybody sees everything.
CREATE OR REPLACE FUNCTION casework_data.test_scenario(test jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  him uuid := gen_random_uuid();
  human uuid;
  who record;
  staff integer;
  facts jsonb := test -> 'applicant';
BEGIN
  PERFORM set_config('casework_test.case', '', true);
  UPDATE casework_data.tier_access SET level = 'F';
  INSERT INTO casework_data.person (id, name, born, member_since, union_code, added_by)
    VALUES (him, facts ->> 'name', (facts ->> 'born')::date, (facts ->> 'member_since')::date, facts ->> 'union', session_user);
  FOR who IN SELECT p.key AS login, p.value AS roles FROM jsonb_each(test -> 'people') p
             UNION ALL SELECT 'the clock', '["clock"]' UNION ALL SELECT 'batch', '["batch"]'
             UNION ALL SELECT 'bank', '["bank"]' LOOP
    human := gen_random_uuid();
    IF who.login = test ->> 'own' THEN
      human := him;
    ELSE
      INSERT INTO casework_data.person (id, name, added_by) VALUES (human, who.login, session_user);
    END IF;
    INSERT INTO casework_data.staff (login, login_oid, person, name, added_by)
      VALUES (who.login, 0, human, who.login, session_user) RETURNING id INTO staff;
    INSERT INTO casework_data.role_grant (staff_id, role, since, granted_by)
      SELECT staff, r.value, '-infinity', session_user FROM jsonb_array_elements_text(who.roles) r;
    IF test -> 'related' ? who.login AND human <> him THEN
      -- A relationship of this very transaction would not count yet.
      INSERT INTO casework_data.relationship (person_a, person_b, kind, declared_by, xid)
        VALUES (least(human, him), greatest(human, him), 'cousin', session_user, '3');
    END IF;
  END LOOP;
  INSERT INTO casework_data.fund (code, label, currency, added_by)
    SELECT f.key, '{}', test ->> 'currency', session_user FROM jsonb_each(test -> 'funds') f;
  INSERT INTO casework_data.fund_year (fund_id, year, allotted)
    SELECT f.id, y, (test -> 'funds' ->> f.code)::bigint FROM casework_data.fund f, generate_series(1950, 2149) y;
  RETURN him;
END
$$;

-- One step as its person and at its time: {"login", "us", "lookup", "kind", …}, "docs" with an opening. Gives "refused"
-- (the rules, in order), "error" (anything else that went wrong), "clock" (what a tick did) and "case".
CREATE OR REPLACE FUNCTION casework_data.test_step(programme text, applicant uuid, step jsonb, request text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  here text := coalesce(current_setting('casework_test.case', true), '');
  answer jsonb;
  detail text;
  said text;
  state text;
  result jsonb := '{}';
BEGIN
  PERFORM set_config('casework_test.login', step ->> 'login', true), set_config('casework_test.now_us', step ->> 'us', true),
    set_config('casework_test.lookup', step ->> 'lookup', true);
  BEGIN
    CASE step ->> 'kind'
      WHEN 'open' THEN
        answer := casework.open(programme, applicant, step -> 'fields', request, step ->> 'action');
        here := answer ->> 'id';
        PERFORM set_config('casework_test.case', here, true);
        UPDATE casework_data.cases c SET docs = c.docs || (step -> 'docs') WHERE c.id = here::uuid;
      WHEN 'act' THEN
        IF here = '' THEN
          PERFORM casework_data.test_refuse('state');
        END IF;
        answer := casework.act(here, step ->> 'action', step -> 'fields', (step ->> 'expect')::bigint, request);
      WHEN 'check' THEN answer := casework.check_result(here, step ->> 'name', step ->> 'result', 'a test', request);
      WHEN 'hold' THEN answer := casework.hold(here, step ->> 'reason', (step ->> 'until')::date, request);
      WHEN 'resume' THEN answer := casework.resume(here, request);
      WHEN 'recall' THEN answer := casework.recall(here, step ->> 'action', request);
      WHEN 'correct' THEN answer := casework.correct(here, step ->> 'field', step -> 'value', 'a test', request);
      WHEN 'attach' THEN answer := casework.attach(here, step ->> 'document', 'a test', '\x00', (step ->> 'issued_on')::date, request);
      WHEN 'waive' THEN answer := casework.waive(here, step ->> 'document', 'a test', request);
      WHEN 'tick' THEN result := jsonb_build_object('clock', casework.tick(100));
    END CASE;
  EXCEPTION WHEN SQLSTATE 'KW001' THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
    result := jsonb_build_object('refused', (SELECT jsonb_agg(x.value -> 'rule' ORDER BY x.ordinality)
      FROM jsonb_array_elements(detail::jsonb -> 'refused') WITH ORDINALITY x));
  WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, state = RETURNED_SQLSTATE;
    result := jsonb_build_object('error', state || ' ' || said);
  END;
  RETURN result || jsonb_build_object('case', (
    SELECT jsonb_build_object('state', c.state, 'version', c.version, 'visit', c.visit, 'fields', c.fields, 'docs', c.docs,
        'checks', c.checks, 'reserved', c.reserved + c.committed, 'committed', c.committed, 'sent', c.sent, 'paid', c.paid, 'due_us', c.due_us,
        'held', c.held_reason, 'deadlines', (SELECT coalesce(jsonb_object_agg(k.name, k.due_us), '{}')
          FROM casework_data.case_deadline k WHERE k.case_id = c.id))
      FROM casework_data.cases c WHERE c.id = nullif(here, '')::uuid));
END
$$;
