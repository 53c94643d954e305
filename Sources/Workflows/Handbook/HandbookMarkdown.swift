/// Writes a handbook as Markdown.
enum HandbookMarkdown {
  static func text(of blocks: [HandbookBlock]) -> String {
    var parts: [String] = []
    var notes: [String] = []
    for block in blocks {
      if case .note(let mark, let spans) = block {
        notes.append("- \(mark) " + line(spans))
        continue
      }
      if !notes.isEmpty {
        parts.append(notes.joined(separator: "\n"))
        notes = []
      }
      parts.append(text(of: block))
    }
    return (parts + notes).joined(separator: "\n\n") + "\n"
  }

  private static func text(of block: HandbookBlock) -> String {
    switch block {
    case .heading(let level, let text, let anchor):
      return "<a id=\"\(anchor)\"></a>\n\n" + String(repeating: "#", count: level) + " "
        + escaped(text)
    case .paragraph(let spans): return line(spans)
    case .note(let mark, let spans): return "- \(mark) " + line(spans)
    case .bullets(let lines): return lines.map { "- " + line($0) }.joined(separator: "\n")
    case .table(let head, let rows, let isMatrix):
      let rule = head.indices.map { isMatrix && $0 > 0 ? ":-:" : "---" }
      let lines = [head.map(cell), rule] + rows.map { $0.map { line($0) } }
      return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    case .picture(let mermaid, _, _): return "```mermaid\n\(mermaid)```"
    }
  }

  private static func cell(_ text: String) -> String { escaped(text) }

  private static func line(_ spans: [HandbookSpan]) -> String {
    spans.map { span in
      switch span {
      case .text(let text): escaped(text)
      case .strong(let text): strong(text)
      case .code(let text): "<code>" + code(text) + "</code>"
      case .link(let text, let anchor): "[\(escaped(text))](#\(anchor))"
      }
    }.joined()
  }

  /// Blanks at the end stand outside the stars, or they are not read as stars.
  private static func strong(_ text: String) -> String {
    let trimmed = text.trimmingBlanks
    return "**\(escaped(trimmed))**" + (text.hasSuffix(" ") ? " " : "")
  }

  /// A text in which nothing is read as markup.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "!": result += "\\\(scalar)"
      case "\n", "\r", "\t": result += " "
      default:
        if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// A bar would end a table's cell even in code, hence HTML with entities for every sign of markup.
  private static func code(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&", "<", ">", "|", "*", "_", "`", "[", "]", "\\", "~": result += "&#\(scalar.value);"
      case "\n", "\r", "\t": result += " "
      default:
        if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
