SET LOCAL ROLE casework_owner;

-- What a batch and the bank do with many cases at once. A step against which nothing could speak but the case's
-- state, a hold, its money and its signatures is written here for all of them in one statement, as judge() and
-- advance() would one by one, where none of these does. Whatever is not so clear is left out: the caller goes by
-- the book, case by case. Nothing is refused here; the tests go both ways.

-- Whether a step is so plain. What its target needs is looked up once for all cases.
CREATE OR REPLACE FUNCTION casework_data.flows(a casework_data.wf_action) RETURNS boolean
LANGUAGE sql STABLE
RETURN a.actor_kind IN ('batch', 'bank') AND a.rule_names = '{}' AND NOT a.has_values AND a.fill = '{}' AND a.documents = '{}'
  AND a.bands IS NULL AND NOT a.votes AND a.at_most IS NULL AND a.after_n IS NULL
  AND cardinality(a.need_parts) + cardinality(a.need_did) + cardinality(a.need_lookups) = 0
  AND cardinality(a.targets) = 1 AND a.targets[1] <> ALL (a.from_states) AND jsonb_array_length(a.money) = 1
  AND EXISTS (SELECT FROM casework_data.wf_state w WHERE w.definition_id = a.definition_id AND w.name = a.targets[1]
                 AND w.checks = '[]' AND w.opens = '[]' AND w.of_field IS NULL);

-- The action that a batch or the bank takes from a state: the first by name that has the step, or, for a batch, any.
CREATE OR REPLACE FUNCTION casework_data.moving_action(definition integer, state text, kind text, step text) RETURNS casework_data.wf_action
LANGUAGE sql STABLE
RETURN (SELECT t FROM casework_data.wf_action t
         WHERE t.definition_id = definition AND t.actor_kind = kind AND state = ANY (t.from_states)
           AND (kind = 'batch' OR t.money @> jsonb_build_array(jsonb_build_object('step', step)))
         ORDER BY t.name COLLATE "C" LIMIT 1);

-- Takes the step ("send" of kind "batch", "settle" or "return" of kind "bank") of those of the cases for which it is
-- clear. The caller holds their locks. place is the case's place in ids.
CREATE OR REPLACE FUNCTION casework_data.move_at_once(s casework_data.staff, kind text, step text, ids uuid[])
RETURNS TABLE (place bigint, case_id uuid, seq bigint, amount bigint, ref_hash bytea)
-- some thousand of perhaps millions: found by their keys, whatever the statistics say of how many there are
LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
  now_us bigint := casework_data.clock();
  goal text := CASE step WHEN 'send' THEN 'in_transit' WHEN 'settle' THEN 'paid' ELSE 'reserved' END;
