import Foundation
import Testing
import Workflows

/// A place of a file with keys of its own: where it is written, and which definition describes it.
struct SchemaKeys: Sendable, CustomTestStringConvertible {
  var definition: String
  /// Text that is put behind `piece` of the sound procedure, with the key `zz` in it.
  var piece: String
  var replacement: String
  /// Keys that the schema has and the reader handles without naming them.
  var isCalendar = false

  var testDescription: String { definition }

  static let all: [SchemaKeys] = [
    .init(definition: "", piece: "casework: 1", replacement: "casework: 1\nzz: 1"),
    .init(definition: "field", piece: "{type: date}", replacement: "{type: date, zz: 1}"),
    .init(
      definition: "column", piece: "{type: date}",
      replacement: "{type: rows, of: {a: {type: date, zz: 1}}}"),
    .init(definition: "document", piece: "{proof: {}}", replacement: "{proof: {zz: 1}}"),
    .init(definition: "state", piece: "    phase: work", replacement: "    zz: 1"),
    .init(
      definition: "deadline", piece: "    phase: work",
      replacement: "    deadline: {within: 1 days, escalate_to: boss, zz: 1}"),
    .init(
      definition: "check", piece: "visit: {role: clerk}", replacement: "visit: {role: clerk, zz: 1}"
    ),
    .init(
      definition: "hold", piece: "start: draft",
      replacement: "hold: {role: boss, reasons: {a: {en: A}}, zz: 1}\nstart: draft"),
    .init(
      definition: "case_deadline", piece: "start: draft",
      replacement:
        "deadlines: {a: {of: form.due_on, within: 1 days, while: draft, zz: 1}}\nstart: draft"),
    .init(definition: "action", piece: "    role: boss", replacement: "    role: boss\n    zz: 1"),
    .init(
      definition: "route", piece: "    to: done",
      replacement: "    to: [{zz: 1}, {otherwise: done}]"),
    .init(
      definition: "fill", piece: "fill: [amount,",
      replacement: "fill: [{amount: {optional: true, zz: 1}},"),
    .init(
      definition: "tiers", piece: "    role: boss",
      replacement: "    tiers: {by: form.amount, bands: [{role: boss}], zz: 1}"),
    .init(
      definition: "band", piece: "    role: boss",
      replacement: "    tiers: {by: form.amount, bands: [{role: boss, zz: 1}]}"),
    .init(
      definition: "money", piece: "    role: boss",
      replacement: "    role: boss\n    money: {release: reserved, zz: 1}"),
    .init(
      definition: "benefit", piece: "    role: boss",
      replacement: "    role: boss\n    benefit: {class: medical, for: 3 months, zz: 1}"),
    .init(
      definition: "invoice", piece: "    role: boss",
      replacement:
        "    role: boss\n    invoice: {hospital: form.account, number: form.account, zz: 1}"
    ),
    .init(
      definition: "action.tell", piece: "{applicant: paid}", replacement: "{applicant: paid, zz: 1}"
    ),
    .init(definition: "test", piece: "start: draft", replacement: test("zz: 1")),
    .init(definition: "applicant", piece: "start: draft", replacement: test("applicant: {zz: 1}")),
    .init(definition: "lookup", piece: "start: draft", replacement: test("lookup: {zz: 1}")),
    .init(definition: "then", piece: "start: draft", replacement: test("then: {zz: 1}")),
    .init(
      definition: "calendar", piece: "weekend:", replacement: "zz: 1\nweekend:", isCalendar: true),
  ]

  private static func test(_ line: String) -> String {
    "tests: [{name: a, people: {li: clerk}, clock: 2026-03-02 09:00, steps: [], \(line)}]\nstart: draft"
  }

  func ofReader() throws -> [String] {
    let sound =
      isCalendar
      ? "casework_calendar: 1\ncalendar: a\nzone: UTC\nweekend: [sunday]\n" : Mistake.sound
    let parts = sound.pieces(around: piece)
    let bytes = Array((parts.before + replacement + parts.after).utf8)
    let diagnostics =
      isCalendar
      ? CalendarReader.read(bytes: bytes, file: "a.yaml").diagnostics
      : WorkflowReader.read(bytes: bytes, file: "a.yaml").diagnostics
    let unknown = try #require(
      diagnostics.first { $0.identifier == "WF101" && $0.arguments[0] == "zz" })
    return unknown.arguments[3].split(separator: ", ").map(String.init).sorted()
  }

  func ofSchema() throws -> [String] {
    let text = isCalendar ? CalendarSchema.text : WorkflowSchema.text
    let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    guard !definition.isEmpty, !isCalendar else { return Self.keys(root ?? [:]) }
    let path = definition.split(separator: ".").map(String.init)
    var node = ((root?["$defs"] as? [String: Any])?[path[0]] as? [String: Any]) ?? [:]
    for key in path.dropFirst() {
      node = ((node["properties"] as? [String: Any])?[key] as? [String: Any]) ?? [:]
    }
    return Self.keys(node)
  }

  /// The keys of an object, or of all that it may be.
  private static func keys(_ node: [String: Any]) -> [String] {
    if let own = node["properties"] as? [String: Any] { return own.keys.sorted() }
    let choices = (node["anyOf"] as? [[String: Any]] ?? []).flatMap(keys)
    let inner = (node["patternProperties"] as? [String: [String: Any]] ?? [:]).values.flatMap(keys)
    return Set(choices + inner).sorted()
  }
}
