/// A type that can be read from PostgreSQL's text format.
public protocol PostgresDecodable {
  /// Reads the text; `nil` when it is not one of this type.
  init?(postgresText text: UnsafeBufferPointer<UInt8>)
}

extension String: PostgresDecodable {
  /// Any text.
  public init?(postgresText text: UnsafeBufferPointer<UInt8>) {
    self.init(decoding: text, as: UTF8.self)
  }
}

extension Int: PostgresDecodable {
  /// Decimal digits with an optional sign.
  public init?(postgresText text: UnsafeBufferPointer<UInt8>) {
    self.init(String(decoding: text, as: UTF8.self))
  }
}

extension Double: PostgresDecodable {
  /// A number, `NaN`, `Infinity` or `-Infinity`.
  public init?(postgresText text: UnsafeBufferPointer<UInt8>) {
    self.init(String(decoding: text, as: UTF8.self))
  }
}

extension Bool: PostgresDecodable {
  /// `t` or `f`.
  public init?(postgresText text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 1 else { return nil }
    switch text[0] {
    case UInt8(ascii: "t"): self = true
    case UInt8(ascii: "f"): self = false
    default: return nil
    }
  }
}

extension Bytea: PostgresDecodable {
  /// The hexadecimal form, the default `bytea_output`.
  public init?(postgresText text: UnsafeBufferPointer<UInt8>) {
    self.init(text: text)
  }
}

/// Which column: `"name"` or `0`.
public enum ColumnKey: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// By its name in the result.
  case name(String)
  /// By its place, from 0.
  case index(Int)

  /// By its name in the result.
  public init(stringLiteral name: String) { self = .name(name) }
  /// By its place, from 0.
  public init(integerLiteral index: Int) { self = .index(index) }

  var label: String {
    switch self {
    case .name(let name): name
    case .index(let index): "\(index)"
    }
  }
}
