SET LOCAL ROLE casework_owner;

-- The days that an action's benefit would last; NULL where a date is not known, or they are no period of ten years
-- at most. b is wf_action.benefit.
CREATE OR REPLACE FUNCTION casework_data.benefit_period(b jsonb, fields jsonb, today integer) RETURNS daterange
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  first_day integer := CASE WHEN b ? 'from' THEN (fields ->> (b ->> 'from'))::integer ELSE today END;
  after_last date;
BEGIN
  IF first_day NOT BETWEEN -7305 AND 65743 OR (fields ->> (b ->> 'to'))::integer NOT BETWEEN -7305 AND 70000 THEN
    RETURN NULL;
  END IF;
  after_last := CASE WHEN b ? 'to' THEN date '1970-01-01' + (fields ->> (b ->> 'to'))::integer + 1
    WHEN b ->> 'unit' = 'months' THEN (date '1970-01-01' + first_day + make_interval(months => (b ->> 'n')::integer))::date
    ELSE date '1970-01-01' + first_day + (b ->> 'n')::integer END;
  IF after_last - (date '1970-01-01' + first_day) BETWEEN 1 AND 3660 THEN
    RETURN daterange(date '1970-01-01' + first_day, after_last);
  END IF;
  RETURN NULL;
END
$$;

-- The household that somebody lives in on a day.
CREATE OR REPLACE FUNCTION casework_data.household_of(human uuid, day date) RETURNS uuid
LANGUAGE sql STABLE
RETURN (SELECT m.household FROM casework_data.household_member m WHERE m.person = human AND m.during @> day);

-- Whose benefit it would be: the person; where it is the household's, the household and all who live in it.
CREATE OR REPLACE FUNCTION casework_data.benefit_subjects(b jsonb, human uuid, home uuid, day date) RETURNS uuid[]
LANGUAGE sql STABLE
RETURN CASE WHEN home IS NULL THEN ARRAY[human]
  WHEN b ->> 'of' = 'person' THEN ARRAY[home, human]
  ELSE ARRAY(SELECT home UNION SELECT m.person FROM casework_data.household_member m WHERE m.household = home AND m.during @> day ORDER BY 1) END;

-- Live benefits of other cases that a benefit for these days would meet.
CREATE OR REPLACE FUNCTION casework_data.benefits_met(
  b jsonb, case_id uuid, human uuid, home uuid, subjects uuid[], days daterange) RETURNS SETOF casework_data.benefit
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT g.* FROM casework_data.benefit g
   WHERE g.case_id <> benefits_met.case_id
     AND g.id IN (SELECT k.benefit FROM casework_data.benefit_claim k
                   WHERE k.subject = ANY (benefits_met.subjects) AND k.class = benefits_met.b ->> 'class' AND k.during && benefits_met.days
                     AND (k.lane = '(,)' OR k.subject <> benefits_met.home OR benefits_met.b ->> 'of' IS DISTINCT FROM 'person'))
   ORDER BY g.id;
END;

-- Those of them that two people did not let stand for this case.
CREATE OR REPLACE FUNCTION casework_data.benefits_barring(
  b jsonb, case_id uuid, human uuid, home uuid, subjects uuid[], days daterange) RETURNS SETOF casework_data.benefit
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT g.* FROM casework_data.benefits_met(b, case_id, human, home, subjects, days) g
   WHERE NOT EXISTS (SELECT FROM casework_data.benefit_override o
                      WHERE o.case_id = benefits_barring.case_id AND o.class = g.class AND g.id = ANY (o.overridden));
END;

-- Hospital and number as they are compared: however widely, grouped and capitalised they were typed. NULL where
-- one is missing.
CREATE OR REPLACE FUNCTION casework_data.invoice_digest(i jsonb, fields jsonb) RETURNS bytea
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN casework_data.keyed_digest('invoice', casework_data.plain_text(fields ->> (i ->> 'hospital')) || chr(10)
    || casework_data.plain_text(fields ->> (i ->> 'number')));
END
$$;

