SET LOCAL ROLE casework_owner;

-- Writes an entry that is no action (a check, a note, a hold …) and moves the case's head. The answer, or
-- NULL if the request id was used meanwhile; the caller then changes nothing.
CREATE OR REPLACE FUNCTION casework_data.record(
  c casework_data.cases, d casework_data.definition, who casework_data.actor, now_us bigint,
  kind text, action text, role text, body jsonb, extra jsonb, request text, request_digest bytea) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  answer jsonb := jsonb_build_object('done', true, 'repeated', false, 'case', c.number, 'id', c.id, 'state', c.state,
    'version', c.version + 1, 'seq', c.version + 1, 'moved', false) || extra;
  hash bytea;
BEGIN
  who := casework_data.holding(c, who, role);
  IF who.for_person IS NOT NULL THEN
    answer := answer || jsonb_build_object('for', who.for_login, 'delegation', who.delegation);
    body := body || casework_data.on_behalf(who);
  END IF;
  hash := casework_data.append(d.install_id, d.id, d.stamp, d.digest, c.id, c.scope_id, c.version + 1, c.head, now_us,
    who.login, who.person, role, kind, action, NULL, NULL, c.visit, NULL, NULL, NULL, NULL, NULL, request, request_digest, (jsonb_build_object('v', 1) || body)::text, answer);
  IF hash IS NULL THEN
    RETURN NULL;
  END IF;
  UPDATE casework_data.cases t SET version = c.version + 1, head = hash, last_us = now_us WHERE t.id = c.id;
  RETURN answer || jsonb_build_object('hash', encode(hash, 'hex'));
END
$$;

-- Raises a refusal of something that is no action, in the shape of act()'s.
CREATE OR REPLACE FUNCTION casework_data.refuse_deed(
  c casework_data.cases, who casework_data.actor, deed text, refused jsonb, request text, request_digest bytea) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  answer jsonb := casework_data.first_answer(who.login, request, request_digest);
BEGIN
  IF answer IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('%s is refused', deed),
      DETAIL = jsonb_build_object('case', c.number, 'state', c.state, 'version', c.version, 'action', deed,
        'refused', casework_data.with_grant(c, casework_data.reportable(refused, who.level)), 'possible', casework_data.possible(c, who))::text;
  END IF;
  RETURN answer;
END
$$;

-- Who works on a case: somebody who sees more than its code, date and price. To others it is absent: what
-- a refusal says of its state is more than they may know.
CREATE OR REPLACE FUNCTION casework_data.working_on(case_ref text) RETURNS casework_data.actor
LANGUAGE plpgsql STABLE AS $$
DECLARE
  who casework_data.actor := casework_data.standing(case_ref);
BEGIN
  IF who.level = 'C' THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  RETURN who;
END
$$;

-- What every deed on a case must pass besides its own rules. wanted NULL: any role that works under this
-- definition. open_only: not on a case that has ended. full_level: only who reads the case.
CREATE OR REPLACE FUNCTION casework_data.judge_deed(
  c casework_data.cases, d casework_data.definition, who casework_data.actor, wanted text[], open_only boolean, while_held boolean,
  full_level boolean DEFAULT false, OUT role text, OUT refused jsonb)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  deputy casework_data.actor;
BEGIN
  refused := '[]';
  wanted := coalesce(wanted, casework_data.working_roles(d.id));
  IF open_only AND c.closed_us IS NOT NULL THEN
    refused := casework_data.refusal('state', 'state', NULL, jsonb_build_object('state', c.state));
    RETURN;
  END IF;
  IF c.held_reason IS NOT NULL AND NOT while_held THEN
    refused := refused || casework_data.refusal('held', 'held', NULL, CASE WHEN c.tier = 1 THEN jsonb_build_object('reason', c.held_reason) END);
  END IF;
  -- of several, the first that is wanted: the record must not depend on the order of grants
  IF NOT full_level OR who.level = 'F' THEN
    SELECT r.name INTO role FROM unnest(wanted) WITH ORDINALITY r (name, n) WHERE r.name = ANY (who.roles) ORDER BY r.n LIMIT 1;
    IF role IS NULL AND who.deputed IS NOT NULL THEN
      SELECT t.* INTO deputy FROM casework_data.as_deputy(c, who) t WHERE t.roles && wanted LIMIT 1;
      SELECT r.name INTO role FROM unnest(wanted) WITH ORDINALITY r (name, n) WHERE r.name = ANY (deputy.roles) ORDER BY r.n LIMIT 1;
    END IF;
  END IF;
  IF role IS NULL THEN
    refused := refused || casework_data.refusal('role', 'role', NULL, jsonb_build_object('roles', wanted));
  END IF;
  IF c.applicant_id = who.person OR c.applicant_id = deputy.for_person THEN
    refused := refused || casework_data.refusal('applicant', 'applicant', NULL, NULL);
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.working_roles(definition integer) RETURNS text[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT r COLLATE "C" FROM casework_data.wf_action t, unnest(t.all_roles) r WHERE t.definition_id = definition
             UNION SELECT (k ->> 'role') COLLATE "C" FROM casework_data.wf_state s, jsonb_array_elements(s.checks) k WHERE s.definition_id = definition
             UNION SELECT r COLLATE "C" FROM casework_data.definition d, unnest(d.hold_roles) r WHERE d.id = definition ORDER BY 1);

-- Those who sign: a requirement may be waived by them, not by who must meet it. Where nobody signs,
-- nobody waives.
CREATE OR REPLACE FUNCTION casework_data.signing_roles(definition integer) RETURNS text[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT DISTINCT r COLLATE "C" FROM casework_data.wf_action t, unnest(t.all_roles) r
              WHERE t.definition_id = definition AND t.votes ORDER BY 1);

-- Who may give a check this result: its own role, and to waive it those who sign and read the case.
CREATE OR REPLACE FUNCTION casework_data.checking_roles(definition integer, own text, result text, level text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  signing text[] := casework_data.signing_roles(definition);
BEGIN
  IF result <> 'waived' THEN
    RETURN ARRAY[own];
  ELSIF cardinality(signing) = 0 THEN
    RETURN '{}';
  END IF;
  RETURN CASE WHEN level = 'F' THEN signing || own ELSE ARRAY[own] END;
END
$$;
