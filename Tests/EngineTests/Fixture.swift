import CEL
import Engine
import Testing
import Workflows

/// A procedure with one of everything that is judged.
let grantText = """
  casework: 1
  workflow: test_grant
  version: 1
  number: TG
  label: {en: Test grant, zh-Hans: 测试补助}
  calendar: test_days
  roles:
    clerk: {en: Clerk, zh-Hans: 经办人}
    reviewer: {en: Reviewer, zh-Hans: 审核员}
    supervisor: {en: Supervisor, zh-Hans: 主管}
    deputy: {en: Deputy, zh-Hans: 副主任}
    cashier: {en: Cashier, zh-Hans: 出纳}
  form:
    name: {type: text, max: 10, label: {en: Applicant, zh-Hans: 申请人}}
    born: {type: date, check: form.born < today, label: {en: Born, zh-Hans: 出生日期}}
    income: {type: money, min: 0, label: {en: Income, zh-Hans: 收入}}
    people: {type: rows, min_rows: 1, max_rows: 3, of: {age: {type: integer, min: 0, max: 120}, disabled: {type: yes_no}}, label: {en: Household, zh-Hans: 家庭成员}}
    cause: {type: choice, of: {illness: {en: Illness, zh-Hans: 疾病}, other: {en: Other, zh-Hans: 其他}}, label: {en: Cause, zh-Hans: 原因}}
    note: {type: text, required_when: form.cause == 'other', label: {en: Note, zh-Hans: 说明}}
    owner: {type: staff, role: reviewer, label: {en: In charge, zh-Hans: 负责人}}
    granted: {type: money, min: 0, max: 50000, label: {en: Granted, zh-Hans: 批准金额}}
    account: {type: text, pattern: '[0-9]{4,8}', label: {en: Account, zh-Hans: 账号}}
  documents:
    id_card: {label: {en: Identity card, zh-Hans: 身份证}}
    proof: {not_older_than: 30 days, label: {en: Income proof, zh-Hans: 收入证明}}
    medical: {needed_when: form.cause == 'illness', label: {en: Medical record, zh-Hans: 病历}}
    minutes: {label: {en: Minutes, zh-Hans: 会议纪要}}
  messages:
    paid: {en: It was paid., zh-Hans: 已付款。}
  facts:
    per_head: div(form.income, size(form.people), 2)
    eligible: facts.per_head <= 2500.00 || form.people.exists(p, p.disabled)
  hold:
    role: clerk
    reasons: {papers: {en: Papers are awaited, zh-Hans: 等待材料}}
  start: intake
  states:
    intake:
      label: {en: Intake, zh-Hans: 受理}
      phase: work
      deadline: {within: 60 days, then: lapse}
    review:
      label: {en: Review, zh-Hans: 审核}
      phase: work
      deadline: {within: 3 business days, escalate_to: supervisor}
      checks:
        visit: {role: clerk, within: 2 business days, label: {en: Home visit, zh-Hans: 家访}}
        means: {role: reviewer, needed_when: form.income > 9000.00, label: {en: Means test, zh-Hans: 经济核查}}
    decision: {label: {en: Decision, zh-Hans: 决定}, phase: work, deadline: {within: 5 business days, escalate_to: supervisor}}
    approved: {label: {en: Approved, zh-Hans: 已批准}, deadline: {within: 3 business days, escalate_to: supervisor}}
    paid: {label: {en: Paid, zh-Hans: 已付款}, ends: granted}
    closed: {label: {en: Closed, zh-Hans: 已关闭}, ends: withdrawn}
  actions:
    submit:
      label: {en: Submit, zh-Hans: 提交}
      from: intake
      to: review
      role: clerk
      fill: [name, born, income, people, cause, note, owner, account]
      documents: [id_card, proof, medical]
    send_back: {label: {en: Send back, zh-Hans: 退回}, from: review, to: intake, role: reviewer, at_most: 1}
    chase: {label: {en: Chase, zh-Hans: 催办}, from: review, to: review, role: clerk, while_held: true}
    recommend:
      label: {en: Recommend, zh-Hans: 建议}
      from: review
      to: decision
      role: reviewer
      only: form.owner
      unrelated: true
      after: 1 business days
      distinct_from: [submit, check visit]
      fill: [granted]
      when:
        - eligible: facts.eligible
          say: {en: Income per head is above the limit., zh-Hans: 人均收入超标。}
        - checked: checks.all(c, c.result in ['pass', 'not_needed'])
    approve:
      label: {en: Approve, zh-Hans: 批准}
      from: decision
      to: approved
      distinct_from: [submit, recommend]
      fill: [{granted: {optional: true}}]
      tiers:
        by: form.granted
        bands:
          - {up_to: 5000.00, role: supervisor}
          - {up_to: 20000.00, role: supervisor, people: 2}
          - {up_to: 50000.00, each: [supervisor, deputy], documents: [minutes]}
      money: {reserve: form.granted, fund: relief}
    pay:
      label: {en: Pay, zh-Hans: 付款}
      from: approved
      to: paid
      role: cashier
      distinct_from: [submit, recommend, approve]
      money: {pay: reserved, payee: form.account}
      tell: {applicant: paid}
    withdraw:
      label: {en: Withdraw, zh-Hans: 撤回}
      from: [phase work, approved]
      to: closed
      role: clerk
      while_held: true
      money: {release: reserved}
    lapse: {label: {en: Lapse, zh-Hans: 逾期关闭}, from: intake, to: closed, by: clock}
  """

