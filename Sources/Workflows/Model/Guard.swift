public import CEL

/// An expression of the guard language in a workflow file, checked, with its place.
public struct Guard: Sendable {
  /// The checked expression; `expression.source` is its text.
  public let expression: CheckedExpression
  /// The names under `facts:` that its text reads itself, in the order of the file's facts.
  public let facts: [String]
  /// Where the expression is written.
  public let location: SourceLocation
  /// Where each of its characters is written.
  let positions: ScalarPositions

  /// Where a part of the expression is written.
  ///
  /// - Parameter range: a range of `expression.source`, in UTF-8 bytes.
  public func location(of range: SourceRange) -> SourceLocation {
    positions.location(
      of: range.offset, length: range.length, in: expression.source, file: location.file)
  }
}
