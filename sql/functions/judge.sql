SET LOCAL ROLE casework_owner;

-- The verdict: may this person do this action on this case now, with these fields? Reads, never writes,
-- never raises a refusal: it collects every failing rule, in the order the documentation states. act()
-- raises at the edge, the clock and batches leave out what is refused: there is one rule book.
--
-- Everything it needs is in its arguments (the locked case row, the action's row, the definition's);
-- it runs three queries at most, the two compiled functions among them.
CREATE OR REPLACE FUNCTION casework_data.judge(
  c casework_data.cases, a casework_data.wf_action, d casework_data.definition, who casework_data.actor,
  given jsonb, expect bigint, now_us bigint, probe boolean) RETURNS casework_data.judgement
LANGUAGE plpgsql STABLE AS $$
DECLARE
  j casework_data.judgement;
  r jsonb := '[]';
  later jsonb := '[]';          -- refusals found early that are listed late
  human boolean := a.actor_kind = 'person';
  signs boolean := false;
  today integer := casework_data.day_at(now_us, d.zone);
  name text;
  key text;
  part jsonb;
  taken record;
  n numeric;
  i integer;
  minor bigint;
  valued integer := 0;          -- money steps with an amount of their own, so far
  funds jsonb := '[]';          -- refusals of funds: listed after signatures, before amounts
  released boolean := false;
  reserved bigint := c.reserved;
  committed bigint := c.committed;
  sent bigint := c.sent;
  paid bigint := c.paid;
  band jsonb;
  taken_roles text[] := '{}';
  why text;
