extension Mistake {
  /// What YAML allows and the format does not, and the traps of expressions.
  static let ofYAML: [Mistake] = [
    .init("WF005", "label: {en: Tiny}", "label: [\ncalendar: 👉}"),
    .init("WF008", "{en: Tiny}", "👉&label {en: Tiny}"),
    .init("WF008", "to: done", "to: 👉*target"),
    .init("WF008", "{en: Tiny}", "{👉<<: {en: Tiny}, en: Tiny}"),
    .init("WF009", "{en: Tiny}", "👉!!map {en: Tiny}"),
    .init("WF010", "version: 1", "version: 1\n👉version: 2"),
    .init("WF011", "casework: 1", "👉%YAML 1.2\n---\ncasework: 1"),
    .init("WF012", "{en: Tiny}", "{👉[en]: Tiny, en: Tiny}"),
    .init("WF013", "[illness, other]", "[illness, 👉no, other]"),
    .init("WF013", "    tell:", "    while_held: 👉Yes\n    tell:"),
    .init("WF014", "    phase: work", "    phase: 👉~"),
    .init("WF020", "'!facts.large'", "facts.large\n      - {b: div(form.amount👉, 2, 2) > 1.00}"),
    .init(
      "WF020", "{large: form.amount > 50.00}",
      "{large: form.amount > 50.00, same: form.cause in 👉['other']}"),
    .init("WF021", "'!facts.large'", "facts.large ? false 👉: true"),
    .init("WF022", "'!facts.large'", "form.account == 'a 👉# b'"),
    .init("WF023", "'!facts.large'", "👉!facts.large"),
    .init("WF023", "'!facts.large'", "👉!facts.large && form.amount > 1.00"),
    .init("WF023", "'!facts.large'", "👉!(facts.large || form.amount > 1.00)"),
    .init("WF024", "'!facts.large'", "👉'other' == form.cause"),
    .init("WF024", "'!facts.large'", "👉\"other\" == form.cause"),
  ]

  /// Keys and values.
  static let ofValues: [Mistake] = [
    .init("WF101", "    role: boss", "    👉rolle: boss\n    role: boss"),
    .init("WF101", "version: 1", "version: 1\n👉comment: none"),
    .init("WF102", "casework: 1", "👉casework: 1").adding("number: TN\n", ""),
    .init("WF102", "  finish:", "  👉finish:").adding("    to: done\n", ""),
    .init("WF102", "    role: boss", "    role: boss\n    benefit: 👉{class: medical}"),
    .init("WF103", "fill: [amount", "fill: 👉amount\n    unrelated: false #"),
    .init("WF103", "'!facts.large'", "👉[form.amount]"),
    .init("WF104", "workflow: tiny", "workflow: 👉Tiny-Grant"),
    .init("WF105", "{type: text}", "{type: 👉txt}"),
    .init("WF105", "    tell:", "    while_held: 👉maybe\n    tell:"),
    .init(
      "WF105", "    role: boss",
      "    role: boss\n    benefit: {class: 👉medicine, for: 12 months}"),
    .init("WF105", "    role: boss", "    role: boss\n    benefit: 👉stop"),
    .init(
      "WF105", "    role: boss",
      "    role: boss\n    benefit: {class: medical, for: 12 months, of: 👉family}"),
    .init("WF106", "version: 1", "version: 👉010"),
    .init("WF106", "version: 1", "version: 👉1_000"),
    .init("WF106", "version: 1", "version: 👉+1"),
    .init("WF107", "max: 100}", "max: 👉1e2}"),
    .init("WF107", "max: 100}", "max: 👉100.005}"),
    .init("WF107", "max: 100}", "max: 👉0x64}"),
    .init("WF108", "version: 1", "version: 👉0"),
    .init("WF108", "casework: 1", "casework: 👉2"),
    .init("WF109", "    phase: work", "    deadline: {within: 👉10 workdays, escalate_to: boss}"),
    .init("WF110", "{type: date}", "{type: date, min: 👉2026-02-30}"),
    .init("WF111", "{en: Tiny}", "{en: Tiny, 👉English: Tiny}"),
    .init("WF112", "{en: Tiny}", "{en: 👉''}"),
    .init("WF113", "  finish:", "  👉note:"),
    .init("WF113", "  due_on:", "  👉in: {type: text}\n  due_on:"),
    .init("WF114", "{type: date}", "{type: date, 👉pattern: x}"),
    .init("WF115", "min: 0, max: 100", "min: 👉200, max: 100"),
    .init("WF116", "{type: text}", "{type: text, pattern: 👉'\\d+'}"),
    .init("WF117", "[illness, other]", "[illness, other, 👉illness]"),
    .init(
      "WF118", "    role: boss",
      "    role: boss\n    👉people: 2\n    tiers: {by: form.amount, bands: [{role: boss}]}"),
    .init(
      "WF118", "    role: boss",
      "    role: boss\n    benefit: {class: medical, for: 12 months, 👉to: form.due_on}"),
    .init("WF119", "number: TN", "number: 👉Tn"),
    .init("WF120", "calendar: plain", "calendar: plain\ncurrency: 👉JPY"),
  ]