BEGIN
  -- lock order: the cases (held), then fund years by id and year
  PERFORM FROM casework_data.fund_year t
    WHERE (t.fund_id, t.year) IN (SELECT x.fund_id, x.year FROM casework_data.case_money x WHERE x.case_id = ANY (ids))
    ORDER BY t.fund_id, t.year FOR UPDATE;
  RETURN QUERY
  WITH way AS MATERIALIZED (
    SELECT x.definition_id, x.state, a.name, a.targets[1] AS target, a.money -> 0 ->> 'payee' AS payee, a.tell, a.while_held,
        a.install_id, a.stamp, a.digest, d.signed AS signed_fields, d.currency, casework_data.day_at(now_us, d.zone) AS today,
        y.due_us, y.due_why, y.remind_us, y.final
      FROM (SELECT DISTINCT c.definition_id, c.state FROM casework_data.cases c WHERE c.id = ANY (ids)) x
        CROSS JOIN LATERAL casework_data.moving_action(x.definition_id, x.state, kind, step) a
        JOIN casework_data.definition d ON d.id = x.definition_id
        CROSS JOIN LATERAL casework_data.enter_state(d, a.targets[1], now_us, '{}', NULL) y
     WHERE casework_data.flows(a) AND a.money -> 0 ->> 'step' = step),
  moved AS MATERIALIZED (
    SELECT u.place, c.id, c.number, c.scope_id, c.definition_id, c.state, c.version + 1 AS seq, c.visit, c.head AS prev, c.did, g.ref_hash, g.amount,
        way.name, way.target, way.tell, way.install_id, way.stamp, way.digest, way.currency, way.due_us, way.due_why, way.remind_us, way.final,
        c.fields ->> way.payee AS payee, g.fund_id, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) AS salt,
        '{"v": 1, "facts": ' || jsonb_build_object('form', c.fields, 'applicant', c.applicant, 'today', way.today, 'now', now_us)::text
          || ', "rules": [], "fields": {}}' AS body
      FROM unnest(ids) WITH ORDINALITY u (id, place) JOIN casework_data.cases c ON c.id = u.id
        JOIN way ON way.definition_id = c.definition_id AND way.state = c.state
        CROSS JOIN LATERAL (SELECT casework_data.signed_digest(way.signed_fields, c.fields, c.salt) AS ref_hash,
          CASE step WHEN 'send' THEN c.reserved + c.committed ELSE c.sent END AS amount,
          (SELECT m.fund_id FROM casework_data.case_money m WHERE m.case_id = c.id ORDER BY m.fund_id, m.year LIMIT 1) AS fund_id OFFSET 0) g
     WHERE (c.held_reason IS NULL OR way.while_held) AND c.last_us < now_us AND g.amount > 0
       AND (step <> 'send' OR NOT EXISTS (SELECT FROM jsonb_each_text(c.signed) x WHERE x.value <> encode(g.ref_hash, 'hex')))
       AND g.amount = (SELECT sum(CASE step WHEN 'send' THEN m.reserved + m.committed ELSE m.sent END)
                         FROM casework_data.case_money m WHERE m.case_id = c.id)),
  written AS MATERIALIZED (
    SELECT w.*, casework_data.commitment(w.salt, w.body) AS payload FROM moved w),
  hashed AS MATERIALIZED (
    SELECT w.*, casework_data.entry_hash(w.install_id, w.id, w.seq, w.prev, now_us, s.login, s.person, kind, w.name,
        convert_from(w.stamp, 'UTF8'), w.digest, w.state, w.target, w.amount, w.currency, w.fund_id, NULL, w.ref_hash, NULL, w.payload) AS hash
      FROM written w),
  entries AS (
    INSERT INTO casework_data.entry (case_id, seq, at_us, person, amount, fund_id, definition_id, scope_id, visit, actor, role, kind,
        from_state, to_state, currency, prev, ref_hash, payload, hash, answer)
      SELECT w.id, w.seq, now_us, s.person, w.amount, w.fund_id, w.definition_id, w.scope_id, w.visit, s.login, kind, w.name,
          w.state, w.target, w.currency, w.prev, w.ref_hash, w.payload, w.hash,
          jsonb_strip_nulls(jsonb_build_object('done', true, 'repeated', false, 'case', w.number, 'id', w.id, 'state', w.target, 'version', w.seq,
            'seq', w.seq, 'moved', true, 'due', casework_data.iso(w.due_us), 'amount', casework_data.yuan(w.amount)))
        FROM hashed w ORDER BY w.place),
  payloads AS (
    INSERT INTO casework_data.payload (case_id, seq, salt, body) SELECT w.id, w.seq, w.salt, w.body FROM hashed w),
  folded AS (
    UPDATE casework_data.cases t SET state = w.target, version = w.seq, visit = t.visit + 1, entered_us = now_us, last_us = now_us,
        closed_us = CASE WHEN w.final THEN now_us END, head = w.hash, checks = '[]', checks_due = '{}', votes = '[]', opens = '{}',
        did = casework_data.done(w.did, w.name, s.login, s.person, now_us),
        reserved = CASE step WHEN 'send' THEN 0 WHEN 'return' THEN t.reserved + w.amount ELSE t.reserved END,
        committed = CASE step WHEN 'send' THEN 0 ELSE t.committed END,
        sent = CASE step WHEN 'send' THEN t.sent + w.amount ELSE 0 END,
        paid = CASE step WHEN 'settle' THEN t.paid + w.amount ELSE t.paid END,
        due_us = w.due_us, due_why = w.due_why, remind_us = w.remind_us, escalated = false,
        held_reason = NULL, held_us = NULL, held_until = NULL, held_left = NULL
      FROM hashed w WHERE t.id = w.id),
  told AS (
    INSERT INTO casework_data.outbox (case_id, seq, channel, message)
      SELECT w.id, w.seq, 'applicant', w.tell FROM moved w WHERE w.tell IS NOT NULL ORDER BY w.place),
  -- what was committed goes before what is only reserved, as in move_money()
  pieces AS MATERIALIZED (
    SELECT w.id, w.seq, w.visit, w.name, w.payee, m.fund_id, m.year, x.account, x.piece,
        row_number() OVER (PARTITION BY w.id ORDER BY m.fund_id, m.year, x.no)::integer AS part,
        row_number() OVER (PARTITION BY m.fund_id, m.year ORDER BY w.place, x.no) AS nth
      FROM moved w JOIN casework_data.case_money m ON m.case_id = w.id
        CROSS JOIN LATERAL (VALUES
          (1, CASE step WHEN 'send' THEN 'committed' ELSE 'in_transit' END, CASE step WHEN 'send' THEN m.committed ELSE m.sent END),
          (2, 'reserved', CASE step WHEN 'send' THEN m.reserved END)) x (no, account, piece)
     WHERE x.piece > 0),
  kept AS (
    UPDATE casework_data.case_money t SET
        reserved = CASE step WHEN 'send' THEN 0 WHEN 'return' THEN t.reserved + t.sent ELSE t.reserved END,
        committed = CASE step WHEN 'send' THEN 0 ELSE t.committed END,
        sent = CASE step WHEN 'send' THEN t.sent + t.reserved + t.committed ELSE 0 END,
        paid = CASE step WHEN 'settle' THEN t.paid + t.sent ELSE t.paid END
      FROM moved w WHERE t.case_id = w.id),
  years AS (
    UPDATE casework_data.fund_year t SET version = t.version + x.n,
        reserved = t.reserved + x.reserved, committed = t.committed + x.committed, in_transit = t.in_transit + x.in_transit, paid = t.paid + x.paid
      FROM (SELECT q.fund_id, q.year, count(*) AS n,
              sum(casework_data.shift('reserved', q.account, goal, q.piece)) AS reserved,
              sum(casework_data.shift('committed', q.account, goal, q.piece)) AS committed,
              sum(casework_data.shift('in_transit', q.account, goal, q.piece)) AS in_transit,
              sum(casework_data.shift('paid', q.account, goal, q.piece)) AS paid
              FROM pieces q GROUP BY q.fund_id, q.year) x
     WHERE t.fund_id = x.fund_id AND t.year = x.year
    RETURNING t.fund_id, t.year, t.version - x.n AS before, t.allotted - t.reserved - t.committed - t.in_transit - t.paid AS room),
  posted AS (
    INSERT INTO casework_data.ledger (at_us, fund_id, year, fund_version, kind, debit, credit, amount, available_after,
        case_id, seq, visit, action, part, payee, actor)
      SELECT now_us, q.fund_id, q.year, y.before + q.nth, step, q.account, goal, q.piece, y.room,
          q.id, q.seq, q.visit, q.name, q.part, q.payee, s.login
        FROM pieces q JOIN years y ON y.fund_id = q.fund_id AND y.year = q.year ORDER BY q.fund_id, q.year, q.nth)
  SELECT w.place, w.id, w.seq, w.amount, w.ref_hash FROM moved w;
