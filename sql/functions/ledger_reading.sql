SET LOCAL ROLE casework_owner;

-- The books as people read them: for those who handle money and those who check it. A payee's account is not
-- in them, nor the unit of a confidential case.
CREATE OR REPLACE FUNCTION casework_data.ledger_readers() RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY['finance_officer', 'cashier', 'releaser', 'deputy_head', 'auditor'];

-- One fund's entries, or all, of one year or all, in the order in which each fund and year took them. The
-- day is that of the case's calendar, and never before that of an earlier entry: two who came at midnight
-- may have read the clock in the other order.
CREATE OR REPLACE FUNCTION casework.fund_ledger(code text DEFAULT NULL, year integer DEFAULT NULL) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  s casework_data.staff := casework_data.actor();
  one uuid;
  book text := casework_data.book_zone();
BEGIN
  PERFORM casework_data.require_role(s, casework_data.ledger_readers(), true);
  IF code IS NOT NULL THEN
    one := (casework_data.fund_named(code)).id;
  END IF;
  IF year IS NOT NULL THEN
    PERFORM casework_data.require_year(year);
  END IF;
  RETURN QUERY
    SELECT jsonb_build_object('fund', f.code, 'currency', f.currency, 'year', l.year, 'no', l.fund_version,
        'day', casework_data.iso_day(max(casework_data.day_at(l.at_us, coalesce(d.zone, book)))
          OVER (PARTITION BY l.fund_id, l.year ORDER BY l.fund_version)),
        'at', casework_data.iso(l.at_us), 'kind', l.kind, 'from', l.debit, 'to', l.credit, 'amount', casework_data.yuan(l.amount),
        'available', casework_data.yuan(l.available_after), 'case', c.number, 'programme', c.workflow,
        'unit', CASE WHEN c.tier < 3 THEN c.unit END, 'proposal', l.proposal, 'by', l.actor, 'reason', l.reason)
      FROM casework_data.ledger l JOIN casework_data.fund f ON f.id = l.fund_id
      LEFT JOIN casework_data.cases c ON c.id = l.case_id LEFT JOIN casework_data.definition d ON d.id = c.definition_id
     WHERE (one IS NULL OR l.fund_id = one) AND (fund_ledger.year IS NULL OR l.year = fund_ledger.year)
     ORDER BY f.code COLLATE "C", l.year, l.fund_version;
END
$$;
GRANT EXECUTE ON FUNCTION casework.fund_ledger(text, integer) TO casework_user;
