internal import CEL

/// Puts quotes around expressions that YAML would cut short or not read at all.
///
/// Each such mistake has its own diagnostic, at or behind the place where the expression begins. The
/// quotes are kept only when what stands between them is an expression and the mistake is gone.
enum GuardQuotes {
  private static let codes: Set<Diagnostic.Code> = [
    .commaInBraces, .colonInExpression, .leadingExclamation, .leadingQuote,
  ]

  /// The file with quotes where they were missing; the file itself when that does not make it
  /// readable.
  static func mended(_ bytes: [UInt8], file: String) -> [UInt8] {
    var current = bytes
    // Each round mends one place, and no file has as many as this by mistake.
    for _ in 0..<200 {
      let diagnostics = YAMLReader.read(bytes: current, file: file).diagnostics
      guard let first = diagnostics.first else { return current }
      guard codes.contains(first.code),
        let next = mended(current, at: first, of: diagnostics.count, file: file)
      else { return bytes }
      current = next
    }
    return bytes
  }

  private static func mended(
    _ bytes: [UInt8], at mistake: Diagnostic, of count: Int, file: String
  ) -> [UInt8]? {
    guard case .success(let text) = SourceText.read(bytes, file: file) else { return nil }
    let line = text.line(mistake.location.line)
    let place = min(line.startIndex + mistake.location.column - 1, line.endIndex)
    for start in starts(in: line, upTo: place).reversed() {
      for end in ends(in: line, from: max(start + 1, place)).reversed() {
        let words = trimmed(text.scalars[start..<end])
        let source = Remarks.string(words)
        guard !words.isEmpty, (try? CEL.parse(source).get()) != nil else { continue }
        var scalars = Array(text.scalars[..<start])
        scalars += Array(ScalarText.quoted(source).unicodeScalars)
        scalars += Array(text.scalars[(start + words.count)...])
        let mended = Array(Remarks.string(scalars).utf8)
        let after = YAMLReader.read(bytes: mended, file: file).diagnostics
        let isBetter = after.first.map { $0.location > mistake.location } ?? true
        if isBetter { return mended }
      }
    }
    return nil
  }

  /// The places up to `place` at which a value can begin: after `: ` or `- `.
  private static func starts(in line: ArraySlice<Unicode.Scalar>, upTo place: Int) -> [Int] {
    line.indices.filter { index in
      guard index <= place, index > line.startIndex + 1, line[index] != " " else { return false }
      return line[index - 1] == " " && (line[index - 2] == ":" || line[index - 2] == "-")
    }
  }

  /// The places from `place` on at which a value can end: the end of the line, `, key:` and braces.
  private static func ends(in line: ArraySlice<Unicode.Scalar>, from place: Int) -> [Int] {
    guard place < line.endIndex else { return [line.endIndex] }
    let inner = (place..<line.endIndex).filter { index in
      line[index] == "}" || line[index] == "]" || line[index] == ","
        || (line[index] == "#" && line[index - 1] == " ")
    }
    return inner + [line.endIndex]
  }

  private static func trimmed(_ words: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var words = words
    while let last = words.last, Remarks.isBlank(last) { words.removeLast() }
    return words
  }
}
