/// How much work the sentences of one file may take together, so that no file keeps its reader busy.
final class ProofBudget {
  /// The situations that may still be looked at.
  private(set) var situations = 300_000
  /// The questions that may still be asked about values.
  private(set) var questions = 40_000

  /// More situations for one sentence than any procedure for people has.
  static let mostSituations = 30_000

  /// Whether something was left out, so that nothing is proved any more.
  var isSpent: Bool { situations <= 0 || questions <= 0 }

  func look(at count: Int) { situations -= count }

  /// Whether one more question may be asked.
  func ask() -> Bool {
    questions -= 1
    return questions > 0
  }
}
