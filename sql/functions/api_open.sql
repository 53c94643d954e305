SET LOCAL ROLE casework_owner;

-- Opens a case under the latest published version of a programme. With actions "from: new" one of these
-- opens it; without, anybody may who has an action from the start state.
CREATE OR REPLACE FUNCTION casework.open(
  workflow text, applicant uuid, fields jsonb, request text, action text DEFAULT NULL, unit text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  digest bytea := casework_data.arguments_digest('open', workflow, applicant::text, fields::text, action, unit);
  answer jsonb := casework_data.first_answer(s.login, request, digest);
  given jsonb := coalesce(fields, '{}');
  d casework_data.definition;
  a casework_data.wf_action;
  p casework_data.person;
  sc casework_data.scope;
  c casework_data.cases;
  who casework_data.actor;
  j casework_data.judgement;
  names text[];
  now_us bigint;
BEGIN
  IF answer IS NOT NULL THEN
    RETURN answer;
  ELSIF NOT casework_data.fields_fit(given) THEN
    PERFORM casework_data.refuse_input('fields', jsonb_typeof(given));
  END IF;
  SELECT * INTO d FROM casework_data.definition t
   WHERE t.workflow = open.workflow AND t.published_at IS NOT NULL ORDER BY t.version DESC, t.id DESC LIMIT 1;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_input('workflow', workflow,
      ARRAY(SELECT DISTINCT t.workflow FROM casework_data.definition t WHERE t.published_at IS NOT NULL ORDER BY 1));
  END IF;
  SELECT * INTO p FROM casework_data.person t WHERE t.id = applicant AND t.erased_at IS NULL;
  IF NOT FOUND THEN
    PERFORM casework_data.refuse_absent();
  END IF;
  sc := casework_data.scope_of(d.workflow, d.tier, coalesce(unit, p.union_code));
  who := casework_data.standing_in(s, sc);
  names := ARRAY(SELECT t.name FROM casework_data.wf_action t WHERE t.definition_id = d.id AND t.opens_case ORDER BY t.name COLLATE "C");
  IF cardinality(names) = 0 AND action IS NULL THEN
    a := casework_data.plain_opening(d);
  ELSE
    SELECT * INTO a FROM casework_data.wf_action t WHERE t.definition_id = d.id AND t.opens_case
       AND t.name = CASE WHEN action IS NULL AND cardinality(names) = 1 THEN names[1] ELSE action END;
    IF NOT FOUND THEN
      PERFORM casework_data.refuse_input('action', coalesce(action, ''), names);
    END IF;
  END IF;

  now_us := casework_data.clock();
  c := casework_data.new_case(d, sc, p, now_us);
  j := casework_data.judge(c, a, d, who, given, NULL, now_us, true);
  IF j.refused <> '[]' AND who.deputed IS NOT NULL THEN
    who := casework_data.in_the_name_of(c, a, d, who, given, NULL, now_us, j.refused);
    j := casework_data.judge(c, a, d, who, given, NULL, now_us, true);
  END IF;
  IF j.refused <> '[]' THEN
    c.number := NULL;
    PERFORM casework_data.refuse(c, a, who, j.refused);
  END IF;
  c.number := casework_data.next_number(d, now_us);
  answer := casework_data.advance(c, a, d, who, j, given, now_us, request, digest);
  IF answer IS NULL THEN
    -- The number taken is given back by failing; the repeat then finds the first answer.
    RAISE EXCEPTION USING ERRCODE = '40001', MESSAGE = 'the same request is being done on another connection';
  END IF;
  RETURN answer;
END
$$;
GRANT EXECUTE ON FUNCTION casework.open(text, uuid, jsonb, text, text, text) TO casework_user;

CREATE OR REPLACE FUNCTION casework_data.scope_of(workflow text, tier smallint, unit text) RETURNS casework_data.scope
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  sc casework_data.scope;
BEGIN
  LOOP
    SELECT * INTO sc FROM casework_data.scope t
     WHERE t.workflow = scope_of.workflow AND t.tier = scope_of.tier AND t.unit IS NOT DISTINCT FROM scope_of.unit;
    IF FOUND THEN
      RETURN sc;
    ELSIF char_length(unit) NOT BETWEEN 1 AND 40 THEN
      PERFORM casework_data.refuse_input('unit', unit);
    END IF;
    INSERT INTO casework_data.scope (workflow, tier, unit, access)
      VALUES (workflow, tier, unit, casework_data.access_levels(workflow, tier)) ON CONFLICT DO NOTHING;
  END LOOP;
END
$$;

-- Every role's level in a programme of a tier, "*" for a role that the visibility table does not name.
CREATE OR REPLACE FUNCTION casework_data.access_levels(workflow text, tier smallint) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT jsonb_object_agg(x.role, x.level) FROM (
  SELECT DISTINCT ON (t.role) coalesce(t.role, '*') AS role, t.level FROM casework_data.tier_access t
   WHERE t.tier = access_levels.tier AND (t.programme IS NULL OR t.programme = access_levels.workflow)
   ORDER BY t.role, t.programme NULLS LAST) x);

