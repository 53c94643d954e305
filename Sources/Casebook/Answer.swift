public import History

/// What the database answers when a write is done.
public struct Answer: Equatable, Sendable {
  /// The whole answer.
  public let data: JSON

  /// Takes the database's answer.
  public init(_ data: JSON) { self.data = data }

  /// Whether the request had been done before and this is its first answer.
  public var isRepeated: Bool { data["repeated"]?.bool ?? false }
  /// The case's number.
  public var caseNumber: String? { data["case"]?.text }
  /// The state the case is in now.
  public var state: String? { data["state"]?.text }
  /// The case's version now: the number of its latest entry.
  public var version: Int64? { data["version"]?.int64 }
  /// Whether the case went to another state, or its state began anew.
  public var didMove: Bool { data["moved"]?.bool ?? false }
  /// The votes so far and the votes needed, of an action taken by several people.
  public var votes: (have: Int64, need: Int64)? {
    guard let have = data["votes"]?["have"]?.int64, let need = data["votes"]?["need"]?.int64 else {
      return nil
    }
    return (have, need)
  }
  /// When the case should leave its state.
  public var due: String? { data["due"]?.text }
  /// The amount of money that was moved, as decimal text.
  public var amount: String? { data["amount"]?.text }
}
