/// What an expression came to: a value, or the reason why there is none.
public enum Evaluation: Equatable, Sendable {
  /// A value.
  case value(Value)
  /// A CEL error, which is SQL's `NULL`.
  case failure(Failure)

  /// The value, or nil when the evaluation failed.
  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// Whether the value is `true`; only that passes a guard.
  public var isTrue: Bool { value == .bool(true) }
}

/// Why an expression has no value.
public enum Failure: Error, Hashable, Sendable {
  /// The name at this dotted path is absent, or its value is not of the declared type.
  case absent(String)
  /// A result is outside the range of its type; the operation as written, such as `+`.
  case outOfRange(String)
  /// A division by zero; the operation as written, such as `/`.
  case divisionByZero(String)
  /// No item at this index, or no value for this key.
  case noSuchItem(String)
  /// The operation has no meaning for these operands, or this text cannot be read as asked.
  case invalid(String)
}
