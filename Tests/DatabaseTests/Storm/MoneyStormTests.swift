import Foundation
import LocalCluster
import Postgres
import Synchronization
import Testing

/// `CASEWORK_STORM` is the number of operations, `CASEWORK_SEED` the seed.
@Suite(.serialized) struct MoneyStormTests {
  private static let environment = ProcessInfo.processInfo.environment

  @Test func `no kill of clients or server loses, makes or pays twice a cent`() throws {
    let wanted = Self.environment["CASEWORK_STORM"].flatMap { Int($0) }
    let seed = Self.environment["CASEWORK_SEED"].flatMap { UInt64($0) } ?? 20_261_121
    let storm = try MoneyStorm(
      wanted: wanted ?? .max, seconds: wanted == nil ? 8 : 24 * 3600, seed: seed)
    let (totals, seconds) = try storm.run()
    print(
      """
      money storm, seed \(seed): \(totals.acknowledged) acknowledged and \(totals.refused) refused in \
      \(Int(seconds)) s, \(totals.answered.count) payments in \(totals.batches) batches, \(totals.resent) sent again, \(totals.kills) kills of clients, \
      \(totals.crashes) crashes of the server, \(totals.snapshots) snapshots
      """)
    #expect(totals.faults == [])
    #expect(totals.acknowledged > 200)
    #expect(totals.kills > 10)
    #expect(totals.crashes > 0)
    #expect(totals.snapshots > 20)
    #expect(totals.answered.count > 4)
    let root = try Connection.connect(storm.database)
    for (fault, sql) in Self.faults {
      let count: Int = try root.queryValue(sql)
      #expect(count == 0, "\(fault): \(count)")
    }
    // every acknowledged request is there once, and what was acknowledged as paid is what was paid
    let kept: [[String?]] = try root.query(
      "SELECT e.idem FROM casework_data.entry e WHERE e.idem ~ '^s[0-9]+-'"
    ).values
    let ids = kept.compactMap { $0.first ?? nil }
    #expect(ids.count == Set(ids).count)
    #expect(totals.requests.subtracting(ids) == [])
    // what is there and was not acknowledged are the requests that were under way when the time was over
    #expect(Set(ids).subtracting(totals.requests) == [])
    let sums = [
      ("pay", totals.paid), ("recover", totals.recovered), ("settle", totals.settled),
      ("return", totals.returned),
    ]
    for (kind, acknowledged) in sums {
      let posted: Int = try root.queryValue(
        """
        SELECT coalesce(sum(l.amount), 0)::bigint - CASE $1 WHEN 'return' THEN
                 (SELECT coalesce(sum(p.amount), 0)::bigint FROM casework_data.payment p WHERE p.status = 'cancelled') ELSE 0 END
          FROM casework_data.ledger l WHERE l.kind = $1
        """, [kind])
      #expect(Int64(posted) == acknowledged, "\(kind)")
    }
  }

