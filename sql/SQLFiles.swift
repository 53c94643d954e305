/// The SQL of this folder, embedded in the binary, in the order in which a migrator runs it.
///
/// How to run it (roles, transactions, locks) is in docs/sql-api.md. A test compares these lists with
/// the folder.
public enum SQLFiles {
  /// One forward-only step of the schema.
  public struct Migration: Sendable {
    /// The number that begins the file's name.
    public let version: Int
    /// The file's name without number and extension.
    public let name: String
    /// The statements, to be run as one transaction.
    public let sql: String
  }

  /// A file whose statements replace what an earlier run of it made; it names its role itself.
  public struct Replaceable: Sendable {
    /// The file's name without extension.
    public let name: String
    /// The statements.
    public let sql: String
  }

  /// What only a superuser can do; run before everything else, at every migrate.
  public static var bootstrap: String { EmbeddedTexts.bootstrap_sql }

  /// The schema's steps, in order.
  public static var migrations: [Migration] {
    [
      Migration(version: 1, name: "register", sql: EmbeddedTexts._0001_register_sql),
      Migration(version: 2, name: "definitions", sql: EmbeddedTexts._0002_definitions_sql),
      Migration(version: 3, name: "cases", sql: EmbeddedTexts._0003_cases_sql),
      Migration(version: 4, name: "money", sql: EmbeddedTexts._0004_money_sql),
      Migration(version: 5, name: "append_only", sql: EmbeddedTexts._0005_append_only_sql),
      Migration(version: 6, name: "types", sql: EmbeddedTexts._0006_types_sql),
      Migration(
        version: 7, name: "units_and_staff", sql: EmbeddedTexts._0007_units_and_staff_sql),
      Migration(
        version: 8, name: "confidentiality", sql: EmbeddedTexts._0008_confidentiality_sql),
      Migration(
        version: 9, name: "second_person", sql: EmbeddedTexts._0009_second_person_sql),
      Migration(version: 10, name: "payments", sql: EmbeddedTexts._0010_payments_sql),
      Migration(version: 11, name: "benefits", sql: EmbeddedTexts._0011_benefits_sql),
      Migration(version: 12, name: "delegation", sql: EmbeddedTexts._0012_delegation_sql),
      Migration(
        version: 13, name: "private_fields", sql: EmbeddedTexts._0013_private_fields_sql),
      Migration(
        version: 14, name: "reports_and_recovery",
        sql: EmbeddedTexts._0014_reports_and_recovery_sql),
    ]
  }

