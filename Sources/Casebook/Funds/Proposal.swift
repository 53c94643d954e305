public import History

/// What one person proposed and another decides.
public struct Proposal: Equatable, Sendable {
  /// Its number, by which it is confirmed or rejected.
  public var number: Int64
  /// What is proposed: `fund_allot`, `fund_transfer`, …
  public var kind: String
  /// Everything that will be done, by name.
  public var arguments: JSON
  /// The logins that could confirm it when this was asked.
  public var confirmers: [String]
  /// Everything the database said about it.
  public var data: JSON

  /// Reads a proposal as the database writes it.
  init(_ data: JSON) {
    number = data["proposal"]?.int64 ?? 0
    kind = data["kind"]?.text ?? ""
    arguments = data["arguments"] ?? .null
    confirmers = (data["who"]?.elements ?? []).compactMap(\.text)
    self.data = data
  }
}