  /// Names that nothing declares.
  static let ofNames: [Mistake] = [
    .init("WF201", "role: boss", "role: [boss, 👉bos]"),
    .init("WF201", "account: {type: text}", "account: {type: text, private: {roles: [👉bos]}}"),
    .init("WF202", "to: done", "to: 👉don"),
    .init("WF203", "from: sent", "from: [sent, 👉phase works]"),
    .init("WF204", "[amount, account", "[amount, 👉acount, account"),
    .init(
      "WF204", "    role: boss",
      "    role: boss\n    money: {pay: form.amount, payee: 👉form.acount}"),
    .init(
      "WF204", "    role: boss",
      "    role: boss\n    invoice: {hospital: form.account, number: 👉form.bill}"),
    .init("WF205", "    role: boss", "    role: boss\n    distinct_from: [👉sent]"),
    .init("WF206", "    role: boss", "    role: boss\n    documents: [👉prof]"),
    .init(
      "WF207", "{applicant: paid}",
      "{applicant: paid}\n  late: {from: sent, to: done, role: boss, tell: {applicant: 👉payd}}"),
    .init("WF208", "    role: boss", "    role: boss\n    distinct_from: [👉check visits]"),
    .init("WF209", "'!facts.large'", "'form.amount > 1.00 && !facts.👉larger'"),
    .init(
      "WF210", "{large: form.amount > 50.00}",
      "{👉large: '!facts.small', small: '!facts.large'}"),
    .init("WF211", "    role: boss", "    role: boss\n    only: 👉form.account"),
    .init(
      "WF211", "    role: boss",
      "    role: boss\n    benefit: {class: medical, for: 12 months, from: 👉form.account}"),
  ]

  /// The procedure as a whole.
  static let ofProcedures: [Mistake] = [
    .init("WF301", "from: sent", "from: [sent, 👉done]"),
    .init(
      "WF302", "  finish:\n    from: sent\n    to: done\n    role: boss\n",
      "  👉finish:\n    from: sent\n    to: done\n"),
    .init("WF303", "to: done", "👉to: [{when: facts.large, to: done}]"),
    .init("WF304", "to: done", "to: [{otherwise: done}, 👉{when: facts.large, to: sent}]"),
    .init(
      "WF305", "    role: boss",
      "    tiers: {by: form.amount, bands: [{up_to: 50, role: boss}, {up_to: 👉50.00, role: boss}]}"),
    .init(
      "WF306", "    role: boss",
      "    tiers: {by: form.amount, bands: [👉{role: boss}, {up_to: 50.00, role: boss}]}"),
    .init("WF307", "  done: {ends: done}", "  done: {ends: done}\n  👉lost: {ends: lost}"),
    .init("WF308", "to: done", "to: [{when: facts.large, to: stuck}, {otherwise: done}]").adding(
      "  done: {ends: done}", "  done: {ends: done}\n  👉stuck: {phase: work}"),
    .init("WF309", "{ends: done}", "{ends: done, 👉deadline: {within: 1 days, escalate_to: boss}}"),
    .init("WF310", "    phase: work", "    deadline: 👉{within: 1 days}"),
    .init("WF311", "    phase: work", "    deadline: 👉{within: 1 days, then: send}"),
    .init("WF312", "    phase: work", "    deadline: 👉{within: 1 days, then: lapse}").adding(
      "actions:", "actions:\n  lapse: {from: sent, to: done, by: clock}"),
    .init(
      "WF325", "    role: boss", "    role: boss\n    benefit: {class: medical, for: 👉12 moons}"),
    .init(
      "WF325", "    role: boss", "    role: boss\n    benefit: {class: medical, for: 👉121 months}"),
    .init(
      "WF325", "    role: boss", "    role: boss\n    benefit: {class: medical, for: 👉0 days}"),
    .init("WF326", "  finish:", "  👉finish:").adding(
      "    role: boss", "    role: boss\n    benefit: end"),
    .init("WF313", "actions:", "actions:\n  👉lapse: {from: sent, to: done, by: clock}"),
    .init("WF314", "states:", "👉states:").adding("{ends: done}", "{phase: work}"),
    .init(
      "WF315", "    phase: work",
      "    deadline: {within: 5 days, remind: 👉5 days, escalate_to: boss}"),
    .init(
      "WF316", "    phase: work", "    checks: {👉early: {role: clerk, needed_when: facts.large}}"),
    .init("WF317", "from: sent", "from: [👉new, sent]"),
    .init(
      "WF318", "    role: boss",
      "    role: boss\n    money: {reserve: 👉form.amount * 0.055, fund: help}"),
    .init("WF319", "    role: boss", "    role: boss\n    money: {release: 👉form.amount}"),
    .init("WF320", "    role: boss", "    tiers: {by: 👉form.cause, bands: [{role: boss}]}"),
    .init("WF321", "start: draft", "start: done").adding(
      "  done: {ends: done}", "  👉done: {ends: done}"),
    .init("WF322", "Paid.", "'Paid {{👉money.payed}}.'"),
    .init(
      "WF323", "actions:",
      "actions:\n  settle: {from: sent, to: done, by: bank, money: {settle: 👉form.amount}}"),
    .init(
      "WF118", "    role: boss",
      "    role: boss\n    money: {reserve: form.amount, fund: help, 👉of: form.cause}"),
    .init(
      "WF211", "actions:",
      "actions:\n  hand_on: {from: sent, to: done, by: batch, money: {send: reserved, payee: form.account, of: 👉form.cause}}"
    ),
    .init(
      "WF324", "    role: boss",
      "    role: boss\n    money: 👉{send: reserved, payee: form.account}"),
  ]

