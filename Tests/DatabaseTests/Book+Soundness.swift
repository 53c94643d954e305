import Postgres
import Testing

extension Book {
  /// The invariants of a case and of all money, computed again from the rows.
  func expectSound(_ number: String) throws {
    let connection = try superuser()
    let broken = try connection.query(
      """
      SELECT e.seq FROM casework_data.cases c
        JOIN casework_data.entry e ON e.case_id = c.id JOIN casework_data.definition d ON d.id = e.definition_id
        JOIN casework_data.payload p ON p.case_id = e.case_id AND p.seq = e.seq
        LEFT JOIN casework_data.entry b ON b.case_id = e.case_id AND b.seq = e.seq - 1
       WHERE c.number = $1 AND (
         e.prev <> coalesce(b.hash, casework_data.genesis(d.install_id, c.id)) OR e.at_us <= b.at_us
         OR e.payload <> casework_data.commitment(p.salt, p.body) OR p.body <> p.body::jsonb::text
         OR e.hash <> casework_data.entry_hash(d.install_id, e.case_id, e.seq, e.prev, e.at_us, e.actor, e.person, e.role, e.kind,
              d.workflow || '@' || d.version, d.digest, e.from_state, e.to_state, e.amount, e.currency, e.fund_id, e.ref, e.ref_hash, e.idem, e.payload))
      """, [number])
    #expect(broken.isEmpty)
    let folded = try connection.query(
      """
      SELECT c.number FROM casework_data.cases c WHERE c.number = $1 AND NOT (
        c.version = (SELECT count(*) FROM casework_data.entry e WHERE e.case_id = c.id)
        AND c.version = (SELECT max(e.seq) FROM casework_data.entry e WHERE e.case_id = c.id)
        AND c.head = (SELECT e.hash FROM casework_data.entry e WHERE e.case_id = c.id ORDER BY e.seq DESC LIMIT 1)
        AND c.state = (SELECT e.to_state FROM casework_data.entry e WHERE e.case_id = c.id AND e.to_state IS NOT NULL
                        ORDER BY e.seq DESC LIMIT 1)
        AND (c.reserved, c.committed, c.sent, c.paid) = (SELECT coalesce(sum(m.reserved), 0), coalesce(sum(m.committed), 0),
                             coalesce(sum(m.sent), 0), coalesce(sum(m.paid), 0)
                        FROM casework_data.case_money m WHERE m.case_id = c.id))
      """, [number])
    #expect(folded.isEmpty)
    let funds = try connection.query(
      """
      SELECT y.fund_id FROM casework_data.fund_year y WHERE NOT (
        (y.allotted, y.reserved, y.committed, y.in_transit, y.paid) = (
          SELECT coalesce(sum(l.amount * ((l.debit = 'source')::int - (l.credit = 'source')::int)), 0),
                 coalesce(sum(l.amount * ((l.credit = 'reserved')::int - (l.debit = 'reserved')::int)), 0),
                 coalesce(sum(l.amount * ((l.credit = 'committed')::int - (l.debit = 'committed')::int)), 0),
                 coalesce(sum(l.amount * ((l.credit = 'in_transit')::int - (l.debit = 'in_transit')::int)), 0),
                 coalesce(sum(l.amount * ((l.credit = 'paid')::int - (l.debit = 'paid')::int)), 0)
            FROM casework_data.ledger l WHERE l.fund_id = y.fund_id AND l.year = y.year)
        AND y.version = (SELECT count(*) FROM casework_data.ledger l WHERE l.fund_id = y.fund_id AND l.year = y.year))
      """)
    #expect(funds.isEmpty)
  }
}
