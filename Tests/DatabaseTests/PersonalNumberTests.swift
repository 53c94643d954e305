import Postgres
import Testing

/// Resident ID, telephone and bank card: checked, kept apart, masked, found by digest, told nowhere.
@Suite struct PersonalNumberTests {
  private static let resident = "11010519491231002X"

  private func added(_ book: Book) throws -> String {
    try lookUp(book, "li")
    return try book.call(
      "li",
      """
      casework.person_add('Synthetic', NULL, NULL, NULL, 'p1', '\(Self.resident)', '138-0000 1234',
        '6222 0212 3456 7894') ->> 'person'
      """)
  }

  /// Whoever enters a resident ID has looked it up, on record.
  @discardableResult
  private func lookUp(_ book: Book, _ who: String, _ number: String = Self.resident) throws
    -> String
  {
    try book.call(who, "casework.person_lookup('\(number)')")
  }

  private static let faults = [
    ("id_number => '1101051949123100'", "id_number", "length"),
    ("id_number => '1101051949123100211'", "id_number", "length"),
    ("id_number => '110105491231002'", "id_number", "length"),
    ("id_number => repeat('1', 100000)", "id_number", "length"),
    ("id_number => '11010519491231002Y'", "id_number", "characters"),
    ("id_number => 'X1010519491231002X'", "id_number", "characters"),
    ("id_number => '01010519491231002X'", "id_number", "characters"),
    ("id_number => '１１０１０５１９４９１２３１００２Ｘ'", "id_number", "characters"),
    ("id_number => '110105194913310021'", "id_number", "date"),
    ("id_number => '110105194902290021'", "id_number", "date"),
    ("id_number => '110105194900100021'", "id_number", "date"),
    ("id_number => '110105179912310021'", "id_number", "date"),
    ("id_number => '110105194912310021'", "id_number", "check_digit"),
    ("id_number => '11010519491231012X'", "id_number", "check_digit"),
    ("phone => '12'", "phone", "length"), ("phone => '138001380O0'", "phone", "characters"),
    ("phone => '+12345678901234567'", "phone", "length"),
    ("bank_card => '6222021234567890'", "bank_card", "check_digit"),
    ("bank_card => '622202123456'", "bank_card", "length"),
    ("bank_card => '62220212345678901234'", "bank_card", "length"),
    ("bank_card => '6222-O212-3456-7894'", "bank_card", "characters"),
  ]

