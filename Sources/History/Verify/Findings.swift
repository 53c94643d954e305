/// Findings up to a bound, with the count of all.
public struct Findings: Sendable {
  /// The first findings.
  public private(set) var kept: [Finding] = []
  /// How many there were, kept or not.
  public private(set) var count = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Whether nothing was found.
  public var isEmpty: Bool { count == 0 }

  mutating func add(_ finding: Finding) {
    count += 1
    if kept.count < limit { kept.append(finding) }
  }

  mutating func add(_ others: Findings) {
    for finding in others.kept { add(finding) }
    count += others.count - others.kept.count
  }
}
