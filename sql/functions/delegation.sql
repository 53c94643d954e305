SET LOCAL ROLE casework_owner;

-- Acting for somebody else. A deputy holds the role in held_role beside the delegation that gives it; to every
-- rule an act done for another is done by both, and the entry names both.

-- Those whose word a delegation needs, and who may propose one for somebody who cannot.
CREATE OR REPLACE FUNCTION casework_data.administering_roles() RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY['administrator', 'deputy_head', 'director'];

-- A unit with all units above it; a code that is not in the tree stands for itself.
CREATE OR REPLACE FUNCTION casework_data.units_above(code text) RETURNS text[]
LANGUAGE sql STABLE
RETURN coalesce((SELECT u.path FROM casework_data.unit u WHERE u.code = units_above.code), ARRAY[code]);

-- Two scopes of grants meet where each names the other's programme or none, and one unit lies in the other.
CREATE OR REPLACE FUNCTION casework_data.scopes_meet(programme_a text, unit_a text, programme_b text, unit_b text) RETURNS boolean
LANGUAGE sql STABLE
RETURN (programme_a IS NULL OR programme_b IS NULL OR programme_a = programme_b)
  AND (unit_a IS NULL OR unit_b IS NULL OR unit_a = ANY (casework_data.units_above(unit_b)) OR unit_b = ANY (casework_data.units_above(unit_a)));

-- What somebody can give of a role of their own for all of a period: a row a grant, narrowed to what is asked for.
CREATE OR REPLACE FUNCTION casework_data.delegable(
  staff integer, role text, programme text, unit text, since timestamptz, until timestamptz)
RETURNS TABLE (programme text, unit text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT DISTINCT coalesce(g.programme, delegable.programme),
         CASE WHEN g.unit IS NULL OR g.unit = ANY (casework_data.units_above(delegable.unit)) THEN coalesce(delegable.unit, g.unit) ELSE g.unit END
    FROM casework_data.role_grant g
   WHERE g.staff_id = delegable.staff AND g.role = delegable.role AND g.revoked_at IS NULL
     AND g.since <= delegable.since AND (g.until IS NULL OR g.until >= delegable.until)
     AND casework_data.scopes_meet(g.programme, g.unit, delegable.programme, delegable.unit);
END;

-- Whether somebody's own grants of these roles cover everything that a delegation would give.
CREATE OR REPLACE FUNCTION casework_data.covers_delegation(staff integer, wanted text[], arguments jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM jsonb_to_recordset(arguments -> 'scopes') x (programme text, unit text)
     WHERE NOT EXISTS (
       SELECT FROM casework_data.role_grant g
        WHERE g.staff_id = staff AND g.role = ANY (wanted) AND g.revoked_at IS NULL
          AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())
          AND (g.programme IS NULL OR g.programme = x.programme)
          AND (g.unit IS NULL OR g.unit = ANY (casework_data.units_above(x.unit)))));
END
$$;

