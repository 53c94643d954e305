import Postgres
import Testing

/// A federation F over two unions, A with two workshops.
private let tree = """
  [{"row": 2, "code": "A1", "name": "First workshop", "kind": "workshop", "parent": "A"},
   {"row": 3, "code": "F", "name": "Federation", "kind": "federation"},
   {"row": 4, "code": "A", "name": "Union A", "parent": "F"},
   {"row": 5, "code": "B", "name": "Union B", "parent": "F"},
   {"row": 6, "code": "A2", "name": "Second workshop", "kind": "workshop", "parent": "A"}]
  """

@Suite struct UnitTests {
  /// A book with the tree, a case in the workshop A1, and a caseworker for one unit.
  private func book(grantFor unit: String) throws -> (book: Book, number: String) {
    let book = try Book()
    let root = try book.superuser()
    try root.executeScript("SELECT casework_admin.unit_import('\(tree)')")
    let number = try book.call(
      "li",
      """
      casework.open('small_grant', '00000000-0000-4000-8000-00000000aaaa', '{}', 'o', NULL, 'A1')
        ->> 'case'
      """)
    try root.executeScript(
      """
      SELECT casework_admin.staff_revoke('mallory', 'caseworker', 'another_programme');
      SELECT casework_admin.staff_grant('mallory', 'caseworker', NULL, '\(unit)')
      """)
    return (book, number)
  }

