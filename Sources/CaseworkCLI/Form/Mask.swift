import CEL
import Engine
import History
import Workflows

/// Hides the values of what a workflow file calls private.
///
/// The database holds these values back until a reading of them is on record; this is for what it
/// gives without one: what the person signs, whom they pay, what they type.
struct Mask {
  /// What is shown anyway.
  enum Reveals {
    case nothing
    /// What an approval signs, for the screen of who approves.
    case signed
    case everything
  }

  /// What stands in the place of a value.
  static let text = "••••"

  private let hidden: Set<String>
  private let workflow: Workflow

  init(_ workflow: Workflow, reveals: Reveals = .nothing) {
    self.workflow = workflow
    hidden = Set(
      workflow.fields.filter { field in
        switch reveals {
        case .nothing: field.isPrivate
        case .signed: field.isPrivate && !field.isSigned
        case .everything: false
        }
      }.map(\.name))
  }

  /// A field's stored value.
  func masked(_ value: JSON, of field: String) -> JSON {
    hidden.contains(field) && !value.isNull ? .string(Self.text) : value
  }

  /// A form: an object of fields.
  func masked(form: JSON) -> JSON {
    guard let members = form.members else { return form }
    return .object(members.map { .init($0.key, masked($0.value, of: $0.key)) })
  }

  /// An entry of the history with its body.
  func masked(entry: JSON) -> JSON {
    entry.replacing("body") { body in
      let field = body["field"]?.text ?? ""
      return
        body
        .replacing("fields", masked(form:))
        .replacing("facts") { $0.replacing("form", masked(form:)) }
        .replacing("old") { masked($0, of: field) }
        .replacing("new") { masked($0, of: field) }
    }
  }

  /// A case as `show` gives it.
  func masked(case data: JSON) -> JSON {
    data.replacing("payee", masked(form:)).replacing("content") { content in
      content.replacing("fields", masked(form:)).replacing("entries", masked(entries:))
    }
  }

  func masked(entries: JSON) -> JSON {
    entries.elements.map { .array($0.map(masked(entry:))) } ?? entries
  }

  func masked(_ readings: [Engine.Refusal.Reading]) -> [Engine.Refusal.Reading] {
    readings.map { reading in
      guard isHidden(reading.path), reading.value != nil else { return reading }
      return .init(path: reading.path, value: .string(Self.text))
    }
  }

  private func isHidden(_ path: String) -> Bool {
    let names = path.split(separator: ".").map(String.init)
    return names.count > 1 && names[0] == "form" && hidden.contains(names[1])
  }

  private func masked(_ side: Reason.Side) -> Reason.Side {
    guard side.reads.contains(where: isHidden) else { return side }
    var side = side
    side.value = .string(Self.text)
    return side
  }

  private func masked(_ reason: Reason) -> Reason {
    switch reason.kind {
    case .comparison(let left, let symbol, let right):
      Reason(.comparison(masked(left), symbol, masked(right)), places: reason.places)
    case .condition(let side): Reason(.condition(masked(side)), places: reason.places)
    case .absent, .present, .noItem, .impossible: reason
    }
  }

  func masked(_ refusal: Engine.Refusal) -> Engine.Refusal {
    var refusal = refusal
    refusal.readings = masked(refusal.readings)
    refusal.reasons = refusal.reasons.map(masked)
    return refusal
  }

  /// What the engine says of an action, with what its rules read and whom it would pay.
  func masked(_ explanation: ActionExplanation) -> ActionExplanation {
    var explanation = explanation
    for index in explanation.verdicts.indices {
      explanation.verdicts[index].readings = masked(explanation.verdicts[index].readings)
      explanation.verdicts[index].refusal = explanation.verdicts[index].refusal.map(masked)
    }
    explanation.decision = masked(explanation.decision, of: explanation.action)
    return explanation
  }

  private func masked(_ decision: Decision, of action: String) -> Decision {
    switch decision {
    case .refused(let refusals): return .refused(refusals.map(masked))
    case .accepted(var outcome):
      let payees = workflow.action(action)?.money.compactMap(\.payee) ?? []
      if payees.contains(where: hidden.contains) {
        for index in outcome.movements.indices where outcome.movements[index].payee != nil {
          outcome.movements[index].payee = Self.text
        }
      }
      return .accepted(outcome)
    }
  }
}

extension JSON {
  /// The object with a member that is there and not null put through `change`.
  fileprivate func replacing(_ key: String, _ change: (JSON) -> JSON) -> JSON {
    guard let members else { return self }
    return .object(
      members.map { member in
        member.key == key && !member.value.isNull ? .init(key, change(member.value)) : member
      })
  }
}
