import Foundation
import Testing
import Workflows

/// The published schemas, judged by PyPI's jsonschema.
@Suite struct SchemaTests {
  /// Prints each case on which the schema does not say what is expected.
  private static let judge = """
    import json, sys
    from jsonschema import Draft202012Validator
    asked = json.load(sys.stdin)
    judges = {}
    for name, schema in asked["schemas"].items():
        Draft202012Validator.check_schema(schema)
        judges[name] = Draft202012Validator(schema)
    for case in asked["cases"]:
        errors = [e for e in judges[case["schema"]].iter_errors(case["value"])] \\
            if case["valid"] else []
        if case["valid"] and errors:
            e = errors[0]
            print(case["name"], "refused at", ".".join(map(str, e.absolute_path)), ":", e.message[:200])
        if not case["valid"] and judges[case["schema"]].is_valid(case["value"]):
            print(case["name"], "accepted")
    print("judged", len(asked["cases"]))
    """

  private func disagreements(
    _ cases: [(name: String, schema: String, value: Any, valid: Bool)]
  ) throws -> [String] {
    let schemas = try ["workflow": WorkflowSchema.text, "calendar": CalendarSchema.text].mapValues {
      try JSONSerialization.jsonObject(with: Data($0.utf8))
    }
    let input: [String: Any] = [
      "schemas": schemas,
      "cases": cases.map {
        ["name": $0.name, "schema": $0.schema, "value": $0.value, "valid": $0.valid]
          as [String: Any]
      },
    ]
    let data = try JSONSerialization.data(withJSONObject: input)
    let lines = try PythonTool.answer(Self.judge, String(decoding: data, as: UTF8.self))
      .split(separator: "\n").map(String.init)
    #expect(lines.last == "judged \(cases.count)")
    return Array(lines.dropLast())
  }

  private static func value(_ bytes: [UInt8]) -> Any? {
    YAMLReader.read(bytes: bytes, file: "a.yaml").root.map(SchemaInstance.json)
  }

  private static var calendars: [String] {
    LayoutTests.files.filter { $0.contains("calendars/") }
  }

  private static var procedures: [String] {
    LayoutTests.files.filter { !$0.contains("calendars/") && !$0.hasSuffix(".map.yaml") }
  }

  @Test func `the schemas are schemas and accept every file that the reader accepts`() throws {
    var cases: [(name: String, schema: String, value: Any, valid: Bool)] = []
    for file in Self.procedures {
      let bytes = try LayoutTests.bytes(file)
      guard WorkflowReader.read(bytes: bytes, file: file).workflow != nil else { continue }
      cases.append((file, "workflow", try #require(Self.value(bytes)), true))
    }
    #expect(cases.count >= 6)
    for file in Self.calendars {
      cases.append((file, "calendar", try #require(Self.value(LayoutTests.bytes(file))), true))
    }
    #expect(cases.count >= 9)
    #expect(try disagreements(cases) == [])
  }

  @Test func `a mistake in any key or any shape is refused`() throws {
    let procedure = try #require(Self.value(Fixture.smallGrant))
    let constructs = try #require(Self.value(Fixture.bytes("Fixtures/constructs.yaml")))
    let calendar = try #require(
      Self.value(LayoutTests.bytes("workflows/calendars/weekdays.yaml")))
    var cases: [(name: String, schema: String, value: Any, valid: Bool)] = []
    for root in [procedure, constructs] {
      cases += SchemaInstance.mutants(of: root).map { ($0.name, "workflow", $0.value, false) }
    }
    cases += SchemaInstance.mutants(of: calendar).map { ($0.name, "calendar", $0.value, false) }
    #expect(cases.count > 900)
    #expect(try disagreements(cases) == [])
  }

  /// Values that have the right shape and are wrong all the same.
  @Test(arguments: [
    ("number: SG", "number: sg"), ("version: 4", "version: 0"), ("casework: 1", "casework: 2"),
    ("currency: CNY", "currency: Yuan"), ("start: intake", "start: In-Take"),
    ("within: 60 days", "within: 60 workdays"), ("at_most: 3", "at_most: 0"),
    ("{type: date,", "{type: date, pattern: x,"),
    ("{type: money, min: 0,", "{type: moeny, min: 0,"),
    ("type: rows, min_rows: 1, of:", "type: rows, min_rows: 1, columns:"),
    ("payee: form.account}", "fund: hardship}"), ("{release: reserved}", "{release: form.granted}"),
    ("{ends: granted}", "{ends: granted, checks: {a: {role: reviewer}}}"),
    ("{within: 60 days, then: lapse}", "{within: 60 days}"), ("by: clock", "by: clocks"),
    ("people: 2}", "people: 0}"), ("from: review", "from: stage review"),
    ("documents: all", "documents: every"), ("then: {state: paid,", "then: {stat: paid,"),
  ])
  func `a value that no file can have is refused`(piece: String, replacement: String) throws {
    let text = String(decoding: Fixture.smallGrant, as: UTF8.self)
    let parts = text.pieces(around: piece)
    try #require(parts.after != "", "\(piece) is not in the file")
    let value = try #require(Self.value(Array((parts.before + replacement + parts.after).utf8)))
    #expect(try disagreements([(replacement, "workflow", value, false)]) == [])
  }

  /// The reader names the keys of a place when it meets one it does not know.
  @Test(arguments: SchemaKeys.all)
  func `the schema and the reader know the same keys`(place: SchemaKeys) throws {
    #expect(try place.ofReader() == place.ofSchema())
  }
}
