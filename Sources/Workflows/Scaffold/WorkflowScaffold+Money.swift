extension WorkflowScaffold {
  /// A procedure that pays: asked for, proposed, approved by amount, paid.
  static let money = #"""
    # {TITLE}: who may do what, when, with whose approval and whose money.
    #
    # A start that works: change the roles, the form, the rules and the bands to your own procedure, and
    # run both of these after every change. What each part means: docs/workflow-file.md.
    #   casework workflow check {NAME}.yaml
    #   casework workflow test {NAME}.yaml
    casework: 1
    workflow: {NAME}
    version: 1  # raise it with every change that is installed
    number: {NUMBER}  # case numbers begin with it
    label: {LABEL}
    calendar: cn_public
    currency: CNY

    # Who acts. People get their roles with casework staff grant.
    roles:
      caseworker: {en: Caseworker, zh-Hans: 经办人}
      reviewer:   {en: Reviewer, zh-Hans: 审核人}
      supervisor: {en: Supervisor, zh-Hans: 主管}
      director:   {en: Director, zh-Hans: 主任}
      cashier:    {en: Cashier, zh-Hans: 出纳}

    # What is asked for. An action fills its fields; what it fills must be there afterwards.
    form:
      purpose:   {type: text, max: 500, label: {en: Purpose, zh-Hans: 用途}}
      requested: {type: money, min: 1, max: 20000, label: {en: Amount requested, zh-Hans: 申请金额}}
      account:
        type: text
        pattern: '[0-9]{12,19}'
        private: true
        label: {en: Bank account of the applicant, zh-Hans: 申请人银行账号}
      granted:   {type: money, min: 1, max: 20000, label: {en: Amount proposed, zh-Hans: 拟批准金额}}
      reason:    {type: text, max: 500, label: {en: Reason, zh-Hans: 理由}}

    documents:
      application: {label: {en: Signed application, zh-Hans: 本人签字的申请表}}

    messages:
      paid:
        en: 'Your grant of {{money.paid}} has been paid.'
        zh-Hans: '您的补助 {{money.paid}} 元已发放。'
      refused:
        en: 'Your application was refused: {{form.reason}}'
        zh-Hans: '您的申请未获批准：{{form.reason}}'

    # Named rules; a refusal quotes them.
    facts:
      within_request: form.granted <= form.requested

    # Where a case can stand. Every state that is not final has a deadline, so that no case is forgotten.
    start: draft
    states:
      draft:
        phase: intake
        label: {en: Draft, zh-Hans: 填写}
        deadline: {within: 60 days, then: lapse}
      review:
        phase: decision
        label: {en: Review, zh-Hans: 审核}
        deadline: {within: 10 business days, remind: 2 business days, escalate_to: supervisor}
      decision:
        phase: decision
        label: {en: Decision, zh-Hans: 审批}
        deadline: {within: 5 business days, escalate_to: director}
      approved:
        phase: payment
        label: {en: Approved, zh-Hans: 已批准}
        deadline: {within: 5 business days, escalate_to: supervisor}
      paid:      {ends: granted, label: {en: Paid, zh-Hans: 已发放}}
      refused:   {ends: refused, label: {en: Refused, zh-Hans: 未批准}}
      withdrawn: {ends: withdrawn, label: {en: Withdrawn, zh-Hans: 已撤回}}

    actions:
      submit:
        label: {en: Submit, zh-Hans: 提交}
        from: draft
        to: review
        role: caseworker
        fill: [purpose, requested, account]
        documents: all
      propose:
        label: {en: Propose the amount, zh-Hans: 提出意见}
        from: review
        to: decision
        role: reviewer
        distinct_from: [submit]  # nobody looks at their own work
        fill: [granted]
        when:
          - within_request: facts.within_request
            say: {en: More than was asked for., zh-Hans: 超过申请金额}
      approve:
        label: {en: Approve, zh-Hans: 批准}
        from: decision
        to: approved
        distinct_from: [submit, propose]
        tiers:  # who decides up to what amount
          by: form.granted
          bands:
            - {up_to: 5000.00, role: supervisor}
            - {up_to: 20000.00, role: director}
        money: {reserve: form.granted, fund: general}
      pay:
        label: {en: Pay, zh-Hans: 发放}
        from: approved
        to: paid
        role: cashier
        distinct_from: [submit, propose, approve]
        money: {pay: reserved, payee: form.account}
        tell: {applicant: paid}
      refuse:
        label: {en: Refuse, zh-Hans: 不予批准}
        from: [review, decision]
        to: refused
        role: [reviewer, supervisor]
        distinct_from: [submit]
        fill: [reason]
        tell: {applicant: refused}
      withdraw:
        label: {en: Withdraw, zh-Hans: 撤回}
        from: [phase intake, phase decision, approved]
        to: withdrawn
        role: caseworker
        fill: [reason]
        money: {release: reserved}
      lapse:
        label: {en: Never submitted, zh-Hans: 逾期未提交}
        from: draft
        to: withdrawn
        by: clock

    # Proved for every path, not only for those that somebody thought of.
    always:
      four_eyes: every path to paid passes approve by someone other than submit, propose
      one_outcome: pay and refuse never both happen
      books_close: 'at every final state: money.reserved == 0.00'
      can_finish: from every state a final state can be reached

    tests:
      - name: a small grant is proposed, approved and paid by different people
        people: {li: [caseworker, supervisor], wang: [reviewer], zhao: [supervisor], sun: [cashier]}
        clock: 2026-03-02 09:00
        given:
          purpose: train to the hospital
          requested: 800.00
          account: '6222020200112233'
          granted: 800.00
          reason: withdrawn by the applicant
        documents: all
        steps:
          - li: submit
          - {wang: propose, with: {granted: 900.00}, refused: within_request}
          - wang: propose
          - {li: approve, refused: distinct_from}
          - zhao: approve
          - sun: pay
        then: {state: paid, holds: [money.paid == 800.00], told: paid}
      - name: a larger grant needs the director
        like: a small grant is proposed, approved and paid by different people
        people: {li: [caseworker], wang: [reviewer], zhao: [supervisor], he: [director]}
        given: {requested: 9000.00, granted: 9000.00}
        steps:
          - li: submit
          - wang: propose
          - {zhao: approve, refused: tier}
          - he: approve
          - li: withdraw
        then: {state: withdrawn, holds: [money.reserved == 0.00]}
      - name: what is refused is told with its reason
        like: a small grant is proposed, approved and paid by different people
        steps:
          - li: submit
          - wang: refuse
        then: {state: refused, told: refused}
      - name: a late review reaches the supervisor
        like: a small grant is proposed, approved and paid by different people
        steps:
          - li: submit
          - {wait: 11 business days}
        then: {state: review, escalated_to: supervisor}
      - name: a draft that is never submitted lapses
        like: a small grant is proposed, approved and paid by different people
        steps:
          - li: open
          - {wait: 61 days}
        then: {state: withdrawn}

    """#
}
