internal import CEL
public import Workflows

/// Something of a procedure that a test should touch.
public struct CoverageItem: Hashable, Sendable {
  /// What it is; two moves that touch the same thing have the same key.
  public enum Key: Hashable, Sendable {
    /// The action was done.
    case action(String)
    /// The guard under `when:` let the action through, or refused it.
    case rule(action: String, name: String, holds: Bool)
    /// The field's `check` held, or refused a value.
    case fieldCheck(String, holds: Bool)
    /// The field was required by its `required_when`, or was not.
    case required(String, holds: Bool)
    /// The document was needed by its `needed_when`, or was not.
    case needed(String, holds: Bool)
    /// The check was needed by its `needed_when`, or was not.
    case checkNeeded(String, holds: Bool)
    /// Somebody was refused by one of the action's rules about persons and time: `distinct_from`,
    /// `only`, `unrelated`, `at_most`, `after`.
    case barred(action: String, by: String)
    /// The action was done in this band, counted from 0.
    case band(action: String, index: Int)
    /// The action led to this of its targets.
    case route(action: String, state: String)
    /// The check was given a result.
    case check(state: String, name: String)
    /// Somebody was reminded of the deadline of this state, or of this name.
    case reminder(String)
    /// Somebody was told that the deadline is missed.
    case escalation(String)
    /// The clock took the deadline's action.
    case then(String)
  }

  /// What it is.
  public var key: Key
  /// Where the file says so.
  public var location: SourceLocation
}

extension CoverageItem {
  /// Everything of a procedure that tests should touch, in the file's order by kind.
  public static func all(of workflow: Workflow) -> [CoverageItem] {
    var items: [CoverageItem] = []
    func add(_ key: Key, _ location: SourceLocation) {
      items.append(CoverageItem(key: key, location: location))
    }
    func both(_ condition: Guard?, _ key: (Bool) -> Key) {
      guard let condition else { return }
      add(key(true), condition.location)
      add(key(false), condition.location)
    }
    let actions = workflow.actions
    for action in actions { add(.action(action.name), action.location) }
    for action in actions {
      for rule in action.when {
        both(rule.condition) { .rule(action: action.name, name: rule.name, holds: $0) }
      }
    }
    for field in workflow.fields where actions.contains(where: { $0.fills(field.name) }) {
      both(field.check) { .fieldCheck(field.name, holds: $0) }
      both(field.requiredWhen) { .required(field.name, holds: $0) }
    }
    for document in workflow.documents
    where actions.contains(where: { $0.documents.contains(document.name) }) {
      both(document.neededWhen) { .needed(document.name, holds: $0) }
    }
    for state in workflow.states {
      for check in state.checks {
        both(check.neededWhen) { .checkNeeded("\(state.name).\(check.name)", holds: $0) }
      }
    }
    for action in actions {
      for rule in action.barring(in: workflow) {
        add(.barred(action: action.name, by: rule), action.location)
      }
    }
    for action in actions {
      for (index, band) in (action.tiers?.bands ?? []).enumerated() {
        add(.band(action: action.name, index: index), band.location)
      }
      guard action.targets.count > 1 else { continue }
      for target in action.targets {
        add(.route(action: action.name, state: target.state), target.location)
      }
    }
    for state in workflow.states {
      for check in state.checks {
        add(.check(state: state.name, name: check.name), check.location)
      }
    }
    for state in workflow.states {
      guard let deadline = state.deadline else { continue }
      if deadline.remind != nil { add(.reminder(state.name), deadline.location) }
      if deadline.escalateTo != nil { add(.escalation(state.name), deadline.location) }
      if deadline.then != nil { add(.then(state.name), deadline.location) }
    }
    for deadline in workflow.deadlines {
      if deadline.remind != nil { add(.reminder(deadline.name), deadline.location) }
      if deadline.escalateTo != nil { add(.escalation(deadline.name), deadline.location) }
    }
    var seen: Set<Key> = []
    return items.filter { seen.insert($0.key).inserted }
  }

  /// What a judgement touched.
  static func touched(by judge: Judge, _ refusals: [Refusal]) -> Set<Key> {
    let action = judge.action
    var touched: Set<Key> = []
    guard refusals.isEmpty else {
      for refusal in refusals {
        let name = refusal.reference ?? ""
        switch refusal.kind {
        case .when: touched.insert(.rule(action: action.name, name: name, holds: false))
        case .field where refusal.source != nil:
          touched.insert(.fieldCheck(name, holds: false))
        case .fill: touched.insert(.required(name, holds: true))
        case .document: touched.insert(.needed(name, holds: true))
        case .distinctFrom, .only, .unrelated, .atMost, .after:
          touched.insert(.barred(action: action.name, by: refusal.kind.rawValue))
        default: break
        }
      }
      return touched
    }
    let isEffective = judge.votes.have >= judge.votes.need
    touched.insert(.action(action.name))
    for rule in action.when {
      touched.insert(.rule(action: action.name, name: rule.name, holds: true))
    }
    for rule in action.rules {
      guard let name = rule.reference else { continue }
      let isTrue = rule.condition.expression.evaluate(judge.bindings).isTrue
      switch rule.kind {
      case .field where judge.written.contains(name) && judge.fields[name] != nil:
        touched.insert(.fieldCheck(name, holds: true))
      case .required: touched.insert(.required(name, holds: isTrue))
      case .document: touched.insert(.needed(name, holds: isTrue))
      case .check where isEffective && name.hasPrefix(judge.target + "."):
        touched.insert(.checkNeeded(name, holds: isTrue))
      default: break
      }
    }
    if action.targets.count > 1, isEffective {
      touched.insert(.route(action: action.name, state: judge.target))
    }
    if isEffective, let band = judge.band,
      let index = action.tiers?.bands.firstIndex(where: { $0.location == band.location })
    {
      touched.insert(.band(action: action.name, index: index))
    }
    return touched
  }
}

extension Workflow.Action {
  fileprivate func fills(_ field: String) -> Bool { fill.contains { $0.field == field } }

  /// The rules about persons and time that somebody must have run into.
  fileprivate func barring(in workflow: Workflow) -> [String] {
    var rules: [String] = []
    if only != nil { rules.append("only") }
    if unrelated { rules.append("unrelated") }
    if !distinctFrom.isEmpty { rules.append("distinct_from") }
    if atMost != nil, canComeAgain(in: workflow) { rules.append("at_most") }
    if after != nil { rules.append("after") }
    return rules
  }

  /// Whether a case that did it can come to where it is done again: else no limit is ever reached.
  private func canComeAgain(in workflow: Workflow) -> Bool {
    var reached = Set(targets.map(\.state))
    var waiting = Array(reached)
    while let state = waiting.popLast() {
      for action in workflow.actions where action.from.contains(state) {
        for target in action.targets where reached.insert(target.state).inserted {
          waiting.append(target.state)
        }
      }
    }
    return from.contains { reached.contains($0) }
  }
}
