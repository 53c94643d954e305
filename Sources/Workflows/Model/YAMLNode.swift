/// A value of a YAML file with its place; scalars are texts that a schema reads.
public struct YAMLNode: Sendable {
  /// What stands there.
  public enum Content: Sendable {
    /// A text, number, date, …: the characters as YAML reads them.
    case scalar(String, style: Style)
    /// A list.
    case sequence([YAMLNode])
    /// Keys and values in the order of the file; every key is a scalar and none stands twice.
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  /// How a scalar is written.
  public enum Style: Hashable, Sendable {
    /// Without quotes.
    case plain
    /// In `'…'`.
    case singleQuoted
    /// In `"…"`.
    case doubleQuoted
    /// After `|` or `>`.
    case block
  }

  /// What stands there.
  public var content: Content
  /// Where it is written.
  public var location: SourceLocation
  /// Where each character of a scalar is written.
  var positions: ScalarPositions
  /// Whether a mistake was reported that makes the rest of this value meaningless.
  var isBroken = false

  /// The text of a scalar.
  public var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The items of a list.
  public var items: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The keys and values of a mapping.
  public var pairs: [(key: YAMLNode, value: YAMLNode)]? {
    if case .mapping(let pairs) = content { pairs } else { nil }
  }

  /// The value of the key `name`.
  public subscript(name: String) -> YAMLNode? {
    pairs?.first { $0.key.text == name }?.value
  }
}
