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
  IF NOT casework_data.holds(s.id, 'finance_officer') THEN
    RAISE EXCEPTION USING ERRCODE = 'KW006', MESSAGE = 'funds are kept by a finance officer',
      DETAIL = jsonb_build_object('reason', 'no_grant', 'role', 'finance_officer', 'login', s.login)::text;
  END IF;
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
  IF NOT casework_data.keep_answer(s.login, request, digest, answer) THEN
    RAISE EXCEPTION USING ERRCODE = '40001', MESSAGE = 'the same request is being done on another connection';
  END IF;
  RETURN answer;
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_add(text, jsonb, text, text) TO casework_user;

-- Gives a fund money for a year, or (a negative amount) takes back what nobody has reserved.
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
  IF NOT casework_data.holds(s.id, 'finance_officer') THEN
    RAISE EXCEPTION USING ERRCODE = 'KW006', MESSAGE = 'funds are kept by a finance officer',
      DETAIL = jsonb_build_object('reason', 'no_grant', 'role', 'finance_officer', 'login', s.login)::text;
  END IF;
  SELECT * INTO f FROM casework_data.fund t WHERE t.code = fund_allot.code;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('fund', code, ARRAY(SELECT t.code FROM casework_data.fund t ORDER BY t.code));
  ELSIF year IS NULL OR year NOT BETWEEN 1950 AND 2149 THEN
    PERFORM casework_data.refuse_input('year', year::text);
  -- written so that NaN and infinity fall through to the refusal
  ELSIF NOT coalesce(amount > -10000000000000 AND amount < 10000000000000 AND amount <> 0 AND scale(trim_scale(amount)) <= 2, false) THEN
    PERFORM casework_data.refuse_input('amount', amount::text);
  ELSIF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  END IF;
  minor := (amount * 100)::bigint;
  INSERT INTO casework_data.fund_year (fund_id, year) VALUES (f.id, fund_allot.year) ON CONFLICT DO NOTHING;
  UPDATE casework_data.fund_year t SET allotted = t.allotted + minor, version = t.version + 1
   WHERE t.fund_id = f.id AND t.year = fund_allot.year AND t.allotted + minor - t.reserved - t.committed - t.paid >= 0
   RETURNING * INTO y;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'the fund has not that much left',
      DETAIL = jsonb_build_object('action', 'fund_allot', 'refused', casework_data.refusal('fund', 'fund', code, '{"why":"no_room"}'))::text;
  END IF;
  IF y.allotted > 100000000000000000 THEN
    PERFORM casework_data.refuse_input('amount', amount::text);
  END IF;
  IF minor > 0 THEN
    PERFORM casework_data.post(y, 'allot', 'source', 'available', minor, NULL, NULL, NULL, NULL, NULL, NULL, s.login, casework_data.clock(), reason);
  ELSE
    PERFORM casework_data.post(y, 'withdraw', 'available', 'source', -minor, NULL, NULL, NULL, NULL, NULL, NULL, s.login, casework_data.clock(), reason);
  END IF;
  answer := jsonb_build_object('done', true, 'repeated', false, 'fund', code, 'year', year,
    'allotted', round(y.allotted / 100.0, 2)::text, 'room', round((y.allotted - y.reserved - y.committed - y.paid) / 100.0, 2)::text);
  IF NOT casework_data.keep_answer(s.login, request, digest, answer) THEN
    RAISE EXCEPTION USING ERRCODE = '40001', MESSAGE = 'the same request is being done on another connection';
  END IF;
  RETURN answer;
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_allot(text, integer, numeric, text, text) TO casework_user;

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
      (SELECT coalesce(jsonb_agg(jsonb_build_object('year', y.year, 'allotted', round(y.allotted / 100.0, 2)::text,
         'reserved', round(y.reserved / 100.0, 2)::text, 'committed', round(y.committed / 100.0, 2)::text, 'paid', round(y.paid / 100.0, 2)::text,
         'room', round((y.allotted - y.reserved - y.committed - y.paid) / 100.0, 2)::text) ORDER BY y.year), '[]')
         FROM casework_data.fund_year y WHERE y.fund_id = f.id)) ORDER BY f.code COLLATE "C"), '[]')
    FROM casework_data.fund f WHERE fund_show.code IS NULL OR f.code = fund_show.code);
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_show(text) TO casework_user;
