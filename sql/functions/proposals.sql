SET LOCAL ROLE casework_owner;

-- What needs a second person. Arguments may name "parties", persons whom it concerns: they see it, may reject it
-- and never confirm it. Who may propose and who may confirm each kind stands here, and what is then
-- done in carry_out() below; everything else is the same for all kinds.
CREATE OR REPLACE FUNCTION casework_data.proposing_roles(kind text) RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN CASE
  WHEN kind = 'benefit_override' THEN ARRAY['caseworker', 'claims_reviewer', 'supervisor', 'legal_supervisor', 'clinical_supervisor']
  WHEN kind IN ('fund_allot', 'fund_transfer', 'fund_freeze_year', 'fund_close_year', 'fund_reopen') THEN ARRAY['finance_officer']
  WHEN kind = 'workflow_publish' THEN ARRAY['administrator', 'deputy_head', 'director', 'supervisor']
END;

CREATE OR REPLACE FUNCTION casework_data.deciding_roles(kind text) RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN CASE
  WHEN kind = 'benefit_override' THEN ARRAY['supervisor', 'deputy_head', 'director', 'committee']
  WHEN kind IN ('fund_allot', 'fund_transfer', 'fund_freeze_year', 'fund_close_year', 'fund_reopen') THEN ARRAY['finance_officer', 'deputy_head']
  WHEN kind = 'workflow_publish' THEN ARRAY['administrator', 'deputy_head', 'director']
  WHEN kind = 'person_erase' THEN ARRAY['supervisor', 'legal_supervisor', 'clinical_supervisor', 'deputy_head', 'director']
  WHEN kind = 'delegation' THEN ARRAY['administrator', 'deputy_head', 'director', 'supervisor', 'legal_supervisor', 'clinical_supervisor']
END;

-- Does what was proposed and confirmed; s is who confirmed it. The answer's further members.
CREATE OR REPLACE FUNCTION casework_data.carry_out(p casework_data.proposal, s casework_data.staff) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  CASE p.kind
    WHEN 'fund_allot' THEN
      RETURN casework_data.allot(p, s);
    WHEN 'fund_transfer' THEN
      RETURN casework_data.transfer(p, s);
    WHEN 'fund_freeze_year' THEN
      RETURN casework_data.freeze_year(p, s);
    WHEN 'fund_close_year' THEN
      RETURN casework_data.close_year(p, s);
    WHEN 'fund_reopen' THEN
      RETURN casework_data.reopen(p, s);
    WHEN 'person_erase' THEN
      RETURN casework_data.erase(p, s);
    WHEN 'delegation' THEN
      RETURN casework_data.begin_delegation(p, s);
    WHEN 'workflow_publish' THEN
      RETURN casework_data.publish(p, s);
    WHEN 'benefit_override' THEN
      RETURN casework_data.override_benefit(p, s);
    ELSE
      RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = format('nothing is known about proposals of the kind %s', p.kind),
        DETAIL = '{"what":"proposal"}';
  END CASE;
END
$$;

-- Keeps a proposal. The caller has judged the arguments, which are all that will be done, and asked
-- first_answer(); the request's answer is kept here.
CREATE OR REPLACE FUNCTION casework_data.propose(
  s casework_data.staff, kind text, arguments jsonb, reason text, request text, request_digest bytea) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  number bigint;
  answer jsonb;
BEGIN
  -- a kind without roles has judged its proposer already
  IF casework_data.proposing_roles(kind) IS NOT NULL THEN
    PERFORM casework_data.require_role(s, casework_data.proposing_roles(kind), kind ^@ 'fund_');
  END IF;
  IF reason IS NULL OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  END IF;
  INSERT INTO casework_data.proposal (kind, arguments, digest, reason, proposed_by, proposed_staff, proposed_person)
    VALUES (propose.kind, propose.arguments, casework_data.arguments_digest(propose.kind, propose.arguments::text), propose.reason,
      s.login, s.id, s.person) RETURNING id INTO number;
  answer := jsonb_build_object('done', true, 'repeated', false, 'proposal', number, 'kind', kind, 'arguments', arguments,
    'who', casework_data.deciders(kind, s.person, arguments));
  RETURN casework_data.keep_answer(s.login, request, request_digest, answer);
