SET LOCAL ROLE casework_owner;

-- Raises what judge() found.
CREATE OR REPLACE FUNCTION casework_data.refuse(
  c casework_data.cases, a casework_data.wf_action, who casework_data.actor, refused jsonb) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = format('%s is refused', a.name),
    DETAIL = jsonb_build_object('case', c.number, 'state', c.state, 'version', c.version, 'action', a.name,
      'refused', casework_data.with_grant(c, CASE WHEN who.level = 'F' THEN casework_data.with_people(c, a, casework_data.without_facts(
          casework_data.reportable(refused, who.level), (SELECT d.private_facts FROM casework_data.definition d WHERE d.id = c.definition_id)))
        ELSE casework_data.reportable(refused, who.level) END), 'possible', casework_data.possible(c, who))::text;
END
$$;

-- What a person is told of it. Who lacks the role or is not the one named learns nothing else: every rule
-- would answer questions about the case. What guards read is for who reads the case.
CREATE OR REPLACE FUNCTION casework_data.reportable(refused jsonb, level text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF refused @> '[{"kind":"role"}]' OR refused @> '[{"kind":"only"}]' THEN
    RETURN (SELECT jsonb_agg(x.value ORDER BY x.ordinality) FROM jsonb_array_elements(refused) WITH ORDINALITY x
             WHERE x.value ->> 'kind' IN ('state', 'held', 'role', 'only'));
  ELSIF level = 'F' THEN
    RETURN refused;
  END IF;
  RETURN (SELECT coalesce(jsonb_agg(CASE WHEN x.value ->> 'kind' IN ('when', 'route', 'tier') THEN x.value - 'args' ELSE x.value END - 'facts'
                                    ORDER BY x.ordinality), '[]') FROM jsonb_array_elements(refused) WITH ORDINALITY x);
END
$$;

-- Actions that lead on from here for somebody of these roles: by state and role only, not by the rules.
CREATE OR REPLACE FUNCTION casework_data.possible(c casework_data.cases, who casework_data.actor) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_agg(t.name ORDER BY t.name COLLATE "C"), '[]') FROM casework_data.wf_action t
         WHERE t.definition_id = c.definition_id AND c.state = ANY (t.from_states) AND NOT t.opens_case
           AND t.actor_kind = 'person' AND t.all_roles && (who.roles || casework_data.deputed_roles(who)));

-- Who can give a role: logins that administer this installation, superusers where there are no others. Whoever is
-- connected sees as much in the catalogues.
CREATE OR REPLACE FUNCTION casework_data.givers() RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_agg(x.rolname ORDER BY x.rolname), '[]') FROM (
  SELECT r.rolname::text COLLATE "C" AS rolname, dense_rank() OVER (ORDER BY r.rolsuper) AS n FROM pg_catalog.pg_roles r
   WHERE r.rolcanlogin AND pg_has_role(r.oid, 'casework_owner', 'MEMBER')) x WHERE x.n = 1);

-- The grant that is missing and who can give it, where a role is. The unit is named on a case, which whoever is
-- told of it sees; not where a case would be opened for a person whose union is nobody else's business.
CREATE OR REPLACE FUNCTION casework_data.with_grant(c casework_data.cases, refused jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT refused @> '[{"kind":"role"}]' THEN
    RETURN refused;
  END IF;
  RETURN (SELECT jsonb_agg(CASE WHEN x.value ->> 'kind' = 'role' AND x.value -> 'args' ? 'roles'
      THEN jsonb_set(x.value, '{args,grant}', jsonb_strip_nulls(jsonb_build_object('role', x.value #> '{args,roles,0}', 'programme', c.workflow,
        'unit', CASE WHEN c.version > 0 THEN c.unit END, 'givers', casework_data.givers())))
      ELSE x.value END ORDER BY x.ordinality) FROM jsonb_array_elements(refused) WITH ORDINALITY x);
END
$$;

-- Who could do it today, on the refusals that another person would not get.
CREATE OR REPLACE FUNCTION casework_data.with_people(c casework_data.cases, a casework_data.wf_action, refused jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  able jsonb;
BEGIN
  IF NOT EXISTS (SELECT FROM jsonb_array_elements(refused) x
                  WHERE x.value ->> 'kind' IN ('role', 'only', 'applicant', 'unrelated', 'distinct_from', 'voted', 'tier')) THEN
    RETURN refused;
  END IF;
  SELECT coalesce(jsonb_agg(DISTINCT s.login), '[]') INTO able
    FROM casework_data.staff s JOIN casework_data.role_grant g ON g.staff_id = s.id
   WHERE s.retired_at IS NULL AND g.revoked_at IS NULL AND g.role = ANY (a.all_roles)
     AND (g.programme IS NULL OR g.programme = c.workflow) AND (g.unit IS NULL OR g.unit = ANY (casework_data.units_of(c.scope_id)))
     AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())
     AND s.person <> c.applicant_id
     AND NOT EXISTS (SELECT FROM unnest(a.distinct_from) n WHERE c.did -> n -> 'people' ? s.person::text)
     AND (a.only_field IS NULL OR c.fields ->> a.only_field = s.login)
     AND NOT (a.unrelated AND casework_data.are_related(c.applicant_id, s.person));
  RETURN (SELECT jsonb_agg(CASE WHEN x.value ->> 'kind' IN ('role', 'only', 'applicant', 'unrelated', 'distinct_from', 'voted', 'tier')
                                THEN x.value || jsonb_build_object('who', able) ELSE x.value END ORDER BY x.ordinality)
            FROM jsonb_array_elements(refused) WITH ORDINALITY x);
END
$$;

-- Whether anything happened after the version that somebody saw. A note is no reason to look again, nor that
-- somebody read the case.
CREATE OR REPLACE FUNCTION casework_data.moved_on(c casework_data.cases, expected bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN expected > c.version
    OR EXISTS (SELECT FROM casework_data.entry t WHERE t.case_id = c.id AND t.seq > expected AND t.kind NOT IN ('note', 'break_glass'));
END
$$;

CREATE OR REPLACE FUNCTION casework_data.refuse_conflict(c casework_data.cases, expected bigint) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  e casework_data.entry;
BEGIN
  SELECT * INTO e FROM casework_data.entry t WHERE t.case_id = c.id AND t.kind NOT IN ('note', 'break_glass') ORDER BY t.seq DESC LIMIT 1;
  RAISE EXCEPTION USING ERRCODE = 'KW002', MESSAGE = 'the case has moved on',
    DETAIL = jsonb_build_object('case', c.number, 'expected', expected, 'version', c.version, 'state', c.state,
      'by', e.actor, 'action', e.kind, 'at', casework_data.iso(e.at_us))::text;
END
$$;
