SET LOCAL ROLE casework_owner;

-- A new fund, empty.
CREATE OR REPLACE FUNCTION casework.fund_add(code text, label jsonb, currency text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('fund_add', code, label::text, currency);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  added uuid;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, ARRAY['finance_officer'], true);
  IF code IS NULL OR code !~ '^[a-z][a-z0-9_]{0,62}$' THEN
    PERFORM casework_data.refuse_input('fund', code);
  ELSIF currency IS NULL OR currency !~ '^[A-Z]{3}$' THEN
    PERFORM casework_data.refuse_input('currency', currency);
  ELSIF jsonb_typeof(label) <> 'object' OR length(label::text) > 10000 THEN
    PERFORM casework_data.refuse_input('label', NULL);
  END IF;
  INSERT INTO casework_data.fund (code, label, currency, added_by)
    VALUES (fund_add.code, coalesce(fund_add.label, '{}'), fund_add.currency, s.login) ON CONFLICT DO NOTHING RETURNING id INTO added;
  IF added IS NULL THEN
    PERFORM casework_data.refuse_input('fund_exists', code);
  END IF;
  answer := jsonb_build_object('done', true, 'repeated', false, 'fund', code, 'id', added);
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_add(text, jsonb, text, text) TO casework_user;

-- The fund that a code names, and an amount in minor units; an error for what is neither.
CREATE OR REPLACE FUNCTION casework_data.fund_named(code text) RETURNS casework_data.fund
LANGUAGE plpgsql STABLE AS $$
DECLARE
  f casework_data.fund;
BEGIN
  SELECT * INTO f FROM casework_data.fund t WHERE t.code = fund_named.code;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('fund', code, ARRAY(SELECT t.code FROM casework_data.fund t ORDER BY t.code));
  END IF;
  RETURN f;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.minor_of(amount numeric) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
BEGIN
  -- written so that NaN and infinity fall through to the refusal
  IF NOT coalesce(amount > -10000000000000 AND amount < 10000000000000 AND amount <> 0 AND scale(trim_scale(amount)) <= 2, false) THEN
    PERFORM casework_data.refuse_input('amount', amount::text);
  END IF;
  RETURN (amount * 100)::bigint;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.room(y casework_data.fund_year) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN y.allotted - y.reserved - y.committed - y.in_transit - y.paid;

