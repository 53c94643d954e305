import Casebook
import History
import Postgres
import Testing

@Suite struct CaseTests {
  private let form = JSON.object([
    .init("income", .string("4000.00")),
    .init(
      "people",
      .array([.object([.init("age", .number("45"))]), .object([.init("age", .number("12"))])])),
    .init("amount", .string("800.00")), .init("account", .string("6222020200112233")),
  ])

  @Test func `a case goes from opening to payment, each step by its own person`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    #expect(number.hasPrefix("SR-"))
    let submitted = try database.session("li").act(
      number, action: "submit", fields: form, expect: nil, request: .random())
    #expect(submitted.state == "decision")
    #expect(submitted.version == 2)
    let approved = try database.session("zhao").act(
      number, action: "approve", fields: .object([]), expect: 2, request: .random())
    #expect(approved.state == "approved")
    let paid = try database.session("sun").act(
      number, action: "pay", fields: .object([]), expect: 3, request: .random())
    #expect(paid.state == "paid")
    #expect(paid.amount == "800.00")
    let funds = try database.session("li").funds(code: "relief")
    #expect(funds.contains { $0["paid"]?.text == "800.00" })
    #expect(try database.session("li").show(number, why: nil)["state"]?.text == "paid")
  }

  @Test func `a refusal names the rule and changes nothing`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let refusal = #expect(throws: CasebookError.self) {
      try database.session("li").act(
        number, action: "submit", fields: .object([.init("amount", .string("9000"))]), expect: nil,
        request: .random())
    }
    guard case .refused(let refused) = refusal else {
      Issue.record("not a refusal: \(String(describing: refusal))")
      return
    }
    let rules = refused.items.map(\.rule)
    #expect(rules.contains("field:amount"))
    #expect(rules.contains("fill:income"))
    #expect(rules.contains("eligible"))
    #expect(refused.state == "draft")
    #expect(refused.possible.contains("submit"))
    #expect(try database.session("li").show(number, why: nil)["version"]?.int64 == 1)
  }

  @Test func `the loser of a race is told who moved the case to what`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    _ = try database.session("li").act(
      number, action: "submit", fields: form, expect: nil, request: .random())
    let error = #expect(throws: CasebookError.self) {
      try database.session("zhao").act(
        number, action: "approve", fields: .object([]), expect: 1, request: .random())
    }
    guard case .conflict(let conflict) = error else {
      Issue.record("no conflict: \(String(describing: error))")
      return
    }
    #expect(conflict.expected == 1)
    #expect(conflict.version == 2)
    #expect(conflict.state == "decision")
    #expect(conflict.by == database.login("li"))
    #expect(conflict.action == "submit")
  }

  @Test func `a repeated request gives the first answer, other arguments are refused`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let li = try database.session("li")
    let id = RequestID.random()
    let first = try li.note(number, text: "called", request: id)
    let again = try li.note(number, text: "called", request: id)
    #expect(!first.isRepeated)
    #expect(again.isRepeated)
    #expect(again.version == first.version)
    #expect(throws: CasebookError.requestReused(id)) {
      try li.note(number, text: "something else", request: id)
    }
  }

  @Test func `absent and not yours are one answer`() throws {
    let database = try TestDatabase.ready()
    #expect(throws: CasebookError.notFound) {
      try database.session("li").show("SR-1999-000001", why: nil)
    }
  }

  @Test func `a superuser administers and does not act`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let error = #expect(throws: CasebookError.self) {
      try database.superuser().note(number, text: "x", request: .random())
    }
    guard case .notPermitted(_, let detail) = error else {
      Issue.record("permitted: \(String(describing: error))")
      return
    }
    #expect(detail["reason"]?.text == "superuser")
  }

  @Test func `an unknown action names those there are`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let error = #expect(throws: CasebookError.self) {
      try database.session("li").act(
        number, action: "sumbit", fields: .object([]), expect: nil, request: .random())
    }
    guard case .misunderstood(_, let detail) = error else {
      Issue.record("understood: \(String(describing: error))")
      return
    }
    #expect(detail["argument"]?.text == "sumbit")
    #expect(detail["names"]?.elements?.contains(.string("submit")) == true)
  }

  @Test func `installing the same file again changes nothing`() throws {
    let database = try TestDatabase.ready()
    let answer = try database.superuser().install(SmallGrant.checked())
    #expect(answer["repeated"]?.bool == true)
    #expect(try database.session("li").definitions().count == 1)
  }

  @Test func `a member of staff without the owner's rights installs nothing`() throws {
    let database = try TestDatabase.ready()
    let checked = try SmallGrant.checked(
      SmallGrant.text.replacing("version: 1", with: "version: 2"))
    #expect(throws: CasebookError.self) { try database.session("li").install(checked) }
    #expect(try database.session("li").definitions().count == 1)
  }

  @Test func `a document that the procedure does not have is not taken`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let error = #expect(throws: CasebookError.self) {
      try database.session("li").attach(
        number, document: "passport", fileName: "a.pdf", content: [0, 1, 255], issuedOn: nil,
        request: .random())
    }
    guard case .misunderstood(_, let detail) = error else {
      Issue.record("took a document that the procedure does not have")
      return
    }
    #expect(detail["what"]?.text == "document")
  }
}
