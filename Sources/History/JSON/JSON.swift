/// A JSON value (RFC 8259) that loses nothing: members stay in order, numbers stay as written.
///
/// ```swift
/// let value = try JSON.parse(Array(#"{"seq":1}"#.utf8))
/// value["seq"]?.int64  // 1
/// ```
public enum JSON: Equatable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number's exact text, such as `1.10`.
  case number(String)
  /// A string; compared by its bytes, so that two normal forms of a letter differ.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object's members in the order written; keys are unique.
  case object([Member])

  /// A key and its value.
  public struct Member: Equatable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSON

    /// Makes a member.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }

    /// Equal when key bytes and values are.
    public static func == (left: Member, right: Member) -> Bool {
      left.key.utf8.elementsEqual(right.key.utf8) && left.value == right.value
    }
  }

  /// An integer, written without exponent.
  public static func integer(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

  /// Equal when the same values are written the same way; Swift's own string equality would take
  /// canonically equivalent texts for equal.
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left.utf8.elementsEqual(right.utf8)
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  /// The value of a member, or nil if this is no object or has no such key.
  public subscript(key: String) -> JSON? {
    members?.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// The members of an object, else nil.
  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The elements of an array, else nil.
  public var elements: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text of a string, else nil.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value, else nil.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The integer that a number spells without fraction or exponent, within 64 bits; else nil.
  public var int64: Int64? {
    guard case .number(let digits) = self, !digits.utf8.elementsEqual("-0".utf8) else { return nil }
    return Int64(digits)
  }

  /// Whether this is `null`.
  public var isNull: Bool { self == .null }
}
