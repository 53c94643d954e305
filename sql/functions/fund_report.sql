SET LOCAL ROLE casework_owner;

-- Spending by programme, unit and month. Of a confidential procedure (tier 2 and 3) a line tells what was paid, to
-- five persons or more, and never changes once it is shown: then neither two lines, nor a sum less its other parts,
-- nor two reports of different days tell what one of the few got. What was reserved or came back is not told: that
-- may be one person's. The lines are cut here, once for all readers and all views; a reader sees some of them, whole.

CREATE OR REPLACE FUNCTION casework_data.few() RETURNS integer
LANGUAGE sql IMMUTABLE
RETURN 5;

-- Two lines as one.
CREATE OR REPLACE FUNCTION casework_data.together(a casework_data.fund_cell, b casework_data.fund_cell) RETURNS casework_data.fund_cell
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF a.fund_id IS NULL THEN
    RETURN b;
  END IF;
  a.several_workflows := a.several_workflows OR b.several_workflows OR a.workflow IS DISTINCT FROM b.workflow;
  a.several_units := a.several_units OR b.several_units OR a.unit IS DISTINCT FROM b.unit;
  a.workflow := CASE WHEN NOT a.several_workflows THEN a.workflow END;
  a.unit := CASE WHEN NOT a.several_units THEN a.unit END;
  a.since := least(a.since, b.since);
  a.until := greatest(a.until, b.until);
  a.protected := a.protected OR b.protected;
  a.scopes := ARRAY(SELECT x FROM unnest(a.scopes || b.scopes) x GROUP BY x ORDER BY x);
  a.people := ARRAY(SELECT x FROM unnest(a.people || b.people) x GROUP BY x);
  a.cases := a.cases + b.cases;
  a.reserved := a.reserved + b.reserved;
  a.committed := a.committed + b.committed;
  a.released := a.released + b.released;
  a.paid := a.paid + b.paid;
  a.recovered := a.recovered + b.recovered;
  a.left_reserved := a.left_reserved + b.left_reserved;
  a.left_committed := a.left_committed + b.left_committed;
  a.left_in_transit := a.left_in_transit + b.left_in_transit;
  a.left_paid := a.left_paid + b.left_paid;
  RETURN a;
END
$$;

