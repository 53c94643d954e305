SET LOCAL ROLE casework_owner;

-- What was sent, what the bank answered, what is open, and whether the ledger says the same. The days are those of
-- the books. A payment is under way from its batch's preparing (that is when its money leaves the reservation), and
-- open from its export until the bank answers.
CREATE OR REPLACE FUNCTION casework.payments_reconcile(since date, until date) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on AS $$
DECLARE
  zone text := casework_data.book_zone();
  first timestamptz;
  last timestamptz;
BEGIN
  PERFORM casework_data.require_role(casework_data.actor(), ARRAY['finance_officer', 'releaser', 'auditor'], true);
  IF since IS NULL OR since NOT BETWEEN DATE '1950-01-01' AND DATE '2149-12-31' THEN
    PERFORM casework_data.refuse_input('from', casework_data.day_text(since));
  ELSIF until IS NULL OR until NOT BETWEEN since AND DATE '2149-12-31' THEN
    PERFORM casework_data.refuse_input('until', casework_data.day_text(until));
  END IF;
  first := since::timestamp AT TIME ZONE zone;
  last := (until + 1)::timestamp AT TIME ZONE zone;
  RETURN jsonb_build_object('since', casework_data.day_text(since), 'until', casework_data.day_text(until),
    'currencies', (SELECT coalesce(jsonb_agg(casework_data.under_way(x.currency, first, last) ORDER BY x.currency), '[]')
      FROM (SELECT DISTINCT b.currency FROM casework_data.batch b WHERE b.prepared_at < last) x),
    'payments', (SELECT coalesce(jsonb_agg(jsonb_build_object('reference', p.reference, 'batch', b.number, 'case', c.number, 'account', k.account_end,
          'holder', k.holder, 'amount', casework_data.yuan(p.amount), 'currency', b.currency, 'status', p.status,
          'sent_at', casework_data.iso(casework_data.microseconds(b.exported_at)), 'answered_at', casework_data.iso(casework_data.microseconds(p.answered_at)),
          'bank_day', p.answer ->> 'on', 'reason', p.answer ->> 'reason') ORDER BY p.reference COLLATE "C"), '[]')
      FROM casework_data.payment p JOIN casework_data.batch b ON b.id = p.batch_id JOIN casework_data.cases c ON c.id = p.case_id
        JOIN LATERAL (SELECT casework_data.masked(t.account) AS account_end, t.holder FROM casework_data.bank_account t WHERE t.id = p.account_id) k ON true
     WHERE b.prepared_at < last
       -- in the period, or still open when it began
       AND coalesce(p.answered_at, b.cancelled_at, 'infinity') >= first));
END
$$;
GRANT EXECUTE ON FUNCTION casework.payments_reconcile(date, date) TO casework_user;

-- One currency's money under way, at both ends of a period and what happened between; and by the ledger.
CREATE OR REPLACE FUNCTION casework_data.under_way(money text, first timestamptz, last timestamptz) RETURNS jsonb
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH one AS MATERIALIZED (
    SELECT p.amount, p.status, b.prepared_at, b.exported_at, coalesce(p.answered_at, b.cancelled_at) AS ended_at
      FROM casework_data.payment p JOIN casework_data.batch b ON b.id = p.batch_id WHERE b.currency = money AND b.prepared_at < last),
  booked AS MATERIALIZED (
    SELECT l.at_us, l.amount * ((l.credit = 'in_transit')::integer - (l.debit = 'in_transit')::integer) AS amount
      FROM casework_data.ledger l JOIN casework_data.fund f ON f.id = l.fund_id
     WHERE f.currency = money AND (l.credit = 'in_transit' OR l.debit = 'in_transit'))
  SELECT jsonb_build_object('currency', money,
      'opening', jsonb_build_object('batched', casework_data.yuan(coalesce(sum(o.amount) FILTER (WHERE o.prepared_at < first AND coalesce(o.ended_at, 'infinity') >= first AND coalesce(o.exported_at, 'infinity') >= first), 0)::bigint),
        'sent', casework_data.yuan(coalesce(sum(o.amount) FILTER (WHERE o.exported_at < first AND coalesce(o.ended_at, 'infinity') >= first), 0)::bigint),
        'ledger', casework_data.yuan((SELECT coalesce(sum(k.amount), 0)::bigint FROM booked k WHERE k.at_us < casework_data.microseconds(first)))),
      'prepared', casework_data.yuan(coalesce(sum(o.amount) FILTER (WHERE o.prepared_at >= first), 0)::bigint),
      'exported', casework_data.yuan(coalesce(sum(o.amount) FILTER (WHERE o.exported_at >= first AND o.exported_at < last), 0)::bigint),
      'paid', casework_data.yuan(coalesce(sum(o.amount) FILTER (WHERE o.status = 'paid' AND o.ended_at >= first AND o.ended_at < last), 0)::bigint),
      'returned', casework_data.yuan(coalesce(sum(o.amount) FILTER (WHERE o.status = 'returned' AND o.ended_at >= first AND o.ended_at < last), 0)::bigint),
      'cancelled', casework_data.yuan(coalesce(sum(o.amount) FILTER (WHERE o.status = 'cancelled' AND o.ended_at >= first AND o.ended_at < last), 0)::bigint),
      'closing', jsonb_build_object('batched', casework_data.yuan(coalesce(sum(o.amount) FILTER (WHERE coalesce(o.ended_at, 'infinity') >= last AND coalesce(o.exported_at, 'infinity') >= last), 0)::bigint),
        'sent', casework_data.yuan(coalesce(sum(o.amount) FILTER (WHERE o.exported_at < last AND coalesce(o.ended_at, 'infinity') >= last), 0)::bigint),
        'ledger', casework_data.yuan((SELECT coalesce(sum(k.amount), 0)::bigint FROM booked k WHERE k.at_us < casework_data.microseconds(last)))))
    FROM one o;
END;
