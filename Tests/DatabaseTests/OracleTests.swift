import Foundation
import Postgres
import Testing

/// What a person who may not read a case learns of it from refusals, and does to it.
@Suite struct OracleTests {
  /// A case of the third tier with the counsellor coun, whose client is the person of li.
  func ofLi(_ book: Book) throws -> String {
    let person = try book.call("li", "casework.me() ->> 'person'")
    let number = try book.call(
      "coun", "casework.open('talks', '\(person)', '{\"concern\": \"SECRET\"}', 'o') ->> 'case'")
    let match = "casework.act('\(number)', 'match', '{\"counsellor\": \"coun\"}', NULL, 'm')"
    _ = try book.call("coun", match)
    return number
  }

  @Test(arguments: [
    "correct('%', 'concern', '\"forged\"', 'x', 'a')", "note('%', 'x', 'a')",
    "waive('%', 'consent', 'x', 'a')", "attach('%', 'consent', 'a.txt', '\\x01', NULL, 'a')",
    "act('%', 'close', '{}', NULL, 'a')", "recall('%', 'close', 'a')",
  ])
  func `who does not read a case changes nothing in it and hears of the role alone`(
    call: String
  ) throws {
    let book = try Book()
    let number = try ofLi(book)
    let before = try book.digest()
    for who in ["zhao", "li"] {
      let refusal = try #require(throws: PostgresError.self) {
        try book.call(who, "casework." + call.replacingOccurrences(of: "%", with: number))
      }
      #expect(refusal.sqlState == "KW001")
      let detail = try #require(refusal.server?.detail)
      #expect(detail.contains("\"rule\": \"role\""))
      for other in ["applicant", "unrelated", "fill", "\"who\"", "facts", "voted", "field"] {
        #expect(!detail.contains(other))
      }
    }
    #expect(try book.digest() == before)
  }

  @Test func `a snapshot tells only who reads the case whether it is their own`() throws {
    let book = try Book()
    let number = try ofLi(book)
    let actor = "casework.snapshot('\(number)') -> 'actor'"
    for key in ["applicant", "related"] {
      #expect(try book.call("zhao", "(\(actor) -> '\(key)') = 'null'") == "true")
      #expect(try book.call("coun", "\(actor) -> '\(key)'") == "false")
    }
  }

  @Test func `a relationship counts once it is committed`() throws {
    let book = try Book()
    let number = try book.submitted()
    let applicant = "00000000-0000-4000-8000-00000000aaaa"
    let related = "SELECT casework.snapshot('\(number)') -> 'actor' ->> 'related'"
    let declare = "SELECT casework.relationship_declare('\(applicant)', 'cousin', 'a')"
    let connection = try book.login("li")
    try connection.executeScript("BEGIN; SAVEPOINT s; \(declare); RELEASE s")
    #expect(try connection.queryValue(related, as: String.self) == "false")
    try connection.executeScript("COMMIT")
    #expect(try connection.queryValue(related, as: String.self) == "true")
    try book.superuser().executeScript("SELECT casework_admin.staff_revoke('wang', 'reviewer')")
    #expect(state(try book.login("wang"), declare) == "KW006")
  }

  @Test func `who lacks the role hears no other rule, who holds it hears them all`() throws {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    let own = try #require(throws: PostgresError.self) {
      try book.call("li", "casework.act('\(number)', 'approve', '{\"x\": 1}', NULL, 'a')")
    }
    for rule in ["distinct_from", "expect", "field:x"] {
      #expect(own.server?.detail?.contains("\"rule\": \"\(rule)\"") == true)
    }
    let foreign = try #require(throws: PostgresError.self) {
      try book.call("sun", "casework.act('\(number)', 'refuse', '{\"x\": 1}', NULL, 'a')")
    }
    let alone = try #require(foreign.server?.detail)
    #expect(alone.contains("\"rule\": \"role\""))
    #expect(!alone.contains("field:x") && !alone.contains("fill:reason") && !alone.contains("who"))
  }

  @Test func `who signs and reads the case waives, nobody else`() throws {
    let book = try Book()
    let number = try book.submitted()
    let waive = "casework.waive('\(number)', 'medical', 'x', 'a') ->> 'done'"
    #expect(state(try book.login("wang"), "SELECT \(waive)") == "KW001")
    #expect(try book.call("zhao", waive) == "true")
    let check = "casework.check_result('\(number)', 'means_test', 'waived', 'x', 'b') ->> 'done'"
    #expect(state(try book.login("fin"), "SELECT \(check)") == "KW001")
    #expect(try book.call("zhao", check) == "true")
  }

  @Test(arguments: [(0, "00000"), (3, "00000"), (-1, "KW002"), (4, "KW002")])
  func `notes since do not stop an approver, anything else does`(ahead: Int, code: String) throws {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    for id in ["a", "b", "c"] {
      _ = try book.call("li", "casework.note('\(number)', 'x', '\(id)')")
    }
    let approve = "SELECT casework.act('\(number)', 'approve', '{}', \(6 + ahead), 'ok')"
    #expect(state(try book.login("zhao"), approve) == code)
    try book.expectSound(number)
  }

  @Test func `more than a form holds is not looked at`() throws {
    let book = try Book()
    let number = try book.submitted()
    func withdraw(_ fields: String) -> String {
      "SELECT casework.act('\(number)', 'withdraw', (\(fields)), NULL, 'w')"
    }
    let keys = "SELECT jsonb_object_agg('k' || i, 1) FROM generate_series(1, %) i"
    let many = keys.replacingOccurrences(of: "%", with: "201")
    let long = "SELECT jsonb_build_object('k', repeat('x', 262144))"
    let connection = try book.login("li")
    for fields in [many, long] {
      // before the case is waited for
      let other = try book.login("wang")
      try other.executeScript("BEGIN; SELECT casework.note('\(number)', 'x', 'n')")
      #expect(state(connection, "SET statement_timeout = '5s'; " + withdraw(fields)) == "KW005")
      try other.executeScript("ROLLBACK")
      let open = "SELECT casework.open('small_grant', gen_random_uuid(), (\(fields)), 'o')"
      #expect(state(connection, open) == "KW005")
    }
    let refusal = try #require(throws: PostgresError.self) {
      try book.login("li").executeScript(withdraw(keys.replacingOccurrences(of: "%", with: "200")))
    }
    let detail = try #require(refusal.server?.detail)
    #expect(detail.components(separatedBy: "not_here").count == 21)
  }

  @Test func `the digest of what is signed is salted, and nobody sees the salt`() throws {
    let book = try Book()
    try book.allot("50000.00")
    var hashes: Set<String> = []
    let number = try book.recommended()
    for each in [number, try book.recommended()] {
      _ = try book.call("zhao", "casework.act('\(each)', 'approve', '{}', 6, '\(each)')")
      hashes.insert(
        try book.call("li", "casework.snapshot('\(each)') -> 'entries' -> 6 ->> 'ref_hash'"))
    }
    #expect(hashes.count == 2)
    let salt = try book.superuser().queryValue(
      "SELECT encode(salt, 'hex') FROM casework_data.cases WHERE number = '\(number)'",
      as: String.self)
    #expect(salt.count == 64)
    for answer in [
      "casework.show('\(number)')", "casework.snapshot('\(number)')",
      "casework.history('\(number)')",
      "(SELECT jsonb_agg(to_jsonb(c)) FROM casework_read.cases c)",
      "(SELECT jsonb_agg(to_jsonb(e)) FROM casework_read.export_entries e)",
    ] {
      #expect(try !book.call("aud", answer).contains(salt))
    }
  }

  @Test func `no case waits for another that reckons the same due date`() throws {
    let book = try Book()
    let numbers = try (0..<2).map { _ in
      try book.call(
        "li",
        """
        casework.open('small_grant', '00000000-0000-4000-8000-00000000aaaa', '{}', '\(UUID())')
          ->> 'case'
        """)
    }
    try book.superuser().executeScript(
      "DELETE FROM casework_data.calendar_due; UPDATE casework_data.wf_action SET documents = '{}'")
    func submit(_ number: String) -> String {
      "SELECT casework.act('\(number)', 'submit', '\(Book.form)', NULL, '\(UUID())')"
    }
    let first = try book.login("li")
    #expect(state(first, "BEGIN; \(submit(numbers[0]))") == "00000")
    let second = "SET statement_timeout = '5s'; \(submit(numbers[1]))"
    #expect(state(try book.login("li"), second) == "00000")
    #expect(state(first, "COMMIT") == "00000")
  }
}
