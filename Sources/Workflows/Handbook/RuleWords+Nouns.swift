internal import CEL

extension RuleWords {
  private func say(_ english: String, _ chinese: String) -> String { phrases.say(english, chinese) }

  /// Something that has a value: a field, a fact, a sum.
  func noun(_ node: CheckedNode) -> String? {
    if let field = field(of: node) {
      return phrases.quoted(phrases.name(field.label, field.name))
    }
    switch node.kind {
    case .literal(let value): return literal(value, isAmount: isAmount(node))
    case .fact(let path, _): return fact(path)
    case .variable, .select: return node.path.flatMap(known)
    case .binary(let arithmetic, let left, let right): return calculated(arithmetic, left, right)
    case .negate(let operand): return noun(operand).map { say("minus \($0)", "负的\($0)") }
    case .conditional(let condition, let yes, let no):
      guard let condition = clause(condition, isNested: true), let yes = noun(yes),
        let no = noun(no)
      else { return nil }
      return say("\(yes) if \(condition), otherwise \(no)", "\(condition)时为\(yes)，否则为\(no)")
    case .call(let function, let arguments): return called(function, arguments)
    case .has, .not, .macro: return clause(node, isNested: true)
    default: return nil
    }
  }

  private func calculated(
    _ arithmetic: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode
  ) -> String? {
    guard let first = operand(left), let second = operand(right) else { return nil }
    return switch arithmetic {
    case .add: say("\(first) plus \(second)", "\(first)加\(second)")
    case .subtract: say("\(first) minus \(second)", "\(first)减\(second)")
    case .multiply: say("\(first) times \(second)", "\(first)乘以\(second)")
    case .divide: say("\(first) divided by \(second)", "\(first)除以\(second)")
    case .remainder: say("the remainder of \(first) by \(second)", "\(first)除以\(second)的余数")
    default: nil
    }
  }

  /// A part of a calculation, in brackets when it is itself one.
  private func operand(_ node: CheckedNode) -> String? {
    guard let text = noun(node) else { return nil }
    if case .binary = node.kind { return say("(\(text))", "（\(text)）") }
    return text
  }

  private func called(_ function: Function, _ arguments: [CheckedNode]) -> String? {
    if case .sum = function, let list = arguments.first, let total = total(list) { return total }
    let texts = arguments.compactMap(noun)
    guard texts.count == arguments.count, let first = texts.first else { return nil }
    let second = texts.count > 1 ? texts[1] : ""
    switch function {
    case .size:
      if case .string = arguments[0].type {
        return say("the length of \(first)", "\(first)的长度")
      }
      return say("the number of rows in \(first)", "\(first)的行数")
    case .divide(let scale):
      return say(
        "\(first) divided by \(second), to \(scale) digits", "\(first)除以\(second)（保留\(scale)位小数）")
    case .round(let scale):
      return say("\(first) rounded to \(scale) digits", "\(first)四舍五入至\(scale)位小数")
    case .days: return say("the days from \(first) to \(second)", "\(first)至\(second)的天数")
    case .age:
      return say("the age on \(second) of who was born on \(first)", "\(first)至\(second)的周岁")
    case .addMonths: return say("\(second) months after \(first)", "\(first)后\(second)个月")
    default: return nil
    }
  }

  /// `sum(form.lines.map(l, l.fee))`: the total of a column.
  private func total(_ list: CheckedNode) -> String? {
    guard case .macro(let comprehension) = list.kind, comprehension.macro == .map,
      comprehension.condition == nil, let column = comprehension.result.flatMap(noun),
      let table = noun(comprehension.list)
    else { return nil }
    return say("the total of \(column) in \(table)", "\(table)中\(column)合计")
  }

  /// The names that every procedure knows.
  func known(_ path: String) -> String? {
    let parts = path.split(separator: ".").map(String.init)
    if parts.count == 3, parts[0] == "did" {
      let action = phrases.quoted(phrases.action(parts[1]))
      switch parts[2] {
      case "count": return say("the number of times \(action) was done", "\(action)的次数")
      case "by": return say("who did \(action) last", "最近办理\(action)的人员")
      default: return say("the time \(action) was last done", "最近办理\(action)的时间")
      }
    }
    if parts.count == 3, parts[0] == "docs", parts[2] == "issued_on" {
      let document = phrases.quoted(phrases.document(parts[1]))
      return say("the day of issue of \(document)", "\(document)的签发日期")
    }
    return Self.words[path].map { say($0.english, $0.chinese) }
  }

  private static let words: [String: (english: String, chinese: String)] = [
    "today": ("today", "当日"),
    "now": ("now", "当前时间"),
    "money.reserved": ("the amount reserved", "已预留金额"),
    "money.committed": ("the amount committed", "已确认金额"),
    "money.sent": ("the amount on its way to the bank", "已发往银行的金额"),
    "money.paid": ("the amount paid so far", "已付金额"),
    "case.number": ("the case number", "个案编号"),
    "case.round": ("the round", "轮次"),
    "case.opened_on": ("the day the case was opened", "开案日期"),
    "case.entered_on": ("the day the case arrived here", "进入本环节日期"),
    "applicant.name": ("the applicant's name", "申请人姓名"),
    "applicant.born": ("the applicant's day of birth", "申请人出生日期"),
    "applicant.member_since": ("the day the applicant joined the union", "申请人入会日期"),
    "applicant.union": ("the applicant's union", "申请人所在工会"),
    "lookup.open_cases": ("the number of other open cases of this person", "该人员其他未结个案数"),
    "lookup.paid_last_12_months": (
      "what this person was paid in the last 12 months", "该人员近12个月已获金额"
    ),
    "lookup.opposing_cases": ("the number of cases for or against the other side", "涉及对方当事人的案件数"),
  ]
}
