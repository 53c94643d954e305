import Foundation

/// `embed-texts OUTPUT FILE…`: writes a Swift file with each text as a literal, named by its file:
/// `0001_register.sql` becomes `EmbeddedTexts._0001_register_sql`.
@main
enum EmbedTexts {
  static func main() throws {
    let (output, files) = (CommandLine.arguments[1], CommandLine.arguments.dropFirst(2))
    var swift = "enum EmbeddedTexts {\n"
    for file in files.map(URL.init(fileURLWithPath:)) {
      let text = try String(contentsOf: file, encoding: .utf8)
      swift += "  static let \(constant(file.lastPathComponent)) = \(literal(text))\n"
    }
    try (swift + "}\n").write(toFile: output, atomically: true, encoding: .utf8)
  }

  static func constant(_ name: String) -> String {
    let word = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    return word.first?.isNumber == true ? "_" + word : word
  }

  /// One line, every character that means something in a literal escaped.
  static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": literal += "\\n"
      case "\"", "\\": literal += "\\" + String(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        literal += "\\u{\(String(scalar.value, radix: 16))}"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}
