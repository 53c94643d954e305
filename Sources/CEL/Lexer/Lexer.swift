/// Splits a source into tokens; collects every mistake and goes on.
struct Lexer {
  let bytes: [UInt8]
  var position = 0
  var mistakes: [Diagnostic] = []

  init(_ source: String) {
    bytes = Array(source.utf8)
  }

  /// All tokens of the source, closed by `.end`, and the mistakes found on the way.
  static func tokens(of source: String) -> (tokens: [Token], mistakes: [Diagnostic]) {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    while let token = lexer.next() { tokens.append(token) }
    let end = SourceRange(offset: lexer.bytes.count, length: 0)
    tokens.append(Token(kind: .end, range: end))
    return (tokens, lexer.mistakes)
  }

  private mutating func next() -> Token? {
    while true {
      skipBlanks()
      guard let byte = peek() else { return nil }
      let start = position
      if let kind = token(startingWith: byte) {
        return Token(kind: kind, range: range(from: start))
      }
    }
  }

  /// The token at the position, or nil when there was only a mistake, which is then skipped.
  private mutating func token(startingWith byte: UInt8) -> Token.Kind? {
    if let quote = quoteAfterPrefix() { return text(quote) }
    if byte.isDigit || (byte == UInt8(ascii: ".") && peek(1)?.isDigit == true) { return number() }
    if byte.isLetter { return .identifier(word()) }
    if byte == UInt8(ascii: "`") { return quotedIdentifier() }
    for symbol in Token.symbols where starts(with: symbol) {
      position += symbol.utf8.count
      return .symbol(symbol)
    }
    let start = position
    position += 1
    while let next = peek(), next & 0xC0 == 0x80 { position += 1 }
    let character = String(decoding: bytes[start..<position], as: UTF8.self)
    mistakes.append(.unexpectedCharacter(character, range(from: start)))
    return nil
  }

  /// Skips blanks and `//` comments.
  private mutating func skipBlanks() {
    while let byte = peek() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D:
        position += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        while peek().map({ $0 != 0x0A }) == true { position += 1 }
      default:
        return
      }
    }
  }

  private mutating func word() -> String {
    let start = position
    while let byte = peek(), byte.isLetter || byte.isDigit { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// A name in backquotes: letters, digits and `_ . - / space` (cel-spec, "Syntax": ESC_IDENT).
  private mutating func quotedIdentifier() -> Token.Kind? {
    let start = position
    position += 1
    while let byte = peek(), byte.isLetter || byte.isDigit || Array("-./ ".utf8).contains(byte) {
      position += 1
    }
    guard peek() == UInt8(ascii: "`"), position > start + 1 else {
      mistakes.append(.unterminatedText(range(from: start)))
      return nil
    }
    position += 1
    return .quotedIdentifier(
      String(decoding: bytes[(start + 1)..<(position - 1)], as: UTF8.self))
  }

  func peek(_ distance: Int = 0) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  func starts(with text: String) -> Bool {
    bytes[position...].starts(with: text.utf8)
  }

  func range(from start: Int) -> SourceRange {
    SourceRange(offset: start, length: position - start)
  }
}

extension UInt8 {
  /// `0` to `9`.
  var isDigit: Bool { (0x30...0x39).contains(self) }
  /// A letter of ASCII or `_`: what a name may start with.
  var isLetter: Bool {
    (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x5F
  }
  /// The value of a hexadecimal digit.
  var hexadecimalValue: UInt32? {
    switch self {
    case 0x30...0x39: UInt32(self - 0x30)
    case 0x41...0x46: UInt32(self - 0x41 + 10)
    case 0x61...0x66: UInt32(self - 0x61 + 10)
    default: nil
    }
  }
}
