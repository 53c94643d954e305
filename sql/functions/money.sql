SET LOCAL ROLE casework_owner;

-- Carries out the money steps of an action that judge() let through. Lock order: the case (held), then
-- fund years by id and year.
CREATE OR REPLACE FUNCTION casework_data.move_money(
  INOUT c casework_data.cases, a casework_data.wf_action, j casework_data.judgement, who casework_data.actor,
  seq bigint, visit integer, at_us bigint, year integer)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  step jsonb;
  kind text;
  goal text;
  left_over bigint;
  piece bigint;
  part integer;
  m casework_data.case_money;
  y casework_data.fund_year;
BEGIN
  IF jsonb_array_length(a.money) > 1 THEN
    PERFORM FROM casework_data.fund_year t
      WHERE (t.fund_id, t.year) IN (SELECT x.fund_id, x.year FROM casework_data.case_money x WHERE x.case_id = c.id
                                    UNION SELECT j.fund_id, move_money.year)
      ORDER BY t.fund_id, t.year FOR UPDATE;
  END IF;
  FOR i IN 0 .. jsonb_array_length(a.money) - 1 LOOP
    step := a.money -> i;
    kind := step ->> 'step';
    left_over := j.amounts[i + 1];
    CONTINUE WHEN left_over = 0;
    IF kind = 'reserve' THEN
      -- The room is taken here and nowhere else: under any isolation and any concurrency this update
      -- finds the row as it is, or waits.
      UPDATE casework_data.fund_year t SET reserved = t.reserved + left_over, version = t.version + 1
       WHERE t.fund_id = j.fund_id AND t.year = move_money.year
         AND t.allotted - t.reserved - t.committed - t.in_transit - t.paid >= left_over
         AND t.closed_at IS NULL AND (t.freeze_from > date '1970-01-01' + (j.facts ->> 'today')::integer) IS NOT FALSE
       RETURNING * INTO y;
      IF NOT FOUND THEN
        PERFORM casework_data.refuse(c, a, who, casework_data.refusal('fund', 'fund', step ->> 'fund',
          casework_data.why_no_room(j.fund_id, date '1970-01-01' + (j.facts ->> 'today')::integer)));
      END IF;
      INSERT INTO casework_data.case_money AS t (case_id, fund_id, year, reserved) VALUES (c.id, y.fund_id, y.year, left_over)
        ON CONFLICT ON CONSTRAINT case_money_pkey DO UPDATE SET reserved = t.reserved + left_over;
      PERFORM casework_data.post(y, kind, 'available', 'reserved', left_over, c.id, seq, visit, a.name, NULL, NULL, who.login, at_us, NULL);
      c.reserved := c.reserved + left_over;
      CONTINUE;
    END IF;
    part := 0;
    goal := CASE step ->> 'step' WHEN 'commit' THEN 'committed' WHEN 'send' THEN 'in_transit' WHEN 'pay' THEN 'paid'
      WHEN 'settle' THEN 'paid' WHEN 'return' THEN 'reserved' ELSE 'available' END;
    FOR m IN SELECT t.* FROM casework_data.case_money t WHERE t.case_id = c.id
             ORDER BY t.fund_id, t.year LOOP
      EXIT WHEN left_over = 0;
      -- what was committed goes first, then what is only reserved
      FOREACH kind IN ARRAY CASE step ->> 'step' WHEN 'commit' THEN ARRAY['reserved'] WHEN 'recover' THEN ARRAY['paid']
                                 WHEN 'settle' THEN ARRAY['in_transit'] WHEN 'return' THEN ARRAY['in_transit'] ELSE ARRAY['committed', 'reserved'] END LOOP
        piece := least(left_over, CASE kind WHEN 'reserved' THEN m.reserved WHEN 'committed' THEN m.committed
          WHEN 'in_transit' THEN m.sent ELSE m.paid END);
        CONTINUE WHEN piece = 0;
        left_over := left_over - piece;
        part := part + 1;
        UPDATE casework_data.fund_year t SET version = t.version + 1,
            reserved = t.reserved + casework_data.shift('reserved', kind, goal, piece),
            committed = t.committed + casework_data.shift('committed', kind, goal, piece),
            in_transit = t.in_transit + casework_data.shift('in_transit', kind, goal, piece),
            paid = t.paid + casework_data.shift('paid', kind, goal, piece)
         WHERE t.fund_id = m.fund_id AND t.year = m.year RETURNING * INTO y;
        UPDATE casework_data.case_money t SET
            reserved = t.reserved + casework_data.shift('reserved', kind, goal, piece),
            committed = t.committed + casework_data.shift('committed', kind, goal, piece),
            sent = t.sent + casework_data.shift('in_transit', kind, goal, piece),
            paid = t.paid + casework_data.shift('paid', kind, goal, piece)
         WHERE t.case_id = c.id AND t.fund_id = m.fund_id AND t.year = m.year;
        PERFORM casework_data.post(y, step ->> 'step', kind, goal, piece, c.id, seq, visit, a.name, part,
          c.fields ->> (step ->> 'payee'), who.login, at_us, NULL);
        c.reserved := c.reserved + casework_data.shift('reserved', kind, goal, piece);
        c.committed := c.committed + casework_data.shift('committed', kind, goal, piece);
        c.sent := c.sent + casework_data.shift('in_transit', kind, goal, piece);
        c.paid := c.paid + casework_data.shift('paid', kind, goal, piece);
      END LOOP;
    END LOOP;
    IF left_over <> 0 THEN
      RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'the money of this case does not add up', DETAIL = '{"what":"case_money"}';
    END IF;
  END LOOP;
END
$$;

-- What a transfer changes of an account: it comes to goal out of kind.
CREATE OR REPLACE FUNCTION casework_data.shift(account text, kind text, goal text, amount bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN CASE account WHEN goal THEN amount WHEN kind THEN -amount ELSE 0 END;

-- One transfer, after the fund year's row was changed: y is the row as it is now.
CREATE OR REPLACE FUNCTION casework_data.post(
  y casework_data.fund_year, kind text, debit text, credit text, amount bigint, case_id uuid, seq bigint, visit integer,
  action text, part integer, payee text, actor text, at_us bigint, reason text) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO casework_data.ledger (at_us, fund_id, year, fund_version, kind, debit, credit, amount, available_after,
      case_id, seq, visit, action, part, payee, actor, reason)
    VALUES (at_us, y.fund_id, y.year, y.version, kind, debit, credit, amount, y.allotted - y.reserved - y.committed - y.in_transit - y.paid,
      case_id, seq, visit, action, part, payee, actor, reason);
END
$$;
