extension Attempt {
  /// Roles lent in one's own favour, and procedures put in force alone.
  static let delegations: [Attempt] = [
    // proposes and confirms in one breath
    Attempt(
      .submitter,
      "SELECT casework.decide((casework.delegate('atk_caseworker', 'li', 'supervisor', NULL, NULL, NULL, "
        + "now() + '1 day', 'x', 'e1') ->> 'proposal')::bigint, 'approve', NULL, 'e2')",
      "KW001"),
    delegation(.submitter, "'atk_caseworker', 'li', 'director'", "KW001"),
    delegation(.submitter, "'li', 'li', 'supervisor'", "KW001"),
    delegation(.submitter, "'atk_cashier', 'li', 'supervisor'", "KW001"),
    delegation(.submitter, "'atk_supervisor', 'li', 'supervisor'", "KW001"),
    delegation(.submitter, "'atk_retired', 'li', 'caseworker'", "KW001"),
    delegation(.submitter, "'nobody', 'li', 'caseworker'", "KW005"),
    delegation(.caseworker, "'atk_caseworker', 'zhao', 'supervisor'", "KW006"),
    delegation(.caseworker, "'atk_visitor', 'zhao', 'supervisor'", "KW006"),
    delegation(.supervisor, "'atk_supervisor', 'dir1', 'director'", "KW006"),
    delegation(.supervisor, "'li', 'nobody', 'director'", "KW006"),
    delegation(.clock, "'atk_caseworker', 'tick', 'clock'", "KW001"),
    delegation(.elsewhere, "'atk_visitor', 'mallory', 'caseworker'", "KW001", programme: "'talks'"),
    delegation(.counsellor, "'coun2', 'atk_counsellor', 'counsellor'", "KW001"),
    delegation(.retired, "'li', 'atk_retired', 'caseworker'", "KW006"),
    delegation(.unlisted, "'atk_unlisted', 'li', 'caseworker'", "KW006"),
    delegation(.reborn, "'li', 'atk_reborn', 'caseworker'", "KW006"),
    delegation(.finance, "'li', 'atk_finance', 'finance_officer'", "KW001"),
    delegation(
      .auditor, "'atk_nogrant', 'atk_auditor', 'auditor'", "KW001", until: "now() + '500 days'"),
    delegation(.auditor, "'atk_nogrant', 'atk_auditor', 'auditor'", "KW005", until: "'infinity'"),
    Attempt(.caseworker, "SELECT casework.undelegate(1, 'x', 'e3')", "KW004"),
    Attempt(.caseworker, "SELECT casework.workflow_publish('small_grant', 1, 'x', 'e4')", "KW006"),
    Attempt(.supervisor, "SELECT casework.workflow_publish('small_grant', 1, 'x', 'e5')", "KW001"),
    Attempt(.supervisor, "SELECT casework_admin.publication(false)"),
    Attempt(.supervisor, "SELECT casework_data.end_delegation(1, 'x', 'x')"),
    Attempt(.supervisor, "INSERT INTO casework_data.held_role (role) VALUES ('director')"),
    Attempt(.supervisor, "INSERT INTO casework_data.role_grant (role) VALUES ('director')"),
    Attempt(.auditor, "SELECT * FROM casework_data.role_grant"),
  ]

  /// The last parts of the call are those of an honest one.
  private static func delegation(
    _ who: Attacker, _ people: String, _ sqlState: String, programme: String = "NULL",
    until: String = "now() + '1 day'"
  ) -> Attempt {
    Attempt(
      who, "SELECT casework.delegate(\(people), \(programme), NULL, NULL, \(until), 'x', 'e')",
      sqlState)
  }
}
