/// Writes a handbook as one HTML page: no script, nothing loaded from elsewhere.
struct HandbookPage {
  let title: String
  let language: DiagnosticLanguage

  func text(of blocks: [HandbookBlock]) -> String {
    let chapters = blocks.compactMap { block -> String? in
      guard case .heading(2, let text, let anchor) = block else { return nil }
      return "<a href=\"#\(anchor)\">\(Self.escaped(text))</a>"
    }
    let body = blocks.map(Self.text).joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>\(Self.escaped(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <nav>\(chapters.joined(separator: " "))</nav>
      <main>
      \(body)
      </main>
      </body>
      </html>

      """
  }

  private static func text(of block: HandbookBlock) -> String {
    switch block {
    case .heading(let level, let text, let anchor):
      return "<h\(level) id=\"\(anchor)\">\(escaped(text))</h\(level)>"
    case .paragraph(let spans): return "<p>\(line(spans))</p>"
    case .note(let mark, let spans):
      return "<p class=\"note\"><span>\(escaped(mark))</span> \(line(spans))</p>"
    case .bullets(let lines):
      return "<ul>\n" + lines.map { "<li>\(line($0))</li>" }.joined(separator: "\n") + "\n</ul>"
    case .table(let head, let rows, let isMatrix):
      let cells = head.map { "<th>\(escaped($0))</th>" }.joined()
      let lines = rows.map { row in "<tr>" + row.map { "<td>\(line($0))</td>" }.joined() + "</tr>" }
      return
        "<table\(isMatrix ? " class=\"matrix\"" : "")>\n<thead><tr>\(cells)</tr></thead>\n<tbody>\n\(lines.joined(separator: "\n"))\n</tbody>\n</table>"
    case .picture(_, let drawing, let text):
      if let drawing { return "<figure>\n\(element(of: drawing))\n</figure>" }
      return "<pre>\(escaped(text))</pre>"
    }
  }

  /// The drawing's own element, without the declarations before it that only a whole file may have.
  private static func element(of drawing: String) -> String {
    drawing.firstRange(of: "<svg").map { String(drawing[$0.lowerBound...]) } ?? ""
  }

  private static func line(_ spans: [HandbookSpan]) -> String {
    spans.map { span in
      switch span {
      case .text(let text): escaped(text)
      case .strong(let text): "<strong>\(escaped(text))</strong>"
      case .code(let text): "<code>\(escaped(text))</code>"
      case .link(let text, let anchor): "<a href=\"#\(anchor)\">\(escaped(text))</a>"
      }
    }.joined()
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n": result += "\n"
      default:
        if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  private static let style = """
    :root { color: #1f2937; background: #fff; font: 16px/1.55 "Helvetica Neue", Arial, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
    body { margin: 0 }
    main { max-width: 62rem; margin: 0 auto; padding: 1rem 1.5rem 4rem }
    nav { position: sticky; top: 0; background: #f8fafc; border-bottom: 1px solid #e2e8f0; padding: .5rem 1.5rem; font-size: .85rem; z-index: 1 }
    nav a { margin-right: 1rem; white-space: nowrap }
    a { color: #1d4ed8; text-decoration: none }
    a:hover { text-decoration: underline }
    h1 { font-size: 2rem; margin: 1rem 0 .5rem }
    h2 { font-size: 1.45rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid #bfdbfe }
    h3 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; color: #1e3a8a }
    h4 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; padding: .3rem .7rem; background: #eff6ff; border-left: 4px solid #60a5fa }
    h5 { font-size: 1rem; margin: 1.4rem 0 .1rem }
    h5 + p { margin: 0; font-size: .8rem }
    h1, h2, h3, h4, h5 { scroll-margin-top: 3rem; break-after: avoid }
    table { border-collapse: collapse; width: 100%; font-size: .88rem; margin: .6rem 0 1rem }
    th { text-align: left; background: #f1f5f9; vertical-align: bottom }
    th, td { border: 1px solid #e2e8f0; padding: .3rem .5rem; overflow-wrap: anywhere }
    td { vertical-align: top }
    tr { break-inside: avoid }
    .matrix th { font-weight: 600; font-size: .78rem; overflow-wrap: normal }
    .matrix td:not(:first-child), .matrix th:not(:first-child) { text-align: center }
    .matrix tbody tr:hover { background: #f8fafc }
    code { font: .85em "Liberation Mono", Menlo, Consolas, monospace; background: #f1f5f9; padding: .05rem .25rem; border-radius: 3px; overflow-wrap: anywhere }
    .note { margin: .35rem 0 }
    .note span { color: #b45309; margin-right: .3rem }
    ul { margin: .3rem 0 .6rem; padding-left: 1.3rem }
    figure { margin: 1rem 0; border: 1px solid #e2e8f0; border-radius: 6px; padding: .5rem }
    figure svg { width: 100%; height: auto }
    pre { font: 12px/1.3 "Liberation Mono", "Noto Sans Mono CJK SC", monospace; overflow-x: auto; background: #f8fafc; padding: 1rem }
    @media (min-width: 75rem) { figure { margin: 1rem -5rem } }
    @media print {
      :root { font-size: 10.5pt }
      nav { display: none }
      main { max-width: none; padding: 0 }
      figure { margin: 0; border: 0; break-inside: avoid }
      a { color: inherit }
    }
    """
}
