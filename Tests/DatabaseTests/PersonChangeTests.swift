import Foundation
import Postgres
import Testing

/// Corrections of the register with their history, and erasing somebody.
@Suite struct PersonChangeTests {
  private static let resident = "11010519491231002X"

  private func added(_ book: Book) throws -> String {
    _ = try book.call("li", "casework.person_lookup('\(Self.resident)')")
    return try book.call(
      "li",
      """
      casework.person_add('Synthetic', NULL, NULL, 'U1', 'p1', '\(Self.resident)', '13800001234')
        ->> 'person'
      """)
  }

  private func set(_ person: String, _ changes: String, _ request: String) -> String {
    "casework.person_set('\(person)', '\(changes)', 'typing error', '\(request)')"
  }

  @Test func `a correction keeps what stood there before, of numbers masked`() throws {
    let book = try Book()
    let person = try added(book)
    let change = set(
      person, #"{"name": " Synthetic Two ", "phone": "13800005678", "union": null}"#, "s1")
    #expect(try book.call("li", "\(change) -> 'changed'") == #"["name", "union", "phone"]"#)
    #expect(try book.call("li", "\(change) ->> 'repeated'") == "true")
    let same = set(person, #"{"name": "Synthetic Two"}"#, "s2")
    #expect(try book.call("li", "\(same) -> 'changed'") == "[]")
    let log = try book.login("li").query(
      """
      SELECT r ->> 'field', r ->> 'old', r ->> 'new', r ->> 'by', r ->> 'reason'
        FROM casework.person_changes('\(person)') r
      """)
    #expect(
      log.values == [
        ["phone", "••••1234", "••••5678", "li", "typing error"],
        ["union", "U1", nil, "li", "typing error"],
        ["name", "Synthetic", "Synthetic Two", "li", "typing error"],
      ])
    #expect(
      try book.call("aud", "(SELECT count(*) FROM casework.person_changes('\(person)'))") == "3")
    #expect(state(try book.login("zhao"), "SELECT casework.person_changes('\(person)')") == "KW004")
    let root = try book.superuser()
    for statement in [
      "UPDATE casework_data.person_change SET new = 'x'", "DELETE FROM casework_data.person_change",
      "TRUNCATE casework_data.person_change",
      "UPDATE casework_data.person_change SET old = NULL, new = NULL, login = 'x'",
    ] {
      #expect(state(root, statement) == "KW008", "\(statement)")
    }
  }

  private static let faults = [
    (#"{"name": ""}"#, "KW005"), (#"{"name": null}"#, "KW005"), (#"{"nickname": "x"}"#, "KW005"),
    (#"{"born": "1949-02-30"}"#, "KW005"), (#"{"born": "1949-12-30"}"#, "KW005"),
    (#"{"phone": "12"}"#, "KW005"), (#"{"phone": 12}"#, "KW005"), (#"[]"#, "KW005"),
    (#"{"id_number": "11010519491231012X"}"#, "KW005"), (#"{"member_since": "infinity"}"#, "KW005"),
    (#"{"id_number": "110101194912310024"}"#, "KW001"),
  ]

  @Test func `a value that is none, an ID that was not looked up and one's own record are refused`()
    throws
  {
    let book = try Book()
    let person = try added(book)
    let before = try book.digest()
    let li = try book.login("li")
    for (changes, code) in Self.faults {
      #expect(state(li, "SELECT \(set(person, changes, "f"))") == code, "\(changes)")
    }
    let own = try book.superuser().queryValue(
      "SELECT person::text FROM casework_data.staff WHERE login = 'li'", as: String.self)
    #expect(state(li, "SELECT \(set(own, #"{"name": "x"}"#, "f"))") == "KW001")
    for (who, code) in [("fin", "KW006"), ("aud", "KW006"), ("stranger", "KW006")] {
      let attempt = "SELECT \(set(person, #"{"name": "x"}"#, "f"))"
      #expect(state(try book.login(who), attempt) == code, "\(who)")
    }
    #expect(try book.digest() == before)
  }

  /// A closed case of the person, with a document and a secret in its payloads.
  private func closed(_ book: Book, _ person: String) throws -> String {
    let number = try book.call(
      "li", "casework.open('small_grant', '\(person)', '{}', 'o1') ->> 'case'")
    _ = try book.call(
      "li", "casework.attach('\(number)', 'id_card', 'a.pdf', '\\x01', current_date, 't1')")
    _ = try book.call("li", "casework.note('\(number)', 'SECRETNOTE', 'n1')")
    #expect(
      state(try book.login("li"), "SELECT casework.person_erase('\(person)', 'rule 4', 'e0')")
        == "KW001")
    _ = try book.call(
      "li", "casework.act('\(number)', 'withdraw', '{\"reason\": \"SECRETREASON\"}', 3, 'w1')")
    return number
  }

  @Test func `who is erased is gone from every table, and the history still verifies`() throws {
    let book = try Book()
    let person = try added(book)
    _ = try book.call("li", set(person, #"{"name": "Synthetic Secret"}"#, "s1"))
    let number = try closed(book, person)
    let root = try book.superuser()
    let commitments =
      "SELECT string_agg(encode(hash, 'hex'), '' ORDER BY seq) FROM casework_data.entry WHERE seq <= 4 AND case_id = (SELECT id FROM casework_data.cases WHERE number = '\(number)')"
    let before = try root.queryValue(commitments, as: String.self)
    let proposal = try book.call(
      "li", "casework.person_erase('\(person)', 'retention rule 4', 'e1') -> 'proposal'")
    for who in ["li", "wang", "aud"] {
      let decide = "SELECT casework.decide(\(proposal), 'approve', NULL, 'd')"
      #expect(["KW001", "KW004", "KW006"].contains(state(try book.login(who), decide)), "\(who)")
    }
    let done = "casework.decide(\(proposal), 'approve', NULL, 'd')"
    #expect(try book.call("zhao", "\(done) -> 'payloads'") == "4")
    for secret in [
      "Synthetic", "SECRETNOTE", "SECRETREASON", Self.resident, "13800001234", "••••1234",
    ] {
      for table in try book.tables(root) {
        let count = try root.queryValue(
          "SELECT count(*) FROM \(table) t WHERE t::text LIKE '%\(secret)%'", as: Int.self)
        #expect(count == 0, "\(secret) in \(table)")
      }
    }
    #expect(try root.queryValue("SELECT count(*) FROM casework_data.document", as: Int.self) == 0)
    // what was done, by whom and when, stays as it was hashed
    #expect(try root.queryValue(commitments, as: String.self) == before)
    let last = "casework.history('\(number)') -> 'entries' -> 4"
    #expect(try book.call("li", "\(last) ->> 'kind'") == "erased")
    #expect(try book.call("li", "\(last) #>> '{body,reason}'") == "retention rule 4")
    for call in [
      "person_erase('\(person)', 'again', 'e2')",
      "person_set('\(person)', '{\"name\": \"x\"}', 'x', 's9')",
      "open('small_grant', '\(person)', '{}', 'o9')",
    ] {
      #expect(
        ["KW001", "KW004"].contains(state(try book.login("li"), "SELECT casework.\(call)")),
        "\(call)")
    }
  }
}
