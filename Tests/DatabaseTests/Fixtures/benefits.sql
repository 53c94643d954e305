-- Three programmes that grant for a time: relief and winter the household's subsistence, clinic one person's
-- treatment, with the invoice that it counts.
DO $$
DECLARE
  programme text;
  source bytea;
  hex text;
  actions jsonb;
BEGIN
  FOREACH programme IN ARRAY ARRAY['relief', 'winter', 'clinic'] LOOP
    source := convert_to('casework: 1 ' || programme, 'UTF8');
    hex := encode(sha256(source), 'hex');
    actions := CASE programme WHEN 'clinic' THEN '[
        {"name": "grant", "from": ["draft", "granted"], "targets": [{"to": "granted"}], "roles": ["caseworker", "supervisor"],
         "fill": [{"field": "since", "need": "never"}, {"field": "until", "need": "never"}, {"field": "hospital", "need": "always"}, {"field": "bill", "need": "always"}],
         "benefit": {"class": "medical", "from": "since", "to": "until", "of": "person", "invoice": {"hospital": "hospital", "number": "bill"}}},
        {"name": "family", "from": ["draft"], "targets": [{"to": "granted"}], "roles": ["caseworker"],
         "benefit": {"class": "medical", "n": 30, "unit": "days", "of": "household"}},
        {"name": "refuse", "from": ["draft", "granted"], "targets": [{"to": "refused"}], "roles": ["caseworker"], "benefit": {"ends": "release"}}]'
      ELSE '[
        {"name": "grant", "from": ["draft", "granted"], "targets": [{"to": "granted"}], "roles": ["caseworker", "supervisor"],
         "benefit": {"class": "subsistence", "n": 12, "unit": "months", "of": "household"}},
        {"name": "gift", "from": ["draft", "granted"], "targets": [{"to": "granted"}], "roles": ["caseworker", "supervisor"],
         "benefit": {"class": "seasonal", "n": 30, "unit": "days", "of": "household"}},
        {"name": "stop", "from": ["granted"], "targets": [{"to": "granted"}], "roles": ["caseworker"], "benefit": {"ends": "end"}},
        {"name": "refuse", "from": ["draft", "granted"], "targets": [{"to": "refused"}], "roles": ["caseworker"], "benefit": {"ends": "release"}}]' END;
    PERFORM casework_admin.install_definition(jsonb_build_object('format', 1, 'workflow', programme, 'version', 1, 'number', upper(left(programme, 2)),
      'confidentiality', CASE programme WHEN 'clinic' THEN 2 ELSE 1 END, 'currency', 'CNY', 'calendar', 'cn_public', 'label', '{}'::jsonb,
      'start', 'draft', 'digest', hex, 'roles', '[]'::jsonb, 'documents', '[]'::jsonb, 'messages', '[]'::jsonb, 'hold', NULL, 'deadlines', '[]'::jsonb,
      'fields', '[{"name": "since", "type": "date"}, {"name": "until", "type": "date"}, {"name": "hospital", "type": "text", "max_length": 100},
        {"name": "bill", "type": "text", "max_length": 100}]'::jsonb,
      'states', '[{"name": "draft", "checks": []}, {"name": "granted", "checks": []}, {"name": "refused", "ends": "refused", "checks": []}]'::jsonb,
      'actions', (SELECT jsonb_agg('{"by": "person", "open": false, "only": null, "after": null, "unrelated": false, "people": 1, "distinct_from": [],
        "at_most": null, "while_held": false, "fill": [], "documents": [], "bands": null, "money": [], "tell": null, "needs": [],
        "has_values": false, "rules": []}'::jsonb || a.value ORDER BY a.ordinality) FROM jsonb_array_elements(actions) WITH ORDINALITY a)), source, 'tests');
  END LOOP;
END
$$;
INSERT INTO casework_data.person (id, name, union_code, added_by)
  SELECT ('00000000-0000-4000-8000-0000000000b' || n)::uuid, 'Member ' || n, CASE n WHEN 9 THEN 'STEEL' END, 'tests' FROM generate_series(0, 9) n;
DO $$
DECLARE
  who record;
BEGIN
  -- win works on winter alone, steel in one unit alone; both keep the register
  FOR who IN SELECT * FROM (VALUES ('win', 'winter', NULL), ('steel', NULL, 'STEEL')) v (login, programme, unit) LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = who.login) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', who.login);
    END IF;
    EXECUTE format('GRANT casework_user TO %I', who.login);
    PERFORM casework_admin.staff_add(who.login, who.login), casework_admin.staff_grant(who.login, 'caseworker', who.programme, who.unit);
  END LOOP;
END
$$;
