/// A place in a file, as an editor shows it.
public struct SourceLocation: Hashable, Sendable {
  /// The file as the reader was told, such as `workflows/small_grant.yaml`.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column of the first character, from 1, in Unicode scalars.
  public var column: Int
  /// The number of Unicode scalars, at least 1; a place that spans lines ends with its first line.
  public var length: Int

  /// A place of `length` scalars in `file`.
  public init(file: String, line: Int, column: Int, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = max(1, length)
  }
}

extension SourceLocation: Comparable {
  /// Order within one file: by line, then column, then length.
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.line, left.column, left.length, left.file)
      < (right.line, right.column, right.length, right.file)
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }
}
