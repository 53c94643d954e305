public import History

/// What funds were given and what was spent of it, summed by month, programme or unit.
///
/// Of confidential procedures the database tells payments to five persons or more, and says of the rest
/// only that there is some; such lines are `isWithheld`.
public struct SpendingReport: Sendable {
  /// What a line is about.
  public enum Division: String, Sendable, CaseIterable {
    /// A month, `2026-03`, or the months of a line that joins some: `2026-01…2026-03`.
    case month
    /// A procedure.
    case programme
    /// A unit.
    case unit
  }

  /// An amount of a line.
  public enum Measure: String, Sendable, CaseIterable {
    /// Set aside for cases.
    case reserved
    /// Approved.
    case committed
    /// Given back to the fund.
    case released
    /// Paid out.
    case paid
    /// Paid back by recipients.
    case recovered
  }

  /// The months, procedure or unit of a line.
  public enum Label: Equatable, Sendable {
    /// One of them.
    case name(String)
    /// Cases that have none.
    case absent
    /// Several, joined because each has too few persons.
    case several
  }

  /// The money of a fund's year at one time.
  public struct Budget: Equatable, Sendable {
    /// The fund's code.
    public var fund: String
    /// ISO 4217.
    public var currency: String
    /// The fund's year.
    public var year: Int
    /// Hundredths: what the year was given.
    public var allotted: Int64
    /// Hundredths: paid, at the bank, approved, set aside, in the order of certainty.
    public var parts: [Int64]

    /// Hundredths that nobody has.
    public var room: Int64 { allotted - parts.reduce(0, +) }
  }

  /// Sums of one fund and year.
  public struct Line: Equatable, Sendable {
    /// The fund's code.
    public var fund: String
    /// ISO 4217.
    public var currency: String
    /// The fund's year.
    public var year: Int
    /// What it is about.
    public var label: Label
    /// Hundredths; a measure that is not told of any part is absent.
    public var amounts: [Measure: Int64]
    /// Hundredths of each balance that this has left: `reserved`, `committed`, `in_transit`, `paid`.
    public var left: [String: Int64]
    /// Whether a part of it is confidential, of which only payments are told.
    public var isProtected: Bool
    /// Whether it says only that there is something.
    public var isWithheld: Bool

    /// What was paid less what came back, in hundredths.
    public var spent: Int64 { (amounts[.paid] ?? 0) - (amounts[.recovered] ?? 0) }
  }

  /// What lines are about.
  public let division: Division
  /// The years of the funds, by fund and year.
  public let budgets: [Budget]
  /// By fund, year and label; withheld lines are the last of each fund and year.
  public private(set) var lines: [Line] = []

  /// Adds up what the database reports.
  ///
  /// - Parameters:
  ///   - funds: rows of `Session.funds(code:)`; of those years only that rows are about.
  ///   - rows: rows of `Session.fundReport(code:year:)`.
  ///   - division: what a line is to be about.
  public init(funds: [JSON], rows: [JSON], by division: Division) {
    self.division = division
    var places: [String: Int] = [:]
    for row in rows {
      let line = Self.line(row, by: division)
      let key = "\(line.fund) \(line.year) \(line.isWithheld) \(line.label)"
      if let place = places[key] {
        lines[place].amounts.merge(line.amounts, uniquingKeysWith: +)
        lines[place].left.merge(line.left, uniquingKeysWith: +)
        lines[place].isProtected = lines[place].isProtected || line.isProtected
      } else {
        places[key] = lines.count
        lines.append(line)
      }
    }
    lines.sort { Self.order($0) < Self.order($1) }
    let years = Set(lines.map { "\($0.fund) \($0.year)" })
    budgets = funds.compactMap(Self.budget).filter { years.contains("\($0.fund) \($0.year)") }
  }

  private static func order(_ line: Line) -> (String, Int, Int, String) {
    let (rank, name) =
      switch line.label {
      case .name(let name): (0, name)
      case .absent: (1, "")
      case .several: (2, "")
      }
    return (line.fund, line.year, line.isWithheld ? 3 : rank, name)
  }

  private static func budget(_ row: JSON) -> Budget? {
    guard let year = row["year"]?.int64, let allotted = hundredths(row["allotted"]) else {
      return nil
    }
    return Budget(
      fund: row["fund"]?.text ?? "", currency: row["currency"]?.text ?? "", year: Int(year),
      allotted: allotted,
      parts: ["paid", "in_transit", "committed", "reserved"].map { hundredths(row[$0]) ?? 0 })
  }

  private static func line(_ row: JSON, by division: Division) -> Line {
    let isWithheld = row["withheld"]?.bool ?? false
    let several = (row["several"]?.elements ?? []).compactMap(\.text)
    let label: Label =
      switch (division, row[division.rawValue]?.text) {
      case (.month, let since?):
        .name(row["until"]?.text.flatMap { $0 == since ? nil : "\(since)…\($0)" } ?? since)
      case (_, let name?): .name(name)
      case (_, nil): several.contains(division.rawValue) || isWithheld ? .several : .absent
      }
    var line = Line(
      fund: row["fund"]?.text ?? "", currency: row["currency"]?.text ?? "",
      year: row["year"]?.int64.map { Int($0) } ?? 0, label: label, amounts: [:], left: [:],
      isProtected: row["protected"]?.bool ?? false, isWithheld: isWithheld)
    for measure in Measure.allCases { line.amounts[measure] = hundredths(row[measure.rawValue]) }
    for member in row["left"]?.members ?? [] { line.left[member.key] = hundredths(member.value) }
    // Of a confidential line the payments are all that is known.
    if line.left.isEmpty { line.left["paid"] = line.amounts[.paid] }
    return line
  }

  private static func hundredths(_ value: JSON?) -> Int64? {
    value?.text.flatMap { Hundredths($0)?.value }
  }
}
