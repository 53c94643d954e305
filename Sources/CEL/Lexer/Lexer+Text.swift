extension Lexer {
  /// How a text literal starts.
  struct Quote {
    var isRaw = false
    var isBytes = false
    var delimiter: [UInt8]
    /// The length of prefix and delimiter.
    var length: Int
    var isMultiline: Bool { delimiter.count == 3 }
  }

  /// The opening of a text at the position: `b` and `r` in any case, then one or three quotes.
  func quoteAfterPrefix() -> Quote? {
    var quote = Quote(delimiter: [], length: 0)
    if peek(quote.length).map({ $0 | 0x20 == UInt8(ascii: "b") }) == true {
      quote.isBytes = true
      quote.length += 1
    }
    if peek(quote.length).map({ $0 | 0x20 == UInt8(ascii: "r") }) == true {
      quote.isRaw = true
      quote.length += 1
    }
    guard let mark = peek(quote.length), mark == UInt8(ascii: "'") || mark == UInt8(ascii: "\"")
    else { return nil }
    let triple = peek(quote.length + 1) == mark && peek(quote.length + 2) == mark
    quote.delimiter = Array(repeating: mark, count: triple ? 3 : 1)
    quote.length += quote.delimiter.count
    return quote
  }

  /// A text or byte literal.
  mutating func text(_ quote: Quote) -> Token.Kind? {
    let start = position
    position += quote.length
    var content: [UInt8] = []
    while !bytes[position...].starts(with: quote.delimiter) {
      guard let byte = peek(), quote.isMultiline || (byte != 0x0A && byte != 0x0D) else {
        mistakes.append(.unterminatedText(range(from: start)))
        return nil
      }
      if byte == UInt8(ascii: "\\"), !quote.isRaw {
        escape(into: &content, asBytes: quote.isBytes)
      } else {
        content.append(byte)
        position += 1
      }
    }
    position += quote.delimiter.count
    return quote.isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
  }

  /// One escape sequence (cel-spec, "Syntax": ESCAPE).
  private mutating func escape(into content: inout [UInt8], asBytes: Bool) {
    let start = position
    position += 1
    guard let byte = peek() else { return }
    position += 1
    if let plain = Self.plainEscapes[byte] {
      content.append(plain)
      return
    }
    let number: UInt32?
    switch byte {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): number = hexadecimal(digits: 2)
    case UInt8(ascii: "u"): number = asBytes ? nil : hexadecimal(digits: 4)
    case UInt8(ascii: "U"): number = asBytes ? nil : hexadecimal(digits: 8)
    case 0x30...0x33: number = octal(first: UInt32(byte - 0x30))
    default: number = nil
    }
    if asBytes, let number {
      content.append(UInt8(truncatingIfNeeded: number))
    } else if let scalar = number.flatMap(Unicode.Scalar.init) {
      content.append(contentsOf: Array(String(Character(scalar)).utf8))
    } else {
      while let next = peek(), next & 0xC0 == 0x80 { position += 1 }
      mistakes.append(.badEscape(text(from: start), range(from: start)))
    }
  }

  private static let plainEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "?"): 0x3F,
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27, UInt8(ascii: "`"): 0x60,
  ]

  private mutating func hexadecimal(digits: Int) -> UInt32? {
    var number: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = peek()?.hexadecimalValue else { return nil }
      number = number << 4 | digit
      position += 1
    }
    return number
  }

  private mutating func octal(first: UInt32) -> UInt32? {
    var number = first
    for _ in 0..<2 {
      guard let byte = peek(), (0x30...0x37).contains(byte) else { return nil }
      number = number << 3 | UInt32(byte - 0x30)
      position += 1
    }
    return number
  }
}
