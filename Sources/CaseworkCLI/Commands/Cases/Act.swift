import Casebook
import Engine
import History

/// Taking an action on a case, as the command line asks for it.
struct Act {
  var number: String
  var action: String
  var form: FieldOptions
  var expect: Int64?
  var isTrial: Bool
  var why: String?
  var request: RequestOptions
  var connection: ConnectionOptions
  var format: OutputFormat

  func run(in context: Context) throws {
    // The server makes its process while the form is read and the request noted.
    let pending = try context.begin(connection)
    var fields = try FormValues(form)
    if isTrial {
      let trial = Trial(
        number: number, action: action, fields: fields, expect: expect, why: why)
      return try trial.show(in: context, session: try pending.finish(), format: format)
    }
    var noted = try pending.identity.map { identity in
      try context.note(request, for: identity, "act", arguments(fields, expect))
    }
    let session: Session
    do {
      session = try pending.finish()
    } catch {
      noted?.notSent()
      throw error
    }
    var expected = expect
    let dialogue = ActDialogue(
      context: context, session: session, number: number, action: action, why: why)
    while true {
      do {
        let request =
          try noted
          ?? context.note(request, for: session.identity, "act", arguments(fields, expected))
        noted = nil
        let answer = try request.send { id in
          try session.act(
            number, action: action, fields: fields.json, expect: expected, request: id)
        }
        return context.show(answer, as: format)
      } catch CasebookError.refused(let refusal) {
        if try fields.settle(refusal, by: { try session.procedure(ofCase: number)?.workflow }) {
          continue
        }
        guard try dialogue.answers(refusal, fields: &fields, expected: &expected) else {
          throw session.failure(refusal, fields: fields.json, expect: expected)
        }
      }
    }
  }

  private func arguments(_ fields: FormValues, _ expect: Int64?) -> [String?] {
    [number, action, fields.json.compact, expect.map { String($0) }]
  }
}
