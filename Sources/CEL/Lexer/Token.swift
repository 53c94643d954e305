/// One token of the source.
struct Token {
  var kind: Kind
  var range: SourceRange

  enum Kind: Equatable {
    /// A whole number without its sign, for the sign is an operator of its own.
    case int(UInt64)
    case uint(UInt64)
    case decimal(ExactDecimal)
    case double(String)
    case string(String)
    case bytes([UInt8])
    case identifier(String)
    /// A name in backquotes: `` `a-b` ``.
    case quotedIdentifier(String)
    case symbol(String)
    case end
  }

  /// The words that are tokens of their own and never names.
  static let keywords: Set<String> = ["true", "false", "null", "in"]

  /// The words that cannot name a variable but can name a field (cel-spec, "Syntax": RESERVED).
  static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while",
  ]

  /// The symbols, longest first, as the lexer tries them.
  static let symbols: [String] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",",
    "(", ")", "[", "]", "{", "}",
  ]
}
