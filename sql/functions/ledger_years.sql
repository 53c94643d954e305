SET LOCAL ROLE casework_owner;

-- Between two funds, and the end of a year. Each is proposed here and done when a second person confirms.

-- The zone in which the books count days: that of the newest procedure.
CREATE OR REPLACE FUNCTION casework_data.book_zone() RETURNS text
LANGUAGE sql STABLE
RETURN coalesce((SELECT d.zone FROM casework_data.definition d ORDER BY d.id DESC LIMIT 1), 'UTC');

CREATE OR REPLACE FUNCTION casework_data.book_day() RETURNS date
LANGUAGE sql VOLATILE
RETURN date '1970-01-01' + casework_data.day_at(casework_data.clock(), casework_data.book_zone());

CREATE OR REPLACE FUNCTION casework_data.require_year(year integer) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF year IS NULL OR year NOT BETWEEN 1950 AND 2149 THEN
    PERFORM casework_data.refuse_input('year', year::text);
  END IF;
END
$$;

-- A year of a fund that has had money, or a refusal.
CREATE OR REPLACE FUNCTION casework_data.year_of(f casework_data.fund, year integer) RETURNS casework_data.fund_year
LANGUAGE plpgsql STABLE AS $$
DECLARE
  y casework_data.fund_year;
BEGIN
  PERFORM casework_data.require_year(year);
  SELECT * INTO y FROM casework_data.fund_year t WHERE t.fund_id = f.id AND t.year = year_of.year;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_fund(f.code, year, 'no_money');
  END IF;
  RETURN y;
END
$$;

-- Why nothing can be reserved of a fund's year today.
CREATE OR REPLACE FUNCTION casework_data.why_no_room(fund uuid, today date) RETURNS jsonb
LANGUAGE sql STABLE
RETURN coalesce((SELECT CASE WHEN y.closed_at IS NOT NULL THEN jsonb_build_object('why', 'closed', 'year', y.year)
    WHEN y.freeze_from <= today THEN jsonb_build_object('why', 'frozen', 'year', y.year, 'from', casework_data.day_text(y.freeze_from)) END
  FROM casework_data.fund_year y WHERE y.fund_id = why_no_room.fund AND y.year = extract(year FROM today)), '{"why":"no_room"}');

