/// The reading of one file: its text and every mistake found so far.
final class Reading {
  let text: SourceText
  private(set) var diagnostics: [Diagnostic]

  init(_ text: SourceText, _ diagnostics: [Diagnostic] = []) {
    self.text = text
    self.diagnostics = diagnostics
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Every mistake, sorted by place; the same code twice at one place is said once.
  var sorted: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }.sorted {
      ($0.location, $0.identifier) < ($1.location, $1.identifier)
    }
  }

  func report(_ code: Diagnostic.Code, at location: SourceLocation, _ arguments: String...) {
    report(code, at: location, arguments)
  }

  func report(_ code: Diagnostic.Code, at location: SourceLocation, _ arguments: [String]) {
    diagnostics.append(
      Diagnostic(
        code: code, location: location, arguments: arguments,
        excerpt: text.excerpt(at: location), guardMistake: nil))
  }

  /// Reports a mistake that the guard language found.
  func report(
    _ mistake: Diagnostic.GuardMistake, _ arguments: [String], at location: SourceLocation
  ) {
    diagnostics.append(
      Diagnostic(
        code: .guardMistake, location: location, arguments: arguments,
        excerpt: text.excerpt(at: location), guardMistake: mistake))
  }

  /// Reports a name that is not among `names`, with the nearest of them.
  func reportUnknown(
    _ code: Diagnostic.Code, _ name: String, at location: SourceLocation, among names: [String]
  ) {
    report(code, at: location, name, NearestName.of(name, in: names) ?? "")
  }

  /// The text a whole-file diagnostic is placed at: the first character.
  var start: SourceLocation { SourceLocation(file: text.file, line: 1, column: 1) }
}
