import CEL
import Casebook
import Engine
import History
import Postgres
import Workflows

extension Walk {
  /// The books at the end of the walk.
  func end() throws {
    for target in cases {
      touched = target
      try refreshFacts(target)
      try compareWhole(target)
    }
    try verifyChains()
    try verifyLedger()
  }

  /// Every case in full, to somebody who may read it, with its deadlines.
  private func compareWhole(_ target: WalkCase) throws {
    let reader = WalkPerson.all.first { visibility($0.login, target) == .full }
    guard let reader else { return }
    _ = try read(
      target, world.session(reader.login), .full, actor(reader.login, target), last: .max)
    let rows = try world.admin.connection.query(
      """
      SELECT d.name, d.due_us FROM casework_data.case_deadline d
        JOIN casework_data.cases c ON c.id = d.case_id WHERE c.number = $1 ORDER BY d.name
      """, [target.number])
    let kept = try rows.map { "\(try $0.string(0)) \(try $0.string(1))" }
    let engine = target.shadow.deadlines.map { "\($0.name) \($0.due.at.microseconds)" }
    if kept != engine.sorted() {
      throw WalkDifference("\(target.number) has the deadlines \(kept), not \(engine)")
    }
  }

  private func verifyChains() throws {
    let report = try world.session("w_audit").verifyHistory(recomputes: true)
    guard report.isSound, report.head.cases == cases.count else {
      throw WalkDifference("the history: \(report.findings), \(report.head)")
    }
    let gaps: Int = try world.admin.connection.queryValue(
      """
      SELECT count(*) FROM (SELECT seq - row_number() OVER (PARTITION BY case_id ORDER BY seq) AS gap
        FROM casework_data.entry) x WHERE gap <> 0
      """)
    if gaps != 0 { throw WalkDifference("\(gaps) gaps in the history") }
  }

  private func verifyLedger() throws {
    let rows = try world.admin.connection.query(
      """
      SELECT f.code, y.year, y.allotted, y.reserved, y.committed, y.in_transit, y.paid,
        coalesce(sum(CASE l.credit WHEN 'available' THEN l.amount END), 0)
          - coalesce(sum(CASE l.debit WHEN 'available' THEN l.amount END), 0) AS room,
        coalesce(sum(CASE l.credit WHEN 'reserved' THEN l.amount END), 0)
          - coalesce(sum(CASE l.debit WHEN 'reserved' THEN l.amount END), 0) AS reserved_moves,
        coalesce(sum(CASE l.credit WHEN 'committed' THEN l.amount END), 0)
          - coalesce(sum(CASE l.debit WHEN 'committed' THEN l.amount END), 0) AS committed_moves,
        coalesce(sum(CASE l.credit WHEN 'in_transit' THEN l.amount END), 0)
          - coalesce(sum(CASE l.debit WHEN 'in_transit' THEN l.amount END), 0) AS sent_moves,
        coalesce(sum(CASE l.credit WHEN 'paid' THEN l.amount END), 0)
          - coalesce(sum(CASE l.debit WHEN 'paid' THEN l.amount END), 0) AS paid_moves
        FROM casework_data.fund_year y JOIN casework_data.fund f ON f.id = y.fund_id
        LEFT JOIN casework_data.ledger l ON l.fund_id = y.fund_id AND l.year = y.year
       GROUP BY f.code, y.year, y.allotted, y.reserved, y.committed, y.in_transit, y.paid
      """)
    for row in rows {
      let fund = try row.string("code")
      let year = try row.int("year")
      let lots = cases.flatMap(\.lots).filter { $0.fund == fund && $0.year == year }
      let engine = [
        Int(money.room[fund]?[year] ?? 0), Int(lots.reduce(0) { $0 + $1.reserved }),
        Int(lots.reduce(0) { $0 + $1.committed }), Int(lots.reduce(0) { $0 + $1.sent }),
        Int(lots.reduce(0) { $0 + $1.paid }),
      ]
      let kept = try [
        row.int("allotted") - row.int("reserved") - row.int("committed") - row.int("in_transit")
          - row.int("paid"),
        row.int("reserved"), row.int("committed"), row.int("in_transit"), row.int("paid"),
      ]
      let ledger = try [
        row.int("room"), row.int("reserved_moves"), row.int("committed_moves"),
        row.int("sent_moves"), row.int("paid_moves"),
      ]
      if kept != engine || ledger != kept || kept.contains(where: { $0 < 0 }) {
        throw WalkDifference("\(fund) \(year): engine \(engine), kept \(kept), ledger \(ledger)")
      }
    }
  }
}