BEGIN
  -- state
  IF a.opens_case <> (c.version = 0) OR NOT a.opens_case AND NOT c.state = ANY (a.from_states) THEN
    j.refused := casework_data.refusal('state', 'state', NULL, jsonb_build_object('state', c.state));
    RETURN j;
  END IF;
  -- held
  IF c.held_reason IS NOT NULL AND NOT a.while_held THEN
    r := r || casework_data.refusal('held', 'held', NULL, CASE WHEN c.tier = 1 THEN jsonb_build_object('reason', c.held_reason) END);
  END IF;
  IF human THEN
    -- role
    IF a.roles[1] = ANY (who.roles) THEN
      j.role := a.roles[1];
    ELSIF cardinality(a.roles) > 0 THEN
      SELECT x INTO j.role FROM unnest(a.roles) x WHERE x = ANY (who.roles) LIMIT 1;
      IF j.role IS NULL THEN
        r := r || casework_data.refusal('role', 'role', NULL, jsonb_build_object('roles', a.roles));
      END IF;
    END IF;
    IF a.only_field IS NOT NULL OR a.unrelated OR c.applicant_id = who.person OR c.applicant_id = who.for_person THEN
      -- only
      IF a.only_field IS NOT NULL AND (c.fields ->> a.only_field = who.login) IS NOT TRUE THEN
        r := r || casework_data.refusal('only', 'only', a.only_field, NULL);
      END IF;
      -- applicant
      IF c.applicant_id = who.person OR c.applicant_id = who.for_person THEN
        r := r || casework_data.refusal('applicant', 'applicant', NULL, NULL);
      END IF;
      -- unrelated
      IF a.unrelated AND (casework_data.are_related(c.applicant_id, who.person) OR casework_data.are_related(c.applicant_id, who.for_person)) THEN
        r := r || casework_data.refusal('unrelated', 'unrelated', NULL, NULL);
      END IF;
    END IF;
  -- The clock is a login's role. A batch and the bank are what batch_prepare and batch_answer act as, and no
  -- grant makes a person's roles this one alone.
  ELSIF (CASE a.actor_kind WHEN 'clock' THEN 'clock' = ANY (who.roles) ELSE who.roles = ARRAY[a.actor_kind] END) IS NOT TRUE THEN
    r := r || casework_data.refusal('role', 'role', NULL, jsonb_build_object('by', a.actor_kind));
  ELSE
    j.role := a.actor_kind;
  END IF;
  -- distinct_from: whoever ever did it, in any round
  FOREACH name IN ARRAY a.distinct_from LOOP
    IF human AND (c.did -> name -> 'people' ? who.person::text OR c.did -> name -> 'people' ? who.for_person::text) THEN
      r := r || casework_data.refusal('distinct_from', 'distinct_from', name, NULL);
    END IF;
  END LOOP;

  -- The fields as they will be. What is refused is listed below; here it stays out of the form.
  j.fields := c.fields;
  IF given <> '{}' THEN
    IF given - a.fill <> '{}' THEN
      FOR key IN SELECT g FROM jsonb_object_keys(given - a.fill) g ORDER BY g COLLATE "C" LIMIT 20 LOOP
        later := later || casework_data.refusal('field:' || left(key, 100), 'field', left(key, 100),
          jsonb_build_object('why', 'not_here', 'fields', a.fill));
      END LOOP;
    END IF;
    FOREACH key IN ARRAY a.fill LOOP
      IF given ? key THEN
        taken := casework_data.take_field(a.specs -> key, given -> key, c.scope_id);
        IF taken.why IS NOT NULL THEN
          later := later || casework_data.refusal('field:' || key, 'field', key,
            jsonb_build_object('why', taken.why, 'limits', (a.specs -> key) - 'columns'));
        ELSIF taken.kept IS NULL THEN
          j.fields := j.fields - key;
        ELSE
          j.fields := j.fields || jsonb_build_object(key, taken.kept);
        END IF;
      END IF;
    END LOOP;
  END IF;
  signs := a.votes OR a.money <> '[]';
  IF signs THEN
    j.ref_hash := casework_data.signed_digest(d.signed, j.fields, c.salt);
  END IF;
  IF a.votes THEN
    j.filled_hash := casework_data.signed_digest(a.fill, j.fields, c.salt);
  END IF;
  -- voted: a vote for another amount or payee is void and may be given again, and so are all when this one changes
  -- what they filled
  IF a.votes AND c.votes <> '[]' AND (given = '{}' OR casework_data.signed_digest(a.fill, c.fields, c.salt) = j.filled_hash) THEN
    FOR i IN 0 .. jsonb_array_length(c.votes) - 1 LOOP
      part := c.votes -> i;
      IF part ->> 'action' = a.name AND part ->> 'ref' = encode(j.ref_hash, 'hex') AND part ->> 'filled' = encode(j.filled_hash, 'hex') THEN
        j.have := coalesce(j.have, 0) + 1;
        taken_roles := taken_roles || (part ->> 'role');
        IF ARRAY[part ->> 'person', part ->> 'for'] && ARRAY[who.person::text, who.for_person::text] THEN
          r := r || casework_data.refusal('voted', 'voted', NULL, NULL);
        END IF;
      END IF;
    END LOOP;
  END IF;
  IF signs OR a.at_most IS NOT NULL OR a.after_n IS NOT NULL THEN
    -- at_most
    IF (c.did -> a.name ->> 'count')::integer >= a.at_most THEN
      r := r || casework_data.refusal('at_most', 'at_most', NULL, jsonb_build_object('at_most', a.at_most));
    END IF;
    -- after
    IF a.after_n IS NOT NULL AND now_us < coalesce((c.opens ->> a.name)::bigint, 9223372036854775807) THEN
      r := r || casework_data.refusal('after', 'after', NULL, jsonb_build_object('opens', casework_data.iso((c.opens ->> a.name)::bigint)));
    END IF;
    -- expect: people sign what they saw
    IF expect IS NULL AND human AND NOT a.opens_case AND signs THEN
      r := r || casework_data.refusal('expect', 'expect', NULL, jsonb_build_object('version', c.version));
    END IF;
  END IF;

  -- What the rules see, and what they say.
  j.facts := jsonb_build_object('form', j.fields, 'applicant', c.applicant, 'today', today, 'now', now_us);
  IF cardinality(a.need_parts) + cardinality(a.need_did) + cardinality(a.need_lookups) > 0 THEN
    j.facts := j.facts || casework_data.facts_of(c, a, today);
  END IF;
  IF a.has_values THEN
    EXECUTE format('SELECT casework_rules.%I($1, $2), casework_rules.%I($1, $2)', d.judge_name, d.value_name)
      INTO j.verdicts, j.worth USING a.name, j.facts;
  ELSIF cardinality(a.rule_names) > 0 THEN
    EXECUTE format('SELECT casework_rules.%I($1, $2)', d.judge_name) INTO j.verdicts USING a.name, j.facts;
  END IF;
  -- field:<F>; guards are looked at in the same pass and listed further down
  r := r || later;
  later := '[]';
  FOR i IN 1 .. CASE WHEN true = ALL (j.verdicts) THEN 0 ELSE cardinality(a.rule_names) END LOOP
    CONTINUE WHEN j.verdicts[i];
    IF a.rule_kinds[i] = 'when' THEN
      later := later || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('rule', a.rule_names[i], 'kind', 'when', 'say', a.rule_says -> (i - 1),
        'undecided', CASE WHEN j.verdicts[i] IS NULL THEN true END,
        'facts', CASE WHEN who.level = 'F' AND c.tier = 1 THEN j.worth -> 'facts' END)));
    ELSIF a.rule_kinds[i] = 'field' AND given ? a.rule_refs[i] AND j.fields ? a.rule_refs[i] THEN
      r := r || casework_data.refusal('field:' || a.rule_refs[i], 'field', a.rule_refs[i],
        jsonb_build_object('why', 'check', 'undecided', j.verdicts[i] IS NULL));
    END IF;
  END LOOP;
  -- fill:<F>
  FOR i IN 1 .. cardinality(a.fill) LOOP
    IF a.fill_need[i] <> 'never' AND NOT j.fields ? a.fill[i]
       AND (a.fill_need[i] = 'always'
            OR j.verdicts[casework_data.rule_place(a, 'required', a.fill[i])] IS TRUE) THEN
      r := r || casework_data.refusal('fill:' || a.fill[i], 'fill', a.fill[i], NULL);
    END IF;
  END LOOP;
  -- document:<D>, the band's documents among them
  IF a.bands IS NOT NULL THEN
    n := (j.worth ->> 'tier')::numeric;
    FOR i IN 0 .. jsonb_array_length(a.bands) - 1 LOOP
      IF n IS NOT NULL AND coalesce(n <= (a.bands -> i ->> 'up_to')::numeric, true) THEN
        band := a.bands -> i;
        EXIT;
      END IF;
    END LOOP;
  END IF;
  FOREACH name IN ARRAY CASE WHEN band IS NULL OR band -> 'documents' = '[]' THEN a.documents
    ELSE a.documents || ARRAY(SELECT x.value FROM jsonb_array_elements_text(band -> 'documents') x WHERE x.value <> ALL (a.documents)) END LOOP
    i := casework_data.rule_place(a, 'document', name);
    IF i IS NULL OR j.verdicts[i] IS TRUE THEN
      why := casework_data.document_fault(c.docs -> name, d.documents -> name, d.calendar_id, today);
      IF why IS NOT NULL THEN
        r := r || casework_data.refusal('document:' || name, 'document', name, jsonb_build_object('why', why));
      END IF;
    END IF;
  END LOOP;
  -- guards
  r := r || later;
  -- route: the first that is true; one that cannot be decided decides nothing
  j.target := a.targets[cardinality(a.targets)];
  IF cardinality(a.targets) > 1 THEN
    FOR i IN 1 .. cardinality(a.rule_names) LOOP
      IF a.rule_kinds[i] = 'route' AND j.verdicts[i] IS NOT FALSE THEN
        IF j.verdicts[i] IS NULL THEN
          r := r || casework_data.refusal('route', 'route', NULL, '{"undecided":true}');
        ELSE
          j.target := a.targets[a.rule_refs[i]::integer + 1];  -- the file counts targets from 0
        END IF;
        EXIT;
      END IF;
    END LOOP;
  END IF;
  -- tier
  j.need := a.people;
  IF a.bands IS NOT NULL THEN
    IF band IS NULL THEN
      r := r || casework_data.refusal('tier', 'tier', NULL,
        CASE WHEN n IS NULL THEN '{"undecided":true}'::jsonb ELSE jsonb_build_object('amount', n::text) END);
    ELSE
      j.role := NULL;
      FOR i IN 0 .. jsonb_array_length(band -> 'roles') - 1 LOOP
        name := band -> 'roles' ->> i;
        IF name = ANY (who.roles) AND NOT ((band ->> 'each')::boolean AND name = ANY (taken_roles)) THEN
          j.role := name;
          EXIT;
        END IF;
      END LOOP;
      IF (band ->> 'each')::boolean THEN
        j.need := jsonb_array_length(band -> 'roles');
      ELSE
        j.need := (band ->> 'people')::integer;
      END IF;
      IF j.role IS NULL THEN
        r := r || casework_data.refusal('tier', 'tier', NULL, jsonb_build_object('amount', n::text, 'roles', band -> 'roles', 'voted', taken_roles));
      END IF;
    END IF;
  END IF;
  j.have := coalesce(j.have, 0) + 1;
  j.moves := j.have >= j.need;

  -- benefit, invoice
  IF a.benefit IS NOT NULL THEN
    r := r || casework_data.benefit_faults(c, a.benefit, j.fields, who, today);
  END IF;

  -- signature, fund, amount
  IF a.money <> '[]' THEN
    j.amounts := '{}';
    why := NULL;
    later := '[]';
    FOR i IN 0 .. jsonb_array_length(a.money) - 1 LOOP
      part := a.money -> i;
      minor := NULL;
      IF part ->> 'amount' = 'reserved' THEN
        minor := CASE WHEN part ->> 'step' = 'commit' THEN reserved ELSE reserved + committed END;
        IF minor = 0 AND part ->> 'step' <> 'release' THEN
          later := later || casework_data.refusal('amount', 'amount', part ->> 'step', '{"why":"nothing_reserved"}');
        END IF;
      ELSIF part ->> 'amount' = 'sent' THEN
        minor := sent;
        IF minor = 0 THEN
          later := later || casework_data.refusal('amount', 'amount', part ->> 'step', '{"why":"nothing_sent"}');
        END IF;
      ELSE
        n := (j.worth -> 'money' ->> valued)::numeric;
        valued := valued + 1;
        IF n IS NULL THEN
          later := later || casework_data.refusal('amount', 'amount', part ->> 'step', '{"undecided":true}');
        ELSIF n < 0 OR scale(trim_scale(n)) > 2 OR n >= 10000000000000000 THEN
          later := later || casework_data.refusal('amount', 'amount', part ->> 'step', jsonb_build_object('why', 'value', 'amount', n::text));
        ELSE
          minor := (n * 100)::bigint;
        END IF;
      END IF;
      CASE part ->> 'step'
        WHEN 'reserve' THEN
          SELECT f.id INTO j.fund_id FROM casework_data.fund f WHERE f.code = part ->> 'fund' AND f.currency = d.currency;
          IF NOT FOUND THEN
            funds := funds || casework_data.refusal('fund', 'fund', part ->> 'fund', '{"why":"absent"}');
          ELSIF probe AND minor IS NOT NULL AND NOT EXISTS (
              -- with what a release before this step gives back
              SELECT FROM casework_data.fund_year y LEFT JOIN casework_data.case_money m
                  ON released AND m.case_id = c.id AND m.fund_id = y.fund_id AND m.year = y.year
               WHERE y.fund_id = j.fund_id AND y.year = extract(year FROM date '1970-01-01' + today)
                 AND y.closed_at IS NULL AND (y.freeze_from > date '1970-01-01' + today) IS NOT FALSE
                 AND y.allotted - y.reserved - y.committed - y.in_transit - y.paid + coalesce(m.reserved + m.committed, 0) >= minor) THEN
            funds := funds || casework_data.refusal('fund', 'fund', part ->> 'fund',
              casework_data.why_no_room(j.fund_id, date '1970-01-01' + today));
          END IF;
          reserved := reserved + coalesce(minor, 0);
        WHEN 'commit' THEN
          why := 'signature';
          committed := committed + coalesce(minor, 0);
          reserved := reserved - coalesce(minor, 0);
        WHEN 'pay' THEN
          why := 'signature';
          IF minor > reserved + committed THEN
            later := later || casework_data.refusal('amount', 'amount', 'pay', '{"why":"more_than_reserved"}');
          ELSE
            paid := paid + coalesce(minor, 0);
            committed := committed - coalesce(minor, 0);
            IF committed < 0 THEN
              reserved := reserved + committed;
              committed := 0;
            END IF;
          END IF;
        WHEN 'send' THEN
          why := 'signature';
          sent := sent + minor;
          reserved := 0;
          committed := 0;
        WHEN 'settle' THEN
          paid := paid + sent;
          sent := 0;
        WHEN 'return' THEN
          reserved := reserved + sent;
          sent := 0;
        WHEN 'release' THEN
          released := true;
          reserved := 0;
          committed := 0;
        WHEN 'recover' THEN
          IF minor > paid THEN
            later := later || casework_data.refusal('amount', 'amount', 'recover', '{"why":"more_than_paid"}');
          ELSE
            funds := funds || casework_data.closed_to_recovery(c.id, minor);
          END IF;
          paid := paid - coalesce(minor, 0);
      END CASE;
      j.amounts := j.amounts || minor;
    END LOOP;
    IF why = 'signature' AND c.signed <> '{}' THEN
      FOR key, name IN SELECT s.key, s.value FROM jsonb_each_text(c.signed) s ORDER BY s.key COLLATE "C" LOOP
        IF name <> encode(j.ref_hash, 'hex') AND key <> a.name THEN
          r := r || casework_data.refusal('signature', 'signature', key, NULL);
        END IF;
      END LOOP;
    END IF;
    r := r || funds || later;
  END IF;
  j.refused := r;
  RETURN j;
