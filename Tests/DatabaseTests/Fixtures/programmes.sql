-- Two procedures, their calendar and their staff for the tests: a grant with tiers and money in the open
-- tier, and talks in the third. Synthetic throughout.

SELECT casework_admin.install_calendar($doc${"calendar": "cn_public", "zone": "Asia/Shanghai", "label": {"en": "CN"}, "source": "test", "weekend": ["saturday", "sunday"], "holidays": {"2026-01-01": {"en": "New Year"}, "2026-10-01": {"en": "National day"}}, "working": {"2026-01-04": {"en": "make-up"}}}$doc$);

SELECT casework_admin.install_definition($doc${"format": 1, "workflow": "small_grant", "version": 1, "number": "SG", "confidentiality": 1, "currency": "CNY", "calendar": "cn_public", "label": {"en": "Small grant"}, "start": "intake", "roles": [{"name": "caseworker", "label": {"en": "caseworker"}},
 {"name": "reviewer", "label": {"en": "reviewer"}},
 {"name": "supervisor", "label": {"en": "supervisor"}},
 {"name": "director", "label": {"en": "director"}},
 {"name": "cashier", "label": {"en": "cashier"}}], "fields": [{"name": "name", "type": "text", "scale": 2, "min": null, "max": null, "max_length": 80, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "name"}},
 {"name": "born", "type": "date", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "born"}},
 {"name": "income", "type": "money", "scale": 2, "min": "0", "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "income"}},
 {"name": "people", "type": "rows", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": [{"name": "age", "type": "integer", "scale": 2, "min": "0", "max": "120", "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "age"}},
 {"name": "disabled", "type": "yes_no", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "disabled"}}], "item": null, "min_rows": 1, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "people"}},
 {"name": "cause", "type": "choice", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": [{"name": "illness", "label": {"en": "illness"}},
 {"name": "job_loss", "label": {"en": "job_loss"}},
 {"name": "disaster", "label": {"en": "disaster"}},
 {"name": "other", "label": {"en": "other"}}], "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "cause"}},
 {"name": "cause_note", "type": "text", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "cause_note"}},
 {"name": "requested", "type": "money", "scale": 2, "min": "1", "max": "50000", "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "requested"}},
 {"name": "granted", "type": "money", "scale": 2, "min": "0", "max": "50000", "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": true, "label": {"en": "granted"}},
 {"name": "account", "type": "text", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": "[0-9]{12,19}", "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": true, "optional": false, "role": null, "signed": true, "label": {"en": "account"}},
 {"name": "reason", "type": "text", "scale": 2, "min": null, "max": null, "max_length": 500, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "reason"}}], "documents": [{"name": "id_card", "not_older_than": null, "label": {"en": "id"}},
 {"name": "income_proof", "not_older_than": {"n": 90, "unit": "days"}, "label": {"en": "inc"}},
 {"name": "medical", "not_older_than": null, "label": {"en": "m"}}], "messages": [{"name": "grant_paid", "text": {"en": "paid"}}], "hold": {"roles": ["caseworker"], "reasons": [{"name": "waiting", "label": {"en": "w"}}]}, "states": [{"name": "intake", "phase": "intake", "ends": null, "label": {"en": "i"}, "deadline": {"within": {"n": 60, "unit": "days"}, "of": null, "remind": null, "escalate_to": null, "then": "lapse"}, "checks": []},
 {"name": "review", "phase": "review", "ends": null, "label": {"en": "r"}, "deadline": {"within": {"n": 10, "unit": "business_days"}, "of": null, "remind": {"n": 2, "unit": "business_days"}, "escalate_to": "supervisor", "then": null}, "checks": [{"name": "means_test", "role": "reviewer", "within": {"n": 5, "unit": "business_days"}, "label": {"en": "mt"}},
 {"name": "home_visit", "role": "caseworker", "within": {"n": 7, "unit": "business_days"}, "label": {"en": "hv"}}]},
 {"name": "decision", "phase": "review", "ends": null, "label": {"en": "d"}, "deadline": {"within": {"n": 5, "unit": "business_days"}, "of": null, "remind": null, "escalate_to": "director", "then": null}, "checks": []},
 {"name": "approved", "phase": "payment", "ends": null, "label": {"en": "a"}, "deadline": {"within": {"n": 3, "unit": "business_days"}, "of": null, "remind": null, "escalate_to": "supervisor", "then": null}, "checks": []},
 {"name": "paid", "phase": null, "ends": "granted", "label": {"en": "p"}, "deadline": null, "checks": []},
 {"name": "refused", "phase": null, "ends": "refused", "label": {"en": "p"}, "deadline": null, "checks": []},
 {"name": "closed", "phase": null, "ends": "withdrawn", "label": {"en": "p"}, "deadline": null, "checks": []}], "deadlines": [], "actions": [{"name": "submit", "label": {"en": "submit"}, "by": "person", "open": false, "roles": ["caseworker"], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": [], "at_most": null, "while_held": false, "fill": [{"field": "name", "need": "always"},
 {"field": "born", "need": "always"},
 {"field": "income", "need": "always"},
 {"field": "people", "need": "always"},
 {"field": "cause", "need": "always"},
 {"field": "requested", "need": "always"},
 {"field": "account", "need": "always"},
 {"field": "cause_note", "need": "when"}], "documents": ["id_card", "income_proof", "medical"], "targets": [{"to": "review"}], "bands": null, "money": [], "tell": null, "needs": [], "has_values": false, "rules": [{"name": "born", "kind": "field", "ref": "born", "say": null},
 {"name": "cause_note", "kind": "required", "ref": "cause_note", "say": null},
 {"name": "medical", "kind": "document", "ref": "medical", "say": null},
 {"name": "review.home_visit", "kind": "check", "ref": "review.home_visit", "say": null}], "from": ["intake"]},
 {"name": "send_back", "label": {"en": "send_back"}, "by": "person", "open": false, "roles": ["reviewer"], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": [], "at_most": 3, "while_held": false, "fill": [{"field": "reason", "need": "always"}], "documents": [], "targets": [{"to": "intake"}], "bands": null, "money": [], "tell": null, "needs": [], "has_values": false, "rules": [], "from": ["review"]},
 {"name": "recommend", "label": {"en": "recommend"}, "by": "person", "open": false, "roles": ["reviewer"], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": ["submit"], "at_most": null, "while_held": false, "fill": [{"field": "granted", "need": "always"}], "documents": [], "targets": [{"to": "decision"}], "bands": null, "money": [], "tell": null, "needs": ["checks"], "has_values": false, "rules": [{"name": "eligible", "kind": "when", "ref": null, "say": {"en": "Income per head is above the limit and nobody is disabled."}},
 {"name": "not_more_than_asked", "kind": "when", "ref": null, "say": null},
 {"name": "checked", "kind": "when", "ref": null, "say": null}], "from": ["review"]},
 {"name": "approve", "label": {"en": "approve"}, "by": "person", "open": false, "roles": [], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": ["submit", "recommend"], "at_most": null, "while_held": false, "fill": [], "documents": [], "targets": [{"to": "approved"}], "bands": [{"up_to": "5000.00", "roles": ["supervisor"], "each": false, "people": 1, "documents": []},
 {"up_to": "20000.00", "roles": ["director"], "each": false, "people": 1, "documents": []},
 {"up_to": "50000.00", "roles": ["director"], "each": false, "people": 2, "documents": []}], "money": [{"step": "reserve", "fund": "hardship", "amount": "value", "payee": null}], "tell": null, "needs": [], "has_values": true, "rules": [], "from": ["decision"]},
 {"name": "pay", "label": {"en": "pay"}, "by": "person", "open": false, "roles": ["cashier"], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": ["submit", "recommend", "approve"], "at_most": null, "while_held": false, "fill": [], "documents": [], "targets": [{"to": "paid"}], "bands": null, "money": [{"step": "pay", "fund": null, "amount": "reserved", "payee": "account"}], "tell": {"applicant": "grant_paid"}, "needs": [], "has_values": false, "rules": [], "from": ["approved"]},
 {"name": "refuse", "label": {"en": "refuse"}, "by": "person", "open": false, "roles": ["reviewer", "supervisor"], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": [], "at_most": null, "while_held": false, "fill": [{"field": "reason", "need": "always"}], "documents": [], "targets": [{"to": "refused"}], "bands": null, "money": [], "tell": null, "needs": [], "has_values": false, "rules": [], "from": ["review", "decision"]},
 {"name": "withdraw", "label": {"en": "withdraw"}, "by": "person", "open": false, "roles": ["caseworker"], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": [], "at_most": null, "while_held": false, "fill": [{"field": "reason", "need": "always"}], "documents": [], "targets": [{"to": "closed"}], "bands": null, "money": [{"step": "release", "fund": null, "amount": "reserved", "payee": null}], "tell": null, "needs": [], "has_values": false, "rules": [], "from": ["intake", "review", "decision", "approved"]},
 {"name": "lapse", "label": {"en": "lapse"}, "by": "clock", "open": false, "roles": [], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": [], "at_most": null, "while_held": false, "fill": [], "documents": [], "targets": [{"to": "closed"}], "bands": null, "money": [], "tell": null, "needs": [], "has_values": false, "rules": [], "from": ["intake"]}], "digest": "3d6fe684569b01d9505a7c4e4b5dd7ff7de2e1696a2215fc7c1b49382bc4d9fb"}$doc$,
  convert_to(E'casework: 1\nworkflow: small_grant\n', 'UTF8'), 'tests');

CREATE FUNCTION casework_rules.d_3d6fe684569b01d9505a7c4e4b5dd7ff(action text, facts jsonb) RETURNS boolean[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN CASE action
    WHEN 'submit' THEN ARRAY[(facts -> 'form' ->> 'born')::numeric < (facts ->> 'today')::numeric,
      facts -> 'form' ->> 'cause' = 'other', facts -> 'form' ->> 'cause' = 'illness', (facts -> 'form' ->> 'requested')::numeric > 10000]
    WHEN 'recommend' THEN ARRAY[(facts -> 'form' ->> 'income')::numeric / jsonb_array_length(facts -> 'form' -> 'people') <= 2500,
      (facts -> 'form' ->> 'granted')::numeric <= (facts -> 'form' ->> 'requested')::numeric,
      (SELECT coalesce(bool_and(c ->> 'result' IN ('pass', 'not_needed')), true) FROM jsonb_array_elements(facts -> 'checks') c)]
    ELSE '{}'::boolean[] END;
END
$$;
ALTER FUNCTION casework_rules.d_3d6fe684569b01d9505a7c4e4b5dd7ff(text, jsonb) OWNER TO casework_rules;
REVOKE ALL ON FUNCTION casework_rules.d_3d6fe684569b01d9505a7c4e4b5dd7ff(text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_rules.d_3d6fe684569b01d9505a7c4e4b5dd7ff(text, jsonb) TO casework_owner;

CREATE FUNCTION casework_rules.v_3d6fe684569b01d9505a7c4e4b5dd7ff(action text, facts jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN CASE action WHEN 'approve' THEN jsonb_build_object('tier', (facts -> 'form' ->> 'granted')::numeric,
    'money', jsonb_build_array((facts -> 'form' ->> 'granted')::numeric), 'facts', '{}'::jsonb) END;
END
$$;
ALTER FUNCTION casework_rules.v_3d6fe684569b01d9505a7c4e4b5dd7ff(text, jsonb) OWNER TO casework_rules;
REVOKE ALL ON FUNCTION casework_rules.v_3d6fe684569b01d9505a7c4e4b5dd7ff(text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_rules.v_3d6fe684569b01d9505a7c4e4b5dd7ff(text, jsonb) TO casework_owner;

SELECT casework_admin.install_definition($doc${"format": 1, "workflow": "talks", "version": 1, "number": "TK", "confidentiality": 3, "currency": "CNY", "calendar": "cn_public", "label": {"en": "Talks"}, "start": "triage", "roles": [{"name": "counsellor", "label": {"en": "counsellor"}},
 {"name": "clinical_supervisor", "label": {"en": "clinical_supervisor"}}], "fields": [{"name": "concern", "type": "text", "scale": 2, "min": null, "max": null, "max_length": 500, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "concern"}},
 {"name": "counsellor", "type": "staff", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": "counsellor", "signed": false, "label": {"en": "counsellor"}},
 {"name": "level", "type": "integer", "scale": 2, "min": "0", "max": "10", "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "level"}},
 {"name": "ratio", "type": "decimal", "scale": 3, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "ratio"}},
 {"name": "since", "type": "date", "scale": 2, "min": "2000-01-01", "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "since"}},
 {"name": "seen_at", "type": "datetime", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "seen_at"}},
 {"name": "length", "type": "duration", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "length"}},
 {"name": "tags", "type": "list", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": "text", "min_rows": null, "max_rows": 3, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "tags"}},
 {"name": "agreed", "type": "yes_no", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "agreed"}},
 {"name": "kind", "type": "choice", "scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": [{"name": "grief", "label": {"en": "g"}},
 {"name": "work", "label": {"en": "w"}}], "columns": null, "item": null, "min_rows": null, "max_rows": null, "private": false, "optional": false, "role": null, "signed": false, "label": {"en": "kind"}}], "documents": [{"name": "consent", "not_older_than": null, "label": {"en": "consent"}}], "messages": [], "hold": {"roles": ["counsellor"], "reasons": [{"name": "away", "label": {"en": "away"}}]}, "states": [{"name": "triage", "phase": "open", "ends": null, "label": {"en": "t"}, "deadline": {"within": {"n": 2, "unit": "hours"}, "of": null, "remind": null, "escalate_to": "clinical_supervisor", "then": null}, "checks": []},
 {"name": "in_sessions", "phase": "open", "ends": null, "label": {"en": "s"}, "deadline": null, "checks": []},
 {"name": "closed", "phase": null, "ends": "closed", "label": {"en": "c"}, "deadline": null, "checks": []}], "deadlines": [{"name": "review", "of": "since", "within": {"n": 30, "unit": "days"}, "while": ["in_sessions"], "remind": null, "escalate_to": "clinical_supervisor"}], "actions": [{"name": "self_refer", "label": {"en": "self_refer"}, "by": "person", "open": true, "roles": ["counsellor"], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": [], "at_most": null, "while_held": false, "fill": [{"field": "concern", "need": "always"}], "documents": [], "targets": [{"to": "triage"}], "bands": null, "money": [], "tell": null, "needs": [], "has_values": false, "rules": [], "from": []},
 {"name": "match", "label": {"en": "match"}, "by": "person", "open": false, "roles": ["counsellor", "clinical_supervisor"], "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": [], "at_most": null, "while_held": false, "fill": [{"field": "counsellor", "need": "always"},
 {"field": "level", "need": "never"},
 {"field": "ratio", "need": "never"},
 {"field": "since", "need": "never"},
 {"field": "seen_at", "need": "never"},
 {"field": "length", "need": "never"},
 {"field": "tags", "need": "never"},
 {"field": "agreed", "need": "never"},
 {"field": "kind", "need": "never"}], "documents": [], "targets": [{"to": "in_sessions"}], "bands": null, "money": [], "tell": null, "needs": [], "has_values": false, "rules": [], "from": ["triage"]},
 {"name": "close", "label": {"en": "close"}, "by": "person", "open": false, "roles": ["counsellor"], "only": "counsellor", "after": null, "unrelated": false, "people": 1, "distinct_from": [], "at_most": null, "while_held": false, "fill": [], "documents": [], "targets": [{"to": "closed"}], "bands": null, "money": [], "tell": null, "needs": [], "has_values": false, "rules": [], "from": ["in_sessions"]},
 {"name": "end_early", "label": {"en": "end_early"}, "by": "person", "open": false, "roles": ["counsellor", "clinical_supervisor"], "only": null, "after": null, "unrelated": true, "people": 2, "distinct_from": [], "at_most": null, "while_held": false, "fill": [], "documents": [], "targets": [{"to": "closed"}], "bands": null, "money": [], "tell": null, "needs": [], "has_values": false, "rules": [], "from": ["in_sessions"]}], "digest": "44bf411ee06b1c2034e19cac9382ee9777b4680ace6da066374db7dbd7dc1b39"}$doc$,
  convert_to(E'casework: 1\nworkflow: talks\n', 'UTF8'), 'tests');

CREATE FUNCTION casework_rules.d_44bf411ee06b1c2034e19cac9382ee97(action text, facts jsonb) RETURNS boolean[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN '{}';
END
$$;
ALTER FUNCTION casework_rules.d_44bf411ee06b1c2034e19cac9382ee97(text, jsonb) OWNER TO casework_rules;
REVOKE ALL ON FUNCTION casework_rules.d_44bf411ee06b1c2034e19cac9382ee97(text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_rules.d_44bf411ee06b1c2034e19cac9382ee97(text, jsonb) TO casework_owner;

CREATE FUNCTION casework_rules.v_44bf411ee06b1c2034e19cac9382ee97(action text, facts jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN NULL;
END
$$;
ALTER FUNCTION casework_rules.v_44bf411ee06b1c2034e19cac9382ee97(text, jsonb) OWNER TO casework_rules;
REVOKE ALL ON FUNCTION casework_rules.v_44bf411ee06b1c2034e19cac9382ee97(text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_rules.v_44bf411ee06b1c2034e19cac9382ee97(text, jsonb) TO casework_owner;

DO $$
DECLARE
  who record;
BEGIN
  FOR who IN SELECT * FROM (VALUES ('li', 'caseworker'), ('li', 'supervisor'), ('wang', 'reviewer'), ('zhao', 'supervisor'), ('sun', 'cashier'),
      ('fin', 'finance_officer'), ('fin2', 'finance_officer'), ('aud', 'auditor'), ('coun', 'counsellor'), ('coun2', 'counsellor'), ('clin', 'clinical_supervisor'),
      ('dir1', 'director'), ('dir2', 'director'), ('tick', 'clock'), ('mallory', 'caseworker')) v (login, role) LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = who.login) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', who.login);
    END IF;
    EXECUTE format('GRANT casework_user TO %I', who.login);
    PERFORM casework_admin.staff_add(who.login, who.login);
    PERFORM casework_admin.staff_grant(who.login, who.role, CASE WHEN who.login = 'mallory' THEN 'another_programme' END);
  END LOOP;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'stranger') THEN
    CREATE ROLE stranger LOGIN;
  END IF;
  GRANT casework_user TO stranger;
END
$$;
INSERT INTO casework_data.person (id, name, added_by) VALUES ('00000000-0000-4000-8000-00000000aaaa', 'Test Applicant', 'tests');
