internal import CEL

/// Decides about the rules of a workflow over every value that its fields can have.
///
/// Exact for what is made of `&& || ! ?:`, `has`, `in`, comparisons, `+`, `-`, `*` by a number,
/// `days` and `size`: numbers are whole numbers of their smallest step (money of 0.01), choices and
/// yes-or-no finite sets. What else a rule holds (`div`, lists and their macros, parts of texts) is
/// taken as a whole that may have any value: a `yes` stays exact, and where a `no` would depend on
/// it, the answer is `cannotDecide`.
///
/// ```swift
/// let bounds = Bounds(workflow)
/// bounds.implies(small, large)       // .no(witness: "form.amount is 3000.00")
/// ```
struct Bounds {
  /// What was decided.
  enum Answer: Equatable {
    case yes
    /// With values for which it is not so.
    case no(Witness)
    /// With the part of the rule it depends on; nil when it is too much to work out.
    case cannotDecide(part: String?)
  }

  private let domains: ValueDomains
  /// What may be spent on all questions together; nil is no limit but that of each.
  let effort: Effort?

  init(_ workflow: Workflow, _ effort: Effort? = nil) {
    domains = ValueDomains(workflow)
    self.effort = effort
  }

  /// Whether the rule is true whatever the values are: neither false nor undecided.
  ///
  /// - Parameter filled: the fields, by name, that are known to be filled.
  func alwaysTrue(_ rule: CheckedExpression, filled: Set<String> = []) -> Answer {
    var builder = ClaimBuilder(domains)
    let truth = builder.truth(of: rule)
    return answer([truth.yes.negated] + present(filled), builder)
  }

  /// Whether the rule is never true.
  func alwaysFalse(_ rule: CheckedExpression, filled: Set<String> = []) -> Answer {
    var builder = ClaimBuilder(domains)
    let truth = builder.truth(of: rule)
    return answer([truth.yes] + present(filled), builder)
  }

  /// Whether the rule is never false; it may be undecided, for want of a value.
  func neverFalse(_ rule: CheckedExpression) -> Answer {
    var builder = ClaimBuilder(domains)
    let truth = builder.truth(of: rule)
    return answer([truth.no], builder)
  }

  /// Whether `conclusion` is true whenever all of `premises` are, over the same values.
  func implies(
    _ premises: [CheckedExpression], _ conclusion: CheckedExpression, filled: Set<String> = []
  ) -> Answer {
    var builder = ClaimBuilder(domains)
    let given = premises.map { builder.truth(of: $0).yes }
    let truth = builder.truth(of: conclusion)
    return answer(given + [truth.yes.negated] + present(filled), builder)
  }

  /// Whether `conclusion` is true whenever `premise` is.
  func implies(_ premise: Guard, _ conclusion: Guard) -> Answer {
    implies([premise.expression], conclusion.expression)
  }

  /// What claims about the workflow's values are built from.
  var builder: ClaimBuilder { ClaimBuilder(domains) }

  private func present(_ fields: Set<String>) -> [Claim] {
    fields.sorted().map { .literal(.present("form.\($0)"), holds: true) }
  }

  /// Whether the claims never hold all at once.
  ///
  /// - Parameter paths: a part that is not understood may have any value where it reads none of
  ///   these; nil lets no part have any.
  func answer(
    _ claims: [Claim], _ builder: ClaimBuilder, about paths: [String]? = nil
  ) -> Answer {
    let free = paths.map { paths in
      builder.parts.filter { $0.value.isDisjoint(with: paths) }.map(\.key)
    }
    guard effort?.spend(builder.size / 4) ?? true else { return .cannotDecide(part: nil) }
    var solver = ClaimSolver(builder, free: Set(free ?? []))
    defer { _ = effort?.spend(solver.work * (10 + builder.size / 8)) }
    return switch solver.solve(claims) {
    case .impossible: .yes
    case .possible(let model): .no(Witness(model, builder))
    case .unknown(let part): .cannotDecide(part: part)
    }
  }
}

/// Values of a case that show why something is not so.
struct Witness: Equatable {
  /// One value.
  struct Item: Equatable {
    /// The path, such as `form.amount`.
    var path: String
    /// The value as people write it; nil when there is none.
    var value: String?
  }

  /// The values that matter, sorted by path.
  var items: [Item]

  init(_ model: ClaimModel, _ builder: ClaimBuilder) {
    var found: [String: String?] = [:]
    for (path, steps) in model.numbers where !builder.opaque.contains(path) {
      guard case .number(_, _, let kind)? = builder.values[path] else { continue }
      found[path] = kind.text(steps)
    }
    for (path, text) in model.texts { found[path] = "'\(text)'" }
    for (path, texts) in model.excluded where model.texts[path] == nil {
      let choices: [String] =
        if case .text(let choices?)? = builder.values[path] { choices } else { [] }
      found[path] = choices.first { !texts.contains($0) }.map { "'\($0)'" } ?? "another text"
    }
    for (atom, holds) in model.facts {
      switch atom {
      case .truth(let path): found[path] = holds ? "true" : "false"
      case .present(let path) where !holds: found[path] = .some(nil)
      default: continue
      }
    }
    items = found.sorted { $0.key < $1.key }.map { Item(path: $0.key, value: $0.value) }
  }
}
