import History

/// A form value as somebody types it in a shell, as JSON.
///
/// Scalars stay texts, for the database reads numbers and days from texts by the field's type, and
/// an account number must not become a number on the way. Brackets and braces are read as JSON or
/// as YAML's flow style, `[{age: 45, disabled: false}]`, and there a bare number is a number.
struct FlowText {
  /// Why a text in brackets cannot be read.
  struct Mistake: Error {
    var message: String
    /// The place in the text, in Unicode scalars from 1.
    var column: Int
  }

  private let scalars: [Unicode.Scalar]
  private var at = 0

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The value of `--set field=TEXT`.
  static func value(_ text: String) throws(Mistake) -> JSON {
    let start = text.unicodeScalars.first { !$0.properties.isWhitespace }
    guard start == "[" || start == "{" else { return scalar(text) }
    var reader = FlowText(text)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.at < reader.scalars.count {
      throw reader.mistake(say("nothing may follow the value", "值后面不能再有内容"))
    }
    return value
  }

  private static func scalar(_ text: String) -> JSON {
    switch text {
    case "true", "yes", "是": .bool(true)
    case "false", "no", "否": .bool(false)
    default: .string(text)
    }
  }

  private func mistake(_ message: String) -> Mistake { Mistake(message: message, column: at + 1) }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private mutating func skipSpace() {
    while let scalar = next, scalar.properties.isWhitespace { at += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == scalar else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(Mistake) -> JSON {
    if depth > 16 { throw mistake(say("nested too deeply", "嵌套过深")) }
    skipSpace()
    if take("[") { return .array(try list(depth: depth)) }
    if take("{") { return .object(try members(depth: depth)) }
    if next == "\"" || next == "'" { return .string(try quoted()) }
    let word = try plain(endingAt: [",", "]", "}"])
    if case .bool(let value) = Self.scalar(word) { return .bool(value) }
    if word == "null" { return .null }
    if let number = try? JSON.parse(word), case .number = number { return number }
    return .string(word)
  }

  private mutating func list(depth: Int) throws(Mistake) -> [JSON] {
    var elements: [JSON] = []
    if take("]") { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      if take("]") { return elements }
      guard take(",") else { throw mistake(say("expected ',' or ']'", "此处应为“,”或“]”")) }
      if take("]") { return elements }
    }
  }

  private mutating func members(depth: Int) throws(Mistake) -> [JSON.Member] {
    var members: [JSON.Member] = []
    if take("}") { return members }
    while true {
      skipSpace()
      let start = at
      let key = next == "\"" || next == "'" ? try quoted() : try plain(endingAt: [":", ",", "}"])
      guard take(":") else {
        throw mistake(say("expected ':' after '\(key)'", "“\(key)”之后应为“:”"))
      }
      if members.contains(where: { $0.key == key }) {
        throw Mistake(message: say("'\(key)' stands twice", "“\(key)”重复"), column: start + 1)
      }
      members.append(.init(key, try value(depth: depth + 1)))
      if take("}") { return members }
      guard take(",") else { throw mistake(say("expected ',' or '}'", "此处应为“,”或“}”")) }
      if take("}") { return members }
    }
  }

  private mutating func plain(endingAt ends: Set<Unicode.Scalar>) throws(Mistake) -> String {
    let start = at
    while let scalar = next, !ends.contains(scalar) { at += 1 }
    let word = String(String.UnicodeScalarView(scalars[start..<at]))
    let trimmed = String(
      word.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    if trimmed.isEmpty { throw mistake(say("a value is missing", "缺少值")) }
    return trimmed
  }

  private mutating func quoted() throws(Mistake) -> String {
    let quote = scalars[at]
    let start = at
    at += 1
    var text = String.UnicodeScalarView()
    while let scalar = next {
      at += 1
      if scalar == quote {
        if quote == "'", next == "'" {
          at += 1
        } else if quote == "\"" {
          // JSON knows every escape; it also says when one is wrong.
          let source = String(String.UnicodeScalarView(scalars[start..<at]))
          guard let text = try? JSON.parse(source).text else {
            throw mistake(say("the quoted text is not JSON", "引号内不是合法的 JSON 文本"))
          }
          return text
        } else {
          return String(text)
        }
      } else if quote == "\"", scalar == "\\", next != nil {
        at += 1
      }
      text.append(scalar)
    }
    throw mistake(say("the quote does not end", "引号没有结束"))
  }
}
