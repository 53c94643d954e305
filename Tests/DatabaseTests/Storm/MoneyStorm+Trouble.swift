import Foundation
import Glibc
import LocalCluster
import Postgres

extension MoneyStorm {
  /// Ends connections under their clients, kills clients in the middle of a request, and crashes the server.
  func kill() {
    var dice = SplitMix(4_711)
    var round = 0
    while !isOver {
      round += 1
      Thread.sleep(forTimeInterval: 0.15)
      guard let root = try? Connection.connect(database) else { continue }
      // in a long storm rarely enough that most of the time is spent on money, not on recovery
      if round % (isLong ? 150 : 25) == 0 {
        crash(root)
        continue
      }
      let ended = try? root.execute(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE usename ~ '^(c[0-9]+|fin2?|clerk|rel)$' ORDER BY md5(pid::text || \(dice.next() % 1000)) LIMIT 1
        """)
      if ended != nil { note { $0.kills += 1 } }
      if round % 4 == 0 { killProcess(dice.next() % 1_000_000) }
    }
  }

  /// A backend that dies makes the server end all others at once, and recover from its log: what an
  /// immediate stop and start does.
  private func crash(_ root: Connection) {
    let pid: Int? = try? root.queryValue(
      "SELECT pid FROM pg_stat_activity WHERE usename ~ '^c[0-9]+$' LIMIT 1")
    guard let pid, Glibc.kill(pid_t(pid), SIGKILL) == 0 else { return }
    note { $0.crashes += 1 }
  }

  /// A client of its own process, killed wherever it is; nobody sends its requests again.
  private func killProcess(_ number: UInt64) {
    let process = Process()
    process.executableURL = URL(filePath: cluster.psqlProgram)
    let name = database.keywords["dbname"] ?? ""
    process.arguments = [
      "-XAtq", "-h", cluster.socketDirectory, "-U", "c\(number % 16 + 1)", "-d", name, "-c",
      """
      SELECT casework.act(number, 'reserve_one', '{"amount": 1.00}', version, 'killed-\(number)-' || number)
        FROM casework_read.cases ORDER BY random() LIMIT 20
      """,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return }
    Thread.sleep(forTimeInterval: 0.05)
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    note { $0.kills += 1 }
  }

  /// Looks at the funds as any reader might, in one snapshot after another.
  func watch() {
    var root: Connection?
    while !isOver {
      do {
        let link = try root ?? Connection.connect(database)
        root = link
        try link.transaction(isolation: .repeatableRead, readOnly: true, retry: .never) { link in
          for (fault, sql) in Self.snapshotFaults {
            let count: Int = try link.queryValue(sql)
            if count != 0 { note { $0.faults.append("\(fault): \(count)") } }
          }
        }
        note { $0.snapshots += 1 }
      } catch {
        root = nil
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
  }

  /// What no snapshot may show; each counts faults, at the same cost however long the ledger is.
  private static let snapshotFaults = [
    (
      "a balance below zero",
      """
      SELECT count(*) FROM casework_data.fund_year y
       WHERE least(y.allotted, y.reserved, y.committed, y.in_transit, y.paid, casework_data.room(y)) < 0
      """
    ),
    (
      "a fund that is not as its last entry left it",
      """
      SELECT count(*) FROM casework_data.fund_year y WHERE (y.version, casework_data.room(y)) IS DISTINCT FROM
        (SELECT (l.fund_version, l.available_after) FROM casework_data.ledger l
          WHERE l.fund_id = y.fund_id AND l.year = y.year ORDER BY l.fund_version DESC LIMIT 1)
      """
    ),
    (
      "a fund that is not the sum of its cases",
      """
      SELECT count(*) FROM casework_data.fund_year y WHERE (y.reserved, y.committed, y.in_transit, y.paid) IS DISTINCT FROM
        (SELECT (coalesce(sum(m.reserved), 0)::bigint, coalesce(sum(m.committed), 0)::bigint, coalesce(sum(m.sent), 0)::bigint, coalesce(sum(m.paid), 0)::bigint)
           FROM casework_data.case_money m WHERE m.fund_id = y.fund_id AND m.year = y.year)
      """
    ),
    (
      "money at the bank that is not what payments under way carry",
      """
      SELECT count(*) FROM (SELECT 1) x
       WHERE (SELECT coalesce(sum(y.in_transit), 0) FROM casework_data.fund_year y)
          <> (SELECT coalesce(sum(p.amount), 0) FROM casework_data.payment p WHERE p.status IN ('batched', 'sent'))
      """
    ),
  ]
}
