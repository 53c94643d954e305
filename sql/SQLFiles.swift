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
  public static var bootstrap: String { text(PackageResources.bootstrap_sql) }

  /// The schema's steps, in order.
  public static var migrations: [Migration] {
    [
      Migration(version: 1, name: "register", sql: text(PackageResources._001_register_sql)),
      Migration(version: 2, name: "definitions", sql: text(PackageResources._002_definitions_sql)),
      Migration(version: 3, name: "cases", sql: text(PackageResources._003_cases_sql)),
      Migration(version: 4, name: "money", sql: text(PackageResources._004_money_sql)),
      Migration(version: 5, name: "append_only", sql: text(PackageResources._005_append_only_sql)),
      Migration(version: 6, name: "types", sql: text(PackageResources._006_types_sql)),
      Migration(
        version: 7, name: "units_and_staff", sql: text(PackageResources._007_units_and_staff_sql)),
      Migration(
        version: 8, name: "confidentiality", sql: text(PackageResources._008_confidentiality_sql)),
      Migration(
        version: 9, name: "second_person", sql: text(PackageResources._009_second_person_sql)),
      Migration(version: 10, name: "payments", sql: text(PackageResources._010_payments_sql)),
    ]
  }

  /// Functions and views, in order; all of them in one transaction after the migrations.
  public static var functions: [Replaceable] {
    [
      Replaceable(
        name: "rules",
        sql: "SET LOCAL ROLE casework_rules;\n" + text(PackageResources.rules_sql)),
      Replaceable(name: "clock", sql: text(PackageResources.clock_sql)),
      Replaceable(name: "bytes", sql: text(PackageResources.bytes_sql)),
      Replaceable(name: "actor", sql: text(PackageResources.actor_sql)),
      Replaceable(name: "requests", sql: text(PackageResources.requests_sql)),
      Replaceable(name: "units", sql: text(PackageResources.units_sql)),
      Replaceable(name: "scalars", sql: text(PackageResources.scalars_sql)),
      Replaceable(name: "fields", sql: text(PackageResources.fields_sql)),
      Replaceable(name: "calendar", sql: text(PackageResources.calendar_sql)),
      Replaceable(name: "states", sql: text(PackageResources.states_sql)),
      Replaceable(name: "facts", sql: text(PackageResources.facts_sql)),
      Replaceable(name: "refuse", sql: text(PackageResources.refuse_sql)),
      Replaceable(name: "proposals", sql: text(PackageResources.proposals_sql)),
      Replaceable(name: "judge", sql: text(PackageResources.judge_sql)),
      Replaceable(name: "history", sql: text(PackageResources.history_sql)),
      Replaceable(name: "money", sql: text(PackageResources.money_sql)),
      Replaceable(name: "advance", sql: text(PackageResources.advance_sql)),
      Replaceable(name: "record", sql: text(PackageResources.record_sql)),
      Replaceable(name: "api_act", sql: text(PackageResources.api_act_sql)),
      Replaceable(name: "api_open", sql: text(PackageResources.api_open_sql)),
      Replaceable(name: "api_checks", sql: text(PackageResources.api_checks_sql)),
      Replaceable(name: "api_hold", sql: text(PackageResources.api_hold_sql)),
      Replaceable(name: "api_recall", sql: text(PackageResources.api_recall_sql)),
      Replaceable(name: "api_notes", sql: text(PackageResources.api_notes_sql)),
      Replaceable(name: "api_documents", sql: text(PackageResources.api_documents_sql)),
      Replaceable(name: "personal", sql: text(PackageResources.personal_sql)),
      Replaceable(name: "api_register", sql: text(PackageResources.api_register_sql)),
      Replaceable(name: "api_funds", sql: text(PackageResources.api_funds_sql)),
      Replaceable(name: "ledger_years", sql: text(PackageResources.ledger_years_sql)),
      Replaceable(name: "ledger_reading", sql: text(PackageResources.ledger_reading_sql)),
      Replaceable(name: "payees", sql: text(PackageResources.payees_sql)),
      Replaceable(name: "bank_files", sql: text(PackageResources.bank_files_sql)),
      Replaceable(name: "batches", sql: text(PackageResources.batches_sql)),
      Replaceable(name: "bank_answers", sql: text(PackageResources.bank_answers_sql)),
      Replaceable(name: "api_tick", sql: text(PackageResources.api_tick_sql)),
      Replaceable(name: "reading", sql: text(PackageResources.reading_sql)),
      Replaceable(name: "break_glass", sql: text(PackageResources.break_glass_sql)),
      Replaceable(name: "api_reading", sql: text(PackageResources.api_reading_sql)),
      Replaceable(name: "api_snapshot", sql: text(PackageResources.api_snapshot_sql)),
      Replaceable(name: "api_inbox", sql: text(PackageResources.api_inbox_sql)),
      Replaceable(name: "api_source", sql: text(PackageResources.api_source_sql)),
      Replaceable(name: "admin_staff", sql: text(PackageResources.admin_staff_sql)),
      Replaceable(name: "staffing", sql: text(PackageResources.staffing_sql)),
      Replaceable(name: "admin_install", sql: text(PackageResources.admin_install_sql)),
      Replaceable(name: "scopes", sql: text(PackageResources.scopes_sql)),
      Replaceable(name: "read", sql: text(PackageResources.read_sql)),
    ]
  }

  /// The clock and the actor of a throw-away database: never run in an installed one.
  public static var testing: [Replaceable] {
    [
      Replaceable(name: "test_clock", sql: text(PackageResources.test_clock_sql)),
      Replaceable(name: "test_actor", sql: text(PackageResources.test_actor_sql)),
      Replaceable(name: "test_replay", sql: text(PackageResources.test_replay_sql)),
      Replaceable(name: "test_scenario", sql: text(PackageResources.test_scenario_sql)),
    ]
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
