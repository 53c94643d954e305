-- A procedure that is nothing but money: every step any number of times, in one state, and by the bank in another.
-- Its people: c1 to c64, who act, fin and fin2, who keep two funds, clerk and rel, who pay by batches. Synthetic
-- throughout; needs programmes.sql.
DO $$
DECLARE
  digest text := 'd6f658ace4e5fb3c77ddad61b1bfa4a2bda42eff86e6ff88f29c95d833ffe8b7';
  action jsonb := '{"by": "person", "open": false, "roles": ["storm_hand"], "only": null, "after": null, "unrelated": false, "people": 1,
    "distinct_from": [], "at_most": null, "while_held": false, "fill": [{"field": "amount", "need": "always"}], "documents": [],
    "targets": [{"to": "live"}], "bands": null, "tell": null, "needs": [], "has_values": true, "rules": [], "from": ["live"]}';
  field jsonb := '{"scale": 2, "min": null, "max": null, "max_length": null, "pattern": null, "choices": null, "columns": null, "item": null,
    "min_rows": null, "max_rows": null, "private": false, "optional": true, "role": null, "signed": false}';
  actions jsonb := '[]';
  who record;
BEGIN
  FOR who IN SELECT * FROM (VALUES ('reserve_one', 'reserve', 'one', 'value'), ('reserve_two', 'reserve', 'two', 'value'),
      ('commit', 'commit', NULL, 'reserved'), ('pay', 'pay', NULL, 'value'), ('pay_all', 'pay', NULL, 'reserved'),
      ('release', 'release', NULL, 'reserved'), ('recover', 'recover', NULL, 'value')) v (name, step, fund, amount) LOOP
    actions := actions || jsonb_build_array(action || jsonb_build_object('name', who.name, 'label', jsonb_build_object('en', who.name),
      'has_values', who.amount = 'value', 'fill', CASE WHEN who.amount = 'value' THEN action -> 'fill' ELSE '[]' END,
      'money', jsonb_build_array(jsonb_build_object('step', who.step, 'fund', who.fund, 'amount', who.amount, 'payee', NULL))));
  END LOOP;
  FOR who IN SELECT * FROM (VALUES ('send', 'batch', 'reserved', 'live', 'sent'), ('settle', 'bank', 'sent', 'sent', 'live'),
      ('return', 'bank', 'sent', 'sent', 'live')) v (step, hand, amount, since, target) LOOP
    actions := actions || jsonb_build_array(action || jsonb_build_object('name', who.step, 'label', jsonb_build_object('en', who.step), 'by', who.hand,
      'roles', '[]'::jsonb, 'has_values', false, 'fill', '[]'::jsonb, 'from', jsonb_build_array(who.since),
      'targets', jsonb_build_array(jsonb_build_object('to', who.target)), 'money', jsonb_build_array(jsonb_build_object(
        'step', who.step, 'fund', NULL, 'amount', who.amount, 'payee', CASE who.step WHEN 'send' THEN 'account' END))));
  END LOOP;
  actions := actions || jsonb_build_array(action || '{"name": "name_account", "label": {"en": "a"}, "has_values": false, "money": [],
    "fill": [{"field": "account", "need": "always"}]}');
  PERFORM casework_admin.install_definition(jsonb_build_object('format', 1, 'workflow', 'storm', 'version', 1, 'number', 'ST',
    'confidentiality', 1, 'currency', 'CNY', 'calendar', 'cn_public', 'label', jsonb_build_object('en', 'storm'), 'start', 'live',
    'roles', jsonb_build_array(jsonb_build_object('name', 'storm_hand', 'label', jsonb_build_object('en', 'hand'))),
    'fields', jsonb_build_array(field || '{"name": "amount", "type": "money", "label": {"en": "amount"}}',
      field || '{"name": "account", "type": "text", "max_length": 40, "label": {"en": "account"}}'),
    'documents', '[]'::jsonb, 'messages', '[]'::jsonb, 'hold', NULL,
    'states', '[{"name": "live", "phase": null, "ends": null, "label": {"en": "l"}, "deadline": null, "checks": []},
      {"name": "sent", "phase": null, "ends": null, "label": {"en": "s"}, "deadline": null, "checks": []}]'::jsonb,
    'deadlines', '[]'::jsonb, 'actions', actions, 'digest', digest), convert_to(E'casework: 1\nworkflow: storm\n', 'UTF8'), 'tests');
  FOR n IN 1 .. 64 LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'c' || n) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', 'c' || n);
    END IF;
    EXECUTE format('GRANT casework_user TO %I', 'c' || n);
    PERFORM casework_admin.staff_add('c' || n, 'c' || n);
    PERFORM casework_admin.staff_grant('c' || n, 'storm_hand');
  END LOOP;
  FOR who IN SELECT * FROM (VALUES ('clerk', 'finance_officer'), ('rel', 'releaser')) v (login, role) LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = who.login) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', who.login);
    END IF;
    EXECUTE format('GRANT casework_user TO %I', who.login);
    PERFORM casework_admin.staff_add(who.login, who.login);
    PERFORM casework_admin.staff_grant(who.login, who.role);
  END LOOP;
  INSERT INTO casework_data.bank_account (person, holder, account, bank, added_by, added_person, verified_by, verified_person, verified_at)
    SELECT '00000000-0000-4000-8000-00000000aaaa', 'Test Applicant', '6222020200112230', 'Example Bank', a.login, a.person, b.login, b.person, now()
      FROM casework_data.staff a, casework_data.staff b WHERE a.login = 'c1' AND b.login = 'clerk';
END
$$;

CREATE FUNCTION casework_rules.d_d6f658ace4e5fb3c77ddad61b1bfa4a2(action text, facts jsonb) RETURNS boolean[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN '{}';
END
$$;
CREATE FUNCTION casework_rules.v_d6f658ace4e5fb3c77ddad61b1bfa4a2(action text, facts jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  RETURN jsonb_build_object('tier', NULL, 'money', jsonb_build_array(facts -> 'form' -> 'amount'), 'facts', '{}'::jsonb);
END
$$;
ALTER FUNCTION casework_rules.d_d6f658ace4e5fb3c77ddad61b1bfa4a2(text, jsonb) OWNER TO casework_rules;
ALTER FUNCTION casework_rules.v_d6f658ace4e5fb3c77ddad61b1bfa4a2(text, jsonb) OWNER TO casework_rules;
REVOKE ALL ON FUNCTION casework_rules.d_d6f658ace4e5fb3c77ddad61b1bfa4a2(text, jsonb), casework_rules.v_d6f658ace4e5fb3c77ddad61b1bfa4a2(text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_rules.d_d6f658ace4e5fb3c77ddad61b1bfa4a2(text, jsonb), casework_rules.v_d6f658ace4e5fb3c77ddad61b1bfa4a2(text, jsonb) TO casework_owner;
