import Testing
import Workflows

/// A sound procedure with one mistake put into it; 👉 stands before the place that is reported.
struct Mistake: Sendable, CustomTestStringConvertible {
  /// What is reported, and nothing else.
  var code: String
  /// The piece of the sound procedure that is replaced.
  var piece: String
  /// What stands there instead.
  var replacement: String
  /// Further pieces, so that nothing else is reported.
  var more: [(piece: String, replacement: String)] = []

  init(_ code: String, _ piece: String, _ replacement: String) {
    self.code = code
    self.piece = piece
    self.replacement = replacement
  }

  var testDescription: String { "\(code): \(replacement)" }

  static let sound = """
    casework: 1
    workflow: tiny
    version: 1
    number: TN
    label: {en: Tiny}
    calendar: plain
    roles: {clerk: {en: Clerk}, boss: {en: Boss}}
    form:
      amount: {type: money, min: 0, max: 100}
      account: {type: text}
      due_on: {type: date}
      cause: {type: choice, of: [illness, other]}
    documents: {proof: {}}
    messages: {paid: {en: Paid.}}
    facts: {large: form.amount > 50.00}
    start: draft
    states:
      draft:
        phase: work
      sent: {phase: work, checks: {visit: {role: clerk}}}
      done: {ends: done}
    actions:
      send:
        from: draft
        to: sent
        role: clerk
        fill: [amount, account, due_on, cause]
        documents: all
      finish:
        from: sent
        to: done
        role: boss
        when:
          - small: '!facts.large'
        tell: {applicant: paid}

    """

  /// The file with its mistake, and where the mistake is reported.
  var file: (text: String, line: Int, column: Int) {
    let marked = ([(piece, replacement)] + more).reduce(Self.sound) { text, change in
      let parts = text.pieces(around: change.0)
      return parts.before + change.1 + parts.after
    }
    let (before, after) = marked.pieces(around: "👉")
    let lines = before.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return (before + after, lines.count, (lines.last?.count ?? 0) + 1)
  }
}

extension String {
  /// What stands before and after the first `piece`; all of the text before it when it is missing.
  func pieces(around piece: String) -> (before: String, after: String) {
    let text = Array(unicodeScalars)
    let wanted = Array(piece.unicodeScalars)
    for start in 0...max(0, text.count - wanted.count)
    where text[start...].starts(with: wanted) {
      let end = start + wanted.count
      return (Self(text[..<start]), Self(text[end...]))
    }
    return (self, "")
  }

  private init(_ scalars: ArraySlice<Unicode.Scalar>) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
