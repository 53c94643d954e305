import Foundation
import Postgres
import Testing

/// Look-ups by resident ID: on record before they say anything, and limited a person.
@Suite struct LookUpTests {
  private static let resident = "11010519491231002X"
  private static let lookup = "SELECT casework.person_lookup('\(resident)')"

  @Test func `nothing is said of a resident ID before its look-up is committed`() throws {
    let book = try Book()
    let connection = try book.login("li")
    let enter =
      "SELECT casework.person_add('Synthetic', NULL, NULL, NULL, 'p', '\(Self.resident)')"
    #expect(state(connection, enter) == "KW001")
    try connection.executeScript("BEGIN; SAVEPOINT a")
    let unseen = try connection.queryValue("\(Self.lookup)::text", as: String.self)
    #expect(
      state(connection, "RELEASE a; SELECT casework.person_by_number('\(unseen)')") == "KW004")
    try connection.executeScript("ROLLBACK; BEGIN; \(Self.lookup)")
    #expect(state(connection, enter) == "KW001")
    try connection.executeScript("ROLLBACK")
    let own = try connection.queryValue("\(Self.lookup)::text", as: String.self)
    for other in ["mallory", "coun", "clin"] {
      let ask = "SELECT casework.person_by_number('\(own)')"
      #expect(state(try book.login(other), ask) == "KW004", "\(other)")
    }
    // another's look-up is no look-up of one's own
    let theirs = enter.replacingOccurrences(of: "'p'", with: "'m'")
    #expect(state(try book.login("mallory"), theirs) == "KW001")
    #expect(state(connection, enter) == "00000")
  }

  @Test func `a person has so many look-ups an hour, over all connections and logins`() throws {
    let book = try Book()
    let root = try book.superuser()
    try root.executeScript(
      """
      SELECT casework_admin.set_lookup_limit(12, 20);
      INSERT INTO casework_data.staff (login, login_oid, person, name, added_by)
        SELECT 'coun2', 'coun2'::regrole, s.person, 'li again', 'tests' FROM casework_data.staff s WHERE s.login = 'li'
        ON CONFLICT DO NOTHING
      """)
    let states = Mutexed()
    DispatchQueue.concurrentPerform(iterations: 6) { _ in
      for _ in 0..<5 {
        let one = (try? book.login("li")).map { state($0, Self.lookup) } ?? "no connection"
        states.append(one)
      }
    }
    #expect(states.values.count { $0 == "00000" } == 12)
    #expect(states.values.count { $0 == "KW001" } == 18)
    let error = try #require(throws: PostgresError.self) {
      try book.call("li", "casework.person_lookup('\(Self.resident)')")
    }
    #expect(error.server?.message == "too many look-ups by number")
    #expect(
      error.server?.detail
        == #"{"action": "person_lookup", "refused": [{"args": {"per": "hour", "limit": 12}, "kind": "lookups", "rule": "lookups"}]}"#
    )
    // an hour later the hour's are free again, the day's not
    try root.executeScript(
      """
      ALTER TABLE casework_data.reading DISABLE TRIGGER ALL;
      UPDATE casework_data.reading SET at = at - interval '61 minutes';
      ALTER TABLE casework_data.reading ENABLE TRIGGER ALL
      """)
    let connection = try book.login("li")
    for number in 13...20 { #expect(state(connection, Self.lookup) == "00000", "\(number)") }
    let day = try #require(throws: PostgresError.self) {
      try book.call("li", "casework.person_lookup('\(Self.resident)')")
    }
    #expect(day.server?.detail?.contains(#""per": "day", "limit": 20"#) == true)
    #expect(state(try book.login("coun"), Self.lookup) == "00000")
  }

  @Test func `an auditor of everything reads who looked up whom; digests go after ten minutes`()
    throws
  {
    let book = try Book()
    _ = try book.call("li", "casework.person_lookup('\(Self.resident)')")
    let person = try book.call(
      "li",
      "casework.person_add('Synthetic', NULL, NULL, NULL, 'p', '\(Self.resident)') ->> 'person'")
    _ = try book.call("coun", "casework.person_lookup('\(Self.resident)')")
    let log = "SELECT r ->> 'by', r ->> 'kind', r ->> 'person' FROM casework.readings() r"
    #expect(
      try book.login("aud").query(log).values
        == [["coun", "lookup", person], ["li", "lookup", nil]])
    #expect(try book.login("zhao").query(log).values.isEmpty)
    let root = try book.superuser()
    try root.executeScript(
      "UPDATE casework_data.lookup_number SET at = at - interval '11 minutes'")
    _ = try book.call("coun", "casework.person_lookup('\(Self.resident)')")
    let kept = try root.queryValue(
      "SELECT count(*) FROM casework_data.lookup_number", as: Int.self)
    #expect(kept == 1)
    for limits in ["0, 5", "10, 5", "NULL, 5", "5, 2000000"] {
      #expect(
        state(root, "SELECT casework_admin.set_lookup_limit(\(limits))") == "KW005", "\(limits)")
    }
    #expect(state(try book.login("li"), "SELECT casework_admin.set_lookup_limit(9, 9)") == "42501")
  }
}

/// Texts that several threads add.
private final class Mutexed: @unchecked Sendable {
  private let lock = NSLock()
  private var kept: [String] = []

  func append(_ value: String) { lock.withLock { kept.append(value) } }
  var values: [String] { lock.withLock { kept } }
}
