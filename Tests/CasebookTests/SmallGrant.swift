import Casebook
import Testing
import Workflows

/// The smallest procedure that decides on money: apply, approve, pay.
enum SmallGrant {
  static let text = """
    casework: 1
    workflow: small_relief
    version: 1
    number: SR
    label: {en: Small relief, zh-Hans: 小额救助}
    calendar: weekdays
    currency: CNY

    roles:
      caseworker: {en: Caseworker, zh-Hans: 个案员}
      supervisor: {en: Supervisor, zh-Hans: 主管}
      cashier:    {en: Cashier, zh-Hans: 出纳}

    form:
      income:  {type: money, min: 0, label: {en: Income, zh-Hans: 收入}}
      people:  {type: rows, min_rows: 1, of: {age: {type: integer, min: 0, max: 120}}}
      amount:  {type: money, min: 1, max: 5000, label: {en: Amount, zh-Hans: 金额}}
      account: {type: text, pattern: '[0-9]{12,19}', private: true}

    facts:
      per_head: div(form.income, size(form.people), 2)

    start: draft
    states:
      draft:    {deadline: {within: 60 days, then: lapse}}
      decision: {deadline: {within: 30 days, escalate_to: supervisor}}
      approved: {deadline: {within: 30 days, escalate_to: supervisor}}
      paid:     {ends: granted}
      closed:   {ends: withdrawn}

    actions:
      submit:
        from: draft
        to: decision
        role: caseworker
        fill: [income, people, amount, account]
        when:
          - eligible: facts.per_head <= 2500.00
            say: {en: Income per head is above the limit., zh-Hans: 人均收入超标}
      approve:
        from: decision
        to: approved
        distinct_from: [submit]
        tiers:
          by: form.amount
          bands:
            - {role: supervisor}
        money: {reserve: form.amount, fund: relief}
      pay:
        from: approved
        to: paid
        role: cashier
        distinct_from: [submit, approve]
        money: {pay: reserved, payee: form.account}
      withdraw:
        from: [draft, decision, approved]
        to: closed
        role: caseworker
        money: {release: reserved}
      lapse: {from: draft, to: closed, by: clock}
    """

  static func checked(_ text: String = text) throws -> CheckedWorkflow {
    let source = WorkflowSource(file: "small_relief.yaml", bytes: Array(text.utf8))
    let result = CheckedWorkflow.read(source, calendar: StandardFiles.calendar)
    return try #require(
      result.workflow, "\(result.diagnostics.map { $0.render() }) \(result.missing ?? "")")
  }
}
