/// One mistake in a workflow or calendar file, with its place and what to write instead.
///
/// A value: readers collect all of them and sort them by place. The code is stable, the arguments
/// are the parts of the message that vary, and the wording of a language is in one file.
public struct Diagnostic: Hashable, Sendable {
  /// Whether the file can be used all the same.
  public enum Severity: String, Hashable, Sendable {
    /// The file cannot be used.
    case error
    /// The file can be used; something is likely not as meant.
    case warning
  }

  /// What is wrong.
  public var code: Code
  /// Whether the file can be used all the same.
  public var severity: Severity { code.severity }
  /// Where.
  public var location: SourceLocation
  /// The varying parts of the message, in the order the texts use them.
  public var arguments: [String]
  /// The line it is on; nil when there is none, as in a file that is too large.
  public var excerpt: Excerpt?
  /// The guard language's own words for a mistake in an expression.
  var guardMistake: GuardMistake?

  /// A mistake found by the guard language.
  struct GuardMistake: Hashable, Sendable {
    var code: String
    var message: String
    var hint: String
  }

  /// The stable name: `WF201`, or `guard.unknown_name` for a mistake in an expression.
  public var identifier: String {
    guardMistake.map { "guard.\($0.code)" } ?? code.rawValue
  }

  /// What is wrong, in English.
  public var message: String { message(in: .english) }
  /// What to do about it, in English; empty when there is nothing to add.
  public var hint: String { hint(in: .english) }

  /// What is wrong.
  public func message(in language: DiagnosticLanguage) -> String { wording(in: language).message }
  /// What to do about it; empty when there is nothing to add.
  public func hint(in language: DiagnosticLanguage) -> String { wording(in: language).hint }

  private func wording(in language: DiagnosticLanguage) -> Wording {
    switch (language, guardMistake) {
    case (.english, let mistake?): Wording(mistake.message, mistake.hint)
    case (.simplifiedChinese, let mistake?): Wording(chinese: mistake, arguments)
    case (.english, nil): Wording(english: code, arguments)
    case (.simplifiedChinese, nil): Wording(chinese: code, arguments)
    }
  }
}

/// A language in which diagnostics are worded.
public enum DiagnosticLanguage: String, Hashable, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// Simplified Chinese.
  case simplifiedChinese = "zh-Hans"
}

/// A message and what to do about it.
struct Wording {
  var message: String
  var hint: String

  init(_ message: String, _ hint: String = "") {
    self.message = message
    self.hint = hint
  }
}

/// The varying parts of a message; one that is not there reads as nothing.
struct Arguments {
  let values: [String]

  subscript(index: Int) -> String { index < values.count ? values[index] : "" }

  /// All from `index` on, separated by `separator`.
  func list(from index: Int, separator: String = ", ") -> String {
    values.dropFirst(index).joined(separator: separator)
  }
}
