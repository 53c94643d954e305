extension Mistake {
  private static let agreed: (piece: String, replacement: String) = (
    "  done: {ends: done}", "  agreed: {phase: work}\n  done: {ends: done}"
  )
  private static let pay =
    "  pay: {from: agreed, to: done, role: clerk, money: {pay: reserved, payee: form.account}}"
  private static let owner: (piece: String, replacement: String) = (
    "  due_on: {type: date}", "  due_on: {type: date}\n  owner: {type: staff, role: boss}"
  )

  /// What is proved of every case.
  static let ofProofs: [Mistake] = [
    .init("WF330", "'!facts.large'", "👉form.amount > 100.00"),
    .init("WF330", "{type: text}", "{type: text, check: 👉size(form.account) > 2000}"),
    .init("WF331", "'!facts.large'", "👉form.amount <= 100.00"),
    .init(
      "WF331", "{type: text}",
      "{type: text, required_when: 👉\"form.cause in ['illness', 'other']\"}"),
    .init(
      "WF332", "    role: boss",
      "    tiers: {by: form.amount, bands: [{up_to: 10, role: boss}, 👉{up_to: 49.99, role: boss}]}"),
    .init(
      "WF333", "    role: boss",
      "    tiers: {by: form.amount, bands: [{up_to: 50, role: boss}, 👉{up_to: 90, role: boss}]}"),
    .init(
      "WF334", "to: done",
      "to: [{when: form.amount > 10.00, to: done}, 👉{when: form.amount > 20.00, to: sent}, {otherwise: sent}]"
    ),
    .init(
      "WF334", "to: done",
      "to: [{when: form.amount > 10.00, to: done}, {when: form.amount < 10.01, to: sent}, 👉{otherwise: sent}]"
    ),
    .init("WF336", "'!facts.large'", "👉form.cause == 'other'").adding(
      ", cause]", ", {cause: {optional: true}}]"),
    .init("WF336", "'!facts.large'", "form.amount > 1.00 && 👉form.cause == 'other'").adding(
      ", cause]", ", {cause: {optional: true}}]"),
    .init(
      "WF336", "    role: boss",
      "    role: boss\n    benefit: 👉{class: medical, for: 3 months, from: form.due_on}"
    )
    .adding("due_on, cause]", "{due_on: {optional: true}}, cause]"),
    .init(
      "WF349", "    to: done\n    role: boss",
      "    to: agreed\n    role: boss\n    money: {reserve: form.amount, fund: help}\n"
        + "    benefit: {class: medical, for: 30 days}"
    )
    .adding(agreed).adding(
      "actions:",
      "actions:\n\(pay)\n  👉drop: {from: agreed, to: done, role: clerk, money: {release: reserved}}"
    ),
    .init("WF336", "Paid.", "'Paid for {{👉form.cause}}.'").adding(
      ", cause]", ", {cause: {optional: true}}]"),
    .init(
      "WF336", "{phase: work, checks:",
      "{phase: work, deadline: 👉{of: form.due_on, within: 5 days, escalate_to: boss}, checks:"
    )
    .adding("due_on, cause]", "{due_on: {optional: true}}, cause]"),
    .init(
      "WF336", "{visit: {role: clerk}}",
      "{visit: {role: clerk, needed_when: 👉form.cause == 'other'}}"
    )
    .adding(", cause]", ", {cause: {optional: true}}]"),
    .init("WF336", "'!facts.large'", "form.cause == 'other' || 👉form.account == 'x'").adding(
      "{type: text}", "{type: text, required_when: form.cause == 'other'}"),
    .init(
      "WF336", "    role: boss", "    role: boss\n    money: {reserve: 👉form.amount, fund: help}"
    )
    .adding("[amount,", "[{amount: {optional: true}},").adding(
      "'!facts.large'", "!has(form.cause) || form.cause != 'other'".quoted
    )
    .adding("to: done", "to: agreed").adding(agreed).adding("actions:", "actions:\n\(pay)"),
    .init(
      "WF337", "    to: done\n    role: boss",
      "    to: agreed\n    role: boss\n    money: {reserve: form.amount, fund: help}"
    )
    .adding(agreed).adding(
      "actions:",
      "actions:\n\(pay)\n  edit: {from: agreed, to: agreed, role: clerk, fill: [👉amount]}"),
    .init(
      "WF337", "    to: done\n    role: boss",
      "    to: agreed\n    tiers: {by: form.amount, bands: [{role: boss}]}\n    money: {reserve: form.amount, fund: help}"
    )
    .adding(agreed).adding(
      "actions:",
      "actions:\n\(pay)\n  edit: {from: agreed, to: agreed, role: clerk, fill: [👉account]}"
    )
    .adding("'!facts.large'", "form.account != 'x'"),
    .init(
      "WF338", "      - small: '!facts.large'",
      "      - small: '!facts.large'\n      - 👉big: form.amount > 60.00"),
    .init("WF339", "  finish:", "  👉finish:").adding(owner).adding(
      "    role: boss", "    role: boss\n    only: form.owner\n    fill: [owner]"),
    .init(
      "WF340", "  finish:\n    from: sent",
      "  look: {from: sent, to: agreed, role: boss, only: form.owner}\n  👉finish:\n    from: agreed"
    )
    .adding(owner).adding(", cause]", ", cause, owner]").adding(agreed).adding(
      "    role: boss", "    role: boss\n    only: form.owner\n    distinct_from: [look]"),
    .init("WF341", "    phase: work", "    deadline: {within: 3 days, then: lapse}").adding(
      "  send:\n", "  lapse: {from: draft, to: done, by: clock}\n  👉send:\n    after: 4 days\n"),
    .init("WF342", "  sent:", "  👉sent:").adding("to: done", "to: agreed").adding(agreed).adding(
      "actions:",
      "actions:\n  drop: {from: draft, to: done, role: clerk}\n  again: {from: agreed, to: sent, role: boss}"
    ),
    .init("WF343", "  finish:", "  👉finish:").adding(
      "    role: boss", "    role: boss\n    money: {reserve: form.amount, fund: help}"),
    .init(
      "WF344", "    role: boss", "    role: boss\n    money: 👉{pay: reserved, payee: form.account}"),
    .init("WF345", "    role: boss", "    role: boss\n    money: 👉{recover: form.amount}"),
    .init(
      "WF348", "actions:",
      "actions:\n  settle: {from: sent, to: done, by: bank, money: 👉{settle: sent}}"),
    .init("WF346", "  finish:", "  👉finish:").adding(
      "calendar: plain", "calendar: plain\npeople: {li: clerk}"),
    .init("WF347", "  finish:", "  👉finish:").adding(
      "calendar: plain", "calendar: plain\npeople: {li: [clerk, boss]}"
    ).adding("    role: boss", "    role: boss\n    distinct_from: [send]"),
    .init("WF347", "  finish:", "  👉finish:").adding(
      "calendar: plain", "calendar: plain\npeople: {li: [clerk, boss], wang: boss}"
    ).adding("    role: boss", "    role: boss\n    people: 2\n    distinct_from: [check visit]")
      .adding(
        "{visit: {role: clerk}}", "{visit: {role: clerk}}"),
    .init("WF201", "calendar: plain", "calendar: plain\npeople: {li: [clerk, boss, 👉bos]}"),
    .init("WF117", "calendar: plain", "calendar: plain\npeople: {li: [clerk, boss, 👉boss]}"),
  ]

  /// What is not decided.
  static let ofDoubts: [Mistake] = [
    .init(
      "WF335", "    role: boss",
      "    tiers: {by: 👉'div(form.amount, 2, 2)', bands: [{up_to: 49.99, role: boss}]}")
  ]

  /// Files near to those mistakes that are sound; the code says to which.
  static let sounds: [Mistake] = [
    .init("WF330", "'!facts.large'", "form.amount > 99.99"),
    .init("WF331", "'!facts.large'", "form.amount < 100.00"),
    .init(
      "WF332", "    role: boss",
      "    tiers: {by: form.amount, bands: [{up_to: 10, role: boss}, {up_to: 50, role: boss}]}"),
    .init(
      "WF333", "    role: boss",
      "    tiers: {by: form.amount, bands: [{up_to: 49.99, role: boss}, {up_to: 90, role: boss}]}"),
    .init(
      "WF334", "to: done",
      "to: [{when: form.amount > 10.00, to: done}, {when: form.amount > 9.99, to: sent}, {otherwise: sent}]"
    ),
    .init(
      "WF335", "    role: boss",
      "    tiers: {by: 'div(form.amount, 2, 2)', bands: [{up_to: 49.99, role: boss}, {role: boss}]}"
    ),
    .init("WF336", "'!facts.large'", "has(form.cause) && form.cause == 'other'").adding(
      ", cause]", ", {cause: {optional: true}}]"),
    .init("WF336", "'!facts.large'", "form.cause == 'other' && has(form.cause)").adding(
      ", cause]", ", {cause: {optional: true}}]"),
    .init("WF336", "'!facts.large'", "'!has(form.cause) || form.cause != ''other'''").adding(
      ", cause]", ", {cause: {optional: true}}]"),
    .init(
      "WF336", "'!facts.large'", "'has(form.cause) ? form.cause == ''other'' : form.amount > 1.00'"
    )
    .adding(", cause]", ", {cause: {optional: true}}]"),
    .init("WF336", "'!facts.large'", "form.cause == 'other' && form.account == 'x'").adding(
      "{type: text}", "{type: text, required_when: form.cause == 'other'}"),
    .init("WF336", "'!facts.large'", "form.cause == 'other'").adding(
      ", cause]", ", {cause: {optional: true}}]"
    ).adding("    role: boss", "    role: boss\n    fill: [cause]"),
    .init("WF336", "'!facts.large'", "has(facts.large) && facts.large || form.account == 'x'")
      .adding(
        "[amount,", "[{amount: {optional: true}},"),
    // What a guard has to have read is there afterwards.
    .init("WF336", "Paid.", "'Paid for {{form.cause}}.'").adding(
      ", cause]", ", {cause: {optional: true}}]"
    ).adding("'!facts.large'", "has(form.cause)"),
    .init(
      "WF337", "    to: done\n    role: boss",
      "    to: agreed\n    role: boss\n    money: {reserve: form.amount, fund: help}"
    )
    .adding(agreed).adding(
      "actions:",
      "actions:\n\(pay)\n  edit: {from: agreed, to: sent, role: clerk, fill: [amount], money: {release: reserved}}"
    ),
    .init(
      "WF338", "      - small: '!facts.large'",
      "      - small: '!facts.large'\n      - big: form.amount > 40.00"),
    .init("WF339", "    role: boss", "    role: boss\n    only: form.owner").adding(owner).adding(
      ", cause]", ", cause, owner]"),
    .init(
      "WF340", "  finish:\n    from: sent",
      "  look: {from: sent, to: agreed, role: boss, only: form.owner, fill: [owner]}\n  finish:\n    from: agreed"
    )
    .adding(owner).adding(", cause]", ", cause, owner]").adding(agreed).adding(
      "    role: boss", "    role: boss\n    only: form.owner\n    distinct_from: [look]"),
    .init("WF341", "    phase: work", "    deadline: {within: 3 days, then: lapse}").adding(
      "  send:\n", "  lapse: {from: draft, to: done, by: clock}\n  send:\n    after: 3 days\n"),
    .init(
      "WF343", "    role: boss",
      "    role: boss\n    money: [{reserve: form.amount, fund: help}, {release: reserved}]"),
    .init(
      "WF344", "    role: boss",
      "    role: boss\n    money: [{reserve: form.amount, fund: help}, {pay: reserved, payee: form.account}]"
    ),
    .init(
      "WF345", "    role: boss",
      "    role: boss\n    money: [{reserve: form.amount, fund: help}, {pay: reserved, payee: form.account}, {recover: form.amount}]"
    ),
    .init(
      "WF348", "actions:",
      """
      actions:
        hand_on: {from: sent, to: under_way, by: batch, money: {send: reserved, payee: form.account}}
        settle: {from: under_way, to: done, by: bank, money: {settle: sent}}
      """
    ).adding("  done: {", "  under_way: {}\n  done: {").adding(
      "  send:\n", "  send:\n    money: {reserve: form.amount, fund: help}\n"
    ).adding("    role: boss", "    role: boss\n    money: {release: reserved}"),
    .init("WF346", "calendar: plain", "calendar: plain\npeople: {li: clerk, wang: boss}"),
    .init("WF347", "calendar: plain", "calendar: plain\npeople: {li: [clerk, boss], wang: boss}")
      .adding("    role: boss", "    role: boss\n    distinct_from: [send]"),
    .init(
      "WF347", "calendar: plain",
      "calendar: plain\npeople: {li: [clerk, boss], wang: boss, zhao: boss}"
    )
    .adding("    role: boss", "    role: boss\n    people: 2\n    distinct_from: [check visit]"),
  ]

  fileprivate func adding(_ change: (piece: String, replacement: String)) -> Mistake {
    adding(change.piece, change.replacement)
  }
}

extension String {
  fileprivate var quoted: String { "'\(replacing("'", with: "''"))'" }
}
