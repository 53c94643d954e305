SET LOCAL ROLE casework_owner;

-- Whose task it is to look at a reading beyond its reader's limits, where their grants cover the case.
CREATE OR REPLACE FUNCTION casework_data.reviewing_roles() RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY['supervisor', 'legal_supervisor', 'clinical_supervisor'];

-- The role in which somebody may read a case beyond their limits: one held in its programme that reads such
-- cases in full, its own ones at least, so that only the unit or the queue keeps them from it. What a role
-- never reads stays closed. NULL to the applicant and their relatives, always.
CREATE OR REPLACE FUNCTION casework_data.glass_role(s casework_data.staff, c casework_data.cases) RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT g.role FROM casework_data.role_grant g JOIN casework_data.scope sc ON sc.id = c.scope_id
         WHERE g.staff_id = s.id AND g.revoked_at IS NULL AND (g.programme IS NULL OR g.programme = c.workflow)
           AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())
           AND coalesce(sc.access ->> g.role, sc.access ->> '*') IN ('F', 'O')
           AND g.role = ANY (casework_data.working_roles(c.definition_id))
           AND s.person <> c.applicant_id AND NOT casework_data.are_related(c.applicant_id, s.person)
         ORDER BY g.role COLLATE "C" LIMIT 1);

-- Who reads a case, beyond their limits or not. Level G: they have opened it for a time, which is on record,
-- and still hold the grant. Nothing but reading asks here: no act is done in this standing.
CREATE OR REPLACE FUNCTION casework_data.reader(case_ref text) RETURNS casework_data.actor
LANGUAGE plpgsql STABLE AS $$
DECLARE
  wanted text := casework_data.number_of_ref(case_ref);
  who casework_data.actor;
  s casework_data.staff;
  opened record;
BEGIN
  SELECT w.* INTO who FROM casework_data.standings(wanted) w;
  IF who.level = 'F' THEN
    RETURN who;
  END IF;
  s := casework_data.actor();
  SELECT c.id, casework_data.glass_role(s, c) AS role INTO opened
    FROM casework_data.cases c
   WHERE c.number = wanted AND EXISTS (
     SELECT FROM casework_data.reading r
      WHERE r.case_id = c.id AND r.kind = 'break_glass' AND r.login = s.login AND r.person = s.person AND r.until > clock_timestamp()
        AND r.xid IS DISTINCT FROM pg_current_xact_id_if_assigned() AND pg_xact_status(r.xid) = 'committed');
  IF opened.role IS NOT NULL THEN
    RETURN ROW(s.login, s.id, s.person, opened.id, ARRAY[opened.role], 'G', NULL, NULL, NULL, NULL)::casework_data.actor;
  ELSIF who.level IS NULL THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN who;
END
$$;

-- Who is told of a reading beyond somebody's limits, and could acknowledge it: supervisors whose grants cover
-- the case; where there is none, its auditors. Neither the reader nor the applicant.
CREATE OR REPLACE FUNCTION casework_data.glass_reviewers(c casework_data.cases, reader uuid) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  logins text[];
  wanted text[];
BEGIN
  FOREACH wanted SLICE 1 IN ARRAY ARRAY[casework_data.reviewing_roles(), ARRAY['auditor', 'auditor', 'auditor']] LOOP
    logins := ARRAY(
      SELECT DISTINCT s.login COLLATE "C" FROM casework_data.staff s JOIN casework_data.role_grant g ON g.staff_id = s.id
       WHERE s.retired_at IS NULL AND g.revoked_at IS NULL AND g.role = ANY (wanted)
         AND (g.programme IS NULL OR g.programme = c.workflow) AND (g.unit IS NULL OR g.unit = ANY (casework_data.units_of(c.scope_id)))
         AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())
         AND s.person <> reader AND s.person <> c.applicant_id ORDER BY 1);
    EXIT WHEN cardinality(logins) > 0;
  END LOOP;
  RETURN logins;
END
$$;

