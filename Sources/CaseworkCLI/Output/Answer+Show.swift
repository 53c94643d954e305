import Casebook
import History

extension Context {
  /// Shows what a write came to: one line for a person, the database's own answer for programs.
  func show(_ answer: Answer, as format: OutputFormat) {
    if answer.isRepeated {
      tell(
        say(
          "This request had been done before; this is its first answer.",
          "该请求此前已完成；以下是首次的结果。"))
    }
    guard format == .table else { return show(Record(answer.data), as: format) }
    var parts = [paint(answer.caseNumber ?? "", .bold)]
    if let state = answer.state { parts.append(paint(state, .green)) }
    if let version = answer.version { parts.append(say("version \(version)", "版本 \(version)")) }
    if let amount = answer.amount { parts.append(amount) }
    if let principal = answer.data["for"]?.text {
      parts.append(say("for \(principal)", "代 \(principal) 办理"))
    }
    if let due = answer.due {
      parts.append(say("due ", "期限 ") + Timestamps.local(due))
    }
    if let votes = answer.votes, !answer.didMove {
      parts.append(
        say(
          "\(votes.have) of \(votes.need) votes; the case stays until the others vote",
          "已有 \(votes.have)/\(votes.need) 票；票数足够后个案才会前进"))
    }
    output.writeLine(parts.filter { !$0.isEmpty }.joined(separator: "  "))
  }

  /// Says in one line what was done; programs get the database's own answer.
  func confirm(
    _ answer: JSON, _ done: String, repeated: String? = nil, as format: OutputFormat
  ) {
    guard format == .table else { return show(Record(answer), as: format) }
    let isRepeated = answer["repeated"]?.bool ?? false
    output.writeLine(isRepeated ? repeated ?? done : done)
  }
}
