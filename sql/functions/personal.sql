SET LOCAL ROLE casework_owner;

-- HMAC-SHA-256 of a number under the installation's key.
CREATE OR REPLACE FUNCTION casework_data.keyed_digest(kind text, value text) RETURNS bytea
LANGUAGE sql STABLE
RETURN (SELECT sha256(k.outer_pad || sha256(k.inner_pad || convert_to(kind || ':' || value, 'UTF8'))) FROM casework_data.personal_key k);

-- A number as it is kept: without the blanks and hyphens that people group digits by.
CREATE OR REPLACE FUNCTION casework_data.plain_number(kind text, value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  plain text := regexp_replace(value, '[ -]', '', 'g');
BEGIN
  RETURN nullif(CASE kind WHEN 'id_number' THEN upper(plain) WHEN 'phone' THEN regexp_replace(plain, '^(\+|00)86(?=1[3-9])', '') ELSE plain END, '');
END
$$;

-- For the digest of a request's arguments: as typed, but however grouped.
CREATE OR REPLACE FUNCTION casework_data.number_digest(kind text, value text) RETURNS text
LANGUAGE sql STABLE
RETURN encode(casework_data.keyed_digest(kind, casework_data.plain_number(kind, value)), 'hex');

-- What is wrong with a number in its kept form, or NULL. Resident ID: GB 11643 (17 digits, the 7th to 14th a
-- date, check character by ISO 7064 MOD 11-2). Bank card: 16 to 19 digits, the last by Luhn (ISO/IEC 7812-1).
CREATE OR REPLACE FUNCTION casework_data.number_fault(kind text, plain text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  weights CONSTANT integer[] := '{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}';
  total integer := 0;
  n integer;
  y integer;
  m integer;
  d integer;
BEGIN
  IF plain IS NULL THEN
    RETURN NULL;
  ELSIF char_length(plain) > 40 THEN
    RETURN 'length';
  ELSIF kind = 'phone' THEN
    RETURN CASE WHEN plain !~ '^\+?[0-9]+$' THEN 'characters' WHEN plain !~ '^\+?[0-9]{7,15}$' THEN 'length' END;
  ELSIF kind = 'bank_card' THEN
    IF plain !~ '^[0-9]+$' THEN
      RETURN 'characters';
    ELSIF char_length(plain) NOT BETWEEN 16 AND 19 THEN
      RETURN 'length';
    END IF;
    FOR i IN 0 .. char_length(plain) - 1 LOOP
      n := substr(plain, char_length(plain) - i, 1)::integer * (1 + i % 2);
      total := total + n / 10 + n % 10;
    END LOOP;
    RETURN CASE WHEN total % 10 <> 0 THEN 'check_digit' END;
  END IF;
  IF char_length(plain) <> 18 THEN
    RETURN 'length';
  ELSIF plain !~ '^[1-9][0-9]{16}[0-9X]$' THEN
    RETURN 'characters';
  END IF;
  y := substr(plain, 7, 4)::integer;
  m := substr(plain, 11, 2)::integer;
  d := substr(plain, 13, 2)::integer;
  IF y NOT BETWEEN 1850 AND 2199 OR m NOT BETWEEN 1 AND 12 OR d < 1
     OR d > extract(day FROM make_date(y, m, 1) + interval '1 month' - interval '1 day') THEN
    RETURN 'date';
  END IF;
  FOR i IN 1 .. 17 LOOP
    total := total + substr(plain, i, 1)::integer * weights[i];
  END LOOP;
  RETURN CASE WHEN substr('10X98765432', total % 11 + 1, 1) <> substr(plain, 18, 1) THEN 'check_digit' END;
END
$$;

-- The number in its kept form, or an error that says what is wrong with it and never repeats it.
CREATE OR REPLACE FUNCTION casework_data.take_number(kind text, value text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  plain text := casework_data.plain_number(kind, value);
  why text := casework_data.number_fault(kind, plain);
BEGIN
  IF why IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'KW005', MESSAGE = format('not understood: %s (%s)', kind, why),
      DETAIL = jsonb_build_object('what', kind, 'why', why)::text;
  END IF;
  RETURN plain;
END
$$;

-- Enough to recognise a number that one has before oneself, too little to find one: with the day of birth beside
-- it, the place and four last characters that papers commonly print would be the whole resident ID.
CREATE OR REPLACE FUNCTION casework_data.masked_number(kind text, value text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN '••••' || right(value, CASE kind WHEN 'id_number' THEN 2 ELSE 4 END);

CREATE OR REPLACE FUNCTION casework_data.masked_numbers(person uuid) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_object_agg(n.kind, casework_data.masked_number(n.kind, n.value)), '{}')
          FROM casework_data.personal_number n WHERE n.person = masked_numbers.person);

-- Keeps a person's number; false if the resident ID is somebody else's.
CREATE OR REPLACE FUNCTION casework_data.keep_number(person uuid, kind text, plain text) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF plain IS NULL THEN
    RETURN true;
  END IF;
  INSERT INTO casework_data.personal_number (person, kind, value, digest)
    VALUES (keep_number.person, keep_number.kind, keep_number.plain, casework_data.keyed_digest(keep_number.kind, keep_number.plain))
    ON CONFLICT DO NOTHING;
  RETURN FOUND;
END
$$;

-- First step to who has a resident ID: the look-up is on record, as a keyed digest, and counts. Two steps, because
-- one whose record could be rolled back would count for nothing. The caller commits, then asks.
CREATE OR REPLACE FUNCTION casework.person_lookup(id_number text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  plain text;
  most casework_data.lookup_limit;
  hour integer;
  day integer;
  keyed bytea;
  opened uuid;
BEGIN
  PERFORM casework_data.require_register(s);
  plain := casework_data.take_number('id_number', id_number);
  IF plain IS NULL THEN
    PERFORM casework_data.refuse_input('id_number', NULL);
  END IF;
  -- One after the other: many connections of one person must not each count the same.
  PERFORM FROM casework_data.person p WHERE p.id = s.person FOR NO KEY UPDATE;
  SELECT * INTO most FROM casework_data.lookup_limit;
  SELECT count(*) FILTER (WHERE r.at > clock_timestamp() - interval '1 hour'), count(*) INTO hour, day
    FROM casework_data.reading r WHERE r.kind = 'lookup' AND r.person = s.person AND r.at > clock_timestamp() - interval '1 day';
  IF hour >= most.per_hour OR day >= most.per_day THEN
    RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'too many look-ups by number',
      DETAIL = jsonb_build_object('action', 'person_lookup', 'refused', jsonb_build_array(jsonb_build_object('rule', 'lookups', 'kind', 'lookups',
        'args', CASE WHEN day >= most.per_day THEN jsonb_build_object('per', 'day', 'limit', most.per_day)
                     ELSE jsonb_build_object('per', 'hour', 'limit', most.per_hour) END)))::text;
  END IF;
  keyed := casework_data.keyed_digest('id_number', plain);
  INSERT INTO casework_data.reading (kind, login, person, role, purpose, subject)
    VALUES ('lookup', s.login, s.person, casework_data.register_role(s.id), 'resident ID',
      (SELECT n.person FROM casework_data.personal_number n WHERE n.kind = 'id_number' AND n.digest = keyed))
    RETURNING id INTO opened;
  DELETE FROM casework_data.lookup_number o WHERE o.reading IN (
    SELECT t.reading FROM casework_data.lookup_number t WHERE t.at < clock_timestamp() - interval '10 minutes' FOR UPDATE SKIP LOCKED);
  INSERT INTO casework_data.lookup_number (reading, number) VALUES (opened, keyed);
  RETURN opened;
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_lookup(text) TO casework_user;

-- Whether a look-up is one's own, on record, committed and of the last ten minutes.
CREATE OR REPLACE FUNCTION casework_data.own_lookup(s casework_data.staff, r casework_data.reading) RETURNS boolean
LANGUAGE sql STABLE
RETURN (r.kind = 'lookup' AND r.login = s.login AND r.person = s.person AND r.xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
  AND pg_xact_status(r.xid) = 'committed' AND r.at > clock_timestamp() - interval '10 minutes') IS TRUE;

-- Second step: the person who has the resident ID, masked as ever; nobody is no error.
CREATE OR REPLACE FUNCTION casework.person_by_number(lookup uuid) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  r casework_data.reading;
BEGIN
  PERFORM casework_data.require_register(s);
  SELECT * INTO r FROM casework_data.reading t WHERE t.id = lookup;
  IF NOT casework_data.own_lookup(s, r) THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN QUERY
    SELECT casework_data.person_json(p)
      FROM casework_data.lookup_number l JOIN casework_data.personal_number n ON n.kind = 'id_number' AND n.digest = l.number
      JOIN casework_data.person p ON p.id = n.person
     WHERE l.reading = r.id;
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_by_number(uuid) TO casework_user;

-- To enter a resident ID tells whether it is in the register: it needs a look-up of the same one.
CREATE OR REPLACE FUNCTION casework_data.require_lookup(s casework_data.staff, plain text) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF plain IS NOT NULL AND NOT EXISTS (SELECT FROM casework_data.reading r JOIN casework_data.lookup_number l ON l.reading = r.id
       WHERE r.kind = 'lookup' AND r.person = s.person AND r.at > clock_timestamp() - interval '10 minutes'
         AND l.number = casework_data.keyed_digest('id_number', plain) AND casework_data.own_lookup(s, r)) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'a resident ID is looked up before it is entered',
      DETAIL = '{"action":"person_lookup","refused":[{"rule":"lookup","kind":"lookup","ref":"id_number"}]}';
  END IF;
END
$$;

-- The limits of look-ups, for members of casework_owner and superusers.
CREATE OR REPLACE FUNCTION casework_admin.set_lookup_limit(per_hour integer, per_day integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
BEGIN
  IF (per_hour BETWEEN 1 AND 100000 AND per_day BETWEEN per_hour AND 1000000) IS NOT TRUE THEN
    PERFORM casework_data.refuse_input('limit', NULL);
  END IF;
  UPDATE casework_data.lookup_limit l SET per_hour = set_lookup_limit.per_hour, per_day = set_lookup_limit.per_day;
  RETURN jsonb_build_object('done', true, 'per_hour', per_hour, 'per_day', per_day);
END
$$;

-- First step to a person's numbers: the reading is on record, with its reason. By who works with the register,
-- in the unit of the person's union where their grant is for a unit. The caller commits, then reads.
CREATE OR REPLACE FUNCTION casework.person_reading(person uuid, purpose text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  role text;
  opened uuid;
BEGIN
  PERFORM casework_data.require_register(s);
  role := casework_data.number_role(s.id, person);
  IF role IS NULL THEN
    PERFORM casework_data.refuse_absent();
  ELSIF purpose IS NULL OR char_length(btrim(purpose)) NOT BETWEEN 1 AND 400 THEN
    PERFORM casework_data.refuse_input('purpose', NULL);
  END IF;
  INSERT INTO casework_data.reading (subject, kind, login, person, role, purpose)
    VALUES (person_reading.person, 'person', s.login, s.person, role, btrim(person_reading.purpose)) RETURNING id INTO opened;
  RETURN opened;
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_reading(uuid, text) TO casework_user;

-- The role in which somebody may read this person's numbers.
CREATE OR REPLACE FUNCTION casework_data.number_role(staff integer, human uuid) RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT g.role FROM casework_data.person p JOIN casework_data.role_grant g ON g.staff_id = staff
          LEFT JOIN casework_data.unit u ON u.code = p.union_code
         WHERE p.id = human AND g.revoked_at IS NULL AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())
           AND g.role IN ('caseworker', 'union_officer', 'counsel', 'legal_supervisor', 'counsellor', 'clinical_supervisor', 'claims_reviewer')
           AND (g.unit IS NULL OR g.unit = ANY (coalesce(u.path, ARRAY[p.union_code])))
         ORDER BY g.role COLLATE "C" LIMIT 1);

-- Second step: what person_show() gives, with the numbers in full, to who put that reading on record less than
-- ten minutes ago in a transaction that is committed.
CREATE OR REPLACE FUNCTION casework.person_reveal(reading uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  r casework_data.reading;
BEGIN
  SELECT * INTO r FROM casework_data.reading t WHERE t.id = person_reveal.reading AND t.kind = 'person';
  IF NOT FOUND OR r.login <> s.login OR r.person <> s.person OR casework_data.number_role(s.id, r.subject) IS NULL
     OR r.xid IS NOT DISTINCT FROM pg_current_xact_id_if_assigned() OR pg_xact_status(r.xid) IS DISTINCT FROM 'committed'
     OR r.at < clock_timestamp() - interval '10 minutes' OR r.at > clock_timestamp() + interval '1 minute' THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN (SELECT casework_data.person_json(p) || jsonb_build_object('revealed', true, 'numbers',
      (SELECT coalesce(jsonb_object_agg(n.kind, n.value), '{}') FROM casework_data.personal_number n WHERE n.person = p.id))
    FROM casework_data.person p WHERE p.id = r.subject);
END
$$;
GRANT EXECUTE ON FUNCTION casework.person_reveal(uuid) TO casework_user;
