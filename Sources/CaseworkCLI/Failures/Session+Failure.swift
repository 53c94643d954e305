import Casebook
import Engine
import History

extension Session {
  /// The refusal with everything that the engine can say about it.
  ///
  /// Asked only after the database refused: it costs two questions more, and explains why. Where
  /// the content is not open to the person, the rules are named without what they read.
  func failure(
    _ refusal: Casebook.Refusal, fields: JSON = .object([]), expect: Int64? = nil,
    workflow: String? = nil
  ) -> Failure {
    guard let number = refusal.caseNumber else {
      let procedure = workflow.flatMap { try? self.procedure($0) }
      return Failure(refusal, workflow: procedure?.workflow)
    }
    guard let explanation = (try? self.explanation(of: number, why: nil)) ?? nil else {
      let procedure = (try? self.procedure(ofCase: number)) ?? nil
      return Failure(refusal, workflow: procedure?.workflow)
    }
    let entries = (fields.members ?? []).map {
      Command.FieldEntry($0.key, PlainValue($0.value))
    }
    let judged = explanation.procedure.explain(
      refusal.action ?? "", fields: entries, expect: expect, on: explanation.snapshot,
      by: explanation.actor)
    let mask = Mask(explanation.procedure.workflow)
    return Failure(
      refusal, explained: (judged?.decision.refusals ?? []).map(mask.masked),
      workflow: explanation.procedure.workflow)
  }
}
