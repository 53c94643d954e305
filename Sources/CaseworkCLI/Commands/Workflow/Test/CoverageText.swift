import Engine
import History
import Workflows

/// What tests touch of a procedure, and what not, in words.
struct CoverageText {
  let coverage: ScenarioCoverage
  let paint: Paint

  init(_ coverage: ScenarioCoverage, _ paint: Paint) {
    self.coverage = coverage
    self.paint = paint
  }

  var lines: [String] {
    let groups = CoverageItem.Group.allCases.compactMap { group -> String? in
      let count = coverage.count(of: group)
      return count.all == 0 ? nil : "\(Self.name(group)) \(count.touched)/\(count.all)"
    }
    var lines = [say("coverage: ", "覆盖：") + groups.joined(separator: say(", ", "，"))]
    lines += coverage.untouched.map { item in
      "  " + paint("\(item.location)", .cyan) + "  " + Self.text(item)
    }
    return lines
  }

  static func json(_ coverage: ScenarioCoverage) -> JSON {
    .object([
      .init("touched", .integer(coverage.touched)), .init("items", .integer(coverage.items.count)),
      .init(
        "untouched",
        .array(
          coverage.untouched.map { item in
            .object([
              .init("group", .string(item.group.rawValue)), .init("what", .string(text(item))),
              .init("line", .integer(item.location.line)),
            ])
          })),
    ])
  }

  private static func name(_ group: CoverageItem.Group) -> String {
    switch group {
    case .actions: say("actions", "动作")
    case .rules: say("rules", "规则")
    case .tiers: say("tiers", "审批层级")
    case .routes: say("routes", "去向")
    case .checks: say("checks", "核查项")
    case .deadlines: say("deadlines", "期限")
    }
  }

  /// What is left to show, one line.
  static func text(_ item: CoverageItem) -> String {
    switch item.key {
    case .action(let name): say("\(name) is never done", "从未执行 \(name)")
    case .rule(let action, let name, true):
      say("\(action): \(name) never lets it through", "\(action)：\(name) 从未放行")
    case .rule(let action, let name, false):
      say("\(action): \(name) never refuses", "\(action)：\(name) 从未拒绝")
    case .fieldCheck(let name, true): say("\(name): its check never holds", "\(name)：其检查从未成立")
    case .fieldCheck(let name, false): say("\(name): its check never refuses", "\(name)：其检查从未拒绝")
    case .required(let name, true): say("\(name) is never required", "\(name) 从未必填")
    case .required(let name, false): say("\(name) is always required", "\(name) 总是必填")
    case .needed(let name, true): say("\(name) is never needed", "从未需要 \(name)")
    case .needed(let name, false): say("\(name) is always needed", "总是需要 \(name)")
    case .checkNeeded(let name, true): say("\(name) is never needed", "从未需要 \(name)")
    case .checkNeeded(let name, false): say("\(name) is always needed", "总是需要 \(name)")
    case .barred(let action, let rule):
      say("\(action): nobody is refused by \(rule)", "\(action)：从未有人因 \(rule) 被拒")
    case .band(let action, let index):
      say("\(action): its band \(index + 1) is never used", "\(action)：第 \(index + 1) 档从未使用")
    case .route(let action, let state):
      say("\(action) never leads to \(state)", "\(action) 从未通向 \(state)")
    case .check(let state, let name):
      say("\(state): the check \(name) never gets a result", "\(state)：核查项 \(name) 从未有结果")
    case .reminder(let name): say("\(name): nobody is ever reminded", "\(name)：从未提醒")
    case .escalation(let name):
      say("\(name): its deadline is never missed", "\(name)：从未逾期")
    case .then(let name):
      say("\(name): the clock never acts", "\(name)：时钟从未执行动作")
    }
  }
}
