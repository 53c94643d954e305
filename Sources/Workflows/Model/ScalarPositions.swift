/// Where each character of a YAML scalar's value is written in its file.
///
/// A value differs from what is written: quotes double, lines fold. Kept as one entry for each run
/// of characters that follow one another in the file.
struct ScalarPositions: Hashable, Sendable {
  /// A run of characters written one after another.
  struct Run: Hashable, Sendable {
    /// The index of the run's first Unicode scalar in the value.
    var index: Int
    /// The line of that scalar, from 1.
    var line: Int
    /// The column of that scalar, from 1.
    var column: Int
  }

  /// The runs, by index; never empty.
  var runs: [Run]

  /// The line and column of the Unicode scalar at `index`.
  func position(of index: Int) -> (line: Int, column: Int) {
    let run = runs.last { $0.index <= index } ?? runs[0]
    return (run.line, run.column + max(0, index - run.index))
  }

  /// The place of `length` UTF-8 bytes from `offset` of `value`.
  func location(of offset: Int, length: Int, in value: String, file: String) -> SourceLocation {
    var start = 0
    var end = 0
    var bytes = 0
    for scalar in value.unicodeScalars {
      if bytes < offset { start += 1 }
      if bytes < offset + length { end += 1 }
      bytes += UTF8.width(scalar)
    }
    let first = position(of: start)
    let last = position(of: max(start, end - 1))
    let spanned = last.line == first.line ? last.column - first.column + 1 : 1
    return SourceLocation(
      file: file, line: first.line, column: first.column, length: end > start ? spanned : 1)
  }
}
