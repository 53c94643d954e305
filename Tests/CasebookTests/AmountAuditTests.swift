import Casebook
import Engine
import Foundation
import History
import LocalCluster
import Postgres
import Testing

/// Amounts that follow from kept facts (workflows/examples/banded_grant.yaml), and forgeries of them.
@Suite struct AmountAuditTests {
  /// A case of the grant, paid, with a repayment: 6,000.00 a month for three people.
  private struct Book {
    let parameters: ConnectionParameters
    var number = ""

    static let staff = [
      ("am_li", "caseworker"), ("am_zhao", "supervisor"), ("am_sun", "cashier"),
      ("am_jin", "finance_officer"), ("am_fin", "finance_officer"), ("am_aud", "auditor"),
    ]

    init() throws {
      parameters = try TemporaryCluster.shared().makeDatabase()
      _ = try Migrator().migrate(try Connection.connect(parameters))
      let admin = Session(try Connection.connect(parameters))
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../workflows/examples/banded_grant.yaml").standardizedFileURL
      let source = WorkflowSource(file: "banded", bytes: Array(try Data(contentsOf: file)))
      _ = try admin.install(
        try #require(CheckedWorkflow.read(source) { StandardFiles.calendar($0) }.workflow))
      for (login, role) in Self.staff {
        _ = try admin.addStaff(login: login, name: login, person: nil, union: nil)
        _ = try admin.grant(role: role, to: login, programme: nil, unit: nil, until: nil)
      }
      let jin = try session("am_jin")
      _ = try jin.addFund(
        code: "hardship", label: .object([]), currency: "CNY", request: .random())
      let year = Foundation.Calendar(identifier: .gregorian).component(.year, from: Date())
      let proposal = try jin.allot(
        fund: "hardship", year: year, amount: "20000.00", reason: "budget", request: .random())
      _ = try session("am_fin").decide(
        proposal: proposal.number, approve: true, reason: nil, request: .random())
      let li = try session("am_li")
      let person = try li.addPerson(
        name: "Test One", born: "1980-05-01", memberSince: nil, union: nil, request: .random())
      number =
        try li.open(
          workflow: "banded_grant", applicant: try #require(person["person"]?.text),
          fields: .object([]), action: nil, unit: nil, request: .random()
        ).caseNumber ?? ""
      try act(
        "am_li", "propose", ["income": "6000.00", "people": "3", "account": "6222020200112230"])
      try act("am_zhao", "approve")
      try act("am_sun", "pay")
      try act("am_zhao", "demand", ["ground": "understated"])
      try act("am_jin", "repay", ["nth": "1", "repaid": "500.00"])
    }

    func session(_ login: String) throws -> Session {
      Session(try Connection.connect(parameters.user(login)))
    }

    func act(_ login: String, _ action: String, _ fields: [String: String] = [:]) throws {
      let session = try session(login)
      let version = try session.show(number, why: nil)["version"]?.int64
      let given = fields.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
      _ = try session.act(
        number, action: action, fields: .object(given), expect: version, request: .random())
    }

    /// Exports everything into a folder of its own; the file of the entries.
    func exported() throws -> String {
      let path = try AuditBook.folder() + "/history.jsonl"
      let auditor = try session("am_aud")
      try auditor.recordExport(why: "the amounts")
      _ = try auditor.exportHistory(to: path, format: .jsonl, payloads: true)
      return path
    }
  }

  private static let book = Result { try Book() }

  @Test func `income per head 2,000.00, band B, 4,000.00`() throws {
    let book = try Self.book.get()
    let kept = try #require(try book.session("am_li").amounts(of: book.number, why: nil))
    #expect(
      kept.amounts.map {
        "\($0.entry) \($0.calculation.action) \($0.amount ?? "-"): \($0.calculation.summary)"
      }
        == [
          "2 propose 4000.00: per_head 2,000.00, band 'B', grant 4,000.00; reserve 4,000.00",
          "3 approve 4000.00: ", "4 pay 4000.00: ", "6 repay 500.00: recover 500.00",
        ])
    #expect(kept.amounts.allSatisfy { $0.differences.isEmpty })
  }

  @Test func `an export is computed again without a database, to the last entry`() throws {
    let book = try Self.book.get()
    let report = try HistoryFile(try book.exported()).verify(install: nil, recomputes: true)
    #expect(report.findings == [])
    #expect(report.recomputed == 5)
    #expect(report.notRecomputed == 0)
    let live = try book.session("am_aud").verifyHistory(recomputes: true)
    #expect(live.findings == [])
    #expect(live.recomputed == 5)
  }

