/// One thing that verification refuses.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
  /// Which rule was broken.
  public enum Rule: String, Sendable, CaseIterable {
    /// A file or line that cannot be read.
    case format
    /// Another installation's entry, origin or seal.
    case install
    /// Entry numbers must be 1, 2, 3 … in each case.
    case seq
    /// Each entry names the hash before it; the first names the genesis.
    case prev
    /// Times rise strictly within a case.
    case time
    /// The recorded hash is the hash of the entry's bytes.
    case hash
    /// Cases must be in rising order, each in one piece (only where the caller asked for it).
    case order
    /// A payload must match its commitment, and each commitment have its line.
    case payload
    /// The checkpoint carries the known key's signature.
    case signature
    /// The last sealed entry lies in the log.
    case inclusion
    /// The case had exactly that many entries at the seal, and the seal is the log's last leaf.
    case head
    /// The log only grew since an older checkpoint.
    case consistency
    /// Rules, values and amounts are what the definition comes to on the kept facts.
    case calculation
  }

  /// The rule.
  public var rule: Rule
  /// The case, where there is one.
  public var caseID: UUIDBytes?
  /// The entry's number in its case, where there is one.
  public var seq: Int64?
  /// The file or line, where there is one, such as `events.jsonl:7`.
  public var place: String?
  /// What is wrong, as half a sentence.
  public var message: String
  /// The value that was expected, as text.
  public var expected: String?
  /// The value that was found, as text.
  public var found: String?

  /// Makes a finding.
  public init(
    _ rule: Rule, case caseID: UUIDBytes? = nil, seq: Int64? = nil, place: String? = nil,
    _ message: String, expected: String? = nil, found: String? = nil
  ) {
    self.rule = rule
    self.caseID = caseID
    self.seq = seq
    self.place = place
    self.message = message
    self.expected = expected
    self.found = found
  }

  /// The finding on one line.
  public var description: String {
    var text = rule.rawValue
    if let place { text += " \(place)" }
    if let caseID { text += " case \(caseID)" }
    if let seq { text += " entry \(seq)" }
    text += ": \(message)"
    if let expected { text += "; expected \(expected)" }
    if let found { text += "; found \(found)" }
    return text
  }
}
