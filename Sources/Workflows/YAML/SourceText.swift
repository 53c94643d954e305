/// The text of a file, split into lines the way the YAML parser counts them.
struct SourceText: Sendable {
  /// The name messages use.
  let file: String
  /// The bytes without a byte order mark, valid UTF-8.
  let bytes: [UInt8]
  /// The characters.
  let scalars: [Unicode.Scalar]
  /// The index of the first character of each line; never empty.
  let lineStarts: [Int]

  /// The largest file that is read, in bytes.
  static let maximumBytes = 1 << 20

  /// Reads `bytes`, or says what is wrong with them.
  static func read(_ bytes: [UInt8], file: String) -> Result<SourceText, UnreadableText> {
    guard bytes.count <= maximumBytes else {
      return .failure(.init(.fileTooLarge, file, arguments: ["\(maximumBytes)"]))
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(content.count)
    var lineStarts = [0]
    var decoder = UTF8()
    var iterator = content.makeIterator()
    var previous: Unicode.Scalar = " "
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .emptyInput: break decoding
      case .error:
        return .failure(
          .init(
            .notUTF8, file, line: lineStarts.count,
            column: scalars.count - (lineStarts.last ?? 0) + 1))
      case .scalarValue(let scalar):
        if isForbidden(scalar) {
          return .failure(
            .init(
              .controlCharacter, file, line: lineStarts.count,
              column: scalars.count - (lineStarts.last ?? 0) + 1,
              arguments: ["U+" + hex(scalar.value)]))
        }
        if previous == "\r", scalar == "\n" { lineStarts.removeLast() }
        scalars.append(scalar)
        if scalar == "\n" || scalar == "\r" { lineStarts.append(scalars.count) }
        previous = scalar
      }
    }
    return .success(
      SourceText(file: file, bytes: content, scalars: scalars, lineStarts: lineStarts))
  }

  /// Controls other than tab and line ends, and the line ends that YAML 1.1 knows and 1.2 does not.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The characters of a line, from 1, without its end.
  func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
    guard (1...lineStarts.count).contains(number) else { return [] }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : scalars.count
    while end > start, scalars[end - 1] == "\n" || scalars[end - 1] == "\r" { end -= 1 }
    return scalars[start..<end]
  }

  /// The line and column, from 1, of the character at `index`.
  func position(of index: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle + 1 } else { high = middle }
    }
    return (low, index - lineStarts[low - 1] + 1)
  }

  /// The place of the characters in `range`, cut at the end of its first line.
  func location(_ range: Range<Int>) -> SourceLocation {
    let (line, column) = position(of: range.lowerBound)
    let lineEnd = lineStarts[line - 1] + self.line(line).count
    return SourceLocation(
      file: file, line: line, column: column,
      length: min(range.upperBound, max(lineEnd, range.lowerBound + 1)) - range.lowerBound)
  }

  /// The line of a place, for showing.
  func excerpt(at location: SourceLocation) -> Excerpt {
    Excerpt(line: line(location.line), column: location.column, length: location.length)
  }
}

/// Why the bytes of a file are not a text.
struct UnreadableText: Error {
  let diagnostic: Diagnostic

  init(
    _ code: Diagnostic.Code, _ file: String, line: Int = 1, column: Int = 1,
    arguments: [String] = []
  ) {
    diagnostic = Diagnostic(
      code: code, location: SourceLocation(file: file, line: line, column: column),
      arguments: arguments, excerpt: nil, guardMistake: nil)
  }
}