-- Whether somebody may decide what concerns these people: none of them, and for a delegation with a grant that
-- covers it.
CREATE OR REPLACE FUNCTION casework_data.fit_to_decide(t casework_data.staff, kind text, arguments jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (arguments -> 'parties' ? t.person::text) IS NOT TRUE
    AND (kind <> 'delegation' OR casework_data.covers_delegation(t.id, casework_data.deciding_roles(kind), arguments));
END
$$;

-- Everything that can be wrong with a delegation, asked when it is proposed and again when it is confirmed. The
-- caller holds both persons' rows: nothing about either changes meanwhile.
CREATE OR REPLACE FUNCTION casework_data.judge_delegation(
  a casework_data.staff, b casework_data.staff, role text, programme text, unit text, begins timestamptz, until timestamptz) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  held jsonb;
  scope record;
  other casework_data.delegation;
BEGIN
  IF a.person = b.person THEN
    PERFORM casework_data.refuse_staffing('delegate', 'same_person', b.login, jsonb_build_object('for', a.login));
  ELSIF a.retired_at IS NOT NULL OR b.retired_at IS NOT NULL THEN
    IF a.retired_at IS NULL THEN
      a := b;
    END IF;
    PERFORM casework_data.refuse_staffing('delegate', 'retired', a.login, jsonb_build_object('by', a.retired_by,
      'at', casework_data.iso(casework_data.microseconds(a.retired_at))));
  ELSIF until <= begins OR until > begins + interval '400 days' THEN
    PERFORM casework_data.refuse_staffing('delegate', CASE WHEN until <= begins THEN 'period' ELSE 'too_long' END, b.login, NULL);
  ELSIF role IN ('clock', 'administrator') THEN
    PERFORM casework_data.refuse_staffing('delegate', 'not_delegable', role, NULL);
  ELSIF NOT EXISTS (SELECT FROM casework_data.delegable(a.id, role, programme, unit, begins, until)) THEN
    SELECT t.* INTO other FROM casework_data.delegation t
     WHERE t.to_staff = a.id AND t.role = judge_delegation.role AND t.ended_at IS NULL AND t.until > begins
       AND casework_data.scopes_meet(t.programme, t.unit, judge_delegation.programme, judge_delegation.unit) ORDER BY t.id LIMIT 1;
    IF FOUND THEN
      PERFORM casework_data.refuse_staffing('delegate', 'chain', a.login, jsonb_build_object('role', role, 'for', other.for_login));
    END IF;
    SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('programme', g.programme, 'unit', g.unit,
             'since', casework_data.iso(casework_data.microseconds(g.since)), 'until', casework_data.iso(casework_data.microseconds(g.until)))) ORDER BY g.id), '[]')
      INTO held FROM casework_data.role_grant g
     WHERE g.staff_id = a.id AND g.role = judge_delegation.role AND g.revoked_at IS NULL AND (g.until IS NULL OR g.until > clock_timestamp());
    PERFORM casework_data.refuse_staffing('delegate', 'not_held', a.login, jsonb_build_object('role', role, 'held', held));
  END IF;
  FOR scope IN SELECT d.programme, d.unit FROM casework_data.delegable(a.id, role, programme, unit, begins, until) d LOOP
    SELECT t.* INTO other FROM casework_data.delegation t
      JOIN casework_data.held_role h ON h.delegation = t.id AND h.revoked_at IS NULL
     WHERE t.role = judge_delegation.role AND (t.for_person = a.person OR t.to_person = b.person) AND t.ended_at IS NULL
       AND t.since < judge_delegation.until AND t.until > begins
       AND casework_data.scopes_meet(h.programme, h.unit, scope.programme, scope.unit) ORDER BY t.id LIMIT 1;
    IF FOUND THEN
      -- for whom else the deputy acts is not told
      PERFORM casework_data.refuse_staffing('delegate', 'overlap', b.login, jsonb_build_object('role', role, 'to', other.to_login)
        || CASE WHEN other.for_person <> a.person THEN '{}' ELSE jsonb_build_object('delegation', other.id, 'for', other.for_login,
          'since', casework_data.iso(casework_data.microseconds(other.since)),
          'until', casework_data.iso(casework_data.microseconds(other.until))) END);
    ELSIF EXISTS (SELECT FROM casework_data.staff s JOIN casework_data.role_grant g ON g.staff_id = s.id
        WHERE s.person = b.person AND s.retired_at IS NULL AND g.role = judge_delegation.role AND g.revoked_at IS NULL
          AND g.since <= begins AND (g.until IS NULL OR g.until >= judge_delegation.until)
          AND (g.programme IS NULL OR g.programme = scope.programme) AND (g.unit IS NULL OR g.unit = ANY (casework_data.units_above(scope.unit)))) THEN
      PERFORM casework_data.refuse_staffing('delegate', 'holds_it', b.login, jsonb_build_object('role', role));
    END IF;
    held := casework_data.hindering_grant(b.person, role, scope.programme, begins, until);
    IF held IS NOT NULL THEN
      PERFORM casework_data.refuse_staffing('delegate', 'incompatible', b.login, jsonb_strip_nulls(held));
    END IF;
  END LOOP;
END
$$;

-- Locks the persons of both, always in one order, so that no grant, delegation or retirement of either passes.
CREATE OR REPLACE FUNCTION casework_data.lock_people(a uuid, b uuid) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM FROM casework_data.person p WHERE p.id IN (a, b) ORDER BY p.id FOR NO KEY UPDATE;
END
$$;

