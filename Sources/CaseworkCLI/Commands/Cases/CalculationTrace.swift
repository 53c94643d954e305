import CEL
import Engine
import Workflows

/// What an action would do and what its rules looked at, line by line.
enum CalculationTrace {
  static func lines(_ judged: ActionExplanation, paint: Paint) -> [String] {
    var lines: [String] = []
    let guards = judged.verdicts.filter { $0.source != nil || !$0.readings.isEmpty }
    if !guards.isEmpty {
      lines += ["", paint(say("Calculation", "计算依据"), .bold)]
      for verdict in guards {
        let mark = mark(verdict.truth, paint)
        lines.append("  \(mark) \(verdict.rule)" + (verdict.source.map { ": \($0)" } ?? ""))
        for reading in verdict.readings {
          lines.append("      \(reading.path) = \(reading.value.map { "\($0)" } ?? "?")")
        }
      }
    }
    if let outcome = judged.decision.outcome {
      lines += ["", paint(say("This would", "执行后"), .bold)]
      lines += effects(outcome).map { "  " + $0 }
    }
    return lines
  }

  static func mark(_ truth: Verdict.Truth, _ paint: Paint) -> String {
    switch truth {
    case .holds: paint("✓", .green)
    case .fails: paint("✗", .red)
    case .undecided: paint("?", .yellow)
    }
  }

  /// What happens, in words.
  static func effects(_ outcome: Outcome) -> [String] {
    var lines: [String] = []
    if let votes = outcome.votes, !outcome.isEffective {
      lines.append(
        say(
          "be vote \(votes.have) of \(votes.need); the case stays",
          "成为第 \(votes.have)/\(votes.need) 票；个案状态不变"))
    } else {
      lines.append(say("move the case to \(outcome.state)", "个案转入 \(outcome.state)"))
    }
    for movement in outcome.movements {
      let fund = movement.fund.map { say(" from fund \($0)", "（资金 \($0)）") } ?? ""
      let payee = movement.payee.map { say(" to \($0)", "，付至 \($0)") } ?? ""
      lines.append("\(name(of: movement.kind)) \(movement.amount)\(fund)\(payee)")
    }
    if !outcome.written.isEmpty {
      lines.append(say("fill ", "填写 ") + outcome.written.joined(separator: ", "))
    }
    if let due = outcome.due ?? nil {
      lines.append(say("be due ", "期限 ") + Instant.text(microseconds: due.at.microseconds))
    }
    if let message = outcome.message {
      lines.append(say("tell the applicant: ", "通知当事人：") + message)
    }
    return lines
  }

  static func name(of movement: String) -> String {
    switch movement {
    case "reserve": say("reserve", "预留")
    case "commit": say("commit", "承诺")
    case "pay": say("pay", "支付")
    case "release": say("release", "释放")
    case "recover": say("recover", "追回")
    case "send": say("send", "发出")
    case "settle": say("settle", "入账")
    case "return": say("return", "退回")
    default: movement
    }
  }
}
