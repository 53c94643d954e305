-- Many cases of many units, six entries each, in a throw-away database, as a superuser: what lists and plans are
-- measured among. Written past the API, so the digests are of nothing. Settings say how many, of which
-- procedures and whose: bench.cases, bench.units, bench.grants (tier 1), bench.talks (tier 3, every
-- twentieth), bench.counsellors.
SET LOCAL ROLE casework_owner;

INSERT INTO casework_data.scope (workflow, tier, unit, access)
  SELECT DISTINCT d.workflow, d.tier, 'U' || lpad(n::text, 3, '0'), casework_data.access_levels(d.workflow, d.tier)
    FROM casework_data.definition d, generate_series(1, current_setting('bench.units')::integer) n
   WHERE d.workflow IN (current_setting('bench.grants'), current_setting('bench.talks'))
  ON CONFLICT DO NOTHING;

-- One in twenty of each unit is open; the rest ended within the last years, as registers are.
INSERT INTO casework_data.cases (id, number, scope_id, definition_id, workflow, tier, unit, applicant_id, applicant,
    state, version, visit, opened_us, entered_us, last_us, closed_us, due_us, assigned, head, salt, fields, did)
  SELECT gen_random_uuid(), 'BM-' || lpad(n::text, 7, '0'), s.id, d.id, d.workflow, d.tier, s.unit, p.id, jsonb_build_object('name', p.name),
      CASE WHEN open.yes THEN d.going ELSE d.ended END, 6, 1, at.us, at.us, at.us + 6, CASE WHEN NOT open.yes THEN at.us + 6 END,
      CASE WHEN open.yes THEN casework_data.clock() + n::bigint * 1000000 END,
      CASE WHEN d.tier = 3 THEN ARRAY[d.counsellors[1 + n / 20 % cardinality(d.counsellors)]] ELSE '{}' END,
      sha256('\x00'), sha256('\x00'), '{"income": 6000.00, "requested": 4000.00}', '{}'
    FROM generate_series(1, current_setting('bench.cases')::integer) n
    JOIN (SELECT DISTINCT ON (t.workflow) t.*, string_to_array(current_setting('bench.counsellors'), ',') AS counsellors,
             (SELECT f.name FROM casework_data.wf_action a, unnest(a.from_states) f (name) WHERE a.definition_id = t.id AND a.actor_kind = 'person'
               GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) AS going,
             (SELECT w.name FROM casework_data.wf_state w WHERE w.definition_id = t.id AND w.ends IS NOT NULL ORDER BY 1 LIMIT 1) AS ended
            FROM casework_data.definition t ORDER BY t.workflow, t.version DESC) d
      ON d.workflow = CASE WHEN n % 20 = 3 THEN current_setting('bench.talks') ELSE current_setting('bench.grants') END
    JOIN casework_data.scope s ON s.workflow = d.workflow AND s.tier = d.tier
     AND s.unit = 'U' || lpad((1 + n / 7 % current_setting('bench.units')::integer)::text, 3, '0')
    CROSS JOIN (SELECT x.id, x.name FROM casework_data.person x WHERE NOT EXISTS (SELECT FROM casework_data.staff f WHERE f.person = x.id) LIMIT 1) p
    CROSS JOIN LATERAL (SELECT n / current_setting('bench.units')::integer % 20 = 0 AS yes) open
    CROSS JOIN LATERAL (SELECT casework_data.clock() - n::bigint * 1500000000 AS us) at;

INSERT INTO casework_data.entry (case_id, seq, at_us, person, definition_id, scope_id, visit, actor, kind, idem, prev, payload, hash)
  SELECT c.id, q, c.opened_us + q, c.applicant_id, c.definition_id, c.scope_id, 1, 'bench', 'touch', c.number || '-' || q, c.head, c.head, c.head
    FROM casework_data.cases c, generate_series(1, 6) q WHERE c.number LIKE 'BM-%';
