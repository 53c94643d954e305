import Testing
import Workflows

/// A procedure with one sentence under `always:`, and changes to the procedure.
struct Sentence: Sendable, CustomTestStringConvertible {
  var text: String
  /// Pieces of the procedure and what stands there instead.
  var changes: [(piece: String, replacement: String)]
  /// The code that is reported at the sentence; nil when it is proved.
  var code: String?
  /// The message in English.
  var message = ""

  init(
    _ text: String, _ changes: [(piece: String, replacement: String)] = [], code: String? = nil,
    _ message: String = ""
  ) {
    self.text = text
    self.changes = changes
    self.code = code
    self.message = message
  }

  var testDescription: String { "\(text) \(changes.map(\.replacement))" }

  static let procedure = """
    casework: 1
    workflow: tiny
    version: 1
    number: TN
    label: {en: Tiny}
    calendar: plain
    roles: {clerk: {en: Clerk}, boss: {en: Boss}}
    form:
      asked: {type: money, min: 1, max: 100}
      given: {type: money, min: 1, max: 100}
      bonus: {type: money, min: 0, max: 100, optional: true}
      account: {type: text}
      due_on: {type: date}
      cause: {type: choice, of: [illness, other]}
    facts: {small: form.given <= 50.00}
    start: draft
    states:
      draft: {phase: work, deadline: {within: 5 days, then: lapse}}
      sent: {phase: work, deadline: {of: form.due_on, within: 5 days, escalate_to: boss}, checks: {visit: {role: clerk}}}
      ready: {phase: work}
      paid: {ends: paid}
      refused: {ends: refused}
    actions:
      send:
        from: draft
        to: sent
        role: clerk
        fill: [asked, account, due_on, cause]
      back:
        from: sent
        to: draft
        role: boss
        at_most: 2
      approve:
        from: sent
        to: ready
        role: boss
        people: 2
        distinct_from: [send]
        fill: [given]
        when:
          - not_more: form.given <= form.asked
        money: {reserve: form.given, fund: aid}
      note_bonus:
        from: ready
        to: ready
        role: clerk
        fill: [bonus]
      pay:
        label: {en: Pay, zh-Hans: 发放}
        from: ready
        to: paid
        role: boss
        money: {pay: reserved, payee: form.account}
      refuse:
        from: [sent, ready]
        to: refused
        role: boss
        money: {release: reserved}
      lapse: {from: draft, to: refused, by: clock}
    always:
      claim: 👉SENTENCE

    """

  /// The file, and the place of the sentence.
  var file: (text: String, line: Int) {
    var text = Self.procedure
    for change in changes {
      let parts = text.pieces(around: change.piece)
      text = parts.before + change.replacement + parts.after
    }
    let (before, after) = text.pieces(around: "👉SENTENCE")
    let line = before.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).count
    return (before + self.text + after, line)
  }

  /// What is reported at the sentence.
  var findings: [Diagnostic] {
    Fixture.read(file.text).diagnostics.filter { $0.location.line == file.line }
  }
}
