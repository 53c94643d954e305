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
  leaves boolean := j.moves AND j.target <> c.state;
  restarts boolean := j.moves AND (leaves OR opening);
  amount bigint;
  fund uuid;
  seq bigint := c.version + 1;
BEGIN
  IF j.moves THEN
    FOR i IN 1 .. cardinality(a.rule_names) LOOP
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
  IF j.need > 1 THEN
    answer := answer || jsonb_build_object('votes', jsonb_build_object('have', j.have, 'need', j.need));
  END IF;
  IF stay.due_us IS NOT NULL THEN
    answer := answer || jsonb_build_object('due', casework_data.iso(stay.due_us));
  END IF;
  IF amount IS NOT NULL THEN
    answer := answer || jsonb_build_object('amount', (round(amount / 100.0, 2))::text);
  END IF;

  body := (jsonb_build_object('v', 1, 'fields', casework_data.filled(j.fields, given, a.fill), 'facts', j.facts,
    'rules', casework_data.rules_record(a.rule_names, j.verdicts))
    || CASE WHEN opening THEN jsonb_build_object('action', a.name) ELSE '{}' END
    || CASE WHEN a.has_values THEN jsonb_build_object('values', j.worth) ELSE '{}' END)::text;
  hash := casework_data.append(c, d, who, now_us, CASE WHEN opening THEN 'open' ELSE a.name END,
    CASE WHEN opening THEN a.name END, j.role, CASE WHEN NOT opening THEN c.state END,
    CASE WHEN j.moves THEN j.target ELSE c.state END, c.visit, amount, fund, NULL, j.ref_hash, request, request_digest, body, answer);
  IF hash IS NULL THEN
    RETURN NULL;
  END IF;

  c.fields := j.fields;
  IF j.moves AND a.money <> '[]' THEN
    c := casework_data.move_money(c, a, j, who, seq, c.visit, now_us,
      extract(year FROM date '1970-01-01' + (j.facts ->> 'today')::integer)::integer);
  END IF;
  c.did := casework_data.done(c.did, a.name, who, now_us);
  IF opening AND a.name <> 'open' THEN
    c.did := casework_data.done(c.did, 'open', who, now_us);
  END IF;
  IF a.votes THEN
    c.signed := c.signed || jsonb_build_object(a.name, encode(j.ref_hash, 'hex'));
    IF j.moves THEN
      c.votes := casework_data.votes_without(c.votes, a.name);
    ELSE
      c.votes := c.votes || jsonb_build_array(jsonb_build_object('action', a.name, 'person', who.person, 'login', who.login,
        'role', j.role, 'ref', encode(j.ref_hash, 'hex'), 'seq', seq));
    END IF;
  END IF;
  IF restarts THEN
    c.visit := c.visit + CASE WHEN opening THEN 0 ELSE 1 END;
    c.votes := '[]';
    c.entered_us := now_us;
    c.checks := stay.checks;
    c.checks_due := stay.checks_due;
    c.opens := stay.opens;
    c.state := j.target;
  END IF;
  IF j.moves THEN
    c.due_us := stay.due_us;
    c.due_why := stay.due_why;
    c.remind_us := stay.remind_us;
    c.escalated := false;
    IF stay.final THEN
      c.closed_us := now_us;
    END IF;
  END IF;
  IF given <> '{}' THEN
    IF given ?| d.staff_fields THEN
      c.assigned := casework_data.assigned_to(d.staff_fields, c.fields);
    END IF;
    IF given ? 'opponent' THEN
      c.opponent := lower(btrim(c.fields ->> 'opponent'));
    END IF;
    IF given ?| d.timed_fields THEN
      c := casework_data.time_again(c, d, now_us);
    END IF;
  END IF;

  IF opening THEN
    c.version := 1;
    c.head := hash;
    c.last_us := now_us;
    INSERT INTO casework_data.cases SELECT (c).*;
  ELSE
    UPDATE casework_data.cases t SET state = c.state, version = seq, visit = c.visit, entered_us = c.entered_us,
        last_us = now_us, closed_us = c.closed_us, head = hash, fields = c.fields, assigned = c.assigned, opponent = c.opponent,
        checks = c.checks, checks_due = c.checks_due, did = c.did, votes = c.votes, signed = c.signed, opens = c.opens,
        reserved = c.reserved, committed = c.committed, paid = c.paid,
        due_us = c.due_us, due_why = c.due_why, remind_us = c.remind_us, escalated = c.escalated
      WHERE t.id = c.id;
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
CREATE OR REPLACE FUNCTION casework_data.time_again(
  INOUT c casework_data.cases, d casework_data.definition, now_us bigint)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  w casework_data.wf_deadline;
  s casework_data.wf_state;
  reckoned record;
BEGIN
  DELETE FROM casework_data.case_deadline t WHERE t.case_id = c.id;
  FOR w IN SELECT * FROM casework_data.wf_deadline t WHERE t.definition_id = d.id AND c.fields ? t.of_field LOOP
    SELECT * INTO reckoned FROM casework_data.due(d.calendar_id, d.zone, now_us,
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
    SELECT * INTO reckoned FROM casework_data.due(d.calendar_id, d.zone, now_us,
      date '1970-01-01' + (c.fields ->> s.of_field)::integer, s.within_n, s.within_unit);
    c.due_us := reckoned.us;
    c.due_why := reckoned.why || jsonb_build_object('state', s.name, 'of', s.of_field);
    c.remind_us := CASE WHEN s.remind_n IS NOT NULL AND reckoned.us IS NOT NULL
      THEN casework_data.remind_at(d.calendar_id, d.zone, reckoned.us, s.remind_n, s.remind_unit) END;
    c.escalated := false;
  END IF;
END
$$;
