import CEL
import Casebook
import Engine
import History
import Workflows

extension Walk {
  /// The beginning of every walk: the odd jobs played so that each family of rules refuses once and
  /// each command is done, whatever the dice say later.
  func playScript() throws {
    let job = try openJob(applicant: 1)
    try refuseAtFirst(job)
    try talk(job)
    try vote(job)
    try serveTooOften(job)
    try settle(job)
    try sign(job)
    try spend(job)
    try grantOnce()
    let own = try openJob(applicant: world.applicants.count - 1)
    try play("w_chen", .act("give_up", fields: [], expect: nil), own)
    let related = try openJob(applicant: 2)
    try play("w_zhao", .act("give_up", fields: [], expect: nil), related)
    try play("w_ma", .note("not for me"), related)
    try play("w_li", .act("no_such_action", fields: [], expect: nil), related)
    try payByBank()
    // Fresh cases lapse after 36 hours; the others are long past their deadlines.
    world.now += 40 * 86_400_000_000
    try moveClock()
  }

  private func openJob(applicant: Int) throws -> WalkCase {
    step += 1
    guard let procedure = world.procedures["odd_jobs"],
      let now = Timestamp(microseconds: world.now),
      let today = procedure.calendar.date(of: now)
    else { throw WalkDifference("the odd jobs are not installed") }
    let target = unopened(procedure, applicant: applicant, now, today)
    let known = cases.count
    try open(
      "w_li",
      .open(
        workflow: "odd_jobs", applicant: applicant, action: "begin",
        fields: [.init("size", .integer(5))]), target)
    guard cases.count == known + 1, let opened = cases.last else {
      throw WalkDifference("the script's case was not opened")
    }
    return opened
  }

  /// A grant that goes out, comes back, and goes out again; before that, to an account of nobody.
  private func payByBank() throws {
    guard let procedure = world.procedures["batch_payment"],
      let now = Timestamp(microseconds: world.now),
      let today = procedure.calendar.date(of: now), let send = procedure.workflow.action("send")
    else { throw WalkDifference("the payments by batch are not installed") }
    let applicant = 3
    let known = cases.count
    try open(
      "w_li", .open(workflow: "batch_payment", applicant: applicant, action: nil, fields: []),
      unopened(procedure, applicant: applicant, now, today))
    guard cases.count == known + 1, let grant = cases.last else {
      throw WalkDifference("the script's grant was not opened")
    }
    let account = { Command.FieldEntry("account", .text($0)) }
    try act(
      "w_li", "propose", fields: [.init("granted", "900.00"), account("622202020011")],
      expect: grant.shadow.version, on: grant)
    try act("w_zhao", "approve", expect: grant.shadow.version, on: grant)
    try register("110000000003", for: grant)
    try prepare(grant, send, isScripted: true)  // another account
    for (number, isPaid) in [("622202020011", false), ("622202020012", true)] {
      if isPaid {
        try act(
          "w_chen", "correct_account", fields: [account(number)], expect: grant.shadow.version,
          on: grant)
        try act("w_zhao", "approve", expect: grant.shadow.version, on: grant)
      }
      try register(number, for: grant)
      step += 1
      world.now += 60_000_000
      touched = grant
      try prepare(grant, send, isScripted: true)
      try self.send(grant)
      while grant.batch != nil { try answer(grant, isPaid: isPaid) }
    }
  }

  private func register(_ account: String, for target: WalkCase) throws {
    try world.register(account, of: world.applicants[target.applicant].id)
  }

  private func play(_ login: String, _ deed: WalkDeed, _ target: WalkCase) throws {
    step += 1
    world.now += 60_000_000
    touched = target
    try perform(login, deed, on: target)
  }

  private func act(
    _ login: String, _ action: String, fields: [Command.FieldEntry] = [],
    expect: Int64? = nil, on target: WalkCase
  ) throws {
    try play(login, .act(action, fields: fields, expect: expect), target)
  }

  /// What a talk fills, in the words that people type, in one language or the other.
  private func talking(_ target: WalkCase, inChinese: Bool = false) -> [Command.FieldEntry] {
    [
      .init("size", .integer(50)), .init("weight", .null),
      .init("served_on", .text(target.shadow.today.description)), .init("worth", "500.00"),
      .init("payee", "AB1234"), .init("length", "1h30m"),
      .init("mood", inChinese ? "不好" : "Good"), .init("keen", inChinese ? "是" : "no"),
    ]
  }

  private func refuseAtFirst(_ job: WalkCase) throws {
    try act("w_fang", "discuss", on: job)  // role
    try act("w_zhao", "settle", on: job)  // state
    try act("w_li", "discuss", fields: talking(job), on: job)  // after
    for reason in ["away", "ill", "away"] {
      try play("w_li", .hold(reason, until: nil), job)
      try act("w_li", "discuss", fields: talking(job), on: job)  // held
      try play("w_li", .resume, job)
    }
    world.now += 3 * 3_600_000_000
    try act("w_li", "discuss", fields: [.init("size", "big")], on: job)  // field, fill
  }

