import Casebook
import History
import Postgres
import Testing

/// A procedure that pays a colleague: whose account, is on record and signed.
private let errand = """
  casework: 1
  workflow: errand
  version: 1
  number: ER
  label: {en: Errand, zh-Hans: 代办}
  calendar: weekdays
  currency: CNY
  roles:
    caseworker: {en: Caseworker, zh-Hans: 个案员}
    reviewer:   {en: Reviewer, zh-Hans: 审核员}
    supervisor: {en: Supervisor, zh-Hans: 主管}
  form:
    helper:  {type: staff, role: reviewer}
    fee:     {type: money, min: 1, max: 900}
    account: {type: text, pattern: '[0-9]{6,32}'}
  start: draft
  states:
    draft:    {deadline: {within: 10 days, escalate_to: supervisor}}
    asked:    {deadline: {within: 10 days, escalate_to: supervisor}}
    approved: {deadline: {within: 10 days, escalate_to: supervisor}}
    in_batch: {deadline: {within: 10 days, escalate_to: supervisor}}
    failed:   {deadline: {within: 10 days, escalate_to: supervisor}}
    paid:     {ends: paid}
    dropped:  {ends: dropped}
  actions:
    ask:     {from: draft, to: asked, role: caseworker, fill: [helper, fee, account], money: {reserve: form.fee, fund: relief}}
    approve:
      from: asked
      to: approved
      distinct_from: [ask]
      tiers: {by: form.fee, bands: [{role: [supervisor, reviewer]}]}
      money: {commit: reserved}
    send:    {from: approved, to: in_batch, by: batch, money: {send: reserved, payee: form.account, of: form.helper}}
    settle:  {from: in_batch, to: paid, by: bank, money: {settle: sent}}
    bounce:  {from: in_batch, to: failed, by: bank, money: {return: sent}}
    drop:    {from: [draft, asked, approved, failed], to: dropped, role: caseworker, money: {release: reserved}}
  """

/// An errand of a database of its own.
private struct Errand {
  private static let account = "110000000007"
  private static let payer = Payer(
    name: "Example Federation", account: "110000000001", bank: "Example Bank")

  let database: TestDatabase
  let number: String

  /// An errand that wang did, approved by one of those who may.
  init(approver: String = "zhao") throws {
    database = try TestDatabase.ready()
    let admin = try database.superuser()
    _ = try admin.install(SmallGrant.checked(errand))
    for (name, role) in [("rel", "releaser"), ("rev", "reviewer")] {
      let login = database.login(name)
      _ = try admin.addStaff(login: login, name: name, person: nil, union: nil)
      _ = try admin.grant(role: role, to: login, programme: nil, unit: nil, until: nil)
    }
    let li = try database.session("li")
    let person = try li.addPerson(
      name: "陈红", born: "1980-05-01", memberSince: nil, union: nil, request: .random())
    number =
      try li.open(
        workflow: "errand", applicant: person["person"]?.text ?? "", fields: .object([]),
        action: nil, unit: nil, request: .random()
      ).caseNumber ?? ""
    let fields = JSON.object([
      .init("helper", .string(database.login("wang"))), .init("fee", .string("300.00")),
      .init("account", .string(Self.account)),
    ])
    _ = try li.act(number, action: "ask", fields: fields, expect: 1, request: .random())
    _ = try database.session(approver).act(
      number, action: "approve", fields: .object([]), expect: 2, request: .random())
  }

  private func person(_ name: String) throws -> String {
    try database.superuser().connection.queryValue(
      "SELECT person::text FROM casework_data.staff WHERE login = $1", [database.login(name)])
  }

  func register(_ account: String = Self.account, of name: String) throws {
    let added = try database.session("li").addPayee(
      PayeeAccount(
        person: try person(name), holder: "Example Firm", account: account, bank: "Example Bank",
        proxyReason: "fees go to the firm"), request: .random())
    _ = try database.session("rel").verifyPayee(
      added["payee"]?.text ?? "", account: account, request: .random())
  }

  /// What the batch of the second finance officer leaves out, or "taken".
  func verdict() throws -> String {
    let jin = try database.session("jin")
    do throws(CasebookError) {
      _ = try jin.prepareBatch(
        from: Self.payer, programme: "errand", cases: nil, limit: 10, request: .random())
      return "taken"
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      let left = refusal.detail["left_out"]?.elements?.first?["refused"]?.elements?.first
      return [left?["rule"]?.text, left?["args"]?["why"]?.text].compactMap { $0 }
        .joined(separator: " ")
    }
  }

}

@Suite struct OtherPayeeTests {
  @Test func `money goes to the colleague whom the form names, to the account on record for them`()
    throws
  {
    let errand = try Errand()
    #expect(try errand.verdict() == "payee no_account")
    try errand.register("110000000009", of: "wang")
    #expect(try errand.verdict() == "payee another_account")
    try errand.register(of: "wang")
    #expect(try errand.verdict() == "taken")
  }

  @Test func `whom it is for is signed, as the account is`() throws {
    let errand = try Errand()
    try errand.register(of: "wang")
    let li = try errand.database.session("li")
    let correction = try li.correct(
      errand.number, field: "helper", value: .string(errand.database.login("rev")),
      reason: "the wrong one", request: .random())
    #expect(correction.version != nil)
    #expect(try errand.verdict() == "signature")
  }

  @Test func `nobody is paid what they approved`() throws {
    let errand = try Errand(approver: "wang")
    try errand.register(of: "wang")
    #expect(try errand.verdict() == "payee approver")
  }
}