END
$$;

-- everywhere: what belongs to no programme and no unit, as funds do.
CREATE OR REPLACE FUNCTION casework_data.require_role(s casework_data.staff, wanted text[], everywhere boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT (CASE WHEN everywhere THEN casework_data.holds_everywhere(s.id, VARIADIC wanted) ELSE casework_data.holds(s.id, VARIADIC wanted) END) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW006',
      MESSAGE = format('this needs the role %s', array_to_string(wanted, ' or ')) || CASE WHEN everywhere THEN ', for every programme and unit' ELSE '' END,
      DETAIL = jsonb_build_object('reason', 'no_grant', 'role', wanted[1], 'roles', wanted, 'login', s.login, 'givers', casework_data.givers())::text;
  END IF;
END
$$;

-- Whether somebody has one of these roles where proposals of a kind are made and decided.
CREATE OR REPLACE FUNCTION casework_data.holds_of(staff integer, kind text, wanted text[]) RETURNS boolean
LANGUAGE sql STABLE
RETURN CASE WHEN kind ^@ 'fund_' THEN casework_data.holds_everywhere(staff, VARIADIC wanted) ELSE casework_data.holds(staff, VARIADIC wanted) END;

-- The logins that could confirm a proposal of this person today.
CREATE OR REPLACE FUNCTION casework_data.deciders(kind text, proposer uuid, arguments jsonb) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_agg(t.login ORDER BY t.login COLLATE "C"), '[]') FROM casework_data.staff t
         WHERE t.retired_at IS NULL AND t.person <> proposer AND casework_data.holds_of(t.id, kind, casework_data.deciding_roles(kind))
           AND casework_data.fit_to_decide(t, kind, arguments));

-- Whether somebody has to do with proposals of this kind; to others they are absent.
CREATE OR REPLACE FUNCTION casework_data.sees_proposal(s casework_data.staff, p casework_data.proposal) RETURNS boolean
LANGUAGE sql STABLE
RETURN (p.proposed_staff = s.id OR (p.arguments -> 'parties' ? s.person::text) IS TRUE
  OR casework_data.holds_of(s.id, p.kind, casework_data.proposing_roles(p.kind) || casework_data.deciding_roles(p.kind) || ARRAY['auditor'])
    -- why somebody is away is not everybody's to know
    AND (p.kind <> 'delegation' OR casework_data.covers_delegation(s.id, casework_data.deciding_roles(p.kind) || ARRAY['auditor'], p.arguments)))
  -- of a case: who does not see the case, to them it is absent; its reason is for who reads the case or decides
  AND (p.kind <> 'benefit_override' OR EXISTS (SELECT FROM casework_data.standings(p.arguments ->> 'case') w
        WHERE w.level = 'F' OR w.level = 'M' AND w.roles && casework_data.deciding_roles(p.kind)));

CREATE OR REPLACE FUNCTION casework_data.refuse_proposal(p casework_data.proposal, rule text, args jsonb, who jsonb) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('proposal %s is refused', p.id),
    DETAIL = jsonb_build_object('action', 'decide', 'proposal', p.id, 'kind', p.kind, 'refused', jsonb_build_array(
      jsonb_strip_nulls(jsonb_build_object('rule', rule, 'kind', rule, 'args', args, 'who', who))))::text;
END
$$;