-- Proposes that one member of staff acts for another in a role, as far as that one holds it, within a programme or
-- a unit if these are named, until a day. By the one who is stood in for, or by who administers where the
-- delegation reaches; confirmed by somebody who is neither of them nor the proposer.
CREATE OR REPLACE FUNCTION casework.delegate(
  deputy text, principal text, role text, programme text, unit text, since timestamptz, until timestamptz, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('delegate', deputy, principal, role, programme, unit,
    since::text, until::text, reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  a casework_data.staff;
  b casework_data.staff;
  begins timestamptz;
  arguments jsonb;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  SELECT t.* INTO a FROM casework_data.staff t WHERE t.login = principal ORDER BY t.id DESC LIMIT 1;
  SELECT t.* INTO b FROM casework_data.staff t WHERE t.login = deputy ORDER BY t.id DESC LIMIT 1;
  IF a.person IS DISTINCT FROM s.person AND NOT casework_data.holds(s.id, VARIADIC casework_data.administering_roles()) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW006', MESSAGE = 'only who holds the role, or who administers, may propose this',
      DETAIL = jsonb_build_object('reason', 'no_grant', 'role', 'administrator', 'roles', casework_data.administering_roles(), 'login', s.login,
        'givers', casework_data.givers())::text;
  ELSIF a.id IS NULL THEN
    PERFORM casework_data.refuse_input('login', principal);
  ELSIF b.id IS NULL THEN
    PERFORM casework_data.refuse_input('login', deputy);
  ELSIF role IS NULL OR role !~ '^[a-z][a-z0-9_]{0,62}$' THEN
    PERFORM casework_data.refuse_input('role', role);
  ELSIF since NOT BETWEEN clock_timestamp() - interval '400 days' AND clock_timestamp() + interval '400 days' THEN
    PERFORM casework_data.refuse_input('since', left(since::text, 40));
  ELSIF until IS NULL OR NOT isfinite(until) THEN
    PERFORM casework_data.refuse_input('until', until::text);
  ELSIF unit IS NOT NULL AND EXISTS (SELECT FROM casework_data.unit) AND NOT EXISTS (SELECT FROM casework_data.unit u WHERE u.code = delegate.unit) THEN
    PERFORM casework_data.refuse_input('unit', unit);
  ELSIF programme IS NOT NULL AND NOT EXISTS (SELECT FROM casework_data.definition d WHERE d.workflow = delegate.programme) THEN
    PERFORM casework_data.refuse_input('workflow', programme, ARRAY(SELECT DISTINCT d.workflow FROM casework_data.definition d ORDER BY 1));
  ELSIF b.person = s.person THEN
    PERFORM casework_data.refuse_staffing('delegate', CASE WHEN a.person = b.person THEN 'same_person' ELSE 'own_favour' END, b.login, NULL);
  END IF;
  begins := greatest(since, clock_timestamp());
  PERFORM casework_data.lock_people(a.person, b.person);
  PERFORM casework_data.judge_delegation(a, b, role, programme, unit, begins, until);
  arguments := jsonb_strip_nulls(jsonb_build_object('to', b.login, 'for', a.login, 'role', role, 'programme', programme, 'unit', unit,
      'since', casework_data.iso(casework_data.microseconds(begins)), 'until', casework_data.iso(casework_data.microseconds(until))))
    || jsonb_build_object('parties', jsonb_build_array(a.person, b.person), 'scopes',
      (SELECT jsonb_agg(jsonb_build_object('programme', d.programme, 'unit', d.unit) ORDER BY d.programme, d.unit)
         FROM casework_data.delegable(a.id, role, programme, unit, begins, until) d));
  IF a.person <> s.person AND NOT casework_data.covers_delegation(s.id, casework_data.administering_roles(), arguments) THEN
    PERFORM casework_data.refuse_staffing('delegate', 'beyond', s.login, jsonb_build_object('roles', casework_data.administering_roles()));
  END IF;
  RETURN casework_data.propose(s, 'delegation', arguments, reason, request, digest);
END
$$;
GRANT EXECUTE ON FUNCTION casework.delegate(text, text, text, text, text, timestamptz, timestamptz, text, text) TO casework_user;

-- What decide() does with it: everything is asked again, for time has passed.
CREATE OR REPLACE FUNCTION casework_data.begin_delegation(p casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  a casework_data.staff;
  b casework_data.staff;
  role text := p.arguments ->> 'role';
  programme text := p.arguments ->> 'programme';
  unit text := p.arguments ->> 'unit';
  ends timestamptz := (p.arguments ->> 'until')::timestamptz;
  begins timestamptz;
  made bigint;
BEGIN
  SELECT t.* INTO a FROM casework_data.staff t WHERE t.login = p.arguments ->> 'for' ORDER BY t.id DESC LIMIT 1;
  SELECT t.* INTO b FROM casework_data.staff t WHERE t.login = p.arguments ->> 'to' ORDER BY t.id DESC LIMIT 1;
  PERFORM casework_data.lock_people(a.person, b.person);
  SELECT t.* INTO a FROM casework_data.staff t WHERE t.id = a.id;
  SELECT t.* INTO b FROM casework_data.staff t WHERE t.id = b.id;
  IF p.arguments -> 'parties' <> jsonb_build_array(a.person, b.person) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'a login is another person''s than when this was proposed', DETAIL = '{"what":"proposal"}';
  END IF;
  begins := greatest((p.arguments ->> 'since')::timestamptz, clock_timestamp());
  PERFORM casework_data.judge_delegation(a, b, role, programme, unit, begins, ends);
  INSERT INTO casework_data.delegation (proposal, for_staff, for_login, for_person, to_staff, to_login, to_person, role, programme, unit,
      since, until, reason, proposed_by, proposed_person, approved_by, approved_person)
    VALUES (p.id, a.id, a.login, a.person, b.id, b.login, b.person, role, programme, unit,
      begins, ends, p.reason, p.proposed_by, p.proposed_person, s.login, s.person) RETURNING id INTO made;
  INSERT INTO casework_data.held_role (staff_id, role, programme, unit, since, until, granted_by, delegation)
    SELECT b.id, role, d.programme, d.unit, begins, ends, s.login, made
      FROM casework_data.delegable(a.id, role, programme, unit, begins, ends) d;
  RETURN jsonb_build_object('delegation', made, 'to', b.login, 'for', a.login, 'role', role,
    'since', casework_data.iso(casework_data.microseconds(begins)), 'until', casework_data.iso(casework_data.microseconds(ends)));
END
$$;

-- Ends a delegation now. Its row is locked before the time is taken: every entry made under it is older. But a
-- deputy who keeps a transaction open holds nothing up: after two seconds it ends without that lock.
CREATE OR REPLACE FUNCTION casework_data.end_delegation(id bigint, who text, why text) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d casework_data.delegation;
BEGIN
  BEGIN
    PERFORM set_config('lock_timeout', '2s', true);
    PERFORM FROM casework_data.delegation t WHERE t.id = end_delegation.id FOR UPDATE;
  EXCEPTION WHEN lock_not_available THEN
    NULL;
  END;
  PERFORM set_config('lock_timeout', '10s', true);
  UPDATE casework_data.delegation t SET ended_at = clock_timestamp(), ended_by = who, ended_why = why
   WHERE t.id = end_delegation.id AND t.ended_at IS NULL AND t.until > clock_timestamp() RETURNING t.* INTO d;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE casework_data.held_role h SET revoked_at = clock_timestamp(), revoked_by = who WHERE h.delegation = d.id AND h.revoked_at IS NULL;
  RETURN true;
END
$$;

-- Ends the delegations of somebody's roles that they no longer hold, and, who is staff no more, all of theirs: of
-- their roles and to them. How many.
CREATE OR REPLACE FUNCTION casework_data.end_baseless(staff integer, who text, why text) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d casework_data.delegation;
  n integer := 0;
BEGIN
  FOR d IN SELECT t.* FROM casework_data.delegation t
            WHERE (t.for_staff = staff OR t.to_staff = staff) AND t.ended_at IS NULL AND t.until > clock_timestamp() ORDER BY t.id LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM casework_data.staff s WHERE s.id IN (d.for_staff, d.to_staff) AND s.retired_at IS NOT NULL)
      AND NOT EXISTS (
        SELECT FROM casework_data.held_role h WHERE h.delegation = d.id AND h.revoked_at IS NULL AND NOT EXISTS (
          SELECT FROM casework_data.role_grant g
           WHERE g.staff_id = d.for_staff AND g.role = d.role AND g.revoked_at IS NULL
             AND g.since <= greatest(d.since, clock_timestamp()) AND (g.until IS NULL OR g.until >= d.until)
             AND (g.programme IS NULL OR g.programme = h.programme) AND (g.unit IS NULL OR g.unit = ANY (casework_data.units_above(h.unit)))));
    IF casework_data.end_delegation(d.id, who, why) THEN
      n := n + 1;
    END IF;
  END LOOP;
  RETURN n;
END
$$;

-- Ends a delegation early: by whom it concerns, or by who could have decided it. To take a right away needs no
-- second person.
CREATE OR REPLACE FUNCTION casework.undelegate(delegation bigint, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('undelegate', delegation::text, reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  d casework_data.delegation;
  ended boolean;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  ELSIF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  END IF;
  SELECT t.* INTO d FROM casework_data.delegation t WHERE t.id = undelegate.delegation;
  IF d.id IS NULL OR NOT casework_data.has_to_do_with(s, d, casework_data.deciding_roles('delegation')) THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  ended := casework_data.end_delegation(d.id, s.login, btrim(reason));
  answer := jsonb_build_object('done', true, 'repeated', NOT ended, 'delegation', d.id, 'to', d.to_login, 'for', d.for_login, 'role', d.role);
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.undelegate(bigint, text, text) TO casework_user;

-- Its two people, and those whose own grants of these roles cover it: why somebody is away is not everybody's to know.
CREATE OR REPLACE FUNCTION casework_data.has_to_do_with(s casework_data.staff, d casework_data.delegation, wanted text[]) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN s.person IN (d.for_person, d.to_person)
    OR casework_data.covers_delegation(s.id, wanted, (SELECT p.arguments FROM casework_data.proposal p WHERE p.id = d.proposal));
END
$$;

-- Delegations that this login has to do with, the newest first: those that run or will, or all.
CREATE OR REPLACE FUNCTION casework.delegations(everything boolean DEFAULT false, max_rows integer DEFAULT 200) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
BEGIN
  IF max_rows IS NULL OR max_rows NOT BETWEEN 1 AND 10000 THEN
    PERFORM casework_data.refuse_input('max_rows', max_rows::text);
  END IF;
  RETURN QUERY SELECT casework_data.delegation_json(d) FROM casework_data.delegation d
    WHERE (everything OR d.ended_at IS NULL AND d.until > clock_timestamp())
      AND casework_data.has_to_do_with(s, d, casework_data.deciding_roles('delegation') || ARRAY['auditor'])
    ORDER BY d.id DESC LIMIT max_rows;
END
$$;
GRANT EXECUTE ON FUNCTION casework.delegations(boolean, integer) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.delegation_json(d casework_data.delegation) RETURNS jsonb
LANGUAGE sql STABLE
RETURN jsonb_build_object('delegation', d.id, 'to', d.to_login, 'for', d.for_login, 'role', d.role, 'programme', d.programme, 'unit', d.unit,
  'since', casework_data.iso(casework_data.microseconds(d.since)), 'until', casework_data.iso(casework_data.microseconds(d.until)),
  'reason', d.reason, 'proposal', d.proposal, 'proposed_by', d.proposed_by, 'approved_by', d.approved_by,
  'ended_by', d.ended_by, 'ended_at', casework_data.iso(casework_data.microseconds(d.ended_at)), 'ended_why', d.ended_why,
  'state', CASE WHEN d.ended_at IS NOT NULL THEN 'revoked' WHEN d.until <= clock_timestamp() THEN 'ended'
                WHEN d.since > clock_timestamp() THEN 'future' ELSE 'now' END);

-- The actor once for each delegation that reaches a case, with its role beside their own. The delegation's row is
-- locked: it ends after this deed or was over before it. The one stood in for must hold the role here today.
CREATE OR REPLACE FUNCTION casework_data.as_deputy(c casework_data.cases, who casework_data.actor) RETURNS SETOF casework_data.actor
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  g casework_data.delegation;
  deputy casework_data.actor;
BEGIN
  -- the weakest lock that waits for end_delegation(): it lets the row be ended all the same
  FOR g IN SELECT t.* FROM casework_data.delegation t WHERE t.id = ANY (who.deputed) ORDER BY t.id FOR KEY SHARE LOOP
    CONTINUE WHEN g.ended_at IS NOT NULL OR g.until <= clock_timestamp() OR NOT EXISTS (
      SELECT FROM casework_data.staff s JOIN casework_data.role_grant r ON r.staff_id = s.id
       WHERE s.id = g.for_staff AND s.retired_at IS NULL AND r.role = g.role AND r.revoked_at IS NULL
         AND (r.programme IS NULL OR r.programme = c.workflow) AND (r.unit IS NULL OR r.unit = ANY (casework_data.units_of(c.scope_id)))
         AND r.since <= clock_timestamp() AND (r.until IS NULL OR r.until > clock_timestamp()));
    deputy := who;
    deputy.roles := who.roles || g.role;
    deputy.delegation := g.id;
    deputy.for_login := g.for_login;
    deputy.for_person := g.for_person;
    RETURN NEXT deputy;
  END LOOP;
END
$$;

-- In whose name an action is done. Who may not do it in their own, for want of a role, does it for the first of
-- those they stand in for against whom nothing speaks; where something speaks against all, it is reported of the
-- first whose role would do.
CREATE OR REPLACE FUNCTION casework_data.in_the_name_of(
  c casework_data.cases, a casework_data.wf_action, d casework_data.definition, who casework_data.actor,
  given jsonb, expect bigint, now_us bigint, refused jsonb) RETURNS casework_data.actor
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  deputy casework_data.actor;
  best casework_data.actor := who;
  found jsonb;
BEGIN
  IF NOT (refused @> '[{"kind":"role"}]' OR refused @> '[{"kind":"tier"}]') THEN
    RETURN who;
  END IF;
  FOR deputy IN SELECT * FROM casework_data.as_deputy(c, who) LOOP
    found := (casework_data.judge(c, a, d, deputy, given, expect, now_us, false)).refused;
    IF found = '[]' THEN
      RETURN deputy;
    ELSIF best.delegation IS NULL AND NOT (found @> '[{"kind":"role"}]' OR found @> '[{"kind":"tier"}]') THEN
      best := deputy;
    END IF;
  END LOOP;
  RETURN best;
END
$$;

-- The actor in the name of whom they hold the role that a deed was judged by.
CREATE OR REPLACE FUNCTION casework_data.holding(c casework_data.cases, who casework_data.actor, role text) RETURNS casework_data.actor
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  deputy casework_data.actor;
BEGIN
  IF who.deputed IS NOT NULL AND who.delegation IS NULL AND NOT role = ANY (who.roles) THEN
    FOR deputy IN SELECT * FROM casework_data.as_deputy(c, who) LOOP
      IF role = ANY (deputy.roles) THEN
        RETURN deputy;
      END IF;
    END LOOP;
  END IF;
  RETURN who;
END
$$;

-- Roles held here for somebody else, and all roles.
CREATE OR REPLACE FUNCTION casework_data.deputed_roles(who casework_data.actor) RETURNS text[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT DISTINCT d.role FROM casework_data.delegation d WHERE d.id = ANY (who.deputed) ORDER BY 1);

-- What an entry's payload says of it, and the answer: nothing where somebody acts for themselves.
CREATE OR REPLACE FUNCTION casework_data.on_behalf(who casework_data.actor) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN who.for_person IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('on_behalf_of',
  jsonb_build_object('login', who.for_login, 'person', who.for_person, 'delegation', who.delegation)) END;

-- One more person who counts as having done something.
CREATE OR REPLACE FUNCTION casework_data.done_for(did jsonb, name text, person uuid) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN person IS NULL OR did -> name -> 'people' ? person::text THEN did
  ELSE did || jsonb_build_object(name, did -> name || jsonb_build_object('people', did -> name -> 'people' || to_jsonb(person))) END;

-- Whether somebody holds one of these roles anywhere, be it for somebody else.
CREATE OR REPLACE FUNCTION casework_data.works_as(staff integer, VARIADIC wanted text[]) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM casework_data.held_role g
                WHERE g.staff_id = staff AND g.role = ANY (wanted) AND g.revoked_at IS NULL
                  AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp()));

-- The person for whom an entry was made; NULL for most. Who stood in for whom when is in no erasable place.
CREATE OR REPLACE FUNCTION casework_data.stood_in_for(e casework_data.entry) RETURNS uuid
LANGUAGE sql STABLE
RETURN (SELECT d.for_person FROM casework_data.delegation d WHERE d.id = (e.answer ->> 'delegation')::bigint);
