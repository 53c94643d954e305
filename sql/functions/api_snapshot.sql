SET LOCAL ROLE casework_owner;

-- Everything the pure engine needs to judge as act() would, for this person. Where the content is not
-- open, fields, applicant and lookups are null and "protected" is true: no explanation then.
CREATE OR REPLACE FUNCTION casework.snapshot(case_ref text, reading uuid DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  who casework_data.actor := casework_data.standing(case_ref);
  c casework_data.cases;
  d casework_data.definition;
  now_us bigint;
  today integer;
  open_content boolean;
  hidden text[];
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = who.case_id;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  IF who.level = 'C' THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  open_content := casework_data.content_open(c, who, reading);
  hidden := casework_data.withheld(c, who, casework_data.opens_private(reading));
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  today := casework_data.day_at(now_us, d.zone);
  RETURN jsonb_build_object('case', c.number, 'id', c.id, 'workflow', c.workflow, 'digest', encode(d.digest, 'hex'), 'state', c.state,
    'version', c.version, 'unit', c.unit, 'visit', c.visit, 'entered_us', c.entered_us, 'opened_us', c.opened_us, 'due_us', c.due_us,
    'held', CASE WHEN c.held_reason IS NOT NULL THEN jsonb_build_object('reason', CASE WHEN open_content THEN c.held_reason END,
      'since_us', c.held_us, 'until', c.held_until - date '1970-01-01') END,
    'opens', c.opens, 'checks', (SELECT coalesce(jsonb_agg(k.value || jsonb_build_object('due_us', c.checks_due -> (k.value ->> 'name')) ORDER BY k.ordinality), '[]')
                 FROM jsonb_array_elements(c.checks) WITH ORDINALITY k),
    'docs', c.docs, 'money', casework_data.money_facts(c), 'ref_hash', encode(casework_data.signed_digest(d.signed, c.fields, c.salt), 'hex'),
    'actor', jsonb_build_object('login', who.login, 'person', who.person, 'roles', who.roles, 'level', who.level,
      -- to others this would tell whose case it is
      'applicant', CASE WHEN who.level = 'F' THEN who.person = c.applicant_id END,
      'related', CASE WHEN who.level = 'F' THEN casework_data.are_related(c.applicant_id, who.person) END,
      'for', (SELECT coalesce(jsonb_agg(jsonb_build_object('login', x.for_login, 'person', x.for_person, 'role', x.role,
          'applicant', CASE WHEN who.level = 'F' THEN x.for_person = c.applicant_id END,
          'related', CASE WHEN who.level = 'F' THEN casework_data.are_related(c.applicant_id, x.for_person) END) ORDER BY x.id), '[]')
        FROM casework_data.delegation x WHERE x.id = ANY (who.deputed))),
    'now_us', now_us, 'today', today)
  || jsonb_build_object('protected', NOT open_content,
    'fields', CASE WHEN open_content THEN c.fields - hidden END,
    -- filled, but not for this person: what reads it cannot be decided here
    'withheld', CASE WHEN open_content THEN to_jsonb(ARRAY(SELECT h FROM unnest(hidden) h WHERE c.fields ? h)) END,
    'applicant', CASE WHEN open_content THEN c.applicant || jsonb_build_object('id', c.applicant_id) END,
    'lookup', CASE WHEN open_content THEN casework_data.lookups(c, ARRAY(SELECT DISTINCT n FROM casework_data.wf_action a, unnest(a.need_lookups) n
                 WHERE a.definition_id = d.id), today) END,
    'held_elsewhere', CASE WHEN open_content THEN casework_data.benefit_facts(c, who, today) END,
    'entries', (SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('seq', e.seq, 'kind', e.kind, 'action', e.action, 'person', e.person, 'login', e.actor, 'for', casework_data.stood_in_for(e),
        'role', e.role, 'visit', e.visit, 'at_us', e.at_us, 'from', e.from_state, 'to', e.to_state, 'ref_hash', encode(e.ref_hash, 'hex'),
        'recalled', EXISTS (SELECT FROM casework_data.entry r WHERE r.case_id = c.id AND r.kind = 'recall' AND (r.answer ->> 'recalls')::bigint = e.seq),
        'moved', e.answer -> 'moved', 'filled', casework_data.fills_as_before(c, e.seq), 'check', e.answer -> 'check', 'result', e.answer -> 'result')) ORDER BY e.seq) FROM casework_data.entry e WHERE e.case_id = c.id),
    -- a year that takes no reservation has no room
    'funds', (SELECT coalesce(jsonb_object_agg(f.code, round(coalesce(y.allotted - y.reserved - y.committed - y.in_transit - y.paid, 0) / 100.0, 2)), '{}')
                FROM casework_data.fund f LEFT JOIN casework_data.fund_year y
                  ON y.fund_id = f.id AND y.year = extract(year FROM date '1970-01-01' + today)
                     AND y.closed_at IS NULL AND (y.freeze_from > date '1970-01-01' + today) IS NOT FALSE
               WHERE f.currency = d.currency),
    -- what a release would give back to this year's room
    'returns', (SELECT coalesce(jsonb_object_agg(f.code, round((m.reserved + m.committed) / 100.0, 2)), '{}')
                FROM casework_data.case_money m JOIN casework_data.fund f ON f.id = m.fund_id
                JOIN casework_data.fund_year y ON y.fund_id = m.fund_id AND y.year = m.year
                     AND y.closed_at IS NULL AND (y.freeze_from > date '1970-01-01' + today) IS NOT FALSE
               WHERE m.case_id = c.id AND m.year = extract(year FROM date '1970-01-01' + today)),
    -- money that came from closed years, and how much comes back before it
    'closed', (SELECT coalesce(jsonb_agg(jsonb_build_object('fund', x.code, 'year', x.year, 'before', round(x.before / 100.0, 2)) ORDER BY x.code COLLATE "C", x.year), '[]')
                FROM (SELECT f.code, m.year, y.closed_at, sum(m.paid) OVER (ORDER BY m.fund_id, m.year) - m.paid AS before
                        FROM casework_data.case_money m JOIN casework_data.fund f ON f.id = m.fund_id
                        JOIN casework_data.fund_year y ON y.fund_id = m.fund_id AND y.year = m.year WHERE m.case_id = c.id AND m.paid > 0) x
               WHERE x.closed_at IS NOT NULL),
    'staff', (SELECT coalesce(jsonb_object_agg(x.login, jsonb_build_object('roles', x.roles)), '{}') FROM (
        SELECT s.login, jsonb_agg(DISTINCT g.role) AS roles FROM casework_data.staff s JOIN casework_data.role_grant g ON g.staff_id = s.id
         WHERE s.retired_at IS NULL AND g.revoked_at IS NULL AND (g.programme IS NULL OR g.programme = c.workflow) AND (g.unit IS NULL OR g.unit = ANY (casework_data.units_of(c.scope_id)))
           AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()) GROUP BY s.login) x));
END
$$;
GRANT EXECUTE ON FUNCTION casework.snapshot(text, uuid) TO casework_user;

-- Whether a vote of this visit fills its fields as they are now; NULL for what is no standing vote.
CREATE OR REPLACE FUNCTION casework_data.fills_as_before(c casework_data.cases, seq bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT v.value ->> 'filled' = encode(casework_data.signed_digest(a.fill, c.fields, c.salt), 'hex')
            FROM jsonb_array_elements(c.votes) v JOIN casework_data.wf_action a
              ON a.definition_id = c.definition_id AND a.name = v.value ->> 'action'
           WHERE (v.value ->> 'seq')::bigint = fills_as_before.seq);
END
$$;
