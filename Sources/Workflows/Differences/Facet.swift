/// One thing that can differ: a role's label, an action's tiers, a field's limit.
struct Facet {
  enum Value {
    /// One value; `code` is compared, `words` are shown.
    case single(code: String, words: String)
    /// Several, in no order.
    case members([(code: String, words: String)])
    /// Bands of amounts, compared by their limits.
    case bands(Workflow.Tiers)
  }

  var part: String
  var weight: Differences.Change.Weight
  /// What people call it: `deadline`, `who may do it`.
  var title: String
  var value: Value
}

/// Something with a name that has facets.
struct Subject {
  /// The kinds, in the order in which renamed ones are found: what is found first may stand in what
  /// is found later.
  enum Kind: String, CaseIterable {
    case workflow, role, message, field, document, fact, check, state, deadline, action, always
    case reason, test
  }

  var kind: Kind
  var name: String
  /// What people call it.
  var shown: String
  /// All of it in a few words, for when it is new.
  var summary: String
  /// How much it matters when it comes or goes.
  var weight: Differences.Change.Weight
  var facets: [Facet]
}

/// The new names of what was renamed, by kind.
struct Renaming {
  private var names: [Subject.Kind: [String: String]] = [:]

  mutating func add(_ kind: Subject.Kind, _ old: String, _ new: String) {
    names[kind, default: [:]][old] = new
  }

  func callAsFunction(_ kind: Subject.Kind, _ name: String) -> String {
    names[kind]?[name] ?? name
  }

  private static let prefixes: [(kind: Subject.Kind, prefix: String)] = [
    (.field, "form."), (.fact, "facts."), (.document, "docs."), (.action, "did."),
  ]

  /// An expression with the new names in it.
  func callAsFunction(expression: String) -> String {
    var text = expression
    for (kind, prefix) in Self.prefixes {
      for (old, new) in (names[kind] ?? [:]).sorted(by: { $0.key < $1.key }) {
        text = Self.replace(prefix + old, by: prefix + new, in: text)
      }
    }
    return text
  }

  /// Replaces a whole name: `form.a` but not the beginning of `form.ab`.
  private static func replace(_ old: String, by new: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: old) {
      let isWhole = range.upperBound == rest.endIndex || !isName(rest[range.upperBound])
      result += rest[..<range.lowerBound] + (isWhole ? new : old)
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  private static func isName(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }
}
