internal import CEL

/// What the rules of one move demand, as claims about the values of the case: its guards, the
/// conditions of its targets and its bands. What they demand of documents and persons is left out,
/// which lets more happen and never less.
struct StepConditions {
  var claims: [Claim] = []
  var builder: ClaimBuilder

  init(_ move: ProcedureModel.Move, _ model: ProcedureModel, _ bounds: Bounds) {
    builder = bounds.builder
    guard let action = model.action(of: move) else { return }
    for rule in action.when { claims.append(builder.truth(of: rule.condition.expression).yes) }
    for (place, target) in action.targets.enumerated() where place <= move.target {
      guard let condition = target.when else { continue }
      let truth = builder.truth(of: condition.expression)
      claims.append(place == move.target ? truth.yes : truth.no)
    }
    if let tiers = action.tiers, let cases = amount(tiers.by) {
      if let limit = tiers.bands.last?.upTo {
        let most = LinearTerm(constant: limit.unscaled, scale: limit.scale)
        claims.append(
          .some(
            cases.map { $0.when && ($0.term.adding(most, times: -1)?.notPositive() ?? .all([])) }))
      } else {
        claims.append(.some(cases.map(\.when)))
      }
    }
  }

  /// An amount by cases; nil when it cannot be said in sums.
  mutating func amount(_ rule: Guard) -> [(when: Claim, term: LinearTerm)]? {
    builder.terms(rule.expression.root, rule.expression.source)
  }
}

extension Claim {
  /// The values that a claim is about, by path, presence included.
  func collectPaths(_ paths: inout Set<String>) {
    switch self {
    case .constant: return
    case .all(let claims), .any(let claims): for claim in claims { claim.collectPaths(&paths) }
    case .literal(let atom, _):
      switch atom {
      case .present(let path), .truth(let path), .text(let path, _), .unknown(let path):
        paths.insert(path)
      case .notPositive(let sum): for part in sum.parts { paths.insert(part.path) }
      }
    }
  }
}
