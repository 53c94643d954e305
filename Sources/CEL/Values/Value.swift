/// A value of the guard language. Absence is not a value: an absent field is a missing name.
public enum Value: Sendable {
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case int(Int64)
  /// An exact decimal.
  case decimal(ExactDecimal)
  /// A text.
  case string(String)
  /// A calendar day.
  case date(CalendarDate)
  /// An instant.
  case timestamp(Timestamp)
  /// A length of time.
  case duration(Span)
  /// An ordered list.
  case list([Value])
  /// Named values.
  case row(Row)
  /// A map, keys in the order written; in the full language only.
  case map([MapEntry])

  /// One key and its value.
  public struct MapEntry: Equatable, Sendable {
    /// The key: a bool, an int or a string.
    public var key: Value
    /// The value.
    public var value: Value

    /// A key with its value.
    public init(key: Value, value: Value) {
      self.key = key
      self.value = value
    }
  }
}

extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A bool.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An int.
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A list.
  public init(arrayLiteral elements: Value...) { self = .list(elements) }
  /// A row; of two entries with the same name the last counts.
  public init(dictionaryLiteral elements: (String, Value)...) { self = .row(Row(elements)) }
}
