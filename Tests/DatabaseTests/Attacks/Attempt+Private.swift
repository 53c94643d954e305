extension Attempt {
  private static let number = "'SG-2026-000001'"

  /// Divides by the place of the account in what somebody is given: 22012 says that it is not in there.
  private static func account(in expression: String) -> String {
    "SELECT 1 / position('6222020200112233' IN (\(expression))::text)"
  }

  /// Divides by the number of rows: 22012 says that there is none.
  private static func rows(_ source: String) -> String { "SELECT 1 / count(*) FROM \(source)" }

  /// Private fields, the list, look-ups, corrections and erasing.
  static let privacy: [Attempt] =
    [Attacker.caseworker, .officer, .auditor].flatMap { who in
      [
        Attempt(who, account(in: "casework.show(\(number))"), "22012"),
        Attempt(who, account(in: "casework.history(\(number))"), "22012"),
        Attempt(who, account(in: "casework.snapshot(\(number))"), "22012"),
        Attempt(who, "SELECT casework.read(casework.reading(\(number), 'x', NULL, true))", "KW004"),
        Attempt(
          who,
          "BEGIN; SAVEPOINT a; SELECT casework.reading(\(number), 'x', NULL, true); RELEASE a; "
            + "SELECT casework.history(\(number), (casework.reading(\(number), 'y', NULL, true)))",
          "KW004"),
      ]
    } + [
      Attempt(
        .auditor, account(in: "SELECT string_agg(body, '') FROM casework_read.export_payloads"),
        "22012"),
      Attempt(
        .auditor,
        "BEGIN; SELECT casework.export_reading('x'); "
          + account(in: "SELECT string_agg(body, '') FROM casework_read.export_payloads"), "22012"),
      Attempt(.caseworker, "SELECT casework.export_reading('x')", "KW006"),
      Attempt(.auditor, "SELECT casework.export_reading(repeat('x', 401))", "KW005"),
      Attempt(.cashier, "SELECT casework.reading(\(number), 'x', NULL, true)", "KW004"),
      Attempt(.finance, "SELECT casework.reading(\(number), 'x', NULL, true)", "KW004"),
      Attempt(.elsewhere, "SELECT casework.reading(\(number), 'x', NULL, true)", "KW004"),
      Attempt(.counsellor, "SELECT casework.reading('TALK', 'x', NULL, true)", "KW004"),
      Attempt(.supervisor, "SELECT casework.reading('TALK', 'x', NULL, true)", "KW004"),
      Attempt(.caseworker, "SELECT casework_data.masked_form('{}', '{}')"),
      Attempt(.caseworker, "SELECT casework_data.withheld(NULL, NULL, true)"),
      Attempt(.auditor, "SELECT casework_data.my_export_omits()"),
      Attempt(.finance, rows("casework.list(applicant => 'Test')"), "22012"),
      Attempt(.cashier, rows("casework.list(applicant => 'Test')"), "22012"),
      Attempt(
        .supervisor, rows("casework.list(workflow => 'talks', applicant => 'Test')"), "22012"),
      Attempt(
        .auditor, rows("casework.list(workflow => 'talks', state => 'in_sessions')"), "22012"),
      Attempt(.finance, rows("casework.list(workflow => 'talks', closed => true)"), "22012"),
      Attempt(.auditor, rows("casework.list(workflow => 'talks', overdue => true)"), "22012"),
      Attempt(.elsewhere, rows("casework.list()"), "22012"),
      Attempt(.clock, rows("casework.list()"), "22012"),
      Attempt(.nogrant, rows("casework.list()"), "22012"),
      Attempt(.counsel, rows("casework.list(workflow => 'talks')"), "22012"),
      Attempt(.unlisted, "SELECT casework.list()", "KW006"),
      Attempt(.retired, "SELECT casework.list()", "KW006"),
      Attempt(.caseworker, "SELECT casework.list(max_rows => -1)", "KW005"),
      Attempt(.caseworker, "SELECT casework.list(max_rows => NULL)", "KW005"),
      Attempt(.caseworker, "SELECT casework.list(max_rows => 2147483647)", "KW005"),
      Attempt(
        .caseworker,
        "SELECT casework.person_by_number(casework.person_lookup('11010519491231002X'))", "KW004"),
      Attempt(
        .caseworker,
        "BEGIN; SELECT casework.person_lookup('11010519491231002X'); "
          + "SELECT casework.person_add('x', NULL, NULL, NULL, 'v1', '11010519491231002X')", "KW001"
      ),
      Attempt(
        .caseworker,
        "SELECT casework.person_add('x', NULL, NULL, NULL, 'v2', '11010519491231002X')", "KW001"),
      Attempt(
        .caseworker,
        "SELECT casework.person_set('00000000-0000-4000-8000-00000000aaaa', "
          + #"'{"id_number": "11010519491231002X"}', 'x', 'v3')"#, "KW001"),
      Attempt(.caseworker, "SELECT casework.person_by_number(gen_random_uuid())", "KW004"),
      Attempt(.finance, "SELECT casework.person_lookup('11010519491231002X')", "KW006"),
      Attempt(.auditor, "SELECT casework.person_lookup('11010519491231002X')", "KW006"),
      Attempt(.caseworker, "SELECT casework_admin.set_lookup_limit(100000, 1000000)"),
      Attempt(.caseworker, "UPDATE casework_data.lookup_limit SET per_hour = 100000"),
    ]
    + [Attacker.finance, .cashier, .auditor, .visitor].flatMap { who in
      [
        Attempt(
          who,
          "SELECT casework.person_set('00000000-0000-4000-8000-00000000aaaa', "
            + #"'{"name": "x"}', 'x', 'v4')"#, "KW006"),
        Attempt(
          who,
          "SELECT casework.person_erase('00000000-0000-4000-8000-00000000aaaa', 'x', 'v5')", "KW006"
        ),
      ]
    } + [
      Attempt(
        .caseworker,
        "SELECT casework.person_erase('00000000-0000-4000-8000-00000000aaaa', 'x', 'v6')", "KW001"),
      Attempt(
        .caseworker,
        "SELECT casework.person_set('00000000-0000-4000-8000-00000000ffff', "
          + #"'{"name": "x"}', 'x', 'v7')"#, "KW004"),
      Attempt(
        .caseworker,
        "SELECT casework.person_set('00000000-0000-4000-8000-00000000aaaa', "
          + #"'{"name": "\u200b\u2060"}', 'x', 'v8')"#, "KW005"),
      Attempt(
        .caseworker, "SELECT casework.person_changes('00000000-0000-4000-8000-00000000ffff')",
        "KW004"),
      Attempt(
        .finance, "SELECT casework.person_changes('00000000-0000-4000-8000-00000000aaaa')", "KW004"),
    ]
}
