/// The spelling of texts in CEL.
enum TextLiteral {
  /// `text` between single quotes, with the escapes it needs.
  static func quoted(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": result += "\\'"
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        result += "\\u" + hexadecimal(scalar.value, digits: 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }

  /// Bytes between single quotes, each but the plain ones as an escape.
  static func quoted(bytes: [UInt8]) -> String {
    let content = bytes.map { byte in
      let isPlain = (0x20..<0x7F).contains(byte) && byte != 0x27 && byte != 0x5C
      return isPlain
        ? String(Unicode.Scalar(byte)) : "\\x" + hexadecimal(UInt32(byte), digits: 2)
    }
    return "b'" + content.joined() + "'"
  }

  private static func hexadecimal(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