CREATE OR REPLACE FUNCTION casework_data.refuse_fund(code text, year integer, why text, more jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('the fund %s refuses it: %s', code, why),
    DETAIL = jsonb_build_object('action', 'fund', 'refused',
      casework_data.refusal('fund', 'fund', code, jsonb_build_object('why', why, 'year', year) || more))::text;
END
$$;

-- Adds to what a fund has for a year, or (a negative amount) takes of what nobody has reserved. Refuses
-- for a closed year and for more than there is; commits nothing that is refused.
CREATE OR REPLACE FUNCTION casework_data.add_to_year(
  f casework_data.fund, year integer, minor bigint, kind text, p casework_data.proposal, s casework_data.staff) RETURNS casework_data.fund_year
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  y casework_data.fund_year;
BEGIN
  INSERT INTO casework_data.fund_year (fund_id, year) VALUES (f.id, add_to_year.year) ON CONFLICT DO NOTHING;
  SELECT * INTO y FROM casework_data.fund_year t WHERE t.fund_id = f.id AND t.year = add_to_year.year FOR UPDATE;
  PERFORM casework_data.require_addable(f, y, minor);
  UPDATE casework_data.fund_year t SET allotted = t.allotted + minor, version = t.version + 1
   WHERE t.fund_id = f.id AND t.year = add_to_year.year RETURNING * INTO y;
  PERFORM casework_data.post_proposed(y, kind, CASE WHEN minor > 0 THEN 'source' ELSE 'available' END,
    CASE WHEN minor > 0 THEN 'available' ELSE 'source' END, abs(minor), NULL, p, s);
  RETURN y;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.require_addable(f casework_data.fund, y casework_data.fund_year, minor bigint) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF y.closed_at IS NOT NULL THEN
    PERFORM casework_data.refuse_fund(f.code, y.year, 'closed');
  ELSIF coalesce(casework_data.room(y), 0) + minor < 0 THEN
    PERFORM casework_data.refuse_fund(f.code, y.year, 'no_room', jsonb_build_object('room', casework_data.yuan(coalesce(casework_data.room(y), 0))));
  ELSIF coalesce(y.allotted, 0) + minor > 100000000000000000 THEN
    PERFORM casework_data.refuse_input('amount', casework_data.yuan(minor));
  END IF;
END
$$;

-- Minor units as people write them.
CREATE OR REPLACE FUNCTION casework_data.yuan(minor bigint) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN round(minor / 100.0, 2)::text;

-- A row that two people decided, after the fund year's row was changed: y is the row as it is now.
CREATE OR REPLACE FUNCTION casework_data.post_proposed(
  y casework_data.fund_year, kind text, debit text, credit text, amount bigint, case_id uuid, p casework_data.proposal, s casework_data.staff)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO casework_data.ledger (at_us, fund_id, year, fund_version, kind, debit, credit, amount, available_after, case_id, actor, reason, proposal)
    VALUES (casework_data.clock(), y.fund_id, y.year, y.version, kind, debit, credit, amount, casework_data.room(y), case_id, s.login, p.reason, p.id);
END
$$;

-- Proposes to give a fund money for a year, or (a negative amount) to take back what nobody has reserved.
CREATE OR REPLACE FUNCTION casework.fund_allot(code text, year integer, amount numeric, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('fund_allot', code, year::text, amount::text, reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  f casework_data.fund;
  y casework_data.fund_year;
  minor bigint;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  PERFORM casework_data.require_role(s, casework_data.proposing_roles('fund_allot'), true);
  f := casework_data.fund_named(code);
  minor := casework_data.minor_of(amount);
  IF year IS NULL OR year NOT BETWEEN 1950 AND 2149 THEN
    PERFORM casework_data.refuse_input('year', year::text);
  END IF;
  -- what would be refused now need not wait for somebody else to find out
  SELECT * INTO y FROM casework_data.fund_year t WHERE t.fund_id = f.id AND t.year = fund_allot.year;
  PERFORM casework_data.require_addable(f, y, minor);
  RETURN casework_data.propose(s, 'fund_allot',
    jsonb_build_object('fund', code, 'year', year, 'amount', casework_data.yuan(minor)), reason, request, digest);
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_allot(text, integer, numeric, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.allot(p casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  minor bigint := casework_data.minor_of((p.arguments ->> 'amount')::numeric);
  y casework_data.fund_year := casework_data.add_to_year(casework_data.fund_named(p.arguments ->> 'fund'),
    (p.arguments ->> 'year')::integer, minor, CASE WHEN minor > 0 THEN 'allot' ELSE 'withdraw' END, p, s);
BEGIN
  RETURN p.arguments || jsonb_build_object('allotted', casework_data.yuan(y.allotted), 'room', casework_data.yuan(casework_data.room(y)));
END
$$;

-- Balances are nobody's secret among staff.
CREATE OR REPLACE FUNCTION casework.fund_show(code text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
BEGIN
  IF code IS NOT NULL AND NOT EXISTS (SELECT FROM casework_data.fund f WHERE f.code = fund_show.code) THEN
    PERFORM casework_data.refuse_input('fund', code, ARRAY(SELECT t.code FROM casework_data.fund t ORDER BY t.code));
  END IF;
  RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('fund', f.code, 'label', f.label, 'currency', f.currency, 'years',
      (SELECT coalesce(jsonb_agg(jsonb_build_object('year', y.year, 'frozen_from', casework_data.day_text(y.freeze_from), 'closed', y.closed_at IS NOT NULL, 'allotted', round(y.allotted / 100.0, 2)::text,
         'reserved', round(y.reserved / 100.0, 2)::text, 'committed', round(y.committed / 100.0, 2)::text,
         'in_transit', round(y.in_transit / 100.0, 2)::text, 'paid', round(y.paid / 100.0, 2)::text,
         'room', round((y.allotted - y.reserved - y.committed - y.in_transit - y.paid) / 100.0, 2)::text) ORDER BY y.year), '[]')
         FROM casework_data.fund_year y WHERE y.fund_id = f.id)) ORDER BY f.code COLLATE "C"), '[]')
    FROM casework_data.fund f WHERE fund_show.code IS NULL OR f.code = fund_show.code);
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_show(text) TO casework_user;
