SET LOCAL ROLE casework_owner;

-- The parts of facts beyond form, applicant, today and now, as far as an action's rules read them.
CREATE OR REPLACE FUNCTION casework_data.facts_of(c casework_data.cases, a casework_data.wf_action, today integer) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  facts jsonb := '{}';
  part text;
  did jsonb := '{}';
BEGIN
  FOREACH part IN ARRAY a.need_parts LOOP
    facts := facts || CASE part
      WHEN 'docs' THEN jsonb_build_object('docs', c.docs)
      WHEN 'checks' THEN jsonb_build_object('checks', c.checks)
      WHEN 'money' THEN jsonb_build_object('money', casework_data.money_facts(c))
      WHEN 'case' THEN jsonb_build_object('case', casework_data.case_facts(c))
      ELSE '{}' END;
  END LOOP;
  IF cardinality(a.need_did) > 0 THEN
    FOREACH part IN ARRAY a.need_did LOOP
      did := did || jsonb_build_object(part, coalesce((c.did -> part) - 'people', '{"count":0}'));
    END LOOP;
    facts := facts || jsonb_build_object('did', did);
  END IF;
  IF cardinality(a.need_lookups) > 0 THEN
    facts := facts || jsonb_build_object('lookup', casework_data.lookups(c, a.need_lookups, today));
  END IF;
  RETURN facts;
END
$$;

-- Money as decimals of two places: to the guards what is reserved is everything not yet paid or released.
CREATE OR REPLACE FUNCTION casework_data.money_facts(c casework_data.cases) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('reserved', round((c.reserved + c.committed) / 100.0, 2),
  'committed', round(c.committed / 100.0, 2), 'sent', round(c.sent / 100.0, 2), 'paid', round(c.paid / 100.0, 2));

CREATE OR REPLACE FUNCTION casework_data.case_facts(c casework_data.cases) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT jsonb_build_object('number', c.number, 'round', c.visit,
    'opened_on', casework_data.day_at(c.opened_us, d.zone), 'entered_on', casework_data.day_at(c.entered_us, d.zone))
  FROM casework_data.definition d WHERE d.id = c.definition_id);

-- The closed list of lookups over other cases. What they found is recorded in the payload.
CREATE OR REPLACE FUNCTION casework_data.lookups(c casework_data.cases, wanted text[], today integer) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  values jsonb := '{}';
  self text := lower(btrim(c.applicant ->> 'name'));
  other text := lower(btrim(c.fields ->> 'opponent'));
  n bigint;
BEGIN
  IF 'open_cases' = ANY (wanted) THEN
    SELECT count(*) INTO n FROM casework_data.cases o
     WHERE o.applicant_id = c.applicant_id AND o.workflow = c.workflow AND o.closed_us IS NULL AND o.id <> c.id;
    values := values || jsonb_build_object('open_cases', n);
  END IF;
  IF 'paid_last_12_months' = ANY (wanted) THEN
    SELECT coalesce(sum(CASE l.kind WHEN 'recover' THEN -l.amount ELSE l.amount END), 0) INTO n
      FROM casework_data.cases o JOIN casework_data.ledger l ON l.case_id = o.id
     WHERE o.applicant_id = c.applicant_id AND o.workflow = c.workflow AND l.kind IN ('pay', 'settle', 'recover')
       AND l.at_us > casework_data.clock() - 31536000000000;
    values := values || jsonb_build_object('paid_last_12_months', round(n / 100.0, 2));
  END IF;
  IF 'opposing_cases' = ANY (wanted) THEN
    SELECT count(*) INTO n FROM (
      SELECT o.id FROM casework_data.cases o
       WHERE o.workflow = c.workflow AND o.opponent COLLATE "C" = self AND o.id <> c.id
      UNION
      SELECT o.id FROM casework_data.cases o
       WHERE o.workflow = c.workflow AND lower(btrim(o.applicant ->> 'name')) COLLATE "C" = other AND o.id <> c.id) x;
    values := values || jsonb_build_object('opposing_cases', n);
  END IF;
  RETURN values;
END
$$;
