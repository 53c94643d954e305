import Casebook
import History
import Postgres
import Testing

/// Small relief with two visitors, and money that moves in parts.
private let extended = SmallGrant.text
  .replacing("workflow: small_relief", with: "workflow: large_relief")
  .replacing("number: SR", with: "number: LR")
  .replacing(
    "form:\n",
    with: """
      form:
        found:   {type: text, max: 40, optional: true}

      """
  )
  .replacing(
    "actions:\n",
    with: """
      actions:
        visit: {from: draft, to: draft, role: [caseworker, supervisor], people: 2, fill: [found]}
        part:
          from: approved
          to: approved
          role: cashier
          money: {pay: "div(form.amount, 2, 2)", payee: form.account}
        redo:
          from: approved
          to: approved
          role: caseworker
          when: [{large: form.amount > 4500.00}]
          money: [{release: reserved}, {reserve: form.amount, fund: relief}]
        bind:
          from: approved
          to: approved
          role: caseworker
          money: [{reserve: form.amount, fund: nowhere}, {commit: reserved}]

      """)

@Suite struct BoundVoteTests {
  let database: TestDatabase
  let number: String

  init() throws {
    database = try TestDatabase.ready()
    _ = try database.superuser().install(SmallGrant.checked(extended))
    let li = try database.session("li")
    let person = try li.addPerson(
      name: "陈红", born: "1980-05-01", memberSince: nil, union: nil, request: .random())
    number =
      try li.open(
        workflow: "large_relief", applicant: person["person"]?.text ?? "", fields: .object([]),
        action: nil, unit: nil, request: .random()
      ).caseNumber ?? ""
  }

  @discardableResult
  private func act(
    _ login: String, _ action: String, _ fields: [JSON.Member] = [], expect: Int64? = nil
  ) throws -> Answer {
    try database.session(login).act(
      number, action: action, fields: .object(fields), expect: expect, request: .random())
  }

  private func approved() throws {
    try act(
      "li", "submit",
      [
        .init("income", .string("2000.00")),
        .init("people", .array([.object([.init("age", .number("45"))])])),
        .init("amount", .string("4000.00")), .init("account", .string("6222020200112233")),
      ])
    try act("zhao", "approve", expect: 2)
  }

  private func rules(_ body: () throws -> Answer) -> [String] {
    do {
      _ = try body()
      return []
    } catch CasebookError.refused(let refusal) {
      return refusal.items.map(\.rule)
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `a vote that fills in something else does not confirm the one before`() throws {
    let first = try act("li", "visit", [.init("found", .string("needy"))], expect: 1)
    #expect(first.votes?.have == 1)
    let other = try act("zhao", "visit", [.init("found", .string("rich"))], expect: 2)
    #expect(other.votes?.have == 1)
    #expect(!other.didMove)
    // whoever voted for something else may vote again, for what stands now
    let same = try act("li", "visit", [.init("found", .string("rich"))], expect: 3)
    #expect(same.votes?.have == 2)
    #expect(same.didMove)
    let explained = try database.session("zhao").show(number, why: nil)
    #expect(explained["content"]?["fields"]?["found"]?.text == "rich")
  }

  @Test func `a part may be paid twice in one visit, and never more than is reserved`() throws {
    try approved()
    try act("sun", "part", expect: 3)
    let second = try act("sun", "part", expect: 4)
    #expect(second.amount == "2000.00")
    let third = rules { try act("sun", "part", expect: 5) }
    #expect(third == ["amount"])
  }

  @Test func `what a release gives back is room for the reservation after it`() throws {
    try approved()
    _ = try database.superuser().connection.execute(
      "UPDATE casework_data.fund_year SET allotted = reserved + 100")
    let found = rules { try act("li", "redo", expect: 3) }
    #expect(found == ["large"])
  }

  @Test func `signatures are listed before funds, funds before amounts`() throws {
    try approved()
    _ = try database.session("li").correct(
      number, field: "account", value: .string("6222020200112234"), reason: "typo",
      request: .random())
    let found = rules { try act("li", "bind", expect: 4) }
    #expect(found == ["signature", "fund"])
  }
}
