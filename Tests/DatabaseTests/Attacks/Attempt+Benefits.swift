extension Attempt {
  /// Benefits, households and what keeps them apart.
  static let benefits: [Attempt] = [
    Attempt(.cashier, "SELECT casework.household_add(\(applicant), '2020-01-01', 'b1')", "KW006"),
    Attempt(.auditor, "SELECT casework.household_show(NULL, \(applicant))", "KW006"),
    Attempt(.caseworker, "SELECT casework.household_show('HH-000001')", "KW004"),
    Attempt(.caseworker, "SELECT casework.household_show(NULL, \(applicant))", "KW004"),
    Attempt(.caseworker, "SELECT casework.household_add(\(applicant), 'infinity', 'b2')", "KW005"),
    Attempt(.caseworker, "SELECT casework.household_add(\(applicant), '-infinity', 'b3')", "KW005"),
    Attempt(
      .caseworker, "SELECT casework.household_add(\(applicant), '5874897-12-31', 'b4')", "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.household_add((casework.me() ->> 'person')::uuid, '2020-01-01', 'b5')",
      "KW001"),
    Attempt(
      .caseworker,
      "SELECT casework.household_join('HH-000001', \(applicant), 'head', '2020-01-01', 'b6')",
      "KW004"),
    Attempt(
      .caseworker,
      "SELECT casework.household_leave('HH-000001', \(applicant), '2020-01-01', 'x', 'b7')", "KW004"
    ),
    Attempt(
      .supervisor,
      "SELECT casework.benefit_override('SG-2026-000001', 'subsistence', 'x', 'b8')", "KW005"),
    Attempt(
      .counsel, "SELECT casework.benefit_override('SG-2026-000001', 'subsistence', 'x', 'b9')",
      "KW004"),
    Attempt(
      .supervisor, "SELECT casework.benefit_override('TALK', 'medical', 'x', 'b10')", "KW001"),
    Attempt(.cashier, "SELECT casework.benefits('SG-2026-000001')", "KW004"),
    Attempt(.counsellor, "SELECT casework.benefits('SG-2026-000001')", "KW004"),
    Attempt(.supervisor, "SELECT casework.benefit_overrides()", "KW006"),
    Attempt(.auditor, "SELECT casework.benefit_overrides(2147483647)", "KW005"),
    Attempt(
      .caseworker, "SELECT casework_data.take_days(NULL, '{}')", "42501"),
    Attempt(
      .caseworker, "SELECT casework_data.invoice_digest('{}', '{\"hospital\": \"x\"}')", "42501"),
    Attempt(.caseworker, "SELECT * FROM casework_data.benefit_claim", "42501"),
    Attempt(.caseworker, "SELECT casework_gist.uuid_dist(NULL, NULL)", "42501"),
    Attempt(.caseworker, "DROP EXTENSION btree_gist CASCADE", "42501"),
    Attempt(.caseworker, "ALTER EXTENSION btree_gist SET SCHEMA public", "42501"),
    Attempt(
      .caseworker, "CREATE TABLE casework_gist.t (x int)", "42501"),
  ]

  private static let applicant = "'00000000-0000-4000-8000-00000000aaaa'"
}
