import Casebook
import History

extension Failure {
  /// What the rules said, one line a rule, with who could do it and what is possible now.
  init(_ refusal: Refusal) {
    let action = refusal.action ?? ""
    let subject = refusal.caseNumber.map { "\($0): " } ?? ""
    self.init(
      .refused, "\(subject)\(action)", details: refusal.items.map(\.rule), data: refusal.detail)
  }
}
