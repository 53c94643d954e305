/// The names an expression may use, and how much of CEL it may use.
///
/// Names are dotted paths. A variable is usually a row (`form`, `checks`' items); a derived fact
/// such as `facts.per_head` is a checked expression that is written out wherever it is read.
public struct Environment: Sendable {
  /// How much of CEL is accepted.
  public enum Language: Hashable, Sendable {
    /// The guard language: what can also run in PostgreSQL.
    case profile
    /// Also maps, mixed lists, ordered booleans, string-to-number conversion and named time zones;
    /// for the public conformance suite. Such an expression has no faithful SQL.
    case full
  }

  /// How much of CEL is accepted.
  public var language: Language
  /// The bounds on each expression.
  public var limits: Limits
  /// The variables by their path, in the order declared.
  public private(set) var variables: [(path: String, type: CELType)] = []
  /// The derived facts by their path, in the order defined.
  private(set) var derived: [(path: String, expression: CheckedExpression)] = []

  /// An environment with no names.
  public init(language: Language = .profile, limits: Limits = .standard) {
    self.language = language
    self.limits = limits
  }

  /// Declares the variable `path`, replacing an earlier one.
  ///
  /// - Parameters:
  ///   - path: a name such as `form`, or a dotted path such as `case.id`.
  ///   - type: the type of its value.
  public mutating func declare(_ path: String, _ type: CELType) {
    variables.removeAll { $0.path.hasSameScalars(as: path) }
    variables.append((path, type))
  }

  /// Defines the derived fact `path`, such as `facts.per_head`, replacing an earlier one.
  ///
  /// The expression was checked before, so a cycle cannot be written; define facts in an order in
  /// which each comes after those it reads.
  public mutating func define(_ path: String, as expression: CheckedExpression) {
    derived.removeAll { $0.path.hasSameScalars(as: path) }
    derived.append((path, expression))
  }

  /// The type declared for exactly this path.
  func type(of path: String) -> CELType? {
    variables.first { $0.path.hasSameScalars(as: path) }?.type
  }

  /// The derived fact of exactly this path.
  func fact(_ path: String) -> CheckedExpression? {
    derived.first { $0.path.hasSameScalars(as: path) }?.expression
  }
}
