/// An expression that was checked against an environment: its type is known and it can be
/// evaluated, explained and compiled to SQL.
public struct CheckedExpression: Sendable {
  /// The text it was parsed from.
  public let source: String
  /// The type of its value.
  public let type: CELType
  /// The dotted paths it reads, also through derived facts, sorted: `["checks", "form.granted"]`.
  public let reads: [String]
  package let root: CheckedNode
}
