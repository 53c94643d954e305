SET LOCAL ROLE casework_owner;

-- Writes what judge() let through: entry and payload, money, the case, what is to be told. Gives the
-- answer, or NULL if the request id was used meanwhile.
CREATE OR REPLACE FUNCTION casework_data.advance(
  c casework_data.cases, a casework_data.wf_action, d casework_data.definition, who casework_data.actor,
  j casework_data.judgement, given jsonb, now_us bigint, request text, request_digest bytea) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  answer jsonb;
  body text;
  hash bytea;
  stay casework_data.stay;
  unneeded text[];
  opening boolean := c.version = 0;
  amount bigint;
  fund uuid;
  seq bigint := c.version + 1;
  deeds jsonb;
  restarts boolean;
BEGIN
  IF j.moves THEN
    FOR i IN 1 .. CASE WHEN 'check' = ANY (a.rule_kinds) THEN cardinality(a.rule_names) ELSE 0 END LOOP
      IF a.rule_kinds[i] = 'check' AND j.verdicts[i] IS NOT TRUE AND split_part(a.rule_refs[i], '.', 1) = j.target THEN
        unneeded := unneeded || split_part(a.rule_refs[i], '.', 2);
      END IF;
    END LOOP;
    stay := casework_data.enter_state(d, j.target, now_us, j.fields, unneeded);
    IF a.money <> '[]' THEN
      -- one amount an entry: the last step that has one; the ledger has them all
      FOREACH amount IN ARRAY j.amounts LOOP
        EXIT WHEN amount > 0;
      END LOOP;
      fund := j.fund_id;
      IF fund IS NULL THEN
        SELECT m.fund_id INTO fund FROM casework_data.case_money m WHERE m.case_id = c.id ORDER BY m.fund_id, m.year LIMIT 1;
      END IF;
    END IF;
  END IF;

  answer := jsonb_build_object('done', true, 'repeated', false, 'case', c.number, 'id', c.id,
    'state', CASE WHEN j.moves THEN j.target ELSE c.state END, 'version', seq, 'seq', seq, 'moved', j.moves);
  IF stay.due_us IS NOT NULL THEN
    answer := answer || jsonb_build_object('due', casework_data.iso(stay.due_us));
  END IF;
  IF j.need > 1 OR amount IS NOT NULL THEN
    answer := answer
      || CASE WHEN j.need > 1 THEN jsonb_build_object('votes', jsonb_build_object('have', j.have, 'need', j.need)) ELSE '{}' END
      || CASE WHEN amount IS NOT NULL THEN jsonb_build_object('amount', round(amount / 100.0, 2)::text) ELSE '{}' END;
  END IF;
  IF who.for_person IS NOT NULL THEN
    answer := answer || jsonb_build_object('for', who.for_login, 'delegation', who.delegation);
  END IF;
  -- The text of a JSON object as jsonb prints it: shorter keys first. Built from its parts because facts is large.
  body := '{"v": 1, "facts": ' || j.facts::text
    || ', "rules": ' || CASE WHEN a.rule_names = '{}' THEN '[]' ELSE casework_data.rules_record(a.rule_names, j.verdicts)::text END
    || CASE WHEN opening THEN ', "action": ' || to_json(a.name)::text ELSE '' END
    || ', "fields": ' || CASE WHEN given = '{}' THEN '{}' ELSE casework_data.filled(j.fields, given, a.fill)::text END
    || CASE WHEN a.has_values THEN ', "values": ' || coalesce(j.worth::text, 'null') ELSE '' END
    || CASE WHEN who.for_person IS NULL THEN '' ELSE ', "on_behalf_of": ' || (casework_data.on_behalf(who) -> 'on_behalf_of')::text END || '}';
  hash := casework_data.append(d.install_id, d.id, d.stamp, d.digest, c.id, c.scope_id, seq, c.head, now_us, who.login, who.person, j.role,
    CASE WHEN opening THEN 'open' ELSE a.name END, CASE WHEN opening THEN a.name END, CASE WHEN NOT opening THEN c.state END,
    CASE WHEN j.moves THEN j.target ELSE c.state END, c.visit, amount, CASE WHEN amount IS NOT NULL THEN d.currency END, fund, NULL,
    j.ref_hash, request, request_digest, body, answer);
  IF hash IS NULL THEN
    RETURN NULL;
  END IF;

  deeds := casework_data.done_for(casework_data.done(c.did, a.name, who.login, who.person, now_us), a.name, who.for_person);
  IF a.benefit IS NOT NULL AND j.moves THEN
    PERFORM casework_data.move_benefit(c, a, j, who, seq);
  END IF;
  IF j.moves AND a.money <> '[]' THEN
    c.fields := j.fields;
    c := casework_data.move_money(c, a, j, who, seq, c.visit, now_us,
      extract(year FROM date '1970-01-01' + (j.facts ->> 'today')::integer)::integer);
  END IF;
  IF opening AND a.name <> 'open' THEN
    deeds := casework_data.done_for(casework_data.done(deeds, 'open', who.login, who.person, now_us), 'open', who.for_person);
  END IF;
  IF a.votes THEN
    -- What approves an amount must still hold when money moves. Two visitors who sign a record approve none.
    IF a.bands IS NOT NULL OR a.money <> '[]' THEN
      c.signed := c.signed || jsonb_build_object(a.name, encode(j.ref_hash, 'hex'));
    END IF;
    IF j.moves THEN
      c.votes := casework_data.votes_without(c.votes, a.name);
    ELSE
      c.votes := c.votes || jsonb_build_array(jsonb_build_object('action', a.name, 'person', who.person, 'login', who.login,
        'role', j.role, 'ref', encode(j.ref_hash, 'hex'), 'filled', encode(j.filled_hash, 'hex'), 'seq', seq)
        || CASE WHEN who.for_person IS NULL THEN '{}' ELSE jsonb_build_object('for', who.for_person) END);
    END IF;
  END IF;
  IF given <> '{}' THEN
    IF given ?| d.staff_fields THEN
      c.assigned := casework_data.assigned_to(d.staff_fields, j.fields);
    END IF;
    IF given ? 'opponent' THEN
      c.opponent := lower(btrim(j.fields ->> 'opponent'));
    END IF;
  END IF;

  IF opening THEN
    INSERT INTO casework_data.cases (id, number, scope_id, definition_id, workflow, tier, unit, applicant_id, applicant, state, version, visit,
        opened_us, entered_us, last_us, closed_us, head, salt, fields, assigned, opponent, checks, checks_due, docs, did, votes, signed, opens,
        reserved, committed, paid, due_us, due_why, remind_us)
      VALUES (c.id, c.number, c.scope_id, c.definition_id, c.workflow, c.tier, c.unit, c.applicant_id, c.applicant, j.target, 1, 1,
        now_us, now_us, now_us, CASE WHEN stay.final THEN now_us END, hash, c.salt, j.fields, c.assigned, c.opponent, stay.checks, stay.checks_due,
        c.docs, deeds, c.votes, c.signed, stay.opens, c.reserved, c.committed, c.paid, stay.due_us, stay.due_why, stay.remind_us);
  ELSIF j.moves AND j.target <> c.state THEN
    UPDATE casework_data.cases t SET state = j.target, version = seq, visit = c.visit + 1, entered_us = now_us, last_us = now_us,
        closed_us = CASE WHEN stay.final THEN now_us END, head = hash, fields = j.fields, assigned = c.assigned, opponent = c.opponent,
        checks = stay.checks, checks_due = stay.checks_due, did = deeds, votes = '[]', signed = c.signed, opens = stay.opens,
        reserved = c.reserved, committed = c.committed, sent = c.sent, paid = c.paid,
        due_us = stay.due_us, due_why = stay.due_why, remind_us = stay.remind_us, escalated = false,
        -- leaving ends a hold: its reason was the state's
        held_reason = NULL, held_us = NULL, held_until = NULL, held_left = NULL
      WHERE t.id = c.id;
  ELSE
    -- a vote, or an action to its own state: that one restarts the deadline and nothing else; on hold, not even that
    restarts := j.moves AND c.held_reason IS NULL;
    UPDATE casework_data.cases t SET version = seq, last_us = now_us, head = hash, fields = j.fields, assigned = c.assigned, opponent = c.opponent,
        did = deeds, votes = c.votes, signed = c.signed, reserved = c.reserved, committed = c.committed, sent = c.sent, paid = c.paid,
        due_us = CASE WHEN restarts THEN stay.due_us ELSE t.due_us END, due_why = CASE WHEN restarts THEN stay.due_why ELSE t.due_why END,
        remind_us = CASE WHEN restarts THEN stay.remind_us ELSE t.remind_us END, escalated = t.escalated AND NOT restarts
      WHERE t.id = c.id;
  END IF;
  IF cardinality(d.timed_fields) > 0 AND given ?| d.timed_fields THEN
    PERFORM casework_data.time_again(c.id, d, now_us);
  END IF;
  IF a.tell IS NOT NULL AND j.moves THEN
    INSERT INTO casework_data.outbox (case_id, seq, channel, message) VALUES (c.id, seq, 'applicant', a.tell);
  END IF;
  RETURN answer || jsonb_build_object('hash', encode(hash, 'hex'));
