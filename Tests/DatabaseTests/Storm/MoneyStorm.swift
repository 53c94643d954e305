import Foundation
import LocalCluster
import Postgres
import Synchronization

/// Sixteen clients at the money of two funds and two who pay by batches, while clients are killed and the
/// server crashes.
///
/// Each client notes a request before it sends it, and after a lost connection sends the same request
/// again until it has an answer, as the program does. What was acknowledged is checked at the end.
final class MoneyStorm: Sendable {
  struct Totals: Sendable {
    var acknowledged = 0
    var refused = 0
    var resent = 0
    var snapshots = 0
    var kills = 0
    var crashes = 0
    /// Sums over what was acknowledged, in cents: paid, recovered, and by the bank paid and returned.
    var paid: Int64 = 0
    var recovered: Int64 = 0
    var settled: Int64 = 0
    var returned: Int64 = 0
    var batches = 0
    /// References of payments of which the bank's word was acknowledged.
    var answered: Set<String> = []
    /// What is wrong; empty at the end.
    var faults: [String] = []
    var requests: Set<String> = []
  }

  static let clients = 16
  static let cases = 48
  let cluster: TemporaryCluster
  let database: ConnectionParameters
  let seed: UInt64
  private let wanted: Int
  private let seconds: Double
  private let totals = Mutex(Totals())
  private let ended = Atomic(0)

  /// A storm of `wanted` acknowledged operations, or of what `seconds` allow.
  init(wanted: Int, seconds: Double, seed: UInt64) throws {
    self.wanted = wanted
    self.seconds = seconds
    self.seed = seed
    cluster = try TemporaryCluster(
      durable: true, settings: ["max_connections": "120", "log_min_messages": "panic"])
    database = try cluster.makeDatabase()
    let root = try Connection.connect(database)
    try Book.migrate(root)
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures")
    for name in ["programmes.sql", "storm.sql"] {
      let sql = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      try root.executeScript("BEGIN;" + sql + "COMMIT;")
    }
    let fin = try Connection.connect(database.user("fin"))
    for code in ["one", "two"] {
      try fin.execute("SELECT casework.fund_add('\(code)', '{}', 'CNY', 'add-\(code)')")
      try allot(code, "20000.00", "first")
    }
    let opener = try Connection.connect(database.user("c1"))
    try opener.execute(
      """
      SELECT casework.open('storm', '00000000-0000-4000-8000-00000000aaaa', '{}', 'open' || n)
        FROM generate_series(1, \(Self.cases + 64)) n
      """)
    try opener.execute(
      """
      SELECT casework.act(casework.open('storm', '00000000-0000-4000-8000-00000000aaaa', '{}', 'open' || n) ->> 'case',
               'name_account', '{"account": "6222020200112230"}', NULL, 'account' || n)
        FROM generate_series(1, \(Self.cases)) n
      """)
  }

  static let year = "extract(year FROM now() AT TIME ZONE 'Asia/Shanghai')::int"

  private func allot(_ code: String, _ amount: String, _ id: String) throws {
    let number: String = try Connection.connect(database.user("fin")).queryValue(
      """
      SELECT casework.fund_allot('\(code)', \(Self.year), \(amount), 'x', '\(id)-\(code)') ->> 'proposal'
      """)
    try Connection.connect(database.user("fin2")).execute(
      "SELECT casework.decide(\(number), 'approve', NULL, '\(id)-\(code)')")
  }

  /// Whether it is counted in operations, not in seconds.
  var isLong: Bool { wanted != .max }

  var isOver: Bool { ended.load(ordering: .relaxed) != 0 }

  func note(_ change: (inout Totals) -> Void) { totals.withLock { change(&$0) } }

