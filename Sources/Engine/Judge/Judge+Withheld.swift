internal import CEL
internal import Workflows

/// Private fields that are filled but not given to this person: what depends on one is undecided.
extension Judge {
  /// Whether the field has a value that is not known here; one that the command fills is known.
  func isWithheld(_ field: String) -> Bool {
    snapshot.withheld.contains(field) && !written.contains(field)
  }

  /// The withheld fields that a rule reads, also through facts, as paths.
  func withheld(_ rule: Guard) -> [String] {
    guard !snapshot.withheld.isEmpty else { return [] }
    return rule.expression.reads.filter { path in
      let parts = path.split(separator: ".", maxSplits: 2).map(String.init)
      return parts.count > 1 && parts[0] == "form" && isWithheld(parts[1])
    }
  }

  /// Whether the command overwrites what is not known here, so that it cannot be said whether it
  /// changes anything.
  var overwritesWithheld: Bool { written.contains(where: snapshot.withheld.contains) }

  /// The refusal of a rule that reads withheld fields. What facts came to is not given: without the
  /// fields it would be something else.
  func undecided(
    _ kind: Refusal.Kind, _ reference: String?, say: Label? = nil, _ paths: [String],
    _ rule: Guard? = nil
  ) -> Refusal {
    let readings =
      rule.map { Self.look($0, bindings) }?.map { reading in
        reading.path.hasPrefix("facts.") ? Refusal.Reading(path: reading.path, value: nil) : reading
      } ?? []
    return Refusal(
      kind, reference, say: say, isUndecided: true, missing: paths,
      source: rule?.expression.source, readings: readings, arguments: ["why": "private"])
  }

  /// The checks of the state that the action leads to, without a word about those that only a
  /// withheld field decides.
  func markingWithheld(_ checks: [CaseSnapshot.CaseCheck]) -> [CaseSnapshot.CaseCheck] {
    let blind = (workflow.state(target)?.checks ?? []).filter { check in
      check.neededWhen.map { !withheld($0).isEmpty } ?? false
    }
    return checks.map { check in
      guard blind.contains(where: { $0.name == check.name }) else { return check }
      return CaseSnapshot.CaseCheck(name: check.name, result: "undecided")
    }
  }
}
