public import Workflows

/// One mistake in a map file, with its place and what to write instead.
public enum MapDiagnostic: Hashable, Sendable {
  /// A mistake in the YAML itself.
  case file(Diagnostic)
  /// A mistake in what the map says.
  case map(MapMistake)

  /// Where.
  public var location: SourceLocation {
    switch self {
    case .file(let diagnostic): diagnostic.location
    case .map(let mistake): mistake.location
    }
  }

  /// The stable name, such as `MP101`.
  public var identifier: String {
    switch self {
    case .file(let diagnostic): diagnostic.identifier
    case .map(let mistake): mistake.problem.identifier
    }
  }

  /// The diagnostic as a terminal shows it: place, message, the line with a caret, a hint.
  public func render(language: DiagnosticLanguage = .english) -> String {
    switch self {
    case .file(let diagnostic): diagnostic.render(language: language)
    case .map(let mistake): mistake.render(language: language)
    }
  }
}

/// What is wrong with what a map says.
public struct MapMistake: Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// No such key: the key, where, the keys there are.
    case unknownKey(String, inside: String, known: [String])
    /// A key is missing: the key, where.
    case missingKey(String, inside: String)
    /// Something else was needed: what.
    case wrongShape(needed: String)
    /// Not one of the words allowed: the word, the words.
    case unknownWord(String, allowed: [String])
    /// Not a whole number within bounds: what was written, the least, the most.
    case badNumber(String, least: Int, most: Int)
    /// No such time zone.
    case unknownZone(String)
    /// The map is of another workflow: its name in the map, the workflow's name.
    case otherWorkflow(String, expected: String)
    /// The workflow has no such action: the action, the actions.
    case unknownAction(String, known: [String])
    /// The workflow has no such role: the role, the roles.
    case unknownRole(String, known: [String])
    /// The form has no such field: the field, the fields.
    case unknownField(String, known: [String])
    /// Persons are made up, and rules that compare persons are judged: the family of rules.
    case madeUpPersons(String)
    /// The value assumed for a field does not fit it: the field.
    case badAssumption(field: String)

    /// The stable name.
    public var identifier: String {
      switch self {
      case .unknownKey: "MP101"
      case .missingKey: "MP102"
      case .wrongShape: "MP103"
      case .unknownWord: "MP104"
      case .badNumber: "MP105"
      case .unknownZone: "MP106"
      case .otherWorkflow: "MP201"
      case .unknownAction: "MP202"
      case .unknownRole: "MP203"
      case .unknownField: "MP204"
      case .madeUpPersons: "MP205"
      case .badAssumption: "MP206"
      }
    }
  }

  /// What is wrong.
  public var problem: Problem
  /// Where.
  public var location: SourceLocation
  /// The line it is on.
  public var line: String
}