  /// What the whole ledger must not show; each counts faults.
  private static let faults = [
    (
      "kept balances that are not the sums of the entries",
      """
      SELECT count(*) FROM casework_data.fund_year y WHERE (y.version, y.allotted, y.reserved, y.committed, y.in_transit, y.paid) IS DISTINCT FROM (
        SELECT (count(*), coalesce(sum(l.amount * ((l.debit = 'source')::int - (l.credit = 'source')::int)), 0)::bigint,
               coalesce(sum(l.amount * ((l.credit = 'reserved')::int - (l.debit = 'reserved')::int)), 0)::bigint,
               coalesce(sum(l.amount * ((l.credit = 'committed')::int - (l.debit = 'committed')::int)), 0)::bigint,
               coalesce(sum(l.amount * ((l.credit = 'in_transit')::int - (l.debit = 'in_transit')::int)), 0)::bigint,
               coalesce(sum(l.amount * ((l.credit = 'paid')::int - (l.debit = 'paid')::int)), 0)::bigint)
          FROM casework_data.ledger l WHERE l.fund_id = y.fund_id AND l.year = y.year)
      """
    ),
    (
      "a line at which a fund was overspent, or whose balance is not that of its prefix",
      """
      SELECT count(*) FROM (SELECT l.available_after, sum(l.amount * ((l.credit = 'available')::int - (l.debit = 'available')::int))
          OVER (PARTITION BY l.fund_id, l.year ORDER BY l.fund_version) AS prefix FROM casework_data.ledger l) x
       WHERE x.prefix <> x.available_after OR x.prefix < 0
      """
    ),
    (
      "a payment that is not its entry's amount",
      """
      SELECT count(*) FROM casework_data.entry e WHERE e.kind IN ('pay', 'pay_all', 'send', 'settle', 'return') AND e.amount IS DISTINCT FROM
        (SELECT sum(l.amount) FROM casework_data.ledger l WHERE l.case_id = e.case_id AND l.seq = e.seq AND l.kind = replace(e.kind, '_all', ''))
      """
    ),
    (
      "a case that is not what its entries made of it",
      """
      SELECT count(*) FROM casework_data.cases c WHERE (c.version, c.reserved::bigint, c.committed::bigint, c.sent::bigint, c.paid::bigint) IS DISTINCT FROM (
        SELECT ((SELECT count(*) FROM casework_data.entry e WHERE e.case_id = c.id),
               coalesce(sum(m.reserved), 0)::bigint, coalesce(sum(m.committed), 0)::bigint,
               coalesce(sum(m.sent), 0)::bigint, coalesce(sum(m.paid), 0)::bigint)
          FROM casework_data.case_money m WHERE m.case_id = c.id)
      """
    ),
    (
      "a case whose payments are not what was sent, settled and returned",
      """
      SELECT count(*) FROM casework_data.cases c WHERE EXISTS (
        SELECT FROM (VALUES ('send', NULL), ('settle', 'paid'), ('return', 'returned')) v (kind, status)
         WHERE (SELECT coalesce(sum(l.amount), 0) FROM casework_data.ledger l WHERE l.case_id = c.id AND l.kind = v.kind)
            <> (SELECT coalesce(sum(p.amount), 0) FROM casework_data.payment p WHERE p.case_id = c.id
                 AND (v.status IS NULL OR p.status = v.status OR v.status = 'returned' AND p.status = 'cancelled')))
      """
    ),
    (
      "an allotment without two people",
      """
      SELECT count(*) FROM casework_data.ledger l LEFT JOIN casework_data.proposal p ON p.id = l.proposal
       WHERE l.case_id IS NULL AND (p.verdict IS DISTINCT FROM 'approve' OR p.proposed_person = p.decided_person)
      """
    ),
  ]

  @Test func `64 approvers at one fund spend it to the last cent and no further`() throws {
    let storm = try MoneyStorm(wanted: 0, seconds: 0, seed: 1)
    let deadline = Date().addingTimeInterval(3)
    let counts = Mutex((done: 0, refused: 0, other: [String]()))
    let group = DispatchGroup()
    let start = Date()
    for number in 1...64 {
      group.enter()
      let thread = Thread {
        var link = Link(storm.database.user("c\(number)"))
        let target =
          "ST-\(MoneyStorm.thisYear)-\(String(1_000_000 + MoneyStorm.cases + number).dropFirst())"
        var version = 1
        while Date() < deadline {
          let answer = link.ask(
            "SELECT casework.act($1, 'reserve_one', '{\"amount\": 7.77}', $2, $3)::text",
            [target, version, "a\(number)-\(version)"]
          ) {}
          guard case .done = answer else {
            if case .refused(let state, let detail) = answer, !detail.contains("no_room") {
              counts.withLock { $0.other.append("\(state) \(detail)") }
            }
            counts.withLock { $0.refused += 1 }
            break
          }
          version += 1
          counts.withLock { $0.done += 1 }
        }
        group.leave()
      }
      thread.start()
    }
    group.wait()
    let seconds = Date().timeIntervalSince(start)
    let (done, refused, other) = counts.withLock { ($0.done, $0.refused, $0.other) }
    print(
      "64 approvers on one fund: \(Int(Double(done) / seconds)) approvals a second, \(refused) found no room"
    )
    #expect(other == [])
    #expect(done > 64)
    #expect(done <= 2574)  // 20,000.00 / 7.77
    let root = try Connection.connect(storm.database)
    let reserved: Int = try root.queryValue(
      """
      SELECT y.reserved::int FROM casework_data.fund_year y JOIN casework_data.fund f ON f.id = y.fund_id WHERE f.code = 'one'
      """)
    #expect(reserved == done * 777)
  }
}
