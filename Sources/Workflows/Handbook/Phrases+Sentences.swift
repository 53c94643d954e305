internal import CEL

extension Phrases {
  /// A sentence under `always:` in words.
  func sentence(_ claim: Workflow.Property.Claim) -> String {
    switch claim {
    case .passes(let state, let action, let others):
      let deeds = others.map(predecessor)
      let other =
        deeds.isEmpty
        ? ""
        : say(", by somebody who never \(either(deeds))", "，且办理人未曾\(either(deeds))")
      return say(
        "No case arrives at \(quoted(self.state(state))) without \(quoted(self.action(action))) done before\(other).",
        "个案进入\(quoted(self.state(state)))前，必已办理\(quoted(self.action(action)))\(other)。")
    case .neverBoth(let first, let second):
      return say(
        "\(quoted(action(first))) and \(quoted(action(second))) never both happen in one case.",
        "同一个案不会既\(quoted(action(first)))又\(quoted(action(second)))。")
    case .atMost(let action, let times):
      return say(
        "\(quoted(self.action(action))) happens at most \(self.times(times)) in a case.",
        "每个个案\(quoted(self.action(action)))最多\(times)次。")
    case .holds(let place, let condition):
      let rule = phrase(condition)
      switch place {
      case .state(let state):
        return say(
          "At \(quoted(self.state(state))): \(rule).", "在\(quoted(self.state(state)))环节：\(rule)。")
      case .finalStates:
        return say("When a case has ended: \(rule).", "个案结束时：\(rule)。")
      }
    case .canFinish:
      return say(
        "From every step a case can still be brought to an end.", "从任何环节，个案都能办结。")
    case .isWatched(let state):
      return say(
        "No case stays in \(quoted(self.state(state))) without a deadline.",
        "个案停留在\(quoted(self.state(state)))时始终有期限。")
    }
  }

  /// What a message says, with the names of what is filled in between brackets.
  func message(_ message: NamedLabel) -> String {
    let text = message.label.text(in: language.rawValue, or: message.name)
    var result = ""
    for (index, part) in text.split(separator: "{{", omittingEmptySubsequences: false).enumerated()
    {
      guard index > 0, let end = part.firstRange(of: "}}") else {
        result += part
        continue
      }
      let path = String(part[..<end.lowerBound]).trimmingBlanks
      result += "[\(placeholder(path))]" + part[end.upperBound...]
    }
    return result
  }

  private func placeholder(_ path: String) -> String {
    if path.hasPrefix("form."), let field = workflow.field(String(path.dropFirst(5))) {
      return name(field.label, field.name)
    }
    return RuleWords(phrases: self).known(path) ?? path
  }
}