  @Test(arguments: [
    ("A1", "00000"), ("A", "00000"), ("F", "00000"), ("A2", "KW004"), ("B", "KW004"),
  ])
  func `a grant for a unit covers what lies below it and nothing beside it`(
    unit: String, outcome: String
  ) throws {
    let (book, number) = try book(grantFor: unit)
    let mallory = try book.login("mallory")
    #expect(state(mallory, "SELECT casework.show('\(number)')") == outcome)
    #expect(state(mallory, "SELECT casework.note('\(number)', 'x', 'n')") == outcome)
    let seen = outcome == "00000" ? 1 : 0
    for rows in ["casework_read.cases", "casework.inbox()"] {
      let count = try mallory.queryValue("SELECT count(*) FROM \(rows)", as: Int.self)
      #expect(count == seen, "\(rows)")
    }
    #expect(
      try mallory.queryValue(
        "SELECT count(*) FROM casework_read.entries", as: Int.self) == seen * 2)
    let opening = """
      SELECT casework.open('small_grant', '00000000-0000-4000-8000-00000000aaaa', '{}', 'm', NULL, 'A1')
      """
    #expect(state(mallory, opening) == (seen == 1 ? "00000" : "KW001"))
  }

  @Test func `a unit that moves takes its cases out of one grant and into another`() throws {
    let (book, number) = try book(grantFor: "B")
    let mallory = try book.login("mallory")
    let show = "SELECT casework.show('\(number)')"
    #expect(state(mallory, show) == "KW004")
    let root = try book.superuser()
    try root.executeScript("SELECT casework_admin.unit_move('A', 'B')")
    #expect(state(mallory, show) == "00000")
    try root.executeScript("SELECT casework_admin.unit_move('A1', 'F')")
    #expect(state(mallory, show) == "KW004")
    let path = try root.queryValue(
      "SELECT path::text FROM casework_data.unit WHERE code = 'A2'", as: String.self)
    #expect(path == "{F,B,A,A2}")
    let wrong = try root.queryValue(
      """
      SELECT count(*) FROM casework_data.unit u LEFT JOIN casework_data.unit p ON p.code = u.parent
       WHERE u.path <> coalesce(p.path, '{}') || u.code
      """, as: Int.self)
    #expect(wrong == 0)
  }

  @Test func `codes outside the tree cover themselves, before and after they join it`() throws {
    let book = try Book()
    let root = try book.superuser()
    let number = try book.call(
      "li",
      """
      casework.open('small_grant', '00000000-0000-4000-8000-00000000aaaa', '{}', 'o', NULL, 'A1')
        ->> 'case'
      """)
    try root.executeScript(
      """
      SELECT casework_admin.staff_revoke('mallory', 'caseworker', 'another_programme');
      SELECT casework_admin.staff_grant('mallory', 'caseworker', NULL, 'A1');
      SELECT casework_admin.staff_grant('coun2', 'caseworker', NULL, 'A')
      """)
    let show = "SELECT casework.show('\(number)')"
    #expect(state(try book.login("mallory"), show) == "00000")
    #expect(state(try book.login("coun2"), show) == "KW004")
    try root.executeScript("SELECT casework_admin.unit_import('\(tree)')")
    #expect(state(try book.login("mallory"), show) == "00000")
    #expect(state(try book.login("coun2"), show) == "00000")
  }

  @Test(arguments: [
    (#"{"row": 7, "code": "X", "name": "X", "parent": "Y"}"#, "parent", ["Y"]),
    (#"{"row": 7, "code": "A", "name": "Another"}"#, "exists", ["Union A", "F"]),
    (#"{"row": 7, "code": "X", "name": "X", "parent": "X"}"#, "cycle", []),
    (
      #"{"row": 7, "code": "X", "name": "X", "parent": "Y"}, {"row": 8, "code": "Y", "name": "Y", "parent": "X"}"#,
      "cycle", ["X", "Y"]
    ),
    (
      #"{"row": 6, "code": "X", "name": "X"}, {"row": 7, "code": "X", "name": "X"}"#, "twice",
      ["6"]
    ),
    (#"{"row": 7, "code": "X", "name": " "}"#, "name", []),
    (#"{"row": 7, "code": "X", "name": "X", "kind": "club"}"#, "kind", []),
    (#"{"row": 7, "name": "X"}"#, "code", []),
  ])
  func `an import names the row that is wrong and adds none`(
    rows: String, why: String, told: [String]
  ) throws {
    let book = try Book()
    let root = try book.superuser()
    try root.executeScript("SELECT casework_admin.unit_import('\(tree)')")
    let before = try book.digest()
    let answer = try root.queryValue(
      """
      SELECT casework_admin.unit_import('[{"row": 99, "code": "GOOD", "name": "Good"}, \(rows)]')::text
      """, as: String.self)
    #expect(answer.contains(#""done": false"#) && answer.contains(#""added": 0"#))
    #expect(
      answer.contains(#""row": 7, "why": "\#(why)""#) || answer.contains(#""why": "\#(why)""#))
    for word in told { #expect(answer.contains(word)) }
    #expect(try book.digest() == before)
    let partial = try root.queryValue(
      """
      SELECT casework_admin.unit_import('[{"row": 99, "code": "GOOD", "name": "Good"}, \(rows)]', true)
        ->> 'done'
      """, as: String.self)
    #expect(partial == "true")
    let good = try root.queryValue(
      "SELECT count(*) FROM casework_data.unit WHERE code = 'GOOD'", as: Int.self)
    #expect(good == 1)
  }

  @Test func `a unit never goes below itself`() throws {
    let book = try Book()
    let root = try book.superuser()
    try root.executeScript("SELECT casework_admin.unit_import('\(tree)')")
    let before = try book.digest()
    for (unit, parent) in [("F", "A1"), ("A", "A"), ("A", "A2")] {
      #expect(state(root, "SELECT casework_admin.unit_move('\(unit)', '\(parent)')") == "KW001")
    }
    #expect(state(root, "SELECT casework_admin.unit_move('A', 'nowhere')") == "KW005")
    #expect(state(root, "SELECT casework_admin.unit_move('nowhere', 'A')") == "KW005")
    #expect(try book.digest() == before)
  }

  @Test(arguments: ["li", "zhao", "fin", "aud", "stranger"])
  func `nobody but an administrator touches the tree`(who: String) throws {
    let book = try Book()
    let before = try book.digest()
    for call in [
      "unit_add('X', 'X')", "unit_import('[]')", "unit_move('X', NULL)", "unit_list()",
      "unit_show('X')",
    ] {
      #expect(state(try book.login(who), "SELECT casework_admin.\(call)") == "42501", "\(call)")
    }
    #expect(try book.digest() == before)
  }

  @Test func `ten thousand units: the scopes of one are found by index`() throws {
    let book = try Book()
    let root = try book.superuser()
    try root.executeScript(
      """
      SELECT casework_admin.unit_import((SELECT jsonb_agg(jsonb_build_object('row', n, 'code', 'U' || n, 'name', 'Unit ' || n,
        'parent', CASE WHEN n > 1 THEN 'U' || n / 10 + CASE WHEN n < 10 THEN 1 ELSE 0 END END)) FROM generate_series(1, 10000) n));
      INSERT INTO casework_data.scope (workflow, tier, unit, access)
        SELECT 'small_grant', 1, 'U' || n, '{}' FROM generate_series(1, 10000) n;
      ANALYZE casework_data.scope
      """)
    let plan = try root.query(
      "EXPLAIN SELECT id FROM casework_data.scope WHERE units @> ARRAY['U77']"
    ).values.compactMap { $0.first ?? nil }.joined(separator: "\n")
    #expect(plan.contains("scope_by_units"), "\(plan)")
    let below = try root.queryValue(
      "SELECT count(*) FROM casework_data.scope WHERE units @> ARRAY['U77']", as: Int.self)
    #expect(below == 111)
  }
}