-- Proposes to move what nobody has reserved from one fund to another of the same currency.
CREATE OR REPLACE FUNCTION casework.fund_transfer(from_code text, to_code text, year integer, amount numeric, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('fund_transfer', from_code, to_code, year::text, amount::text, reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  giver casework_data.fund;
  taker casework_data.fund;
  y casework_data.fund_year;
  minor bigint;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, casework_data.proposing_roles('fund_transfer'), true);
  giver := casework_data.fund_named(from_code);
  taker := casework_data.fund_named(to_code);
  minor := casework_data.minor_of(amount);
  IF minor < 0 THEN
    PERFORM casework_data.refuse_input('amount', amount::text);
  ELSIF giver.id = taker.id THEN
    PERFORM casework_data.refuse_input('fund', to_code);
  ELSIF giver.currency <> taker.currency THEN
    PERFORM casework_data.refuse_fund(to_code, year, 'currency', jsonb_build_object('currency', taker.currency, 'wanted', giver.currency));
  END IF;
  y := casework_data.year_of(giver, year);
  PERFORM casework_data.require_addable(giver, y, -minor);
  SELECT * INTO y FROM casework_data.fund_year t WHERE t.fund_id = taker.id AND t.year = fund_transfer.year;
  PERFORM casework_data.require_addable(taker, y, minor);
  RETURN casework_data.propose(s, 'fund_transfer', jsonb_build_object('from', from_code, 'to', to_code, 'year', year,
    'amount', casework_data.yuan(minor)), reason, request, digest);
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_transfer(text, text, integer, numeric, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.transfer(p casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  giver casework_data.fund := casework_data.fund_named(p.arguments ->> 'from');
  taker casework_data.fund := casework_data.fund_named(p.arguments ->> 'to');
  minor bigint := casework_data.minor_of((p.arguments ->> 'amount')::numeric);
  at_year integer := (p.arguments ->> 'year')::integer;
  a casework_data.fund_year;
  b casework_data.fund_year;
BEGIN
  PERFORM casework_data.lock_years(ARRAY[giver.id, taker.id], ARRAY[at_year]);
  a := casework_data.add_to_year(giver, at_year, -minor, 'transfer', p, s);
  b := casework_data.add_to_year(taker, at_year, minor, 'transfer', p, s);
  RETURN p.arguments || jsonb_build_object('room', casework_data.yuan(casework_data.room(a)), 'room_to', casework_data.yuan(casework_data.room(b)));
END
$$;

-- Takes the rows of these years, made where they are missing, in the one order that everybody takes them.
CREATE OR REPLACE FUNCTION casework_data.lock_years(funds uuid[], years integer[]) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO casework_data.fund_year (fund_id, year) SELECT f, y FROM unnest(funds) f, unnest(years) y ORDER BY f, y ON CONFLICT DO NOTHING;
  PERFORM FROM casework_data.fund_year t WHERE t.fund_id = ANY (funds) AND t.year = ANY (years) ORDER BY t.fund_id, t.year FOR UPDATE;
END
$$;

-- Proposes the day from which a year takes no new reservation; NULL lifts it.
CREATE OR REPLACE FUNCTION casework.fund_freeze_year(code text, year integer, freeze_from date, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('fund_freeze_year', code, year::text, casework_data.day_text(freeze_from), reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  f casework_data.fund;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, casework_data.proposing_roles('fund_freeze_year'), true);
  f := casework_data.fund_named(code);
  IF (casework_data.year_of(f, year)).closed_at IS NOT NULL THEN
    PERFORM casework_data.refuse_fund(code, year, 'closed');
  ELSIF extract(year FROM freeze_from) <> year THEN
    PERFORM casework_data.refuse_input('freeze_from', casework_data.day_text(freeze_from));
  END IF;
  RETURN casework_data.propose(s, 'fund_freeze_year',
    jsonb_build_object('fund', code, 'year', year, 'freeze_from', casework_data.day_text(freeze_from)), reason, request, digest);
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_freeze_year(text, integer, date, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.freeze_year(p casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE casework_data.fund_year t SET freeze_from = date '1970-01-01' + casework_data.days_of(p.arguments ->> 'freeze_from')
   WHERE t.fund_id = (casework_data.fund_named(p.arguments ->> 'fund')).id AND t.year = (p.arguments ->> 'year')::integer;
  RETURN p.arguments;
END
$$;

-- A year can be closed when nothing new can come: it is over, or frozen; and nothing is with the bank.
CREATE OR REPLACE FUNCTION casework_data.require_closable(f casework_data.fund, y casework_data.fund_year) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  today date := casework_data.book_day();
BEGIN
  IF y.closed_at IS NOT NULL THEN
    PERFORM casework_data.refuse_fund(f.code, y.year, 'closed');
  ELSIF today <= make_date(y.year, 12, 31) AND NOT coalesce(y.freeze_from <= today, false) THEN
    PERFORM casework_data.refuse_fund(f.code, y.year, 'not_over');
  ELSIF y.in_transit > 0 THEN
    -- only the bank knows yet what is paid
    PERFORM casework_data.refuse_fund(f.code, y.year, 'in_transit');
  ELSIF EXISTS (SELECT FROM casework_data.fund_year n WHERE n.fund_id = y.fund_id AND n.year = y.year + 1 AND n.closed_at IS NOT NULL) THEN
    PERFORM casework_data.refuse_fund(f.code, y.year + 1, 'closed');
  END IF;
END
$$;

-- Proposes to close a year. What cases still have of it is carried to the next year, or (rule "release")
-- given back where it is only reserved: what was approved is always carried. What nobody has lapses.
CREATE OR REPLACE FUNCTION casework.fund_close_year(code text, year integer, rule text, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('fund_close_year', code, year::text, rule, reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  f casework_data.fund;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, casework_data.proposing_roles('fund_close_year'), true);
  f := casework_data.fund_named(code);
  IF rule IS NULL OR rule NOT IN ('carry', 'release') THEN
    PERFORM casework_data.refuse_input('rule', rule, ARRAY['carry', 'release']);
  END IF;
  PERFORM casework_data.require_closable(f, casework_data.year_of(f, year));
  RETURN casework_data.propose(s, 'fund_close_year', jsonb_build_object('fund', code, 'year', year, 'rule', rule), reason, request, digest);
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_close_year(text, integer, text, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.close_year(p casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  f casework_data.fund := casework_data.fund_named(p.arguments ->> 'fund');
  at_year integer := (p.arguments ->> 'year')::integer;
  held uuid[];
  y casework_data.fund_year;
  m casework_data.case_money;
  released bigint := 0;
  carried bigint := 0;
  lapsed bigint;
BEGIN
  -- the cases first, as everybody: then their money cannot move
  held := ARRAY(SELECT t.id FROM casework_data.cases t WHERE t.id IN (
      SELECT k.case_id FROM casework_data.case_money k WHERE k.fund_id = f.id AND k.year = at_year AND k.reserved + k.committed > 0)
    ORDER BY t.id FOR UPDATE);
  PERFORM casework_data.lock_years(ARRAY[f.id], ARRAY[at_year, at_year + 1]);
  SELECT * INTO y FROM casework_data.fund_year t WHERE t.fund_id = f.id AND t.year = at_year;
  PERFORM casework_data.require_closable(f, y);
  FOR m IN SELECT * FROM casework_data.case_money k WHERE k.fund_id = f.id AND k.year = at_year AND k.reserved + k.committed > 0 ORDER BY k.case_id LOOP
    IF NOT m.case_id = ANY (held) THEN
      RAISE EXCEPTION USING ERRCODE = '40001', MESSAGE = 'a case has just reserved of this year';
    END IF;
    IF p.arguments ->> 'rule' = 'release' AND m.reserved > 0 THEN
      PERFORM casework_data.release_at_year_end(m, p, s);
      released := released + m.reserved;
      m.reserved := 0;
    END IF;
    PERFORM casework_data.carry_over(m, 'reserved', m.reserved, p, s);
    PERFORM casework_data.carry_over(m, 'committed', m.committed, p, s);
    carried := carried + m.reserved + m.committed;
  END LOOP;
  SELECT * INTO y FROM casework_data.fund_year t WHERE t.fund_id = f.id AND t.year = at_year;
  lapsed := casework_data.room(y);
  IF lapsed > 0 THEN
    y := casework_data.add_to_year(f, at_year, -lapsed, 'lapse', p, s);
  END IF;
  UPDATE casework_data.fund_year t SET closed_at = clock_timestamp(), closed_by = p.id WHERE t.fund_id = f.id AND t.year = at_year;
  RETURN p.arguments || jsonb_build_object('paid', casework_data.yuan(y.paid), 'carried', casework_data.yuan(carried),
    'released', casework_data.yuan(released), 'lapsed', casework_data.yuan(lapsed));
END
$$;

-- Money of a case leaves one year and comes into the next, with the allotment that it came from.
CREATE OR REPLACE FUNCTION casework_data.carry_over(
  m casework_data.case_money, account text, amount bigint, p casework_data.proposal, s casework_data.staff) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  y casework_data.fund_year;
  r bigint := CASE account WHEN 'reserved' THEN amount ELSE 0 END;
  k bigint := CASE account WHEN 'committed' THEN amount ELSE 0 END;
BEGIN
  IF amount = 0 THEN
    RETURN;
  END IF;
  UPDATE casework_data.fund_year t SET allotted = t.allotted - amount, reserved = t.reserved - r, committed = t.committed - k, version = t.version + 1
   WHERE t.fund_id = m.fund_id AND t.year = m.year RETURNING * INTO y;
  PERFORM casework_data.post_proposed(y, 'carry', account, 'source', amount, m.case_id, p, s);
  UPDATE casework_data.fund_year t SET allotted = t.allotted + amount, reserved = t.reserved + r, committed = t.committed + k, version = t.version + 1
   WHERE t.fund_id = m.fund_id AND t.year = m.year + 1 RETURNING * INTO y;
  PERFORM casework_data.post_proposed(y, 'carry', 'source', account, amount, m.case_id, p, s);
  UPDATE casework_data.case_money t SET reserved = t.reserved - r, committed = t.committed - k
   WHERE t.case_id = m.case_id AND t.fund_id = m.fund_id AND t.year = m.year;
  INSERT INTO casework_data.case_money AS t (case_id, fund_id, year, reserved, committed) VALUES (m.case_id, m.fund_id, m.year + 1, r, k)
    ON CONFLICT ON CONSTRAINT case_money_pkey DO UPDATE SET reserved = t.reserved + r, committed = t.committed + k;
END
$$;

-- A reservation that ends with its year: an entry in the case's history says so.
CREATE OR REPLACE FUNCTION casework_data.release_at_year_end(
  m casework_data.case_money, p casework_data.proposal, s casework_data.staff) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  y casework_data.fund_year;
  c casework_data.cases;
  d casework_data.definition;
  who casework_data.actor;
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = m.case_id;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  who.login := s.login;
  who.staff_id := s.id;
  who.person := s.person;
  who.case_id := c.id;
  PERFORM casework_data.record(c, d, who, greatest(casework_data.clock(), c.last_us + 1), 'year_end', NULL, 'finance_officer',
    jsonb_build_object('fund', p.arguments -> 'fund', 'year', m.year, 'released', casework_data.yuan(m.reserved), 'proposal', p.id), '{}', NULL, NULL);
  UPDATE casework_data.cases t SET reserved = t.reserved - m.reserved WHERE t.id = c.id;
  UPDATE casework_data.case_money t SET reserved = 0 WHERE t.case_id = m.case_id AND t.fund_id = m.fund_id AND t.year = m.year;
  UPDATE casework_data.fund_year t SET reserved = t.reserved - m.reserved, version = t.version + 1
   WHERE t.fund_id = m.fund_id AND t.year = m.year RETURNING * INTO y;
  PERFORM casework_data.post_proposed(y, 'release', 'reserved', 'available', m.reserved, m.case_id, p, s);
END
$$;

-- Proposes to open a closed year again, for a recovery that belongs to it.
CREATE OR REPLACE FUNCTION casework.fund_reopen(code text, year integer, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('fund_reopen', code, year::text, reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, casework_data.proposing_roles('fund_reopen'), true);
  IF (casework_data.year_of(casework_data.fund_named(code), year)).closed_at IS NULL THEN
    PERFORM casework_data.refuse_fund(code, year, 'not_closed');
  END IF;
  RETURN casework_data.propose(s, 'fund_reopen', jsonb_build_object('fund', code, 'year', year), reason, request, digest);
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_reopen(text, integer, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.reopen(p casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE casework_data.fund_year t SET closed_at = NULL, closed_by = NULL
   WHERE t.fund_id = (casework_data.fund_named(p.arguments ->> 'fund')).id AND t.year = (p.arguments ->> 'year')::integer;
  RETURN p.arguments;
END
$$;