-- Opens a case to somebody whom only their unit or queue keeps from it, at once and for a time; others are
-- told. The caller commits, then reads. What is read meanwhile is on record like any reading.
CREATE OR REPLACE FUNCTION casework.break_glass(case_ref text, reason text, minutes integer, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('break_glass', case_ref, reason, minutes::text);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  who casework_data.actor;
  c casework_data.cases;
  d casework_data.definition;
  role text;
  now_us bigint;
  opened uuid := gen_random_uuid();
  since timestamptz := clock_timestamp();
  told text[];
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  ELSIF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 400 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  ELSIF minutes IS NULL OR minutes NOT BETWEEN 1 AND 120 THEN
    PERFORM casework_data.refuse_input('minutes', minutes::text);
  END IF;
  -- Without a lock: nobody may make a case wait that stays closed to them.
  SELECT * INTO c FROM casework_data.cases t WHERE t.number = casework_data.number_of_ref(case_ref);
  role := casework_data.glass_role(s, c);
  SELECT w.* INTO who FROM casework_data.standings(c.number) w;
  IF role IS NULL THEN
    PERFORM casework_data.refuse_absent();
  ELSIF who.level = 'F' THEN
    RETURN casework_data.refuse_deed(c, who, 'break_glass', casework_data.refusal('needless', 'needless', NULL, NULL), request, digest);
  END IF;
  SELECT * INTO c FROM casework_data.cases t WHERE t.id = c.id FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  told := casework_data.glass_reviewers(c, s.person);
  who := ROW(s.login, s.id, s.person, c.id, ARRAY[role], 'G', NULL, NULL, NULL, NULL)::casework_data.actor;
  answer := casework_data.record(c, d, who, now_us, 'break_glass', NULL, role,
    jsonb_build_object('reason', btrim(reason), 'minutes', minutes),
    jsonb_build_object('reading', opened, 'until', casework_data.iso(casework_data.microseconds(since + make_interval(mins => minutes))),
      'told', told), request, digest);
  IF answer IS NULL THEN
    RETURN casework_data.first_answer(s.login, request, digest);
  END IF;
  INSERT INTO casework_data.reading (id, case_id, login, person, role, purpose, at, kind, until)
    VALUES (opened, c.id, s.login, s.person, role, btrim(break_glass.reason), since, 'break_glass', since + make_interval(mins => minutes));
  INSERT INTO casework_data.outbox (case_id, seq, channel, message)
    SELECT c.id, c.version + 1, 'login ' || t, 'break_glass' FROM unnest(told) t;
  RETURN answer;
END
$$;
GRANT EXECUTE ON FUNCTION casework.break_glass(text, text, integer, text) TO casework_user;

-- Who read what, the newest first: for auditors the readings of the cases their grants cover; for supervisors
-- those beyond somebody's limits. Where an auditor sees code, date and price only, the reason is withheld:
-- a free text may name somebody.
CREATE OR REPLACE FUNCTION casework.readings(
  case_ref text DEFAULT NULL, reader text DEFAULT NULL, since timestamptz DEFAULT NULL, waiting boolean DEFAULT false,
  max_rows integer DEFAULT 1000) RETURNS SETOF jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  -- the register and an export belong to no programme and no unit: an auditor of everything reads who read them
  everywhere boolean := casework_data.audits_everything(s.id);
BEGIN
  IF max_rows IS NULL OR max_rows NOT BETWEEN 1 AND 1000000 THEN
    PERFORM casework_data.refuse_input('max_rows', max_rows::text);
  END IF;
  -- everybody's inbox asks what waits for them
  IF waiting IS NOT TRUE THEN
    PERFORM casework_data.require_role(s, ARRAY['auditor'] || casework_data.reviewing_roles());
  END IF;
  RETURN QUERY
  WITH mine AS MATERIALIZED (
    SELECT m.scope_id, bool_or(m.role = 'auditor') AS audits, bool_or(m.level <> 'C') AS reads_reasons
      FROM casework_data.my_grants(NULL) m
     WHERE m.role = 'auditor' AND m.level IN ('F', 'M', 'C') OR m.role = ANY (casework_data.reviewing_roles()) AND m.level IN ('F', 'M')
     GROUP BY 1)
  SELECT jsonb_build_object('reading', r.no, 'case', c.number, 'person', r.subject, 'workflow', c.workflow, 'at', casework_data.iso(casework_data.microseconds(r.at)),
      'by', r.login, 'role', r.role, 'kind', r.kind, 'document', r.document, 'private', r.private, 'until', casework_data.iso(casework_data.microseconds(r.until)),
      'reason', CASE WHEN m.reads_reasons OR r.kind IN ('person', 'export', 'lookup') THEN r.purpose END, 'acknowledged_by', v.login,
      'acknowledged_at', casework_data.iso(casework_data.microseconds(v.at)), 'remark', CASE WHEN m.reads_reasons THEN v.remark END)
    FROM casework_data.reading r LEFT JOIN casework_data.cases c ON c.id = r.case_id LEFT JOIN mine m ON m.scope_id = c.scope_id
    LEFT JOIN casework_data.reading_review v ON v.reading_no = r.no
   WHERE CASE WHEN r.kind IN ('person', 'export', 'lookup') THEN everywhere WHEN r.kind = 'break_glass' THEN m.scope_id IS NOT NULL ELSE m.audits END
     AND s.person IS DISTINCT FROM coalesce(c.applicant_id, r.subject)
     AND (readings.case_ref IS NULL OR c.number = casework_data.number_of_ref(readings.case_ref))
     AND (readings.reader IS NULL OR r.login = readings.reader) AND (readings.since IS NULL OR r.at >= readings.since)
     AND (NOT coalesce(waiting, false) OR r.kind = 'break_glass' AND v.reading_no IS NULL AND r.person <> s.person)
   ORDER BY r.no DESC LIMIT max_rows;
END
$$;
GRANT EXECUTE ON FUNCTION casework.readings(text, text, timestamptz, boolean, integer) TO casework_user;

-- Says that one has looked at a reading beyond somebody's limits. Once, and by another person than read.
CREATE OR REPLACE FUNCTION casework.acknowledge(reading bigint, remark text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('acknowledge', reading::text, remark);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  r casework_data.reading;
  v casework_data.reading_review;
  number text;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  ELSIF char_length(btrim(remark)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('remark', NULL);
  END IF;
  PERFORM casework_data.require_role(s, ARRAY['auditor'] || casework_data.reviewing_roles());
  SELECT t.* INTO r FROM casework_data.reading t WHERE t.no = acknowledge.reading AND t.kind = 'break_glass';
  SELECT c.number INTO number FROM casework_data.cases c
   WHERE c.id = r.case_id AND c.applicant_id <> s.person AND c.scope_id IN (
     SELECT m.scope_id FROM casework_data.my_grants(NULL) m
      WHERE m.role = 'auditor' AND m.level IN ('F', 'M', 'C') OR m.role = ANY (casework_data.reviewing_roles()) AND m.level IN ('F', 'M'));
  IF number IS NULL THEN
    PERFORM casework_data.refuse_absent();
  ELSIF r.person = s.person THEN
    PERFORM casework_data.refuse_review(r, number, 'second_person', jsonb_build_object('by', r.login));
  END IF;
  INSERT INTO casework_data.reading_review (reading_no, reader, login, staff_id, person, remark)
    VALUES (r.no, r.person, s.login, s.id, s.person, btrim(acknowledge.remark)) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    SELECT t.* INTO v FROM casework_data.reading_review t WHERE t.reading_no = r.no;
    PERFORM casework_data.refuse_review(r, number, 'decided', jsonb_build_object('by', v.login,
      'at', casework_data.iso(casework_data.microseconds(v.at))));
  END IF;
  answer := jsonb_build_object('done', true, 'repeated', false, 'reading', r.no, 'case', number, 'by', r.login);
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.acknowledge(bigint, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.refuse_review(r casework_data.reading, number text, rule text, args jsonb) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('acknowledging reading %s is refused', r.no),
    DETAIL = jsonb_build_object('action', 'acknowledge', 'reading', r.no, 'case', number, 'refused',
      jsonb_build_array(jsonb_build_object('rule', rule, 'kind', rule, 'args', args)))::text;
END
$$;
