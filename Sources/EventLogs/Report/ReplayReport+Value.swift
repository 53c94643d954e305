public import Engine
internal import Workflows

extension ReplayReport {
  /// The report as a tree of values, for JSON: the same counts as the text.
  public var value: PlainValue {
    [
      "log": .text(log), "workflow": .text(workflow.name),
      "version": .integer(workflow.version), "on_refusal": .text(onRefusal.rawValue),
      "cases": .integer(cases), "conforming": .integer(conforming),
      "empty_cases": .integer(emptyCases), "steps": .integer(steps),
      "accepted": .integer(accepted), "refused": .integer(refused),
      "ignored": .integer(ignored), "unjudged": .integer(unjudged),
      "findings": .list(findings.map(\.value)), "ends": .list(ends.map(\.value)),
      "undecided": .list(undecided.map(\.value)), "unknown_roles": .integer(unknownRoles),
      "assumed": .list(
        assumed.map { ["field": .text($0.field), "value": .text($0.value)] }),
    ]
  }
}

extension ReplayReport.Finding {
  fileprivate var value: PlainValue {
    [
      "rule": .text(rule), "kind": .text(kind.rawValue),
      "ref": reference.map(PlainValue.text) ?? .null, "action": .text(action),
      "state": state.map(PlainValue.text) ?? .null, "steps": .integer(steps),
      "cases": .integer(cases), "examples": .texts(examples),
    ]
  }
}

extension ReplayReport.End {
  fileprivate var value: PlainValue {
    [
      "state": .text(state), "outcome": outcome.map(PlainValue.text) ?? .null,
      "cases": .integer(cases),
    ]
  }
}

extension ReplayReport.Undecided {
  fileprivate var value: PlainValue {
    [
      "kind": .text(kind.rawValue), "steps": .integer(steps),
      "reason": .object(
        reason.texts.map { PlainValue.Member($0.language, .text($0.text)) }),
    ]
  }
}