-- Joined by procedure, or all in one: those that then have enough persons, each with a mark, before the rest.
CREATE OR REPLACE FUNCTION casework_data.joined(open casework_data.fund_cell[]) RETURNS casework_data.fund_cell[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  x casework_data.fund_cell;
  one casework_data.fund_cell;
  rest casework_data.fund_cell;
  name text;
  done casework_data.fund_cell[] := '{}';
BEGIN
  FOR name IN SELECT DISTINCT o.workflow COLLATE "C" FROM unnest(open) o ORDER BY 1 LOOP
    one := NULL;
    FOREACH x IN ARRAY open LOOP
      IF x.workflow IS NOT DISTINCT FROM name THEN
        one := casework_data.together(one, x);
      END IF;
    END LOOP;
    IF cardinality(one.people) >= casework_data.few() THEN
      done := done || one;
    ELSE
      rest := casework_data.together(rest, one);
    END IF;
  END LOOP;
  RETURN CASE WHEN rest.fund_id IS NULL THEN done ELSE done || rest END;
END
$$;

-- What moved in a fund and year each month, for each procedure and unit, as it is.
CREATE OR REPLACE FUNCTION casework_data.fund_months(fund uuid, year integer)
RETURNS TABLE (month text, plain casework_data.fund_cell[], confidential casework_data.fund_cell[])
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT x.month, coalesce(array_agg(x.cell ORDER BY x.workflow COLLATE "C", x.unit COLLATE "C" NULLS FIRST) FILTER (WHERE NOT x.protected), '{}'),
         coalesce(array_agg(x.cell ORDER BY x.workflow COLLATE "C", x.unit COLLATE "C" NULLS FIRST) FILTER (WHERE x.protected), '{}')
    FROM (SELECT m.month, c.workflow, c.unit, c.tier > 1 AS protected,
                 ROW(l.fund_id, l.year, m.month, m.month, c.workflow, c.unit, false, false, array_agg(DISTINCT c.scope_id), c.tier > 1,
                   coalesce(array_agg(DISTINCT c.applicant_id) FILTER (WHERE l.credit = 'paid'), '{}'), count(DISTINCT c.id) FILTER (WHERE l.credit = 'paid'),
                   coalesce(sum(l.amount) FILTER (WHERE l.kind = 'reserve'), 0)::bigint,
                   coalesce(sum(l.amount) FILTER (WHERE l.kind = 'commit'), 0)::bigint,
                   coalesce(sum(l.amount) FILTER (WHERE l.kind = 'release'), 0)::bigint,
                   coalesce(sum(l.amount) FILTER (WHERE l.credit = 'paid'), 0)::bigint,
                   coalesce(sum(l.amount) FILTER (WHERE l.debit = 'paid'), 0)::bigint,
                   sum(l.amount * ((l.credit = 'reserved')::integer - (l.debit = 'reserved')::integer))::bigint,
                   sum(l.amount * ((l.credit = 'committed')::integer - (l.debit = 'committed')::integer))::bigint,
                   sum(l.amount * ((l.credit = 'in_transit')::integer - (l.debit = 'in_transit')::integer))::bigint,
                   sum(l.amount * ((l.credit = 'paid')::integer - (l.debit = 'paid')::integer))::bigint,
                   false)::casework_data.fund_cell AS cell
            FROM casework_data.ledger l JOIN casework_data.cases c ON c.id = l.case_id JOIN casework_data.definition d ON d.id = c.definition_id
              CROSS JOIN LATERAL (SELECT left(casework_data.iso_day(casework_data.day_at(l.at_us, d.zone)), 7) AS month) m
           WHERE l.fund_id = fund AND l.year = fund_months.year
           GROUP BY l.fund_id, l.year, m.month, c.workflow, c.unit, c.tier > 1) x
   GROUP BY x.month ORDER BY x.month;
END;

-- The lines of a fund and year. A confidential month waits until it is over, and for the fifth person; what waits
-- when a calendar year ends is joined over units, then over procedures. While fewer than five wait in the whole
-- fund and year, its balance less the lines would tell of them: they are joined with other lines of that month.
-- What waits on is one line without amounts for each procedure.
CREATE OR REPLACE FUNCTION casework_data.fund_cells(fund uuid, year integer) RETURNS SETOF casework_data.fund_cell
LANGUAGE plpgsql STABLE AS $$
DECLARE
  this_month text := left(casework_data.iso_day(casework_data.day_at(casework_data.clock(), casework_data.book_zone())), 7);
  few CONSTANT integer := casework_data.few();
  m record;
  x casework_data.fund_cell;
  one casework_data.fund_cell;
  waiting casework_data.fund_cell[] := '{}';
  late casework_data.fund_cell[] := '{}';
  at_end casework_data.fund_cell[];
  last text := '';
BEGIN
  FOR m IN SELECT t.month, t.plain, t.confidential FROM casework_data.fund_months(fund, year) t
           UNION ALL SELECT '9999-99', '{}', '{}' ORDER BY 1 LOOP
    IF left(last, 4) < least(left(m.month, 4), left(this_month, 4)) THEN
      at_end := casework_data.joined(waiting);
      waiting := '{}';
      FOREACH x IN ARRAY at_end LOOP
        IF cardinality(x.people) >= few THEN
          RETURN NEXT x;
        ELSE
          waiting := waiting || x;
        END IF;
      END LOOP;
    END IF;
    last := m.month;
    IF m.month >= this_month THEN
      late := late || m.confidential;
    ELSE
      FOREACH x IN ARRAY m.confidential LOOP
        FOR i IN 1 .. cardinality(waiting) LOOP
          IF (waiting[i].workflow, waiting[i].unit, waiting[i].several_units) IS NOT DISTINCT FROM (x.workflow, x.unit, false) THEN
            x := casework_data.together(waiting[i], x);
            waiting := waiting[:i - 1] || waiting[i + 1:];
            EXIT;
          END IF;
        END LOOP;
        IF cardinality(x.people) >= few THEN
          RETURN NEXT x;
        ELSE
          waiting := waiting || x;
        END IF;
      END LOOP;
      one := NULL;
      FOREACH x IN ARRAY waiting LOOP
        one := casework_data.together(one, x);
      END LOOP;
      FOR i IN 1 .. CASE WHEN cardinality(one.people) < few THEN cardinality(m.plain) ELSE 0 END LOOP
        one := casework_data.together(one, m.plain[i]);
        IF cardinality(one.people) >= few THEN
          RETURN NEXT one;
          waiting := '{}';
          m.plain := m.plain[i + 1:];
          EXIT;
        END IF;
      END LOOP;
    END IF;
    RETURN QUERY SELECT t.* FROM unnest(m.plain) t;
  END LOOP;
  RETURN QUERY SELECT (casework_data.withheld(array_agg(w))).* FROM unnest(waiting || late) w GROUP BY w.workflow ORDER BY w.workflow COLLATE "C";
END
$$;

-- A line that says no more than that there is something.
CREATE OR REPLACE FUNCTION casework_data.withheld(cells casework_data.fund_cell[]) RETURNS casework_data.fund_cell
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  x casework_data.fund_cell;
  one casework_data.fund_cell;
BEGIN
  FOREACH x IN ARRAY cells LOOP
    one := casework_data.together(one, x);
  END LOOP;
  x := NULL;
  x.fund_id := one.fund_id;
  x.year := one.year;
  x.workflow := one.workflow;
  x.several_workflows := one.several_workflows;
  x.scopes := one.scopes;
  x.protected := true;
  x.withheld := true;
  RETURN x;
END
$$;

-- Who reads sums: who reads the ledger, and supervisors for what they supervise and may know of.
CREATE OR REPLACE FUNCTION casework_data.reported_scopes(s casework_data.staff) RETURNS integer[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT DISTINCT v.scope_id FROM casework_data.covered(s.id) v
  WHERE v.role = ANY (casework_data.ledger_readers()) AND v.level <> 'N' OR v.role = 'supervisor' AND v.level IN ('F', 'M'));

-- What was reserved, approved, given back, paid and recovered, by programme, unit and month of the entry, and what
-- of it is left; of confidential procedures what was paid. A reader gets the lines that are wholly about what is theirs to see. In a line, "until" is another
-- month than "month", and "programme" or "unit" is absent with "several", where few persons were joined.
CREATE OR REPLACE FUNCTION casework.fund_report(code text DEFAULT NULL, year integer DEFAULT NULL) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  mine integer[];
  one uuid;
BEGIN
  PERFORM casework_data.require_role(s, casework_data.ledger_readers() || ARRAY['supervisor']);
  IF code IS NOT NULL THEN
    one := (casework_data.fund_named(code)).id;
  END IF;
  IF year IS NOT NULL THEN
    PERFORM casework_data.require_year(year);
  END IF;
  mine := casework_data.reported_scopes(s);
  RETURN QUERY
    SELECT jsonb_build_object('fund', f.code, 'currency', f.currency, 'year', x.year, 'month', x.since, 'until', x.until, 'programme', x.workflow,
        'unit', x.unit, 'several', to_jsonb(array_remove(ARRAY[CASE WHEN x.several_workflows THEN 'programme' END, CASE WHEN x.several_units THEN 'unit' END], NULL)),
        'paid', casework_data.yuan(x.paid), 'cases', x.cases, 'persons', cardinality(x.people), 'protected', x.protected, 'withheld', x.withheld)
      || CASE WHEN x.protected THEN '{}' ELSE jsonb_build_object('reserved', casework_data.yuan(x.reserved), 'committed', casework_data.yuan(x.committed),
        'released', casework_data.yuan(x.released), 'recovered', casework_data.yuan(x.recovered), 'left', jsonb_build_object(
          'reserved', casework_data.yuan(x.left_reserved), 'committed', casework_data.yuan(x.left_committed),
          'in_transit', casework_data.yuan(x.left_in_transit), 'paid', casework_data.yuan(x.left_paid))) END
      FROM casework_data.fund f JOIN casework_data.fund_year y ON y.fund_id = f.id CROSS JOIN LATERAL casework_data.fund_cells(f.id, y.year) x
     WHERE (one IS NULL OR f.id = one) AND (fund_report.year IS NULL OR y.year = fund_report.year) AND x.scopes <@ mine
     ORDER BY f.code COLLATE "C", x.year, x.withheld, x.since, x.until, x.workflow COLLATE "C" NULLS LAST, x.unit COLLATE "C" NULLS LAST;
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_report(text, integer) TO casework_user;