  private func talk(_ job: WalkCase) throws {
    try act("w_li", "discuss", fields: talking(job), on: job)
    try play("w_chen", .check("seen", result: "pass", reason: nil), job)
    try play("w_chen", .check("seen", result: "maybe", reason: nil), job)
    try play("w_chen", .note("called"), job)
    try repeatLast()
  }

  private func vote(_ job: WalkCase) throws {
    let size = [Command.FieldEntry("size", .integer(50))]
    try act("w_li", "agree", fields: size, on: job)  // expect
    try act("w_li", "agree", fields: size, expect: job.shadow.version - 1, on: job)  // conflict
    try act(
      "w_li", "agree", fields: [.init("size", .integer(95))], expect: job.shadow.version, on: job)
    try act("w_li", "agree", fields: size, expect: job.shadow.version, on: job)
    try act("w_li", "agree", fields: size, expect: job.shadow.version, on: job)  // voted
    try play("w_li", .recall("agree"), job)
    try act("w_li", "agree", fields: size, expect: job.shadow.version, on: job)
    try act("w_zhao", "agree", fields: size, expect: job.shadow.version, on: job)
  }

  private func serveTooOften(_ job: WalkCase) throws {
    for _ in 1...3 {
      try act(
        "w_chen", "serve", fields: [.init("served_on", .text(job.shadow.today.description))],
        on: job)
      world.now += 3 * 3_600_000_000
      try act("w_chen", "discuss", fields: talking(job, inChinese: true), on: job)
    }
    try act(
      "w_chen", "serve", fields: [.init("served_on", .text(job.shadow.today.description))], on: job)
  }

  private func settle(_ job: WalkCase) throws {
    let size = Command.FieldEntry("size", .integer(50))
    try act("w_li", "settle", fields: [size], on: job)  // distinct_from, document
    try play("w_chen", .attach("form", issuedOn: job.shadow.today.description), job)
    try act("w_zhao", "settle", fields: [size, .init("weight", .null)], on: job)  // route
    try act("w_zhao", "settle", fields: [size, .init("weight", .number("1.5"))], on: job)
  }

  /// Two of one household: what one is granted is the other's, an invoice is counted once, and what is
  /// taken back is free.
  private func grantOnce() throws {
    let jobs = try [openJob(applicant: 0), openJob(applicant: 1)]
    world.now += 3 * 3_600_000_000
    for job in jobs { try act("w_li", "discuss", fields: talking(job), on: job) }
    for job in jobs { try act("w_li", "aid", on: job) }  // benefit
    let treatment: [Command.FieldEntry] = [
      .init("clinic", "north"), .init("bill", "B"), .init("sick_on", "2026-03-01"),
      .init("well_on", "2026-03-20"),
    ]
    for job in jobs {
      for login in ["w_li", "w_zhao"] {
        try act(login, "treat", fields: treatment, expect: job.shadow.version, on: job)  // invoice
      }
    }
    try act(
      "w_li", "treat", fields: Array(treatment.prefix(3)), expect: jobs[1].shadow.version,
      on: jobs[1])  // benefit that cannot be decided
    try play("w_li", .correct("bill", "C"), jobs[0])  // undoes
    try act(
      "w_zhao", "nurse", fields: [.init("served_on", .text(jobs[1].shadow.today.description))],
      on: jobs[1])
    try act("w_zhao", "enough", on: jobs[0])
    try act("w_li", "aid", on: jobs[1])
    try act("w_li", "give_up", expect: jobs[1].shadow.version, on: jobs[1])
    try act("w_li", "aid", on: jobs[0])
  }

  private func sign(_ job: WalkCase) throws {
    try act("w_zhao", "vow", expect: job.shadow.version, on: job)  // document
    try play("w_zhao", .waive("letter", reason: "known"), job)
    try act("w_sun", "vow", expect: job.shadow.version, on: job)  // tier
    try act("w_zhao", "vow", expect: job.shadow.version, on: job)
    try act("w_qian", "vow", expect: job.shadow.version, on: job)
  }

  private func spend(_ job: WalkCase) throws {
    let share = { Command.FieldEntry("share", .number($0)) }
    try act("w_zhao", "more", fields: [share("5")], expect: job.shadow.version, on: job)  // fund
    try act("w_zhao", "more", fields: [share("-1")], expect: job.shadow.version, on: job)  // amount
    try play("w_chen", .correct("worth", "600.00"), job)
    try act("w_fang", "pay", expect: job.shadow.version, on: job)  // signature
  }
}
