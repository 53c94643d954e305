public import CEL
internal import Workflows

/// What an action's rules and amounts come to on the facts that its entry kept, with what was read.
///
/// Facts, rules and values of an entry are what PostgreSQL had and found; this is the same from the kept
/// definition alone, years later and without a database.
public struct Recomputation: Sendable {
  /// An amount that the action moves.
  public struct Step: Sendable {
    /// `reserve`, `commit`, `pay`, …
    public var kind: String
    /// The expression; nil for what is reserved or sent by then.
    public var source: String?
    /// What the expression comes to; nil when it cannot be decided.
    public var amount: Value?
    /// What it read: named facts before what they read in turn.
    public var readings: [Refusal.Reading]
  }

  /// A rule that was judged.
  public struct Rule: Sendable {
    /// Its name.
    public var name: String
    /// What it came to; nil when it cannot be decided.
    public var truth: Bool?
  }

  /// A named fact that the action reads.
  public struct Fact: Sendable {
    /// Its name under `facts:`.
    public var name: String
    /// The expression.
    public var source: String
    /// What it came to; nil when it cannot be decided.
    public var value: Value?
  }

  /// The action.
  public var action: String
  /// Its rules, in the order of the definition.
  public var rules: [Rule]
  /// The amount that tiers go by.
  public var tier: Value?
  /// Whether one person's action is enough to move the case.
  public var isAlone: Bool
  /// What it does with money, in order.
  public var steps: [Step]
  /// The named facts behind all this, each after those it reads.
  public var facts: [Fact]
  /// What of this, named as a `Difference` names it, reads a private field: who is not shown such fields
  /// cannot compare it.
  public var readingPrivate: Set<String>
}

extension Procedure {
  /// Judges and computes an action on kept facts.
  ///
  /// - Parameter facts: the member `facts` of the entry's body.
  /// - Returns: nil when the definition has no such action.
  public func recompute(_ action: String, on facts: PlainValue) -> Recomputation? {
    guard let action = workflow.action(action) else { return nil }
    var bindings = Row()
    for (path, type) in workflow.environment.variables {
      bindings[path] = facts[path].flatMap { Value(kept: $0, as: type) }
    }
    func value(_ rule: Guard) -> Value? { rule.expression.evaluate(bindings).value }
    let tier = action.tiers.flatMap { value($0.by) }
    let band = tier?.number.flatMap { action.tiers?.band(for: $0) }
    let need = band.map { $0.each ? $0.roles.count : $0.people } ?? action.people
    return Recomputation(
      action: action.name,
      rules: action.rules.map { rule in
        let truth = value(rule.condition)
        return .init(name: rule.name, truth: truth.map { $0 == .bool(true) })
      }, tier: tier, isAlone: need == 1 && (action.tiers == nil || band != nil),
      steps: action.money.map { step in
        guard case .value(let amount) = step.amount else {
          return .init(kind: step.kind.rawValue, readings: [])
        }
        return .init(
          kind: step.kind.rawValue, source: amount.expression.source, amount: value(amount),
          readings: Judge.look(amount, bindings))
      },
      facts: action.facts(of: workflow).map {
        .init(name: $0.name, source: $0.value.expression.source, value: value($0.value))
      }, readingPrivate: readingPrivate(action))
  }

  private func readingPrivate(_ action: Workflow.Action) -> Set<String> {
    let hidden = Set(workflow.fields.filter(\.isPrivate).map { "form.\($0.name)" })
    func isPrivate(_ rule: Guard) -> Bool {
      rule.expression.reads.contains { hidden.contains($0) }
    }
    var names = Set(action.rules.filter { isPrivate($0.condition) }.map { "rule \($0.name)" })
    names.formUnion(
      action.facts(of: workflow).filter { isPrivate($0.value) }.map { "fact \($0.name)" })
    if let tiers = action.tiers, isPrivate(tiers.by) { names.insert("tier") }
    let amounts = action.money.compactMap { step -> Guard? in
      if case .value(let amount) = step.amount { amount } else { nil }
    }
    for (index, amount) in amounts.enumerated() where isPrivate(amount) {
      names.insert("amount \(index + 1)")
    }
    return names
  }
}

extension Recomputation {
  /// How the amounts came about, on one line: the named facts behind them, each after those it reads, and
  /// the amounts: `per_head 2,000.00, band 'B', grant 4,000.00; reserve 4,000.00`.
  public var summary: String {
    let read = Set(steps.flatMap(\.readings).map(\.path))
    let named = facts.filter { read.contains("facts.\($0.name)") }.map {
      "\($0.name) \(Self.text($0.value))"
    }
    let amounts = steps.filter { $0.source != nil }.map { "\($0.kind) \(Self.text($0.amount))" }
    return [named.joined(separator: ", "), amounts.joined(separator: ", ")]
      .filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// A value as people read it: numbers in groups of three, texts in quotes.
  public static func text(_ value: Value?) -> String { value.map(ValueText.text) ?? "?" }

  /// Something that an entry says otherwise.
  public struct Difference: Equatable, Sendable {
    /// What: `rule eligible`, `tier`, `amount 1`, `fact per_head`.
    public var what: String
    /// What it comes to.
    public var computed: String
    /// What the entry says.
    public var kept: String
  }

  /// Where the entry's own rules and values are not these.
  ///
  /// - Parameter body: the entry's body, with `rules` and, where the action has any, `values`.
  public func differences(from body: PlainValue) -> [Difference] {
    var found: [Difference] = []
    func compare(_ what: String, _ value: Value?, _ kept: PlainValue?) {
      let kept = kept ?? .null
      let isSame = value.map { $0.isKept(as: kept) } ?? (kept == .null)
      if !isSame {
        found.append(
          .init(what: what, computed: value?.description ?? "null", kept: Self.text(kept)))
      }
    }
    let kept = body["rules"]?.elements ?? []
    if kept.map({ $0["name"]?.string }) != rules.map(\.name) {
      found.append(
        .init(
          what: "rules", computed: rules.map(\.name).joined(separator: ", "),
          kept: kept.map { $0["name"]?.string ?? "?" }.joined(separator: ", ")))
    } else {
      for (rule, kept) in zip(rules, kept) {
        compare("rule \(rule.name)", rule.truth.map(Value.bool), kept["verdict"])
      }
    }
    guard let values = body["values"], values != .null else {
      if steps.contains(where: { $0.source != nil }) {
        found.append(.init(what: "values", computed: "amounts", kept: "none"))
      }
      return found
    }
    compare("tier", tier, values["tier"])
    let valued = steps.filter { $0.source != nil }
    let amounts = values["money"]?.elements ?? []
    for index in 0..<max(valued.count, amounts.count) {
      compare(
        "amount \(index + 1)", index < valued.count ? valued[index].amount : nil,
        index < amounts.count ? amounts[index] : nil)
    }
    for fact in facts { compare("fact \(fact.name)", fact.value, values["facts"]?[fact.name]) }
    return found
  }

  private static func text(_ value: PlainValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .number(let text): text
    case .text(let text): "'\(text)'"
    case .list, .object: "…"
    }
  }
}
