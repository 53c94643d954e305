import CEL
import Engine
import History
import Workflows

/// What `workflow try` prints.
struct TryScreen {
  let workflow: Workflow
  let calendar: Calendar
  let paint: Paint

  private var language: String { Language.current.rawValue }

  /// The time of a walk, in the calendar's zone: `2026-03-02 09:00`.
  func time(_ instant: Timestamp) -> String {
    guard let date = calendar.date(of: instant), let midnight = calendar.start(of: date) else {
      return instant.description
    }
    let minutes = (instant.microseconds - midnight.microseconds) / 60_000_000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date) \(two(minutes / 60)):\(two(minutes % 60))"
  }

  func prompt(_ snapshot: CaseSnapshot) -> String {
    let state = snapshot.version == 0 ? "new" : snapshot.state
    return "\(time(snapshot.now)) \(state)> "
  }

  // MARK: What happened

  func lines(_ taken: CaseWalk.Taken) -> [String] {
    taken.moves.flatMap { move in
      var lines: [String] = []
      if let login = move.login {
        let entry = move.after.entries.last
        let vote = entry?.isEffective == false && entry?.signed != nil
        let note = vote ? say("  (a vote; the case stays)", "（一票，个案不动）") : ""
        lines.append("\(paint("✓", .green)) \(login) \(name(move.deed))\(arrow(move.after))\(note)")
      }
      return lines + move.clock.map { clock($0, move.after) }
    }
  }

  private func arrow(_ after: CaseSnapshot) -> String {
    guard let entry = after.entries.last, entry.from != entry.to else { return "" }
    return paint(" → \(entry.to)", .bold)
  }

  private func name(_ deed: ScenarioMove.Deed) -> String {
    switch deed {
    case .command(.open(let action, _)): action ?? "open"
    case .command(.act(let action, _, _)): action
    case .command(.check(let name, let result)): "check \(name) \(result)"
    case .command(.hold(let reason, _)): "hold \(reason)"
    case .command(.resume): "resume"
    case .command(.recall(let action)): "recall \(action)"
    case .command(.correct(let field, _)): "correct \(field)"
    case .attach(let name, _): "attach \(name)"
    case .waive(let name): "waive \(name)"
    case .tick: "tick"
    }
  }

  private func clock(_ note: ClockNote, _ after: CaseSnapshot) -> String {
    let what =
      switch note {
      case .resumed: say("the hold is over", "暂停结束")
      case .moved(let action): "\(action)\(arrow(after))"
      case .stuck(let action, let rules):
        say("\(action) is refused by ", "\(action) 被拒：") + rules.joined(separator: ", ")
      case .escalated(let deadline, let role):
        say("\(deadline ?? after.state) is late; told: ", "\(deadline ?? after.state) 逾期，已告知：")
          + (role ?? "")
      case .reminded(let deadline):
        say("reminder of \(deadline ?? after.state)", "提醒 \(deadline ?? after.state)")
      }
    return paint(say("clock ", "时钟 "), .yellow) + time(after.now) + "  " + what
  }

  func refusal(_ taken: CaseWalk.Taken, of what: String) -> [String] {
    var lines = ["\(paint("✗", .red)) " + say("\(what) is refused:", "\(what) 被拒绝：")]
    lines += ExplanationText.lines(taken.refusals, workflow).map { "  " + $0 }
    if !taken.able.isEmpty {
      lines.append(say("  Who could: ", "  可执行：") + taken.able.joined(separator: ", "))
    }
    return lines
  }

  // MARK: What is possible

  func possible(_ walk: CaseWalk) -> [String] {
    let found = walk.possibilities
    var lines: [String] = []
    for possibility in found {
      let action = possibility.action
      let label = action.label.text(in: language, or: action.name)
      let title = label == action.name ? action.name : "\(action.name)  \(paint(label, .faint))"
      if !possibility.able.isEmpty {
        lines.append("\(paint("✓", .green)) \(title)  \(possibility.able.joined(separator: ", "))")
      } else if !possibility.fillable.logins.isEmpty {
        let fields = possibility.fillable.fields.map { "\($0)=…" }.joined(separator: " ")
        lines.append(
          "\(paint("✓", .green)) \(title)  "
            + possibility.fillable.logins.joined(separator: ", ") + "  \(fields)")
      } else {
        let who = possibility.nearest.map { "\($0): " } ?? ""
        let first = possibility.obstacles.first.map {
          RefusalText($0, in: workflow, language: language).what
        }
        let more = possibility.obstacles.count - 1
        lines.append(
          "\(paint("✗", .red)) \(title)  \(who)\(first ?? say("nobody has the role", "无人具有该角色"))"
            + (more > 0 ? say(" (and \(more) more)", "（另有 \(more) 项）") : ""))
      }
    }
    for check in walk.snapshot.checks where check.result == "open" {
      let role = workflow.state(walk.snapshot.state)?.checks.first { $0.name == check.name }?.role
      lines.append(
        "\(paint("•", .yellow)) check \(check.name) pass|fail  \(role.map { "(\($0))" } ?? "")")
    }
    if let due = walk.snapshot.due, let deadline = workflow.state(walk.snapshot.state)?.deadline {
      let then = deadline.then ?? deadline.escalateTo.map { say("\($0) is told", "告知 \($0)") }
      lines.append(
        "\(paint("•", .yellow)) " + say("by ", "至 ") + time(due.at) + ", " + say("else ", "否则 ")
          + (then ?? ""))
    }
    if found.isEmpty, lines.isEmpty {
      lines.append(say("Nothing leads on from here.", "此处没有后续操作。"))
    }
    return lines
  }

  // MARK: The case

  func show(_ walk: CaseWalk) -> [String] {
    let snapshot = walk.snapshot
    guard snapshot.version > 0 else {
      return [say("The case is not open yet; it is ", "个案尚未开立；现在是 ") + time(snapshot.now)]
    }
    let label = workflow.state(snapshot.state)?.label.text(in: language, or: snapshot.state)
    var table = Table([.init(title: ""), .init(title: "")])
    func add(_ title: String, _ value: String, _ style: Paint.Style? = nil) {
      if !value.isEmpty { table.add([.init(title, .faint), .init(value, style)]) }
    }
    add(say("State", "状态"), "\(label ?? "") (\(snapshot.state))", .green)
    add(say("Time", "时间"), time(snapshot.now))
    if let due = snapshot.due { add(say("Due", "期限"), time(due.at)) }
    if let hold = snapshot.hold { add(say("On hold", "暂停"), hold.reason, .yellow) }
    let money = [
      ("reserved", snapshot.money.outstanding), ("sent", snapshot.money.sent),
      ("paid", snapshot.money.paid),
    ].filter { $0.1 != .zero }.map { "\($0.0) \($0.1)" }
    add(say("Money", "资金"), money.joined(separator: ", "))
    for entry in snapshot.fields.entries { add(entry.name, "\(entry.value)") }
    let papers = snapshot.documents.keys.sorted().map { name in
      snapshot.documents[name]?.isWaived == true ? name + say(" (waived)", "（免交）") : name
    }
    add(say("Documents", "材料"), papers.joined(separator: ", "))
    add(
      say("Checks", "核查"),
      snapshot.checks.map { "\($0.name): \($0.result)" }.joined(separator: ", "))
    var lines = table.lines(paint: paint)
    for entry in snapshot.entries {
      let kind = entry.check.map { "check \($0) \(entry.result ?? "")" } ?? entry.kind
      let arrow = entry.from == entry.to ? "" : paint(" → \(entry.to)", .green)
      lines.append(
        "  \(paint(time(entry.at), .faint))  \(entry.login)  \(entry.openingAction ?? kind)\(arrow)"
      )
    }
    return lines
  }

  func people(_ scenario: Scenario) -> [String] {
    scenario.people.map { person in
      let roles = person.roles.map { name in
        let label = workflow.role(name)?.label.text(in: language, or: name) ?? name
        return label == name ? name : "\(name) (\(label))"
      }
      return "\(paint(person.login, .bold))  \(roles.joined(separator: ", "))"
    }
  }

  static var help: [String] {
    [
      say(
        "li submit granted=4000.00   li takes an action, filling fields",
        "li submit granted=4000.00   li 执行操作并填写字段"),
      say("submit                      whoever may takes it", "submit                      由有权者执行"),
      say(
        "batch send, bank settle     a payment batch takes its action; the bank's answer does",
        "batch send，bank settle     由付款批次、银行答复执行"),
      say(
        "li check NAME pass|fail|waived, li attach DOCUMENT [DAY], li waive DOCUMENT",
        "li check 核查项 pass|fail|waived，li attach 材料 [日期]，li waive 材料"),
      say(
        "li hold REASON [DAY], li resume, li recall ACTION, li correct field=value",
        "li hold 原因 [日期]，li resume，li recall 操作，li correct 字段=值"),
      say(
        "wait 3 business days        let time pass; the clock acts",
        "wait 3 business days        让时间经过，时钟自动处理"),
      say(
        "?                           what is possible now, and why not",
        "?                           现在可做什么，为何不可"),
      say(
        "why li approve              every rule about it, with what it reads",
        "why li approve              逐条规则及其依据"),
      say(
        "show, people                the case so far; who is there",
        "show，people                个案现状；人员"),
      say(
        "undo, keep                  take the last step back; keep the last refusal as a step",
        "undo，keep                  撤回上一步；将上次拒绝保留为步骤"),
      say(
        "save NAME                   the walk as a test for the file",
        "save 名称                   将过程输出为测试"),
      say("quit", "quit"),
    ]
  }
}