  /// What a forger changes, with every hash made right again, and what is found.
  private static let forgeries: [(String, @Sendable (inout Forgery) -> Void, [String])] = [
    (
      "a larger amount",
      {
        $0.replace("\"money\": [4000.00]", "\"money\": [9000.00]", in: 2)
        $0.entries[1].amount = 900_000
      },
      [
        "the kept amount 1 is not what the facts come to; expected 4000.00; found 9000.00",
        "its amount is not what the facts come to; expected 4000.00; found 9000.00",
      ]
    ),
    (
      "another band", { $0.replace("\"band\": \"B\"", "\"band\": \"A\"", in: 2) },
      ["the kept fact band is not what the facts come to; expected 'B'; found 'A'"]
    ),
    (
      "more paid than approved", { $0.entries[3].amount = 500_000 },
      ["its amount is not what the facts come to; expected 4000.00; found 5000.00"]
    ),
    (
      "a lower income from the start",
      {
        $0.replace("6000.00", "3000.00", in: 2)
        $0.replace("\"per_head\": 2000.00", "\"per_head\": 1000.00", in: 2)
        $0.replace("\"band\": \"B\"", "\"band\": \"A\"", in: 2)
        $0.replace("\"grant\": 4000.00", "\"grant\": 6000.00", in: 2)
        $0.replace("\"money\": [4000.00]", "\"money\": [6000.00]", in: 2)
        $0.entries[1].amount = 600_000
      },
      ["the field income is not as the entries before left it; expected 3000.00; found 6000.00"]
    ),
    (
      "another account when it was paid",
      { $0.replace("6222020200112230", "6222020200112248", in: 4) },
      [
        "the field account is not as the entries before left it; expected \"6222020200112230\"; found \"6222020200112248\""
      ]
    ),
    (
      "a rule that did not hold",
      {
        $0.replace("\"nth\": 1", "\"nth\": 2", in: 6)
      },
      ["the kept rule numbered is not what the facts come to; expected false; found true"]
    ),
    (
      "a vote under another name", { $0.entries[2].kind = "agree" },
      ["its definition has no such action; found agree"]
    ),
  ]

  @Test(arguments: 0..<7)
  func `a forgery whose hashes are all right is found by computing again`(index: Int) throws {
    let (name, forge, expected) = Self.forgeries[index]
    let path = try Self.book.get().exported()
    var forgery = try Forgery(path)
    forge(&forgery)
    try forgery.write(to: path)
    #expect(try HistoryFile(path).verify(install: nil).findings == [], "\(name)")
    let report = try HistoryFile(path).verify(install: nil, recomputes: true)
    #expect(report.findings.map(\.rule).allSatisfy { $0 == .calculation })
    let texts = report.findings.map { finding in
      ([finding.message]
        + [finding.expected.map { "expected \($0)" }, finding.found.map { "found \($0)" }]
        .compactMap { $0 }).joined(separator: "; ")
    }
    #expect(Set(texts).isSuperset(of: expected), "\(name): \(texts)")
  }

  @Test func `another definition under the same digest is not taken`() throws {
    let path = try Self.book.get().exported()
    let file = path + ".definitions.jsonl"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("? 4000.00", with: "? 9000.00").write(
      toFile: file, atomically: false, encoding: .utf8)
    let report = try HistoryFile(path).verify(install: nil, recomputes: true)
    #expect(report.findings.map(\.message) == ["the definition is not the file with this digest"])
    #expect(report.notRecomputed == 6)
  }

  @Test func `without the definitions it says what is missing`() throws {
    let path = try Self.book.get().exported()
    try FileManager.default.removeItem(atPath: path + ".definitions.jsonl")
    #expect(throws: HistoryFile.Failure.notThere(path: path + ".definitions.jsonl")) {
      try HistoryFile(path).verify(install: nil, recomputes: true)
    }
  }
}

/// An export that is changed, and then given hashes that fit.
private struct Forgery {
  var entries: [HistoryEntry] = []
  private var payloads: [SHA256Hash: PayloadLine] = [:]

  init(_ path: String) throws {
    let install = try String(contentsOfFile: path + ".install", encoding: .utf8)
    var reader = EntryReader(
      install: try #require(UUIDBytes(install.trimmingCharacters(in: .newlines))))
    var read: [HistoryEntry] = []
    reader.read([UInt8](try Data(contentsOf: URL(filePath: path)))) { _, line in
      if case .success(let entry) = line { read.append(entry) }
    }
    entries = read
    var lines: [PayloadLine] = []
    var bodies = PayloadReader()
    bodies.read([UInt8](try Data(contentsOf: URL(filePath: path + ".payloads.jsonl")))) { _, line in
      if case .success(let payload) = line { lines.append(payload) }
    }
    for line in lines { payloads[line.commitment] = line }
  }

  /// Replaces a text in the body of the entry numbered `seq`, and commits to the new one.
  mutating func replace(_ old: String, _ new: String, in seq: Int) {
    guard let commitment = entries[seq - 1].payload, let payload = payloads[commitment]?.payload
    else { return }
    let body = String(decoding: payload.body, as: UTF8.self).replacing(old, with: new)
    let forged = Payload(salt: payload.salt, body: Array(body.utf8))
    payloads[forged.commitment] = PayloadLine(commitment: forged.commitment, payload: forged)
    entries[seq - 1].payload = forged.commitment
  }

  /// Makes every hash right again and writes both files.
  func write(to path: String) throws {
    var lines: [UInt8] = []
    var bodies: [UInt8] = []
    var last: SHA256Hash?
    for entry in entries {
      var entry = entry
      entry.prev = last ?? HistoryEntry.genesis(install: entry.install, caseID: entry.caseID)
      entry.hash = entry.computedHash
      last = entry.hash
      entry.appendJSONLine(to: &lines)
      if let line = entry.payload.flatMap({ payloads[$0] }) { line.appendJSONLine(to: &bodies) }
    }
    try Data(lines).write(to: URL(filePath: path))
    try Data(bodies).write(to: URL(filePath: path + ".payloads.jsonl"))
  }
}
