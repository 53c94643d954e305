public import History

/// What verifying a history showed.
public struct AuditReport: Sendable {
  /// The installation whose history it is; nil when there was no entry.
  public var install: UUIDBytes?
  /// Entries, cases, and the hash over the heads of the cases.
  public var head: HeadsRoot
  /// Payloads that were there and are what their entries committed to.
  public var payloadsChecked = 0
  /// Payloads that were erased, or are not for this reader.
  public var payloadsAbsent = 0
  /// Whether payloads were looked at at all.
  public var hasPayloads = false
  /// Entries whose rules, values and amounts were computed again; nil when that was not asked for.
  public var recomputed: Int?
  /// Entries that could not be: erased, not for this reader, or without their definition.
  public var notRecomputed = 0
  /// What is wrong, the first hundred.
  public var findings: [Finding] = []
  /// How many things are wrong.
  public var findingCount = 0
  /// The numbers of the cases in `findings`, where they are known.
  public var numbers: [UUIDBytes: String] = [:]

  /// Whether nothing is wrong.
  public var isSound: Bool { findingCount == 0 }

  /// The most findings that are kept.
  public static let mostFindings = 100

  mutating func add(_ finding: Finding) {
    findingCount += 1
    if findings.count < Self.mostFindings { findings.append(finding) }
  }

  mutating func add(_ found: Findings) {
    for finding in found.kept where findings.count < Self.mostFindings { findings.append(finding) }
    findingCount += found.count
  }

  /// Compares the head with one that was kept apart.
  public mutating func compare(hash: SHA256Hash?, entries: Int64?) {
    if let entries, entries != head.entries {
      add(
        Finding(
          .head, "another number of entries than was kept", expected: String(entries),
          found: String(head.entries)))
    }
    if let hash, hash != head.hash {
      add(
        Finding(
          .head, "the heads of the cases are not those that were kept",
          expected: hash.description, found: head.hash.description))
    }
  }
}
