import CEL
import Casebook
import Engine
import History
import Workflows

/// Refusals of the engine in words, a few lines each.
enum ExplanationText {
  static func lines(_ refusals: [Engine.Refusal], _ workflow: Workflow) -> [String] {
    refusals.flatMap { refusal in
      let text = Engine.RefusalText(refusal, in: workflow, language: Language.current.rawValue)
      var lines = ["- " + text.what]
      if refusal.source != nil { lines.append("    " + text.rule) }
      lines += text.facts.map { "    " + $0 }
      if let who = text.who { lines.append("    " + who) }
      return lines
    }
  }
}

/// An explanation as JSON, the same for `explain` and `--dry-run`.
enum ExplanationJSON {
  static func data(_ judged: ActionExplanation, _ workflow: Workflow) -> JSON {
    var members: [JSON.Member] = [
      .init("action", .string(judged.action)),
      .init("accepted", .bool(judged.decision.outcome != nil)),
    ]
    if let outcome = judged.decision.outcome {
      members += [
        .init("state", .string(outcome.state)), .init("effective", .bool(outcome.isEffective)),
        .init(
          "votes",
          outcome.votes.map {
            .object([.init("have", .integer($0.have)), .init("need", .integer($0.need))])
          } ?? .null),
        .init(
          "money",
          .array(
            outcome.movements.map { movement in
              .object([
                .init("step", .string(movement.kind)),
                .init("amount", .string(movement.amount.description)),
                .init("fund", movement.fund.map(JSON.string) ?? .null),
              ])
            })),
      ]
    }
    members.append(.init("rules", .array(judged.verdicts.map { rule($0, workflow) })))
    return .object(members)
  }

  private static func rule(_ verdict: Verdict, _ workflow: Workflow) -> JSON {
    var members: [JSON.Member] = [
      .init("rule", .string(verdict.rule)), .init("kind", .string(verdict.kind.rawValue)),
      .init("ref", verdict.reference.map(JSON.string) ?? .null),
      .init("verdict", .string(verdict.truth.rawValue)),
      .init("text", verdict.source.map(JSON.string) ?? .null),
      .init(
        "facts",
        .object(
          verdict.readings.map { reading in
            .init(reading.path, reading.value.map { $0.stored.json } ?? .null)
          })),
    ]
    if let refusal = verdict.refusal {
      let text = Engine.RefusalText(refusal, in: workflow, language: Language.current.rawValue)
      members.append(.init("message", .string(text.what)))
      members.append(.init("who", .array(refusal.who.map(JSON.string))))
    }
    return .object(members)
  }
}