END
$$;

-- The closed years that an amount would come back to: as move_money() takes it, from the first fund and year on.
CREATE OR REPLACE FUNCTION casework_data.closed_to_recovery(id uuid, minor bigint) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('rule', 'fund', 'kind', 'fund', 'ref', x.code,
      'args', jsonb_build_object('why', 'closed', 'year', x.year)) ORDER BY x.code COLLATE "C", x.year), '[]')
  FROM (SELECT f.code, m.year, y.closed_at, m.paid, sum(m.paid) OVER (ORDER BY m.fund_id, m.year) - m.paid AS before
          FROM casework_data.case_money m JOIN casework_data.fund f ON f.id = m.fund_id
          JOIN casework_data.fund_year y ON y.fund_id = m.fund_id AND y.year = m.year WHERE m.case_id = closed_to_recovery.id AND m.paid > 0) x
 WHERE x.closed_at IS NOT NULL AND x.before < minor);

CREATE OR REPLACE FUNCTION casework_data.refusal(rule text, kind text, ref text, args jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('rule', rule, 'kind', kind, 'ref', ref, 'args', args)));

-- The place of the rule of a kind for a field, document or target; NULL if the action has none.
CREATE OR REPLACE FUNCTION casework_data.rule_place(a casework_data.wf_action, kind text, ref text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  FOR i IN 1 .. cardinality(a.rule_names) LOOP
    IF a.rule_kinds[i] = kind AND a.rule_refs[i] = ref THEN
      RETURN i;
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;

-- What is wrong with a document that is needed; NULL when nothing is.
CREATE OR REPLACE FUNCTION casework_data.document_fault(doc jsonb, rule jsonb, calendar integer, today integer) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF (doc ->> 'waived')::boolean THEN
    RETURN NULL;
  ELSIF (doc ->> 'received')::boolean IS NOT TRUE THEN
    RETURN 'missing';
  ELSIF rule ->> 'n' IS NULL THEN
    RETURN NULL;
  ELSIF doc ->> 'issued_on' IS NULL THEN
    RETURN 'undated';
  ELSIF casework_data.last_day(calendar, date '1970-01-01' + (doc ->> 'issued_on')::integer, (rule ->> 'n')::integer, rule ->> 'unit')
        < date '1970-01-01' + today THEN
    RETURN 'too_old';
  END IF;
  RETURN NULL;
END
$$;
