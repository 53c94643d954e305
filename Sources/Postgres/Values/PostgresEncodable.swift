/// A value that can be sent as a parameter, in PostgreSQL's text format.
///
/// The server takes the type from the statement (`$1::date`, or the column it is stored in), so a
/// text is enough. `nil` in a parameter list is NULL.
public protocol PostgresEncodable {
  /// Appends the text of the value in UTF-8, without a final zero.
  func appendText(to bytes: inout [UInt8])
}

extension String: PostgresEncodable {
  /// The characters themselves.
  public func appendText(to bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
}

extension Substring: PostgresEncodable {
  /// The characters themselves.
  public func appendText(to bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
}

extension Bool: PostgresEncodable {
  /// `t` or `f`.
  public func appendText(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: self ? "t" : "f"))
  }
}

extension Int: PostgresEncodable {
  /// Decimal digits.
  public func appendText(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: String(self).utf8)
  }
}

extension Int64: PostgresEncodable {
  /// Decimal digits.
  public func appendText(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: String(self).utf8)
  }
}

extension Double: PostgresEncodable {
  /// The shortest text that reads back as the same number; `NaN`, `Infinity` as PostgreSQL has them.
  public func appendText(to bytes: inout [UInt8]) {
    let text = isNaN ? "NaN" : isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : String(self)
    bytes.append(contentsOf: text.utf8)
  }
}

/// Bytes for a `bytea`, sent in hexadecimal form (`\x…`, the manual's "bytea Hex Format"), which
/// takes twice the room on the wire and needs no knowledge of the parameter's type.
public struct Bytea: PostgresEncodable, Hashable, Sendable {
  /// The bytes.
  public var bytes: [UInt8]

  /// These bytes.
  public init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// `\x` and two hexadecimal digits a byte.
  public func appendText(to output: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    output.reserveCapacity(output.count + 2 + 2 * bytes.count)
    output.append(UInt8(ascii: "\\"))
    output.append(UInt8(ascii: "x"))
    for byte in bytes {
      output.append(digits[Int(byte >> 4)])
      output.append(digits[Int(byte & 15)])
    }
  }

  /// Reads the hexadecimal form; `nil` when the text has another form.
  public init?(text: some Collection<UInt8>) {
    guard text.count >= 2, text.count % 2 == 0 else { return nil }
    let prefix = text.prefix(2)
    guard prefix.elementsEqual("\\x".utf8) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2 - 1)
    var high: UInt8?
    for character in text.dropFirst(2) {
      guard let digit = Self.value(ofDigit: character) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    self.bytes = bytes
  }

  private static func value(ofDigit character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