-- Confirms a proposal of somebody else, which is then done, or rejects it. Who proposed it may take it back.
CREATE OR REPLACE FUNCTION casework.decide(proposal bigint, verdict text, reason text, request text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('decide', proposal::text, verdict, reason);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  p casework_data.proposal;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  ELSIF verdict IS NULL OR verdict NOT IN ('approve', 'reject') THEN
    PERFORM casework_data.refuse_input('verdict', verdict, ARRAY['approve', 'reject']);
  ELSIF (reason IS NULL AND verdict = 'reject') OR char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
    PERFORM casework_data.refuse_input('reason', NULL);
  END IF;
  -- Without a lock: nobody may make a proposal wait that is hidden from them.
  SELECT * INTO p FROM casework_data.proposal t WHERE t.id = decide.proposal;
  IF NOT FOUND OR NOT casework_data.sees_proposal(s, p) THEN
    PERFORM casework_data.refuse_absent();
  ELSIF decide.verdict = 'approve' AND (p.arguments -> 'parties' ? s.person::text) IS TRUE AND p.proposed_person <> s.person THEN
    PERFORM casework_data.refuse_proposal(p, 'party', NULL, casework_data.deciders(p.kind, p.proposed_person, p.arguments));
  ELSIF NOT (decide.verdict = 'reject' AND (p.proposed_person = s.person OR (p.arguments -> 'parties' ? s.person::text) IS TRUE)) THEN
    PERFORM casework_data.require_role(s, casework_data.deciding_roles(p.kind), p.kind ^@ 'fund_');
  END IF;
  SELECT * INTO p FROM casework_data.proposal t WHERE t.id = decide.proposal FOR UPDATE;
  IF p.verdict IS NOT NULL THEN
    answer := casework_data.first_answer(s.login, request, digest);
    IF answer IS NOT NULL THEN
      RETURN answer;
    END IF;
    PERFORM casework_data.refuse_proposal(p, 'decided', jsonb_build_object('verdict', p.verdict, 'by', p.decided_by,
      'at', casework_data.iso(casework_data.microseconds(p.decided_at))), NULL);
  ELSIF decide.verdict = 'approve' AND p.proposed_person = s.person THEN
    PERFORM casework_data.refuse_proposal(p, 'second_person', jsonb_build_object('by', p.proposed_by), casework_data.deciders(p.kind, p.proposed_person, p.arguments));
  ELSIF decide.verdict = 'approve' AND NOT casework_data.fit_to_decide(s, p.kind, p.arguments) THEN
    PERFORM casework_data.refuse_proposal(p, 'beyond', NULL, casework_data.deciders(p.kind, p.proposed_person, p.arguments));
  ELSIF p.digest <> casework_data.arguments_digest(p.kind, p.arguments::text) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'the proposal is not what was proposed', DETAIL = '{"what":"proposal"}';
  END IF;
  answer := jsonb_build_object('done', true, 'repeated', false, 'proposal', p.id, 'kind', p.kind, 'verdict', verdict);
  IF decide.verdict = 'approve' THEN
    answer := answer || casework_data.carry_out(p, s);
  END IF;
  UPDATE casework_data.proposal t SET verdict = decide.verdict, decided_by = s.login, decided_staff = s.id, decided_person = s.person,
      decided_at = clock_timestamp(), decided_reason = decide.reason, outcome = answer
   WHERE t.id = p.id;
  RETURN casework_data.keep_answer(s.login, request, digest, answer);
END
$$;
GRANT EXECUTE ON FUNCTION casework.decide(bigint, text, text, text) TO casework_user;

-- Proposals that this login has to do with, the newest first: the open ones, or all. "who" could confirm.
CREATE OR REPLACE FUNCTION casework.proposals(everything boolean DEFAULT false, max_rows integer DEFAULT 200) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
BEGIN
  IF max_rows IS NULL OR max_rows NOT BETWEEN 1 AND 10000 THEN
    PERFORM casework_data.refuse_input('max_rows', max_rows::text);
  END IF;
  RETURN QUERY SELECT jsonb_build_object('proposal', t.id, 'kind', t.kind, 'arguments', t.arguments, 'reason', t.reason,
      'proposed_by', t.proposed_by, 'proposed_at', casework_data.iso(casework_data.microseconds(t.proposed_at)),
      'verdict', t.verdict, 'decided_by', t.decided_by, 'decided_at', casework_data.iso(casework_data.microseconds(t.decided_at)),
      'decided_reason', t.decided_reason, 'who', CASE WHEN t.verdict IS NULL THEN casework_data.deciders(t.kind, t.proposed_person, t.arguments) END)
    FROM casework_data.proposal t
   WHERE (everything OR t.verdict IS NULL) AND casework_data.sees_proposal(s, t)
   ORDER BY t.id DESC LIMIT max_rows;
END
$$;
GRANT EXECUTE ON FUNCTION casework.proposals(boolean, integer) TO casework_user;
