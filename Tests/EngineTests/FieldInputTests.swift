import CEL
import Engine
import Testing
import Workflows

@Suite struct FieldInputTests {
  @Test(arguments: [
    ("name", PlainValue.text("陈红"), PlainValue.text("陈红")), ("born", "1980-05-01", .number("3773")),
    ("born", .number("3773"), .number("3773")), ("income", "4000", .number("4000.00")),
    ("income", .number("4000.5"), .number("4000.50")), ("cause", "疾病", "illness"),
    ("cause", "Other", "other"),
    (
      "people", .list([["age": "45", "disabled": "是"]]),
      .list([["age": .number("45"), "disabled": .bool(true)]])
    ),
  ])
  func `a value is kept in the stored layout and read back the same`(
    name: String, given: PlainValue, stored: PlainValue
  ) throws {
    let procedure = try procedure()
    let field = try #require(procedure.workflow.field(name))
    let value = try #require(try FieldInput().value(given, for: field))
    #expect(value.stored == stored)
    #expect(procedure.fields(stored: .object([.init(name, stored)]))[name] == value)
  }

  @Test(arguments: [PlainValue.null, .text(""), .list([])])
  func `nothing empties a field`(given: PlainValue) throws {
    let field = try #require(try procedure().workflow.field("name"))
    #expect(try FieldInput().value(given, for: field) == nil)
  }

  @Test(arguments: [
    (
      PlainValue.list([["age": "121", "disabled": "no"]]),
      FieldProblem.column("age", row: 1, .aboveMaximum("120"))
    ),
    (.list([["age": "1", "disabled": "no"], ["age": "1"]]), .missingColumn("disabled", row: 2)),
    (.list([["age": "1", "disabled": "no", "tall": "no"]]), .unknownColumn("tall")),
    (.list([["age": "1.5", "disabled": "no"]]), .column("age", row: 1, .type("integer"))),
    (.list(.init(repeating: ["age": "1", "disabled": "no"], count: 4)), .tooMany(3)),
    (.text("45"), .type("rows")), (.list([.text("45")]), .type("rows")),
  ])
  func `a table says which row and column does not fit`(
    given: PlainValue, problem: FieldProblem
  ) throws {
    let field = try #require(try procedure().workflow.field("people"))
    #expect(throws: problem) { try FieldInput().value(given, for: field) }
  }

  @Test func `what is stored in another shape is absent`() throws {
    let procedure = try procedure()
    let row = procedure.fields(stored: [
      "name": .number("5"), "income": "?", "stray": "x", "granted": .number("60000"),
    ])
    #expect(row.entries.map(\.name) == ["granted"])
  }
}
