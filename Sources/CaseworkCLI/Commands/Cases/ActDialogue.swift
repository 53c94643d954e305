import Casebook
import Engine
import History
import Workflows

/// Asks at a terminal for what an action still needs: fields, and the eyes of who signs.
struct ActDialogue {
  let context: Context
  let session: Session
  let number: String
  let action: String
  let why: String?

  /// Answers a refusal; false when nothing can be asked, so that the refusal stands.
  func answers(
    _ refusal: Casebook.Refusal, fields: inout FormValues, expected: inout Int64?
  ) throws -> Bool {
    guard context.isInteractive, FormDialogue.couldAnswer(refusal) else { return false }
    let needsFields = refusal.items.contains { $0.kind == "fill" || $0.kind == "field" }
    if needsFields {
      guard let procedure = try session.procedure(ofCase: number) else { return false }
      return FormDialogue(context: context, workflow: procedure.workflow)
        .fill(refusal, into: &fields)
    }
    guard refusal.items.contains(where: { $0.kind == "expect" }) else { return false }
    guard let seen = try summary(fields) else { return false }
    let question = say("\(action) on this?", "据此执行 \(action)？")
    guard Prompt(context: context).confirms(question) else {
      throw Failure(
        .refused, say("Not confirmed; nothing was done.", "未确认；未做任何更改。"))
    }
    expected = seen
    return true
  }

  /// The one screen that who signs sees: the case, what the action would do, the calculation.
  ///
  /// - Returns: the version shown; nil when the case's content is not open to the person.
  private func summary(_ fields: FormValues) throws -> Int64? {
    let data = try session.show(number, why: why)
    guard let version = data["version"]?.int64 else { return nil }
    let explanation = try session.explanation(of: number, why: why)
    // Who signs sees what is signed, the payee's account with it.
    let mask = explanation.map { Mask($0.procedure.workflow, reveals: .signed) }
    let screen = CaseScreen(data, under: explanation?.procedure, mask: mask, limit: 8)
    for line in screen.lines(paint: context.messagePaint) { context.tell(line) }
    if let explanation, let mask {
      let judged = explanation.procedure.explain(
        action, fields: fields.entries, expect: version, on: explanation.snapshot,
        by: explanation.actor)
      if let judged = judged.map(mask.masked) {
        for line in CalculationTrace.lines(judged, paint: context.messagePaint) {
          context.tell(line)
        }
      }
    }
    return version
  }
}

extension FormValues {
  /// The values as the engine takes them.
  var entries: [Command.FieldEntry] {
    members.map { .init($0.key, PlainValue($0.value)) }
  }
}