/// Weekends off, three holidays with one make-up Saturday.
let testDaysText = """
  casework_calendar: 1
  calendar: test_days
  zone: Asia/Shanghai
  label: {en: Test days}
  weekend: [saturday, sunday]
  holidays:
    2026-03-04: {en: First feast}
    2026-03-05: {en: Second feast}
  working:
    2026-03-07: {en: Make-up Saturday}
  """

struct UnreadableFixture: Error {
  var messages: [String]
}

/// Reads a procedure with the test calendar.
func procedure(_ text: String = grantText) throws -> Procedure {
  // The engine judges what it is given, also procedures that would not pass as sound.
  let (workflow, problems) = WorkflowReader.read(
    bytes: Array(text.utf8), file: "test.yaml", isProved: false)
  let (calendar, more) = CalendarReader.read(bytes: Array(testDaysText.utf8), file: "days.yaml")
  guard let workflow, let calendar else {
    throw UnreadableFixture(messages: (problems + more).map { $0.render() })
  }
  return Procedure(workflow: workflow, calendar: calendar)
}

/// Monday 2026-03-02, at the given hour in Shanghai, or so many days later.
func instant(_ hour: Int, day: Int = 2) -> Timestamp {
  let days = 20_514 + day - 2
  let seconds = Int128(days * 86_400 + (hour - 8) * 3_600)
  return Timestamp(nanoseconds: seconds * 1_000_000_000) ?? instant(8)
}

let li = Actor(login: "li", person: "p-li", roles: ["clerk", "reviewer", "supervisor"])
let wang = Actor(login: "wang", person: "p-wang", roles: ["reviewer"])
let zhao = Actor(login: "zhao", person: "p-zhao", roles: ["supervisor"])
let qian = Actor(login: "qian", person: "p-qian", roles: ["supervisor", "deputy"])
let he = Actor(login: "he", person: "p-he", roles: ["deputy"])
let sun = Actor(login: "sun", person: "p-sun", roles: ["cashier"])

/// A case that is played step by step.
struct Play {
  let procedure: Procedure
  var snapshot: CaseSnapshot

  init(_ text: String = grantText) throws {
    procedure = try EngineTests.procedure(text)
    let now = instant(9)
    let today = try #require(procedure.calendar.date(of: now))
    snapshot = CaseSnapshot(state: procedure.workflow.start, now: now, today: today)
    snapshot.funds = ["relief": Amount(minorUnits: 10_000_000)]
    snapshot.documents = [
      "id_card": .init(), "proof": .init(issuedOn: CalendarDate("2026-02-20")),
    ]
  }

  /// A case that was opened by li.
  static func opened() throws -> Play {
    var play = try Play()
    try play.take(.open(action: nil, fields: []), li)
    return play
  }

  /// A case in review, the visit passed, on the third business day after it was submitted.
  static func inReview(_ fields: [Command.FieldEntry] = []) throws -> Play {
    var play = try opened()
    try play.take(.act(action: "submit", fields: soundFields(fields), expect: nil), li)
    try play.take(.check(name: "visit", result: "pass"), li)
    try play.wait(until: instant(9, day: 6))
    return play
  }

  /// A case awaiting a decision about `granted`.
  static func inDecision(_ granted: String, _ fields: [Command.FieldEntry] = []) throws -> Play {
    var play = try inReview(fields)
    try play.take(
      .act(action: "recommend", fields: [.init("granted", .text(granted))], expect: nil), wang)
    return play
  }

  func decide(_ command: Command, _ actor: Actor) -> Decision {
    procedure.decide(command, on: snapshot, by: actor)
  }

  /// The names of the rules that refuse it, in order.
  func rules(_ command: Command, _ actor: Actor) -> [String] {
    decide(command, actor).refusals.map(\.rule)
  }

  /// The names of the rules that refuse an action seen at the present version.
  func rules(_ action: String, _ actor: Actor, _ fields: [Command.FieldEntry] = []) -> [String] {
    rules(.act(action: action, fields: fields, expect: snapshot.version), actor)
  }

  @discardableResult
  mutating func take(_ command: Command, _ actor: Actor) throws -> Outcome {
    let decision = decide(command, actor)
    let outcome = try #require(
      decision.outcome, "\(command) is refused: \(decision.refusals.map(\.rule))")
    snapshot = procedure.evolve(snapshot, outcome)
    return outcome
  }

  @discardableResult
  mutating func take(
    _ action: String, _ actor: Actor, _ fields: [Command.FieldEntry] = []
  ) throws -> Outcome {
    try take(.act(action: action, fields: fields, expect: snapshot.version), actor)
  }

  mutating func wait(until now: Timestamp) throws {
    snapshot.now = now
    snapshot.today = try #require(procedure.calendar.date(of: now))
  }
}

/// Everything that `submit` fills, some of it replaced.
func soundFields(_ others: [Command.FieldEntry] = []) -> [Command.FieldEntry] {
  let sound: [Command.FieldEntry] = [
    .init("name", "陈红"), .init("born", "1980-05-01"), .init("income", "6000.00"),
    .init(
      "people",
      .list([
        ["age": .number("45"), "disabled": .bool(false)],
        ["age": .number("12"), "disabled": .bool(false)],
        ["age": .number("70"), "disabled": .bool(false)],
      ])), .init("cause", "other"), .init("note", "flood"), .init("owner", "wang"),
    .init("account", "12345678"),
  ]
  return sound.filter { field in !others.contains { $0.name == field.name } }
    + others.filter { $0.value != .null }
}
