/// A value without a type of its own, as JSON has them: what a form sends and what a report prints.
///
/// Numbers keep the digits they were written with, so that no amount passes through a floating
/// point number on its way.
public enum PlainValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, as its digits.
  case number(String)
  /// A text.
  case text(String)
  /// An ordered list.
  case list([PlainValue])
  /// Named values, in order.
  case object([Member])

  /// A name with its value.
  public struct Member: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: PlainValue

    /// `value` under `name`.
    public init(_ name: String, _ value: PlainValue) {
      self.name = name
      self.value = value
    }
  }
}

extension PlainValue {
  /// The number `value`.
  public static func integer(_ value: some BinaryInteger) -> PlainValue { .number("\(value)") }

  /// A list of texts.
  public static func texts(_ values: some Sequence<String>) -> PlainValue {
    .list(values.map(PlainValue.text))
  }

  /// The value named `name`; nil when this is no object or has none.
  public subscript(name: String) -> PlainValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text of a text or of a number's digits.
  public var string: String? {
    switch self {
    case .text(let text), .number(let text): text
    default: nil
    }
  }

  /// The elements of a list.
  public var elements: [PlainValue]? {
    if case .list(let elements) = self { elements } else { nil }
  }
}

extension PlainValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
  /// Named values in the order written.
  public init(dictionaryLiteral elements: (String, PlainValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }

  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
}