  /// Runs it to its end and gives what came of it.
  func run() throws -> (totals: Totals, seconds: Double) {
    let start = Date()
    let group = DispatchGroup()
    func begin(_ body: @escaping @Sendable () -> Void) {
      group.enter()
      let thread = Thread {
        body()
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    for number in 1...Self.clients { begin { self.act(as: number) } }
    begin { self.moveBetweenFunds() }
    begin { self.payByBatches() }
    begin { self.watch() }
    begin { self.kill() }
    while !isOver {
      Thread.sleep(forTimeInterval: 0.05)
      let done = totals.withLock { $0.acknowledged }
      if done >= wanted || Date().timeIntervalSince(start) > seconds {
        ended.store(1, ordering: .relaxed)
      }
    }
    group.wait()
    let elapsed = Date().timeIntervalSince(start)
    return (totals.withLock { $0 }, elapsed)
  }

  /// One client: a random step of money on a random case, over and over.
  private func act(as number: Int) {
    var dice = SplitMix(seed &+ UInt64(number))
    var link = Link(database.user("c\(number)"))
    var versions: [Int: Int64] = [:]
    var count = 0
    while !isOver {
      count += 1
      // mostly cases of one's own, so that not every step is a conflict of versions
      let isShared = dice.next() % 4 == 0
      let target =
        isShared
        ? Int(dice.next() % UInt64(Self.cases)) + 1
        : (number - 1) * 3 + Int(dice.next() % 3) + 1
      let (action, hasAmount) = Self.step(dice.next() % 100)
      let cents = Int64(dice.next() % (action.hasPrefix("reserve") ? 60_000 : 9_000)) + 1
      let request = "s\(number)-\(count)"
      let fields =
        hasAmount ? "{\"amount\": \(cents / 100).\(cents % 100 / 10)\(cents % 10)}" : "{}"
      let answer = link.ask(
        """
        SELECT casework.act($1, $2, $3::jsonb, $4, $5)::text
        """,
        [
          Self.number(ofCase: target), action, fields, versions[target] ?? 2, request,
        ]
      ) { self.note { $0.resent += 1 } }
      take(answer, action, request, target, &versions)
    }
  }

  private func take(
    _ answer: Link.Answer, _ action: String, _ request: String, _ target: Int,
    _ versions: inout [Int: Int64]
  ) {
    switch answer {
    case .done(let text):
      versions[target] = Self.number("version", in: text)
      let amount = Self.cents(in: text)
      note {
        $0.acknowledged += 1
        $0.requests.insert(request)
        if action.hasPrefix("pay") { $0.paid += amount }
        if action == "recover" { $0.recovered += amount }
      }
    case .refused(let state, let detail):
      if state == "KW002" { versions[target] = Self.number("version", in: detail) }
      note { $0.refused += 1 }
      if !["KW001", "KW002"].contains(state) { note { $0.faults.append("\(action): \(state)") } }
    }
  }

  private static func step(_ draw: UInt64) -> (String, Bool) {
    switch draw {
    case ..<30: ("reserve_one", true)
    case ..<55: ("reserve_two", true)
    case ..<70: ("commit", false)
    case ..<82: ("pay", true)
    case ..<86: ("pay_all", false)
    case ..<92: ("release", false)
    default: ("recover", true)
    }
  }

  /// Allots, withdraws and transfers, each by two people.
  private func moveBetweenFunds() {
    var dice = SplitMix(seed &+ 999)
    var fin = Link(database.user("fin"))
    var second = Link(database.user("fin2"))
    var count = 0
    while !isOver {
      count += 1
      let amount = "\(dice.next() % 4_000 + 1).\(dice.next() % 90 + 10)"
      let call =
        switch dice.next() % 4 {
        case 0: "fund_allot('one', \(Self.year), \(amount), 'x', $1)"
        case 1: "fund_allot('two', \(Self.year), -\(amount), 'x', $1)"
        case 2: "fund_transfer('one', 'two', \(Self.year), \(amount), 'x', $1)"
        default: "fund_transfer('two', 'one', \(Self.year), \(amount), 'x', $1)"
        }
      let proposed = fin.ask("SELECT casework.\(call)::text", ["f\(count)"]) {}
      guard case .done(let text) = proposed, let number = Self.number("proposal", in: text) else {
        continue
      }
      let answer = second.ask(
        "SELECT casework.decide(\(number), 'approve', NULL, $1)::text", ["d\(count)"]
      ) {}
      if case .done = answer { note { $0.acknowledged += 1 } }
      Thread.sleep(forTimeInterval: 0.005)
    }
  }

  static func number(ofCase target: Int) -> String {
    "ST-\(thisYear)-\(String(1_000_000 + target).dropFirst())"
  }

  static let thisYear: String = {
    let clock = DateFormatter()
    clock.locale = Locale(identifier: "en_US_POSIX")
    clock.dateFormat = "yyyy"
    clock.timeZone = TimeZone(identifier: "Asia/Shanghai")
    return clock.string(from: Date())
  }()

  static func number(_ key: String, in text: String) -> Int64? {
    guard let start = text.range(of: "\"\(key)\": ") else { return nil }
    return Int64(text[start.upperBound...].prefix { $0.isNumber })
  }

  private static func cents(in text: String) -> Int64 {
    guard let start = text.range(of: "\"amount\": \"") else { return 0 }
    return Int64(text[start.upperBound...].prefix { $0 != "\"" }.filter { $0 != "." }) ?? 0
  }
}

/// A small generator whose sequence its seed decides (Steele, Lea, Flood: SplitMix).
struct SplitMix {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
