import Foundation
import Postgres
import Testing

@Suite struct AttackSuiteTests {
  /// What somebody with a table's name would try first.
  static let verbs = [
    "SELECT * FROM %", "INSERT INTO % DEFAULT VALUES", "UPDATE % SET tableoid = 0", "DELETE FROM %",
    "TRUNCATE % CASCADE", "LOCK TABLE % IN ACCESS SHARE MODE", "COPY % TO STDOUT",
    "COPY % FROM STDIN",
    "COPY % TO '/tmp/x'", "DROP TABLE % CASCADE", "ALTER TABLE % DISABLE TRIGGER ALL",
    "ALTER TABLE % OWNER TO CURRENT_USER", "ALTER TABLE % DISABLE ROW LEVEL SECURITY",
    "CREATE TRIGGER t BEFORE UPDATE ON % EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE POLICY p ON % USING (true)", "CREATE RULE r AS ON DELETE TO % DO INSTEAD NOTHING",
    "CREATE INDEX ON % ((1))", "GRANT SELECT ON % TO PUBLIC",
  ]

  @Test func `every attack is refused as the record says, and changes no row`() throws {
    let attackers = try Attackers()
    let book = attackers.book
    let before = try book.digest()
    let record = AttackRecord()
    try tables(book, attackers, record)
    try hiddenFunctions(book, attackers, record)
    #expect(try book.digest() == before)
    try calls(book, attackers, record)
    #expect(try book.digest() == before)
    try attacks(book, attackers, record, before)
    try record.compare()
  }

  private func tables(_ book: Book, _ attackers: Attackers, _ record: AttackRecord) throws {
    let tables = try book.tables(book.superuser())
    #expect(tables.count > 30)
    record.section(
      "Every table of `casework_data`", columns: ["Statement", "By each of the roles below"])
    for verb in Self.verbs {
      var codes: Set<String> = []
      for who in Attacker.allCases {
        for table in tables {
          codes.insert(
            try attackers.attempt(
              who, "BEGIN;" + verb.replacingOccurrences(of: "%", with: table)))
        }
      }
      #expect(codes == ["42501"], "\(verb)")
      record.row([AttackRecord.code(verb), codes.sorted().joined(separator: " ")])
    }
  }

  private func hiddenFunctions(_ book: Book, _ attackers: Attackers, _ record: AttackRecord) throws
  {
    record.section(
      "Every function of the other schemas", columns: ["Called", "By each of the roles below"])
    for schema in ["casework_admin", "casework_data", "casework_rules"] {
      let calls = try book.superuser().query(
        """
        SELECT format('SELECT %s.%I(%s)', $1::text, p.proname, coalesce((SELECT string_agg(
                 format('NULL::%s', CASE WHEN y.typtype IN ('p', 'c', 'd') THEN 'text' ELSE t::regtype::text END),
                 ', ' ORDER BY o)
                 FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY u (t, o) JOIN pg_type y ON y.oid = t), ''))
          FROM pg_proc p WHERE p.pronamespace = $1::text::regnamespace AND p.prorettype <> 'trigger'::regtype
        """, [schema]
      ).values.compactMap { $0.first ?? nil }
      var codes: Set<String> = []
      for call in calls {
        for who in Attacker.allCases {
          codes.insert(try attackers.attempt(who, call))
        }
      }
      #expect(calls.count > 5 && codes == ["42501"], "\(schema)")
      record.row(["all of `\(schema)`", codes.sorted().joined(separator: " ")])
    }
  }

  private func calls(_ book: Book, _ attackers: Attackers, _ record: AttackRecord) throws {
    let roles = Attacker.allCases
    record.section(
      "Every function of `casework`, each parameter spoilt in turn",
      columns: ["Function", "Parameter", "Value"] + roles.map(\.title))
    let expected = /00000|KW00[1-8]|42501/
    for call in try HostileCall.all(book.superuser()) {
      let codes = try roles.map { try attackers.attempt($0, "BEGIN;" + call.statement) }
      // never the server's own error: a cast, an overflow, a constraint, a syntax error of dynamic SQL
      #expect(
        codes.allSatisfy { $0.wholeMatch(of: expected) != nil },
        "\(call.statement.prefix(200)) \(codes)")
      record.row(
        [AttackRecord.code(call.function), call.parameter, AttackRecord.code(call.value)]
          + codes.map { $0 == "00000" ? "done" : $0 })
    }
  }

  private func attacks(
    _ book: Book, _ attackers: Attackers, _ record: AttackRecord, _ before: String
  ) throws {
    var tried: Set<String> = []
    for group in Attempt.groups {
      record.section(group.title, columns: ["Attack", "Role", "SQLSTATE"])
      for attack in group.attacks {
        let got = try attackers.attempt(attack.who, attack.statement)
        #expect(got == attack.sqlState, "\(attack.who.title): \(attack.statement.prefix(200))")
        if try book.digest() != before {
          Issue.record("\(attack.statement.prefix(200)) changed a row")
        }
        try attackers.forget(attack.who)
        tried.insert("\(attack.who)\(attack.statement)")
        record.row([AttackRecord.code(attack.statement), attack.who.title, got])
      }
    }
    #expect(tried.count > 300)
    #expect(tried.count == Attempt.groups.map(\.attacks.count).reduce(0, +))
  }
}
