internal import CEL

/// Definite assignment: whatever is read was filled on every way to where it is read.
extension ProcedureChecks {
  func checkFilled(_ bounds: Bounds) {
    let rules = FillRules(workflow, bounds)
    let certain = certainlyFilled(rules)
    var ways: [[String]: CasePaths<[Filled]>] = [:]
    var reported: Set<Report> = []
    for action in workflow.actions {
      for reader in readers(of: action) {
        let read = reader.fields.filter { $0 != reader.given }
        let open = read.filter { field in
          known(field, at: action, reader.moment, certain, rules) != .always
        }.sorted()
        guard !open.isEmpty else { continue }
        let paths = ways[open] ?? self.ways(open, rules)
        ways[open] = paths
        check(reader, of: action, open, paths, rules, bounds, &reported)
      }
    }
    checkCaseDeadlines(rules, certain, &ways, &reported)
  }

  struct Report: Hashable {
    var location: SourceLocation
    var field: String
  }

  /// What is known of a field when an action reads it, on whatever way.
  private func known(
    _ field: String, at action: Workflow.Action, _ moment: RuleReader.Moment,
    _ certain: [String: Set<String>], _ rules: FillRules
  ) -> Filled {
    let isCertain =
      !action.opensCase
      && action.from.allSatisfy { certain[$0].map { $0.contains(field) } ?? true }
    return level(field, isCertain ? .always : .never, at: action, moment, rules)
  }

  private func level(
    _ field: String, _ start: Filled, at action: Workflow.Action, _ moment: RuleReader.Moment,
    _ rules: FillRules
  ) -> Filled {
    switch moment {
    case .before: start
    case .after: rules.filling(field, start, by: action)
    case .passed: rules.passing(field, rules.filling(field, start, by: action), by: action)
    }
  }

  /// The fields that are filled in each state on every way to it; what is quickly seen.
  private func certainlyFilled(_ rules: FillRules) -> [String: Set<String>] {
    var filled: [String: Set<String>] = [:]
    var waiting: [String?] = [nil]
    if workflow.openingActions.isEmpty {
      filled[workflow.start] = []
      waiting = [workflow.start]
    }
    let added = Dictionary(
      workflow.actions.map { action in
        let names = workflow.fields.map(\.name).filter {
          rules.passing($0, rules.filling($0, .never, by: action), by: action) == .always
        }
        return (action.name, names)
      }
    ) { first, _ in first }
    while let state = waiting.popLast() {
      let start = state.flatMap { filled[$0] } ?? []
      for action in graph.actions(from: state) {
        let after = start.union(added[action.name] ?? [])
        for target in action.targets {
          let next = filled[target.state].map { $0.intersection(after) } ?? after
          guard filled[target.state] != next else { continue }
          filled[target.state] = next
          waiting.append(target.state)
        }
      }
    }
    return filled
  }

  /// Every way with what is known of some fields.
  private func ways(_ fields: [String], _ rules: FillRules) -> CasePaths<[Filled]> {
    CasePaths(
      graph, remembering: fields.map { _ in .never }, limit: 3_000, cost: 1 + fields.count / 4
    ) {
      action, place, _, _ in
      zip(fields, place.memory).map { field, known in
        rules.passing(field, rules.filling(field, known, by: action), by: action)
      }
    }
  }

  private func check(
    _ reader: RuleReader, of action: Workflow.Action, _ open: [String],
    _ paths: CasePaths<[Filled]>, _ rules: FillRules, _ bounds: Bounds,
    _ reported: inout Set<Report>
  ) {
    var seen: Set<[Filled]> = []
    for (index, place) in paths.places.enumerated() {
      let isHere = place.state.map { action.from.contains($0) } ?? action.opensCase
      guard isHere, graph.actions(from: place.state).contains(where: { $0.name == action.name })
      else { continue }
      let levels = zip(open, place.memory).map { field, known in
        level(field, known, at: action, reader.moment, rules)
      }
      guard seen.insert(levels).inserted else { continue }
      for field in missing(reader, zip(open, levels).map { ($0, $1) }, bounds) {
        if reader.name == "only", isNeverNamed(field, open, paths, action) { return }
        let location = reader.location(of: field)
        guard reported.insert(Report(location: location, field: field)).inserted else { continue }
        let path = paths.path(to: index, then: action.targets.first.map { (action.name, $0.state) })
        let canFill = action.by == .person && reader.name != "only" && reader.given == nil
        reading.report(
          .fieldMayBeEmpty, at: location, field, reader.name, path, canFill ? field : "")
      }
    }
  }

  private func missing(
    _ reader: RuleReader, _ known: [(String, Filled)], _ bounds: Bounds
  ) -> [String] {
    let fields = known.compactMap { name, filled in
      workflow.field(name).map { (field: $0, filled: filled) }
    }
    switch reader.content {
    case .field: return fields.filter { $0.filled != .always }.map(\.field.name)
    case .rule(let rule): return bounds.missing(rule.expression, fields)
    case .expression(let expression): return bounds.missing(expression, fields)
    }
  }

  /// Reports an action for one named person where no way names anybody.
  private func isNeverNamed(
    _ field: String, _ open: [String], _ paths: CasePaths<[Filled]>, _ action: Workflow.Action
  ) -> Bool {
    guard let position = open.firstIndex(of: field) else { return false }
    let isNamed = paths.places.contains { place in
      guard let state = place.state else { return false }
      return action.from.contains(state) && place.memory[position] != .never
    }
    if !isNamed {
      reading.report(.onlyNeverNamed, at: action.location, action.name, field)
    }
    return !isNamed
  }

  /// The dates that deadlines across states count from.
  private func checkCaseDeadlines(
    _ rules: FillRules, _ certain: [String: Set<String>],
    _ ways: inout [[String]: CasePaths<[Filled]>], _ reported: inout Set<Report>
  ) {
    for deadline in workflow.deadlines {
      guard deadline.states.contains(where: { certain[$0]?.contains(deadline.of) == false }) else {
        continue
      }
      let paths = ways[[deadline.of]] ?? self.ways([deadline.of], rules)
      ways[[deadline.of]] = paths
      for (index, place) in paths.places.enumerated() {
        guard let state = place.state, deadline.states.contains(state),
          place.memory[0] != .always,
          reported.insert(Report(location: deadline.location, field: deadline.of)).inserted
        else { continue }
        reading.report(
          .fieldMayBeEmpty, at: deadline.location, deadline.of, "deadlines.\(deadline.name).of",
          paths.path(to: index), "")
      }
    }
  }
}
