internal import CEL

/// What is known of a field at one place of a case's way.
enum Filled: Int8, Hashable {
  /// No action on the way fills it.
  case never
  /// An action on the way may have filled it.
  case perhaps
  /// It is there if its `required_when` holds.
  case whenRequired
  /// It is there.
  case always
}

/// How actions change what is known of fields. Corrections cannot empty a field, and an action that
/// may leave a field out is taken not to empty it either.
struct FillRules {
  private let workflow: Workflow
  /// The fields whose `required_when` reads a field.
  private var requirers: [String: [String]] = [:]
  /// The fields that must be there for an action's guards to hold.
  private var implied: [String: Set<String>] = [:]

  init(_ workflow: Workflow, _ bounds: Bounds) {
    self.workflow = workflow
    for field in workflow.fields {
      guard let rule = field.requiredWhen else { continue }
      for read in RuleReader.fields(of: rule.expression) {
        requirers[read, default: []].append(field.name)
      }
    }
    for action in workflow.actions where !action.when.isEmpty {
      let certain = Set(action.fill.filter { $0.need == .always }.map(\.field))
      let read = Set(action.when.flatMap { RuleReader.fields(of: $0.condition.expression) })
      for field in read.subtracting(certain)
      where bounds.guardsNeed(field, action.when.map(\.condition.expression)) {
        implied[action.name, default: []].insert(field)
      }
    }
  }

  /// What is known of `field` once `action` has filled its fields.
  func filling(_ field: String, _ known: Filled, by action: Workflow.Action) -> Filled {
    if let fill = action.fill.first(where: { $0.field == field }) {
      switch fill.need {
      case .always: return .always
      case .when: return known == .always ? .always : .whenRequired
      case .never: return known == .never ? .perhaps : known
      }
    }
    guard known == .whenRequired else { return known }
    let changes = action.fill.contains { requirers[$0.field]?.contains(field) == true }
    return changes ? .perhaps : known
  }

  /// What is known of it once the action's guards have held, too.
  func passing(_ field: String, _ known: Filled, by action: Workflow.Action) -> Filled {
    implied[action.name]?.contains(field) == true ? .always : known
  }
}

extension Bounds {
  /// Whether the guards hold only when `form.field` is there.
  func guardsNeed(_ field: String, _ guards: [CheckedExpression]) -> Bool {
    var builder = self.builder
    let holds = guards.map { builder.truth(of: $0).yes }
    let isAbsent = Claim.literal(.present("form.\(field)"), holds: false)
    return answer(holds + [isAbsent], builder) == .yes
  }

  /// A field that may be empty for a reader that then has no value, the smallest such set.
  ///
  /// - Parameters:
  ///   - known: what is known of the fields that it reads; others are filled.
  func missing(
    _ expression: CheckedExpression, _ known: [(field: Workflow.Field, filled: Filled)]
  ) -> [String] {
    var builder = self.builder
    builder.ignoresFailure = true
    let isUndecided =
      expression.type == .bool
      ? builder.truth(of: expression).isDecided.negated
      : builder.isDefined(expression).negated
    var claims = [isUndecided]
    var open: [String] = []
    for (field, filled) in known {
      let isThere = Claim.literal(.present("form.\(field.name)"), holds: true)
      switch filled {
      case .always: claims.append(isThere)
      case .never:
        claims.append(isThere.negated)
        open.append(field.name)
      case .perhaps: open.append(field.name)
      case .whenRequired:
        open.append(field.name)
        guard let rule = field.requiredWhen else { continue }
        claims.append(builder.truth(of: rule.expression).yes.negated || isThere)
      }
    }
    claims += builder.absentable.subtracting(known.map { "form.\($0.field.name)" }).sorted().map {
      .literal(.present($0), holds: true)
    }
    guard isPossible(claims, builder) else { return [] }
    // One after the other is filled, as far as the reader stays without a value.
    for (field, filled) in known where filled != .always && filled != .never {
      let isThere = Claim.literal(.present("form.\(field.name)"), holds: true)
      guard isPossible(claims + [isThere], builder) else { continue }
      claims.append(isThere)
      open.removeAll { $0 == field.name }
    }
    // Of fields that are never filled, those that make no difference are no reason.
    for (field, filled) in known where filled == .never && open.count > 1 {
      let isAbsent = Claim.literal(.present("form.\(field.name)"), holds: false)
      let others = claims.filter { $0 != isAbsent } + [isAbsent.negated]
      guard isPossible(others, builder) else { continue }
      claims = others
      open.removeAll { $0 == field.name }
    }
    return open
  }

  private func isPossible(_ claims: [Claim], _ builder: ClaimBuilder) -> Bool {
    switch answer(claims, builder) {
    case .yes: return false
    case .no: return true
    case .cannotDecide(let part):
      // A rule that is too much work is not said to be wrong.
      if part == nil { effort?.cut() }
      return part != nil
    }
  }
}