CREATE OR REPLACE FUNCTION casework_data.plain_text(t text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN upper(regexp_replace(normalize(t, NFKC), '[[:space:]\u00a0\u00ad\u200b-\u200f\u2010-\u2015\u2060\u3000\ufeff._/·-]', '', 'g'));

-- What stands against an action's benefit and invoice: rules "benefit" and "invoice". Which case holds the live
-- benefit is told to who reads this case, and that one in full, where it is of the first tier.
CREATE OR REPLACE FUNCTION casework_data.benefit_faults(
  c casework_data.cases, b jsonb, fields jsonb, who casework_data.actor, today integer) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  r jsonb := '[]';
  days daterange;
  home uuid;
  barring casework_data.benefit;
  seen text;
  paper bytea;
BEGIN
  IF b ? 'class' THEN
    days := casework_data.benefit_period(b, fields, today);
    home := casework_data.household_of(c.applicant_id, date '1970-01-01' + today);
    IF days IS NULL THEN
      r := r || casework_data.refusal('benefit', 'benefit', b ->> 'class', CASE
        WHEN b ? 'from' AND NOT fields ? (b ->> 'from') OR b ? 'to' AND NOT fields ? (b ->> 'to') THEN '{"undecided":true}'::jsonb ELSE '{"why":"period"}' END);
    ELSE
      SELECT * INTO barring FROM casework_data.benefits_barring(b, c.id, c.applicant_id, home,
        casework_data.benefit_subjects(b, c.applicant_id, home, date '1970-01-01' + today), days) LIMIT 1;
      IF FOUND THEN
        IF who.level = 'F' THEN
          SELECT o.number INTO seen FROM casework_data.cases o JOIN casework_data.covered(who.staff_id) v ON v.scope_id = o.scope_id AND v.level = 'F'
           WHERE o.id = barring.case_id AND o.tier = 1 LIMIT 1;
        END IF;
        r := r || casework_data.refusal('benefit', 'benefit', b ->> 'class', jsonb_build_object('why', 'live', 'case', seen));
      END IF;
    END IF;
  END IF;
  IF b ? 'invoice' THEN
    paper := casework_data.invoice_digest(b -> 'invoice', fields);
    IF paper IS NULL THEN
      r := r || casework_data.refusal('invoice', 'invoice', b #>> '{invoice,number}', '{"undecided":true}');
    ELSIF EXISTS (SELECT FROM casework_data.invoice i WHERE i.digest = paper AND i.released_seq IS NULL AND i.case_id <> c.id) THEN
      r := r || casework_data.refusal('invoice', 'invoice', b #>> '{invoice,number}', '{"why":"counted"}');
    END IF;
  END IF;
  RETURN r;
END
$$;

-- Keeps out whoever else changes this household, or, for who lives in none, this person's: one row is locked and
-- no other, so that two never wait for each other. Gives the household.
CREATE OR REPLACE FUNCTION casework_data.lock_home(human uuid, day date) RETURNS uuid
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  home uuid := casework_data.household_of(human, day);
BEGIN
  IF home IS NULL THEN
    PERFORM FROM casework_data.person p WHERE p.id = human FOR NO KEY UPDATE;
  ELSE
    PERFORM FROM casework_data.household h WHERE h.id = home FOR NO KEY UPDATE;
  END IF;
  IF casework_data.household_of(human, day) IS DISTINCT FROM home THEN
    RAISE EXCEPTION USING ERRCODE = '40001', MESSAGE = 'the household has changed meanwhile';
  END IF;
  RETURN home;
END
$$;

-- Carries out the benefit and the invoice of an action that judge() let through. Lock order: the case (held), the
-- household, the invoice, then fund years (money.sql).
CREATE OR REPLACE FUNCTION casework_data.move_benefit(
  c casework_data.cases, a casework_data.wf_action, j casework_data.judgement, who casework_data.actor, seq bigint) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  b jsonb := a.benefit;
  today integer := (j.facts ->> 'today')::integer;
  day date := date '1970-01-01' + today;
  days daterange;
  home uuid;
  former casework_data.benefit;
  given casework_data.benefit;
  wanted uuid[];
BEGIN
  IF b ? 'ends' THEN
    PERFORM casework_data.end_benefit(g, CASE b ->> 'ends' WHEN 'end' THEN 'ended' ELSE 'released' END, move_benefit.seq, day)
      FROM casework_data.benefit g WHERE g.case_id = c.id AND g.ended IS NULL ORDER BY g.id;
    IF b ->> 'ends' = 'release' THEN
      UPDATE casework_data.invoice t SET released_seq = move_benefit.seq WHERE t.case_id = c.id AND t.released_seq IS NULL;
    END IF;
  END IF;
  IF b ? 'class' THEN
    home := casework_data.lock_home(c.applicant_id, day);
    SELECT * INTO former FROM casework_data.benefit g WHERE g.case_id = c.id AND g.class = b ->> 'class' AND g.ended IS NULL;
    PERFORM casework_data.end_benefit(former, 'replaced', move_benefit.seq, day);
    days := casework_data.benefit_period(b, j.fields, today);
    wanted := casework_data.benefit_subjects(b, c.applicant_id, home, day);
    IF EXISTS (SELECT FROM casework_data.benefits_barring(b, c.id, c.applicant_id, home, wanted, days)) THEN
      PERFORM casework_data.refuse(c, a, who, casework_data.benefit_faults(c, b, j.fields, who, today));
    END IF;
    INSERT INTO casework_data.benefit (case_id, seq, person, household, class, during, subjects, shared, override)
      VALUES (c.id, move_benefit.seq, c.applicant_id, home, b ->> 'class', days, wanted, b ->> 'of' IS NOT DISTINCT FROM 'person',
        (SELECT max(o.proposal) FROM casework_data.benefits_met(b, c.id, c.applicant_id, home, wanted, days) g
           JOIN casework_data.benefit_override o ON o.case_id = c.id AND o.class = g.class AND g.id = ANY (o.overridden)))
      RETURNING * INTO given;
    IF NOT casework_data.take_days(given, wanted) THEN
      PERFORM casework_data.refuse(c, a, who, casework_data.refusal('benefit', 'benefit', b ->> 'class', '{"why":"live"}'));
    END IF;
    PERFORM casework_data.give_back(former);
  END IF;
  IF b ? 'invoice' THEN
    UPDATE casework_data.invoice t SET released_seq = move_benefit.seq WHERE t.case_id = c.id AND t.released_seq IS NULL;
    INSERT INTO casework_data.invoice (digest, case_id, seq)
      VALUES (casework_data.invoice_digest(b -> 'invoice', j.fields), c.id, move_benefit.seq) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      PERFORM casework_data.refuse(c, a, who, casework_data.refusal('invoice', 'invoice', b #>> '{invoice,number}', '{"why":"counted"}'));
    END IF;
  END IF;
END
$$;

-- Takes the days of a benefit for these subjects; of one that overrides others, those that they leave free. False
-- where somebody was faster: the constraint's own message would say whose it is, and when.
CREATE OR REPLACE FUNCTION casework_data.take_days(g casework_data.benefit, wanted uuid[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO casework_data.benefit_claim (benefit, subject, class, during, lane)
    SELECT g.id, s.id, g.class, x.days, s.lane
      FROM (SELECT w AS id, CASE WHEN g.shared AND w = g.household THEN int8range(g.id, g.id, '[]') ELSE '(,)' END AS lane
              FROM unnest(wanted) w) s
      CROSS JOIN LATERAL unnest(datemultirange(g.during) - CASE WHEN g.override IS NULL THEN '{}' ELSE coalesce((
        SELECT range_agg(k.during) FROM casework_data.benefit_claim k
         WHERE k.subject = s.id AND k.class = g.class AND k.during && g.during AND k.lane && s.lane), '{}') END) x (days)
     ORDER BY s.id;
  RETURN true;
EXCEPTION WHEN exclusion_violation THEN
  RETURN false;
END
$$;

-- Ends a live benefit: "ended" from this day on, "released" and "replaced" as a whole.
CREATE OR REPLACE FUNCTION casework_data.end_benefit(g casework_data.benefit, how text, seq bigint, day date) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE casework_data.benefit t SET ended = how, ended_seq = end_benefit.seq, ended_on = end_benefit.day WHERE t.id = g.id;
  DELETE FROM casework_data.benefit_claim k WHERE k.benefit = g.id AND (how <> 'ended' OR lower(k.during) >= day);
  UPDATE casework_data.benefit_claim k SET during = daterange(lower(k.during), day) WHERE k.benefit = g.id AND upper(k.during) > day;
  -- what takes its place comes first
  IF how <> 'replaced' THEN
    PERFORM casework_data.give_back(g);
  END IF;
END
$$;

-- Days that a benefit no longer takes go to those that overrode it and still last.
CREATE OR REPLACE FUNCTION casework_data.give_back(g casework_data.benefit) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  other casework_data.benefit;
BEGIN
  FOR other IN SELECT t.* FROM casework_data.benefit t
                WHERE t.override IS NOT NULL AND t.ended IS NULL AND t.class = g.class AND t.id <> g.id AND t.during && g.during
                  AND t.subjects && g.subjects ORDER BY t.id LOOP
    PERFORM casework_data.take_days(other, ARRAY(SELECT s FROM unnest(other.subjects) s WHERE s = ANY (g.subjects)));
  END LOOP;
END
$$;
