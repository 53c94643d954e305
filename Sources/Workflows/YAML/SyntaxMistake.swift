/// Turns what libyaml says about a text into a diagnostic, naming the traps of expressions.
///
/// libyaml stops at the first place that makes no sense, which is often well behind the cause:
/// `!form.a && b` fails at `&&`, not at `!`. The line is looked at for the known causes.
enum SyntaxMistake {
  static func diagnostic(for failure: EventStream.Failure, in text: SourceText) -> Diagnostic {
    let index = min(failure.index, max(0, text.scalars.count - 1))
    let (line, _) = text.position(of: index)
    let characters = Array(text.line(line))
    let start = text.lineStarts[line - 1]
    for value in values(of: characters) {
      if let (code, offset) = trap(in: characters, value: value, failingAt: index - start) {
        return make(code, start + offset, [], text)
      }
    }
    return make(.yamlSyntax, index, [failure.problem], text)
  }

  /// The offsets at which a value starts: after `- `, after `: `, after `{` of a one-line mapping.
  private static func values(of line: [Unicode.Scalar]) -> [Int] {
    var starts: [Int] = []
    for offset in line.indices.dropFirst() where line[offset] != " " {
      guard line[offset - 1] == " " else { continue }
      let before = line[..<offset].last { $0 != " " }
      if before == ":" || before == "-" { starts.append(offset) }
    }
    return starts
  }

  private static func trap(
    in line: [Unicode.Scalar], value: Int, failingAt failure: Int
  ) -> (Diagnostic.Code, Int)? {
    let first = line[value]
    if first == "!" { return (.leadingExclamation, value) }
    if first == "'" || first == "\"" {
      guard let closing = line[(value + 1)...].firstIndex(of: first) else { return nil }
      let rest = line[(closing + 1)...].first { $0 != " " }
      guard let rest, !",}]#:".unicodeScalars.contains(rest) else { return nil }
      return (.leadingQuote, value)
    }
    guard failure >= value, failure < line.count else { return nil }
    switch line[failure] {
    case ":": return failure > value ? (.colonInExpression, failure) : nil
    case "[", "{", "]": return failure > value ? (.commaInBraces, failure) : nil
    default: return nil
    }
  }

  private static func make(
    _ code: Diagnostic.Code, _ index: Int, _ arguments: [String], _ text: SourceText
  ) -> Diagnostic {
    let location = text.location(index..<index + 1)
    return Diagnostic(
      code: code, location: location, arguments: arguments, excerpt: text.excerpt(at: location),
      guardMistake: nil)
  }
}