  /// What is likely not as meant.
  static let warnings: [Mistake] = [
    .init("WF401", "{en: Tiny}", "{en: Tiny, zh-Hans: 小}").adding(
      "{clerk: {en: Clerk}, boss: {en: Boss}}", "{clerk: {👉en: Clerk}, boss: {}}"
    ).adding("{paid: {en: Paid.}}", "{paid: {}}"),
    .init("WF402", "boss: {en: Boss}}", "boss: {en: Boss}, 👉guest: {}}"),
    .init("WF403", "  due_on:", "  👉unasked: {type: text}\n  due_on:"),
    .init("WF404", "{proof: {}}", "{proof: {}, 👉photo: {}}").adding(
      "documents: all", "documents: [proof]"),
    .init("WF405", "{en: Paid.}}", "{en: Paid.}, 👉late: {en: Late.}}"),
  ]

  /// Mistakes inside expressions, however they are written.
  static let ofGuards: [Mistake] = [
    .init("guard.unknown_field", "'!facts.large'", "form.👉amont > 1.00"),
    .init("guard.unknown_field", "'!facts.large'", "'!facts.large && form.👉amont > 1.00'"),
    .init("guard.unknown_choice", "'!facts.large'", "form.cause == 👉'ilness'"),
    .init("guard.unknown_choice", "'!facts.large'", "'!facts.large && form.cause == 👉''ilness'''"),
    .init(
      "guard.unknown_choice", "'!facts.large'",
      "'form.account == ''张三'' && form.cause == 👉''ilness'''"),
    .init("guard.unknown_choice", "'!facts.large'", "\"!facts.large && form.cause == 👉'ilness'\""),
    .init(
      "guard.unknown_field", "'!facts.large'",
      "|\n          !facts.large &&\n          form.👉amont > 1.00"),
    .init(
      "guard.unknown_field", "'!facts.large'",
      ">-\n          !facts.large &&\n          form.👉amont > 1.00"),
    .init(
      "guard.unknown_field", "'!facts.large'", "form.amount > 1.00 &&\n          form.👉amont > 1.00"
    ),
    .init("guard.unknown_field", "'!facts.large'", "did.👉aprove.count > 0"),
    .init("guard.unknown_choice", "'!facts.large'", "checks.all(c, c.result == 👉'passed')"),
    .init("guard.wrong_type", "'!facts.large'", "👉form.amount"),
    .init("guard.unknown_name", "{type: date}", "{type: date, check: 👉lookup.open_cases == 0}"),
  ]

  /// The same mistake with one more piece of the sound procedure replaced.
  func adding(_ piece: String, _ replacement: String) -> Mistake {
    var mistake = self
    mistake.more.append((piece, replacement))
    return mistake
  }
}
