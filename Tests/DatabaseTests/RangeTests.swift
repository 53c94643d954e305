import Foundation
import Postgres
import Testing

@Suite struct RangeTests {
  static let misunderstood = [
    Attack("li", "SELECT casework.inbox(-1)", "KW005"),
    Attack("tick", "SELECT casework.tick(-1)", "KW005"),
    Attack("li", "SELECT casework.person_add('x', '294277-01-01', NULL, NULL, 'r')", "KW005"),
    Attack("li", "SELECT casework.person_add('x', NULL, 'infinity', NULL, 'r')", "KW005"),
    Attack("li", "SELECT casework.person_add(E'\\u200b\\u00a0', NULL, NULL, NULL, 'r')", "KW005"),
    Attack("li", "SELECT casework.person_add(E'a\\u202eb', NULL, NULL, NULL, 'r')", "KW005"),
    Attack("li", "SELECT casework.person_add(E'a\\nb', NULL, NULL, NULL, 'r')", "KW005"),
    Attack("li", "SELECT casework.person_add('王小明', NULL, NULL, NULL, 'r')", "00000"),
    Attack("li", "SELECT casework.hold('%', 'waiting', '5874897-12-31', 'r')", "KW005"),
    Attack("li", "SELECT casework.hold('%', 'waiting', current_date + 402, 'r')", "KW005"),
    Attack("li", "SELECT casework.hold('%', 'waiting', current_date - 2, 'r')", "KW005"),
    Attack(
      "li", "SELECT casework.attach('%', 'id_card', 'a', '\\x01', '5874897-12-31', 'r')", "KW005"),
    Attack(
      "li", "SELECT casework.attach('%', 'id_card', E'a\\u202egpj', '\\x01', NULL, 'r')", "KW005"),
    Attack("li", "SELECT casework.attach('%', 'id_card', 'a/b', '\\x01', NULL, 'r')", "KW005"),
    Attack("li", "SELECT casework.attach('%', 'id_card', '证明.pdf', '\\x01', NULL, 'r')", "00000"),
  ]

  @Test func `what is out of range is not understood, never a cast error`() throws {
    let book = try Book()
    let number = try book.submitted()
    for attack in Self.misunderstood {
      let statement = attack.statement.replacingOccurrences(of: "%", with: number)
      #expect(
        state(try book.login(attack.who), "BEGIN; \(statement)") == attack.sqlState,
        "\(attack.testDescription)")
    }
  }

  @Test func `no fund holds more than can be reckoned`() throws {
    let book = try Book()
    try book.allot("5000.00")
    try book.superuser().executeScript(
      """
      UPDATE casework_data.fund_year SET allotted = 99999999999999900
      """)
    func allot(_ amount: String, _ id: String) -> String {
      """
      SELECT casework.fund_allot('hardship', extract(year FROM now() AT TIME ZONE 'Asia/Shanghai')::int,
        \(amount), 'budget', '\(id)')
      """
    }
    #expect(state(try book.login("fin"), allot("1.01", "a")) == "KW005")
    #expect(state(try book.login("fin"), allot("1.00", "b")) == "00000")
  }

  @Test func `the clock ends a hold when its last day is over`() throws {
    let book = try Book()
    let number = try book.submitted()
    _ = try book.call("li", "casework.hold('\(number)', 'waiting', current_date + 3, 'h')")
    let tick = "casework.tick() -> 'resumed'"
    #expect(try book.call("tick", tick) == "[]")
    try book.superuser().executeScript(
      "UPDATE casework_data.cases SET held_until = current_date - 2")
    #expect(try book.call("tick", tick).contains(number))
    #expect(try book.call("li", "casework.show('\(number)') ->> 'held' IS NULL") == "true")
    #expect(try book.call("li", "casework.show('\(number)') ->> 'due' IS NOT NULL") == "true")
    let last = "casework.history('\(number)') -> 'entries' -> -1"
    #expect(try book.call("li", "\(last) ->> 'kind'") == "resume")
    #expect(try book.call("li", "\(last) ->> 'role'") == "clock")
    try book.expectSound(number)
  }
}
