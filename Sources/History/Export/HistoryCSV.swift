/// The history as CSV for a spreadsheet or a process-mining tool: one row an entry.
///
/// The first six columns are the event-log ones (case, activity, time, resource, role, lifecycle);
/// payloads are left out, and `amount_minor` is in the currency's minor units, as in the entry.
public struct HistoryCSV: Sendable {
  /// Who stands in the column `resource`.
  public enum Resource: Sendable {
    /// The login that acted.
    case login
    /// A pseudonym of the person, or of the login where there is no person.
    case pseudonym(Pseudonym)
  }

  /// The header's names in order.
  public static let columns = [
    "case_id", "activity", "timestamp", "resource", "role", "lifecycle", "seq", "from", "to",
    "amount_minor", "currency", "fund", "ref", "workflow", "request", "hash",
  ]

  private let resource: Resource
  private var csv = CSVWriter()

  /// Makes a writer and puts the header down.
  public init(resource: Resource) {
    self.resource = resource
    csv.row(Self.columns.map { .text($0) })
  }

  /// Writes an entry; `caseName` takes the place of the case's uuid, such as its number.
  public mutating func add(_ entry: HistoryEntry, caseName: String? = nil) {
    csv.row([
      .text(caseName ?? entry.caseID.description), .text(entry.kind),
      .text(UTCTime.text(microseconds: entry.atMicroseconds)), .text(name(of: entry)),
      .text(entry.role), .text("complete"), .integer(entry.seq), .text(entry.from),
      .text(entry.to), .integer(entry.amount), .text(entry.currency),
      .text(entry.fund?.description), .text(entry.ref?.description), .text(entry.workflow),
      .text(entry.idem), .text(entry.hash.description),
    ])
  }

  /// Gives what was written and keeps none of it.
  public mutating func take() -> [UInt8] { csv.take() }

  private func name(of entry: HistoryEntry) -> String {
    switch resource {
    case .login: return entry.actor
    case .pseudonym(let pseudonym):
      return entry.person.map { pseudonym.text(for: $0) } ?? pseudonym.text(for: entry.actor)
    }
  }
}