END
$$;

-- Takes the step of all of these cases, whatever it takes: at once where that is clear, else by the book, and gives
-- those that refuse it with what they refuse.
CREATE OR REPLACE FUNCTION casework_data.take_bank_actions(s casework_data.staff, ids uuid[], step text)
RETURNS TABLE (case_id uuid, refused jsonb)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  size constant integer := 2000;
  slice uuid[];
  one uuid;
BEGIN
  PERFORM FROM casework_data.cases t WHERE t.id = ANY (ids) ORDER BY t.id FOR UPDATE;
  FOR i IN 0 .. (cardinality(ids) - 1) / size LOOP
    slice := ids[i * size + 1 : (i + 1) * size];
    slice := ARRAY(SELECT x FROM unnest(slice) x EXCEPT SELECT m.case_id FROM casework_data.move_at_once(s, 'bank', step, slice) m ORDER BY 1);
    FOREACH one IN ARRAY slice LOOP
      case_id := one;
      refused := casework_data.take_bank_action(s, one, step);
      IF refused IS NOT NULL THEN
        RETURN NEXT;
      END IF;
    END LOOP;
  END LOOP;
END
$$;

-- Writes an entry that is no action for each of these cases, which the caller has locked: what record() does for one.
CREATE OR REPLACE FUNCTION casework_data.record_at_once(s casework_data.staff, kind text, role text, ids uuid[], bodies text[]) RETURNS void
LANGUAGE sql VOLATILE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
BEGIN ATOMIC
  WITH written AS MATERIALIZED (
    SELECT u.place, c.id, c.number, c.scope_id, c.definition_id, c.state, c.version + 1 AS seq, c.visit, c.head AS prev, u.body, d.install_id, d.stamp, d.digest,
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) AS salt, greatest(casework_data.clock(), c.last_us + 1) AS at_us
      FROM unnest(ids, bodies) WITH ORDINALITY u (id, body, place) JOIN casework_data.cases c ON c.id = u.id
        JOIN casework_data.definition d ON d.id = c.definition_id),
  hashed AS MATERIALIZED (
    SELECT w.*, p.payload, casework_data.entry_hash(w.install_id, w.id, w.seq, w.prev, w.at_us, s.login, s.person, role, kind,
        convert_from(w.stamp, 'UTF8'), w.digest, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, p.payload) AS hash
      FROM written w CROSS JOIN LATERAL (SELECT casework_data.commitment(w.salt, w.body) AS payload OFFSET 0) p),
  entries AS (
    INSERT INTO casework_data.entry (case_id, seq, at_us, person, definition_id, scope_id, visit, actor, role, kind, prev, payload, hash, answer)
      SELECT w.id, w.seq, w.at_us, s.person, w.definition_id, w.scope_id, w.visit, s.login, role, kind, w.prev, w.payload, w.hash,
          jsonb_build_object('done', true, 'repeated', false, 'case', w.number, 'id', w.id, 'state', w.state, 'version', w.seq, 'seq', w.seq, 'moved', false)
        FROM hashed w ORDER BY w.place),
  payloads AS (
    INSERT INTO casework_data.payload (case_id, seq, salt, body) SELECT w.id, w.seq, w.salt, w.body FROM hashed w)
  UPDATE casework_data.cases t SET version = w.seq, head = w.hash, last_us = w.at_us FROM hashed w WHERE t.id = w.id;
END;
