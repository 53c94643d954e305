import Casebook
import History

/// A spending report in words.
enum SpendingText {
  /// What the parts of a budget are, and what is left.
  static var parts: [String] {
    [
      say("Paid", "已支付"), say("In transit", "在途"), say("Committed", "已承诺"),
      say("Reserved", "预留"), say("Room", "余额"),
    ]
  }

  static var caveat: String {
    say(
      "Of confidential procedures only payments to five persons or more are counted.",
      "保密流程仅计入涉及五人及以上的支付。")
  }

  static func title(_ division: SpendingReport.Division) -> String {
    switch division {
    case .month: say("Month", "月份")
    case .programme: say("Procedure", "流程")
    case .unit: say("Unit", "单位")
    }
  }

  static func name(of measure: SpendingReport.Measure) -> String {
    switch measure {
    case .reserved: say("Reserved", "预留")
    case .committed: say("Committed", "已承诺")
    case .released: say("Released", "释放")
    case .paid: say("Paid", "已支付")
    case .recovered: say("Recovered", "追回")
    }
  }

  static func label(_ line: SpendingReport.Line) -> String {
    switch line.label {
    case .name(let name):
      line.isWithheld ? say("\(name): fewer than five", "\(name)：不足五人") : name
    case .absent: say("none", "无")
    case .several: line.isWithheld ? say("fewer than five", "不足五人") : say("several", "多个")
    }
  }

  static func words(of report: SpendingReport) -> SpendingReport.Words {
    let language = Language.current
    let what = title(report.division)
    return SpendingReport.Words(
      title: say("Budget and spending", "预算与支出"), parts: parts,
      spent: say("Paid, less what came back, by: ", "实付（扣除追回），按：") + what
    ) { line in Language.$current.withValue(language) { label(line) } }
  }

  static func data(_ budget: SpendingReport.Budget) -> JSON {
    let amounts = zip(["paid", "in_transit", "committed", "reserved"], budget.parts).map {
      JSON.Member($0, .string(Hundredths($1).text))
    }
    return .object(
      [
        .init("fund", .string(budget.fund)), .init("currency", .string(budget.currency)),
        .init("year", .number(String(budget.year))),
        .init("allotted", .string(Hundredths(budget.allotted).text)),
      ] + amounts + [.init("room", .string(Hundredths(budget.room).text))])
  }

  static func data(_ line: SpendingReport.Line, by division: SpendingReport.Division) -> JSON {
    let label: JSON =
      switch line.label {
      case .name(let name): .string(name)
      case .absent: .null
      case .several: .string("*")
      }
    let amounts = SpendingReport.Measure.allCases.map { measure in
      JSON.Member(
        measure.rawValue, line.amounts[measure].map { .string(Hundredths($0).text) } ?? .null)
    }
    return .object(
      [
        .init("fund", .string(line.fund)), .init("currency", .string(line.currency)),
        .init("year", .number(String(line.year))), .init(division.rawValue, label),
      ] + amounts + [
        .init("protected", .bool(line.isProtected)), .init("withheld", .bool(line.isWithheld)),
      ])
  }
}
