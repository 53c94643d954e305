extension Mistake {
  private static func always(_ code: String, _ sentence: String) -> Mistake {
    Mistake(code, "facts: {large", "always: {claim: \(sentence)}\nfacts: {large")
  }

  private func with(_ piece: String, _ replacement: String) -> Mistake {
    var mistake = self
    mistake.more.append((piece, replacement))
    return mistake
  }

  /// Sentences under `always:`.
  static let ofSentences: [Mistake] = [
    always("WF202", "every path to 👉dome passes send"),
    always("WF202", "no case stays in 👉snt without a deadline"),
    always("WF202", "'at 👉dome: form.amount > 1.00'"),
    always("WF205", "👉sned and finish never both happen"),
    always("WF205", "finish and 👉sned never both happen"),
    always("WF205", "👉sned happens at most 1 times"),
    always("WF205", "'every path to done passes finish by someone other than open, 👉sned'"),
    always("WF208", "every path to done passes finish by someone other than check 👉visits"),
    always("WF117", "'every path to done passes finish by someone other than send, 👉send'"),
    always("WF106", "send happens at most 👉two times"),
    always("WF106", "send happens at most 👉01 times"),
    always("WF108", "send happens at most 👉1001 times"),
    always("guard.unknown_field", "'at done: form.👉amonut > 1.00'"),
    always("guard.wrong_type", "'at every final state: 👉form.amount'"),
    always("WF209", "'at done: facts.👉larg'"),
    always("WF370", "👉every way to done passes finish"),
    always("WF370", "👉'every path to done passes finish, send'"),
    always("WF370", "👉every path to done passes finish by somebody else than send"),
    always("WF370", "👉'every path to done passes finish by someone other than send,'"),
    always("WF370", "👉every path to done passes finish by someone other than send open"),
    always("WF370", "👉every path to done passes finish by someone other than"),
    always("WF370", "👉at done form.amount"),
    always("WF370", "👉'at done and sent: form.amount > 1.00'"),
    always("WF371", "send and 👉send never both happen"),
    always("WF371", "every path to done passes 👉finish by someone other than finish"),
    always("WF372", "👉every path to sent passes finish"),
    always("WF373", "👉every path to done passes finish by someone other than send"),
    always("WF374", "👉send and finish never both happen"),
    always("WF375", "👉send happens at most 0 times"),
    always("WF376", "👉'at done: form.amount < 50.00'"),
    always("WF377", "👉from every state a final state can be reached")
      .with("- small: '!facts.large'", "- twice: did.send.count > 1"),
    always("WF378", "👉no case stays in sent without a deadline"),
    always("WF379", "👉'at done: form.due_on < today'"),
  ]
}