-- A person's roles in a programme and unit, for a case that does not exist yet.
CREATE OR REPLACE FUNCTION casework_data.standing_in(s casework_data.staff, sc casework_data.scope) RETURNS casework_data.actor
LANGUAGE plpgsql STABLE AS $$
DECLARE
  who casework_data.actor;
BEGIN
  who.login := s.login;
  who.staff_id := s.id;
  who.person := s.person;
  who.level := 'M';
  SELECT coalesce(array_agg(g.role ORDER BY g.id) FILTER (WHERE g.delegation IS NULL), '{}'),
         array_agg(g.delegation ORDER BY g.id) FILTER (WHERE g.delegation IS NOT NULL) INTO who.roles, who.deputed
    FROM casework_data.held_role g
   WHERE g.staff_id = s.id AND g.revoked_at IS NULL
     AND (g.programme IS NULL OR g.programme = sc.workflow) AND (g.unit IS NULL OR g.unit = ANY (sc.units))
     AND g.since <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp());
  RETURN who;
END
$$;

-- The opening of a programme without "from: new": no fields, by whoever has an action from the start.
CREATE OR REPLACE FUNCTION casework_data.plain_opening(d casework_data.definition) RETURNS casework_data.wf_action
LANGUAGE plpgsql STABLE AS $$
DECLARE
  a casework_data.wf_action;
BEGIN
  a.definition_id := d.id;
  a.name := 'open';
  a.actor_kind := 'person';
  a.opens_case := true;
  a.roles := ARRAY(SELECT DISTINCT r FROM casework_data.wf_action t, unnest(t.all_roles) r
                    WHERE t.definition_id = d.id AND d.start_state = ANY (t.from_states) ORDER BY r);
  a.all_roles := a.roles;
  a.from_states := '{}';
  a.unrelated := false;
  a.people := 1;
  a.distinct_from := '{}';
  a.while_held := false;
  a.fill := '{}';
  a.fill_need := '{}';
  a.specs := '{}';
  a.documents := '{}';
  a.targets := ARRAY[d.start_state];
  a.money := '[]';
  a.votes := false;
  a.need_parts := '{}';
  a.need_did := '{}';
  a.need_lookups := '{}';
  a.has_values := false;
  a.rule_names := '{}';
  a.rule_kinds := '{}';
  a.rule_refs := '{}';
  a.rule_says := '[]';
  RETURN a;
END
$$;

CREATE OR REPLACE FUNCTION casework_data.new_case(
  d casework_data.definition, sc casework_data.scope, p casework_data.person, now_us bigint) RETURNS casework_data.cases
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  c casework_data.cases;
BEGIN
  c.id := gen_random_uuid();
  c.scope_id := sc.id;
  c.definition_id := d.id;
  c.workflow := d.workflow;
  c.tier := d.tier;
  c.unit := sc.unit;
  c.applicant_id := p.id;
  c.applicant := jsonb_strip_nulls(jsonb_build_object('name', p.name, 'born', p.born - date '1970-01-01',
    'member_since', p.member_since - date '1970-01-01', 'union', p.union_code));
  c.version := 0;
  c.visit := 1;
  c.opened_us := now_us;
  c.entered_us := now_us;
  c.head := casework_data.genesis(d.install_id, c.id);
  c.salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  c.fields := '{}';
  c.assigned := '{}';
  c.checks := '[]';
  c.checks_due := '{}';
  c.docs := (SELECT coalesce(jsonb_object_agg(k, '{"received":false,"issued_on":null,"waived":false}'::jsonb), '{}')
               FROM jsonb_object_keys(d.documents) k);
  c.did := '{}';
  c.votes := '[]';
  c.signed := '{}';
  c.opens := '{}';
  c.reserved := 0;
  c.committed := 0;
  c.paid := 0;
  c.escalated := false;
  RETURN c;
END
$$;

-- Tier 1: gap-free a programme and year. Tiers 2 and 3: a number that tells nothing, eight random
-- characters and one to catch a slip of the pen (weighted sum, base 32 without I L O U).
CREATE OR REPLACE FUNCTION casework_data.next_number(d casework_data.definition, now_us bigint) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  this_year integer := extract(year FROM date '1970-01-01' + casework_data.day_at(now_us, d.zone));
  n integer;
  bytes bytea;
  digit integer;
  total integer;
  code text;
BEGIN
  IF d.tier = 1 THEN
    INSERT INTO casework_data.counter AS t (number, year, last) VALUES (d.number, this_year, 1)
      ON CONFLICT ON CONSTRAINT counter_pkey DO UPDATE SET last = t.last + 1 RETURNING t.last INTO n;
    RETURN d.number || '-' || this_year || '-' || lpad(n::text, greatest(6, length(n::text)), '0');
  END IF;
  LOOP
    bytes := sha256(uuid_send(gen_random_uuid()));
    code := '';
    total := 0;
    FOR i IN 0 .. 7 LOOP
      digit := get_byte(bytes, i) % 32;
      total := total + digit * (i + 1);
      code := code || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', digit + 1, 1);
    END LOOP;
    code := d.number || '-' || left(code, 4) || '-' || substr(code, 5) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', total % 31 + 1, 1);
    EXIT WHEN NOT EXISTS (SELECT FROM casework_data.cases c WHERE c.number = code);
  END LOOP;
  RETURN code;
END
$$;
