import Casebook
import Engine
import History
import Workflows

/// `--dry-run`: what an action would do, judged by the engine on the case as it is now.
struct Trial {
  let number: String
  let action: String
  let fields: FormValues
  let expect: Int64?
  let why: String?

  func show(in context: Context, session: Session, format: OutputFormat) throws {
    guard let explanation = try session.explanation(of: number, why: why) else {
      throw Failure.protectedContent(number, command: "act \(number) \(action) --dry-run")
    }
    guard
      let judged = explanation.procedure.explain(
        action, fields: fields.entries, expect: expect ?? explanation.snapshot.version,
        on: explanation.snapshot, by: explanation.actor
      ).map(Mask(explanation.procedure.workflow).masked)
    else {
      throw Failure.unknownAction(action, in: explanation.procedure.workflow)
    }
    let data = ExplanationJSON.data(judged, explanation.procedure.workflow)
    guard let outcome = judged.decision.outcome else {
      throw Failure(
        .refused, say("\(action) would be refused.", "\(action) 会被拒绝。"),
        details: ExplanationText.lines(judged.decision.refusals, explanation.procedure.workflow),
        next: ["casework explain \(number) \(action)"], data: data)
    }
    guard format == .table else { return context.show(Record(data), as: format) }
    context.output.writeLine(
      say("\(action) would be accepted. It would:", "\(action) 会被接受。将会："))
    for line in CalculationTrace.effects(outcome) { context.output.writeLine("  " + line) }
  }
}

extension Failure {
  /// The content of a protected case is not open without a reason.
  static func protectedContent(_ number: String, command: String) -> Failure {
    Failure(
      .refused,
      say(
        "\(number) is protected, or its content is not yours to read; nothing can be explained without it.",
        "\(number) 受保护，或您无权查阅其内容；无法据此解释。"),
      next: ["casework \(command) --why TEXT"])
  }

  static func unknownAction(_ action: String, in workflow: Workflow) -> Failure {
    let names = workflow.actions.map(\.name).sorted()
    let near = NearNames.of(action, in: names)
    return Failure(
      .usage, say("There is no action '\(action)'.", "没有操作“\(action)”。"),
      details: [
        near.isEmpty ? nil : say("Did you mean: ", "您是否要用：") + near.joined(separator: ", "),
        say("Known: ", "可用：") + names.joined(separator: ", "),
      ].compactMap { $0 })
  }
}