  @Test func `a number that is none is refused with what is wrong, and never repeated`() throws {
    let book = try Book()
    let before = try book.digest()
    for (argument, what, why) in Self.faults {
      let error = try #require(throws: PostgresError.self) {
        try book.call("li", "casework.person_add('x', NULL, NULL, NULL, 'p', \(argument))")
      }
      #expect(error.sqlState == "KW005", "\(argument)")
      #expect(error.server?.detail == "{\"why\": \"\(why)\", \"what\": \"\(what)\"}")
      #expect(error.server?.message == "not understood: \(what) (\(why))")
      #expect(error.server?.context?.contains("0105194") != true)
    }
    #expect(try book.digest() == before)
  }

  @Test func `numbers are masked, and in full only after a reading that is on record`() throws {
    let book = try Book()
    let person = try added(book)
    let masked = #"{"phone": "••••1234", "bank_card": "••••7894", "id_number": "••••2X"}"#
    #expect(try book.call("li", "casework.person_show('\(person)') -> 'numbers'") == masked)
    #expect(try book.call("li", "casework.person_show('\(person)') ->> 'born'") == "1949-12-31")
    #expect(
      try book.call("li", "(SELECT r -> 'numbers' FROM casework.person_find('Synth') r)") == masked)
    let reading = try book.call("li", "casework.person_reading('\(person)', 'to call her')")
    let reveal = "casework.person_reveal('\(reading)') -> 'numbers'"
    #expect(
      try book.call("li", reveal)
        == #"{"phone": "13800001234", "bank_card": "6222021234567894", "id_number": "11010519491231002X"}"#
    )
    for other in ["coun", "clin", "mallory"] {
      #expect(state(try book.login(other), "SELECT \(reveal)") == "KW004")
    }
    #expect(state(try book.login("fin"), "SELECT \(reveal)") == "KW004")
    let log = try book.login("aud").query(
      "SELECT r ->> 'by', r ->> 'kind', r ->> 'person', r ->> 'reason' FROM casework.readings() r WHERE r ->> 'kind' = 'person'"
    )
    #expect(log.values == [["li", "person", person, "to call her"]])
  }

  @Test func `a reading that was rolled back, is old or of a case reveals nothing`() throws {
    let book = try Book()
    let person = try added(book)
    let connection = try book.login("li")
    try connection.executeScript("BEGIN")
    let unseen = try connection.queryValue(
      "SELECT casework.person_reading('\(person)', 'x')::text", as: String.self)
    #expect(state(connection, "SELECT casework.person_reveal('\(unseen)')") == "KW004")
    #expect(state(connection, "ROLLBACK") == "00000")
    #expect(state(connection, "SELECT casework.person_reveal('\(unseen)')") == "KW004")
    let old = try book.call("li", "casework.person_reading('\(person)', 'x')")
    try book.superuser().executeScript(
      """
      ALTER TABLE casework_data.reading DISABLE TRIGGER ALL;
      UPDATE casework_data.reading SET at = at - interval '11 minutes'
      """)
    #expect(state(connection, "SELECT casework.person_reveal('\(old)')") == "KW004")
    let number = try book.submitted()
    let ofCase = try book.call("li", "casework.reading('\(number)', 'x')")
    #expect(state(connection, "SELECT casework.person_reveal('\(ofCase)')") == "KW004")
    let ofPerson = try book.call("li", "casework.person_reading('\(person)', 'x')")
    for read in [
      "read('\(ofPerson)')", "history('\(number)', '\(ofPerson)')",
      "snapshot('\(number)', '\(ofPerson)')", "fetch_document('\(number)', 1, '\(ofPerson)')",
    ] {
      #expect(state(connection, "SELECT casework.\(read)") == "KW004")
    }
  }

  @Test func `who does not work with the register neither looks up nor reads a number`() throws {
    let book = try Book()
    let person = try added(book)
    let before = try book.digest()
    for call in [
      "person_lookup('\(Self.resident)')", "person_by_number(gen_random_uuid())",
      "person_reading('\(person)', 'curious')",
      "person_add('x', NULL, NULL, NULL, 'p', '\(Self.resident)')", "person_show('\(person)')",
    ] {
      for who in ["fin", "aud", "sun", "stranger"] {
        #expect(state(try book.login(who), "SELECT casework.\(call)") == "KW006")
      }
    }
    #expect(try book.digest() == before)
  }

  @Test
  func `a resident ID is found however it is grouped, and twice it is refused without a name`()
    throws
  {
    let book = try Book()
    let person = try added(book)
    let lookup = try lookUp(book, "li", "110105 19491231-002x")
    let found = "(SELECT r ->> 'person' FROM casework.person_by_number('\(lookup)') r)"
    #expect(try book.call("li", found) == person)
    #expect(state(try book.login("li"), "SELECT casework.person_lookup('110105')") == "KW005")
    try lookUp(book, "mallory")
    let before = try book.digest()
    let error = try #require(throws: PostgresError.self) {
      try book.call(
        "mallory",
        "casework.person_add('Other', NULL, NULL, NULL, 'm', '110105 19491231 002X')")
    }
    #expect(error.sqlState == "KW001")
    #expect(error.server?.message == "this resident ID is in the register")
    #expect(error.server?.detail?.contains("Synthetic") == false)
    #expect(error.server?.detail?.contains(person) == false)
    #expect(error.server?.constraint == nil)
    #expect(try book.digest() == before)
  }

  @Test func `somebody of the same name and birthday is pointed out, and both are kept`() throws {
    let book = try Book()
    let person = try added(book)
    let second = "casework.person_add(' SYNTHETIC ', '1949-12-31', NULL, NULL, 'q')"
    #expect(try book.call("li", "\(second) -> 'similar'") == "[\"\(person)\"]")
    let third = "casework.person_add('Synthetic', '1949-12-30', NULL, NULL, 'r')"
    #expect(try book.call("li", "\(third) -> 'similar' IS NULL") == "true")
    let conflict =
      "SELECT casework.person_add('x', '1949-12-30', NULL, NULL, 's', '\(Self.resident)')"
    #expect(state(try book.login("li"), conflict) == "KW005")
  }

  @Test func `a repeated request is known by its numbers, and no plain digest of them is kept`()
    throws
  {
    let book = try Book()
    let person = try added(book)
    #expect(try added(book) == person)
    let other =
      "SELECT casework.person_add('Synthetic', NULL, NULL, NULL, 'p1', NULL, '13800001235')"
    #expect(state(try book.login("li"), other) == "KW003")
    let plain = try book.superuser().queryValue(
      """
      SELECT count(*) FROM casework_data.request q WHERE q.digest = casework_data.arguments_digest('person_add',
        'Synthetic', NULL, NULL, NULL, '11010519491231002X', '13800001234', '6222021234567894')
      """, as: Int.self)
    #expect(plain == 0)
  }

  @Test func `a number stands in one table, without statistics, and deleting the row erases it`()
    throws
  {
    let book = try Book()
    let person = try added(book)
    let root = try book.superuser()
    try root.executeScript("ANALYZE")
    for number in [Self.resident, "13800001234", "6222021234567894"] {
      var tables: [String] = []
      for table in try book.tables(root) {
        let count = try root.queryValue(
          "SELECT count(*) FROM \(table) t WHERE t::text LIKE '%\(number)%'", as: Int.self)
        if count > 0 { tables.append(table) }
      }
      #expect(tables == ["casework_data.personal_number"])
    }
    let statistics = try root.query(
      "SELECT tablename FROM pg_stats WHERE tablename IN ('personal_number', 'personal_key')")
    #expect(statistics.isEmpty)
    try root.executeScript("DELETE FROM casework_data.personal_number")
    #expect(try book.call("li", "casework.person_show('\(person)') ->> 'numbers'") == "{}")
    for change in ["UPDATE", "DELETE FROM", "TRUNCATE"] {
      let rest = change == "UPDATE" ? " SET single = true" : ""
      #expect(state(root, "\(change) casework_data.personal_key\(rest)") == "KW008")
    }
  }

  @Test func `the digest is HMAC-SHA-256 under a random key that users cannot read`() throws {
    let book = try Book()
    let root = try book.superuser()
    // the key "Jefe", filled with zeros; the digest of "w:x" by another program
    try root.executeScript(
      """
      ALTER TABLE casework_data.personal_key DISABLE TRIGGER ALL;
      UPDATE casework_data.personal_key SET
        inner_pad = '\\x7c535053' || decode(repeat('36', 60), 'hex'),
        outer_pad = '\\x16393a39' || decode(repeat('5c', 60), 'hex')
      """)
    let digest = try root.queryValue(
      "SELECT encode(casework_data.keyed_digest('w', 'x'), 'hex')", as: String.self)
    #expect(digest == "da3637716961cd898f5536f0873adac2272499a2998ad59730150a4b04dcd6b4")
    for who in ["li", "aud", "fin"] {
      let select = "SELECT inner_pad FROM casework_data.personal_key"
      #expect(state(try book.login(who), select) == "42501")
    }
  }
}
