/// One mistake in an expression, with its place and what to write instead.
///
/// The code is stable and the arguments are the parts of the message that vary, so that the same
/// diagnostic can be worded in another language.
public struct Diagnostic: Error, Hashable, Sendable {
  /// What is wrong, as a stable word such as `unknown_name`.
  public var code: Code
  /// The varying parts of the message, in the order the code documents them.
  public var arguments: [String]
  /// What is wrong, in English.
  public var message: String
  /// What to do about it, in English; empty when there is nothing to add.
  public var hint: String
  /// The place in the source, in UTF-8 bytes.
  public var range: SourceRange
}

/// Everything wrong with one expression, in the order of the source; never empty.
public struct Mistakes: Error, Hashable, Sendable {
  /// The diagnostics, sorted by their place.
  public let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics.sorted {
      ($0.range.offset, $0.range.length, $0.code.rawValue)
        < ($1.range.offset, $1.range.length, $1.code.rawValue)
    }
  }
}
