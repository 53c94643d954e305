/// What one examination of an installation showed.
public struct DoctorFinding: Equatable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// As it should be.
    case ok
    /// Works, and should be changed.
    case warning
    /// A promise of the product does not hold.
    case fault
  }

  /// What was examined.
  public enum Subject: String, Sendable, CaseIterable {
    /// The server's version.
    case server
    /// Settings that durability depends on.
    case durability
    /// Everything in the catalogues but functions, against what the release makes.
    case schema
    /// Source and settings of the functions.
    case functions
    /// The functions that say who acts and when.
    case clockAndActor = "clock_and_actor"
    /// Rights on the database, schemas, tables and functions.
    case privileges
    /// The triggers that keep the history append-only.
    case triggers
    /// Login roles of the staff.
    case logins
    /// Installed definitions against their stored files.
    case definitions
    /// The years that calendars name holidays for.
    case calendars
    /// Tables that are not what they should be, and were therefore not read.
    case tables
    /// The rows of cases, payloads and documents against the history.
    case history
    /// The balances of funds and cases against the ledger.
    case balances
    /// Who acted in which role, against the staff and grants on record.
    case actors
    /// Numbers of rows that are not there.
    case gaps
  }

  /// What was examined.
  public var subject: Subject
  /// How bad it is.
  public var severity: Severity
  /// What was found: names of objects, versions.
  public var objects: [String]

  /// A finding.
  public init(_ subject: Subject, _ severity: Severity, _ objects: [String] = []) {
    self.subject = subject
    self.severity = severity
    self.objects = objects
  }
}