  /// Functions and views, in order; all of them in one transaction after the migrations.
  public static var functions: [Replaceable] {
    [
      Replaceable(
        name: "rules",
        sql: "SET LOCAL ROLE casework_rules;\n" + EmbeddedTexts.rules_sql),
      Replaceable(name: "clock", sql: EmbeddedTexts.clock_sql),
      Replaceable(name: "bytes", sql: EmbeddedTexts.bytes_sql),
      Replaceable(name: "actor", sql: EmbeddedTexts.actor_sql),
      Replaceable(name: "requests", sql: EmbeddedTexts.requests_sql),
      Replaceable(name: "units", sql: EmbeddedTexts.units_sql),
      Replaceable(name: "scalars", sql: EmbeddedTexts.scalars_sql),
      Replaceable(name: "fields", sql: EmbeddedTexts.fields_sql),
      Replaceable(name: "calendar", sql: EmbeddedTexts.calendar_sql),
      Replaceable(name: "states", sql: EmbeddedTexts.states_sql),
      Replaceable(name: "facts", sql: EmbeddedTexts.facts_sql),
      Replaceable(name: "delegation", sql: EmbeddedTexts.delegation_sql),
      Replaceable(name: "refuse", sql: EmbeddedTexts.refuse_sql),
      Replaceable(name: "proposals", sql: EmbeddedTexts.proposals_sql),
      Replaceable(name: "benefits", sql: EmbeddedTexts.benefits_sql),
      Replaceable(name: "judge", sql: EmbeddedTexts.judge_sql),
      Replaceable(name: "history", sql: EmbeddedTexts.history_sql),
      Replaceable(name: "money", sql: EmbeddedTexts.money_sql),
      Replaceable(name: "advance", sql: EmbeddedTexts.advance_sql),
      Replaceable(name: "record", sql: EmbeddedTexts.record_sql),
      Replaceable(name: "api_act", sql: EmbeddedTexts.api_act_sql),
      Replaceable(name: "api_open", sql: EmbeddedTexts.api_open_sql),
      Replaceable(name: "api_checks", sql: EmbeddedTexts.api_checks_sql),
      Replaceable(name: "api_hold", sql: EmbeddedTexts.api_hold_sql),
      Replaceable(name: "api_recall", sql: EmbeddedTexts.api_recall_sql),
      Replaceable(name: "api_notes", sql: EmbeddedTexts.api_notes_sql),
      Replaceable(name: "api_documents", sql: EmbeddedTexts.api_documents_sql),
      Replaceable(name: "personal", sql: EmbeddedTexts.personal_sql),
      Replaceable(name: "api_register", sql: EmbeddedTexts.api_register_sql),
      Replaceable(name: "households", sql: EmbeddedTexts.households_sql),
      Replaceable(name: "person_changes", sql: EmbeddedTexts.person_changes_sql),
      Replaceable(name: "api_funds", sql: EmbeddedTexts.api_funds_sql),
      Replaceable(name: "ledger_years", sql: EmbeddedTexts.ledger_years_sql),
      Replaceable(name: "ledger_reading", sql: EmbeddedTexts.ledger_reading_sql),
      Replaceable(name: "fund_report", sql: EmbeddedTexts.fund_report_sql),
      Replaceable(name: "payees", sql: EmbeddedTexts.payees_sql),
      Replaceable(name: "bank_files", sql: EmbeddedTexts.bank_files_sql),
      Replaceable(name: "batch_moves", sql: EmbeddedTexts.batch_moves_sql),
      Replaceable(name: "batches", sql: EmbeddedTexts.batches_sql),
      Replaceable(name: "bank_answers", sql: EmbeddedTexts.bank_answers_sql),
      Replaceable(
        name: "bank_reconciliation", sql: EmbeddedTexts.bank_reconciliation_sql),
      Replaceable(name: "recovery", sql: EmbeddedTexts.recovery_sql),
      Replaceable(name: "receipts", sql: EmbeddedTexts.receipts_sql),
      Replaceable(name: "api_tick", sql: EmbeddedTexts.api_tick_sql),
      Replaceable(name: "api_benefits", sql: EmbeddedTexts.api_benefits_sql),
      Replaceable(name: "private_fields", sql: EmbeddedTexts.private_fields_sql),
      Replaceable(name: "reading", sql: EmbeddedTexts.reading_sql),
      Replaceable(name: "break_glass", sql: EmbeddedTexts.break_glass_sql),
      Replaceable(name: "api_reading", sql: EmbeddedTexts.api_reading_sql),
      Replaceable(name: "api_snapshot", sql: EmbeddedTexts.api_snapshot_sql),
      Replaceable(name: "api_list", sql: EmbeddedTexts.api_list_sql),
      Replaceable(name: "api_inbox", sql: EmbeddedTexts.api_inbox_sql),
      Replaceable(name: "api_source", sql: EmbeddedTexts.api_source_sql),
      Replaceable(name: "admin_staff", sql: EmbeddedTexts.admin_staff_sql),
      Replaceable(name: "staffing", sql: EmbeddedTexts.staffing_sql),
      Replaceable(name: "publication", sql: EmbeddedTexts.publication_sql),
      Replaceable(name: "admin_install", sql: EmbeddedTexts.admin_install_sql),
      Replaceable(name: "scopes", sql: EmbeddedTexts.scopes_sql),
      Replaceable(name: "read", sql: EmbeddedTexts.read_sql),
    ]
  }

  /// The clock and the actor of a throw-away database: never run in an installed one.
  public static var testing: [Replaceable] {
    [
      Replaceable(name: "test_clock", sql: EmbeddedTexts.test_clock_sql),
      Replaceable(name: "test_actor", sql: EmbeddedTexts.test_actor_sql),
      Replaceable(name: "test_replay", sql: EmbeddedTexts.test_replay_sql),
      Replaceable(name: "test_scenario", sql: EmbeddedTexts.test_scenario_sql),
    ]
  }
}
