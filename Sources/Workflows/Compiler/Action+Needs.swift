internal import CEL

extension Workflow.Action {
  /// Every expression that is judged or computed when the action is taken.
  private var expressions: [Guard] {
    rules.map(\.condition) + [tiers?.by].compactMap { $0 } + amounts
  }

  /// The amounts of its money steps that are computed, in order.
  var amounts: [Guard] {
    money.compactMap { step in
      if case .value(let amount) = step.amount { amount } else { nil }
    }
  }

  /// The names of the facts that its expressions read, also through one another, in the order given.
  public func facts(of workflow: Workflow) -> [Workflow.Fact] {
    var read = Set(expressions.flatMap(\.facts))
    // A fact stands after those it reads, so one pass from the last to the first finds all.
    for fact in workflow.facts.reversed() where read.contains(fact.name) {
      read.formUnion(fact.value.facts)
    }
    return workflow.facts.filter { read.contains($0.name) }
  }

  /// The parts of `facts` that have to be put together for it, sorted: `docs.id_card`, `money`. The
  /// form, today and now are always there.
  public var needs: [String] {
    let paths = expressions.flatMap { $0.expression.reads }
    var needs: Set<String> = []
    for path in paths {
      let parts = path.split(separator: ".", maxSplits: 2).map(String.init)
      switch parts[0] {
      case "form", "facts", "today", "now": break
      case "docs", "did", "lookup": needs.insert(parts.prefix(2).joined(separator: "."))
      default: needs.insert(parts[0])
      }
    }
    return needs.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether anything is computed for it beside verdicts: a tier's amount, an amount of money, facts.
  public var hasValues: Bool {
    tiers != nil || !amounts.isEmpty || expressions.contains { !$0.facts.isEmpty }
  }
}