END
$$;

-- What an action filled, as kept; null for what it emptied.
CREATE OR REPLACE FUNCTION casework_data.filled(fields jsonb, given jsonb, fill text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  taken jsonb := '{}';
  name text;
BEGIN
  FOREACH name IN ARRAY fill LOOP
    IF given ? name THEN
      taken := taken || jsonb_build_object(name, fields -> name);
    END IF;
  END LOOP;
  RETURN taken;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.rules_record(names text[], verdicts boolean[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  list jsonb := '[]';
BEGIN
  FOR i IN 1 .. cardinality(names) LOOP
    list := list || jsonb_build_array(jsonb_build_object('name', names[i], 'verdict', verdicts[i]));
  END LOOP;
  RETURN list;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.votes_without(votes jsonb, name text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF votes = '[]' THEN
    RETURN votes;
  END IF;
  RETURN (SELECT coalesce(jsonb_agg(v.value ORDER BY v.ordinality), '[]')
            FROM jsonb_array_elements(votes) WITH ORDINALITY v WHERE v.value ->> 'action' <> name);
END
$$;

CREATE OR REPLACE FUNCTION casework_data.assigned_to(staff_fields text[], fields jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY(SELECT DISTINCT fields ->> name FROM unnest(staff_fields) name WHERE fields ? name ORDER BY 1);

-- Periods that count from a date of the form, after that date changed. They are legal periods: a hold
-- does not stop them.
CREATE OR REPLACE FUNCTION casework_data.time_again(id uuid, d casework_data.definition, now_us bigint) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  c casework_data.cases;
  w casework_data.wf_deadline;
  s casework_data.wf_state;
  reckoned record;
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = time_again.id;
  DELETE FROM casework_data.case_deadline t WHERE t.case_id = c.id;
  FOR w IN SELECT * FROM casework_data.wf_deadline t WHERE t.definition_id = d.id AND c.fields ? t.of_field LOOP
    reckoned := casework_data.due(d.calendar_id, d.zone, now_us,
      date '1970-01-01' + (c.fields ->> w.of_field)::integer, w.within_n, w.within_unit);
    IF reckoned.us IS NOT NULL THEN
      INSERT INTO casework_data.case_deadline (case_id, name, due_us, why, states, remind_us, escalate_to)
        VALUES (c.id, w.name, reckoned.us, reckoned.why || jsonb_build_object('of', w.of_field), w.states,
          CASE WHEN w.remind_n IS NOT NULL THEN casework_data.remind_at(d.calendar_id, d.zone, reckoned.us, w.remind_n, w.remind_unit) END,
          w.escalate_to);
    END IF;
  END LOOP;
  SELECT * INTO s FROM casework_data.wf_state t WHERE t.definition_id = d.id AND t.name = c.state;
  IF s.of_field IS NOT NULL AND c.fields ? s.of_field THEN
    reckoned := casework_data.due(d.calendar_id, d.zone, now_us,
      date '1970-01-01' + (c.fields ->> s.of_field)::integer, s.within_n, s.within_unit);
    UPDATE casework_data.cases t SET due_us = reckoned.us, due_why = reckoned.why || jsonb_build_object('state', s.name, 'of', s.of_field),
        remind_us = CASE WHEN s.remind_n IS NOT NULL AND reckoned.us IS NOT NULL
          THEN casework_data.remind_at(d.calendar_id, d.zone, reckoned.us, s.remind_n, s.remind_unit) END, escalated = false
      WHERE t.id = c.id;
  END IF;
END
$$;
