extension WorkflowScaffold {
  /// A procedure without money: asked for, decided.
  static let plain = #"""
    # {TITLE}: who may do what, when, with whose decision.
    #
    # A start that works: change the roles, the form and the rules to your own procedure, and run both of
    # these after every change. What each part means: docs/workflow-file.md.
    #   casework workflow check {NAME}.yaml
    #   casework workflow test {NAME}.yaml
    casework: 1
    workflow: {NAME}
    version: 1  # raise it with every change that is installed
    number: {NUMBER}  # case numbers begin with it
    label: {LABEL}
    calendar: cn_public

    # Who acts. People get their roles with casework staff grant.
    roles:
      caseworker: {en: Caseworker, zh-Hans: 经办人}
      supervisor: {en: Supervisor, zh-Hans: 主管}

    # What is asked for. An action fills its fields; what it fills must be there afterwards.
    form:
      request:  {type: text, max: 500, label: {en: Request, zh-Hans: 申请事项}}
      urgent:   {type: yes_no, label: {en: Urgent, zh-Hans: 紧急}}
      complete: {type: yes_no, label: {en: The papers are complete, zh-Hans: 材料齐全}}
      reason:   {type: text, max: 500, label: {en: Reason, zh-Hans: 理由}}

    documents:
      application: {label: {en: Signed application, zh-Hans: 本人签字的申请表}}

    messages:
      granted: {en: Your request was granted., zh-Hans: 您的申请已获批准。}
      refused:
        en: 'Your request was refused: {{form.reason}}'
        zh-Hans: '您的申请未获批准：{{form.reason}}'

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
      granted:   {ends: granted, label: {en: Granted, zh-Hans: 已批准}}
      refused:   {ends: refused, label: {en: Refused, zh-Hans: 未批准}}
      withdrawn: {ends: withdrawn, label: {en: Withdrawn, zh-Hans: 已撤回}}

    actions:
      submit:
        label: {en: Submit, zh-Hans: 提交}
        from: draft
        to: review
        role: caseworker
        fill: [request, urgent]
        documents: all
      grant:
        label: {en: Grant, zh-Hans: 批准}
        from: review
        to: granted
        role: supervisor
        distinct_from: [submit]  # nobody decides on their own work
        fill: [complete]
        when:
          - papers_complete: form.complete || form.urgent
            say: {en: 'Papers are missing, and it is not urgent.', zh-Hans: 材料不齐且非紧急}
        tell: {applicant: granted}
      refuse:
        label: {en: Refuse, zh-Hans: 不予批准}
        from: review
        to: refused
        role: supervisor
        distinct_from: [submit]
        fill: [reason]
        tell: {applicant: refused}
      withdraw:
        label: {en: Withdraw, zh-Hans: 撤回}
        from: [phase intake, phase decision]
        to: withdrawn
        role: caseworker
        fill: [reason]
      lapse:
        label: {en: Never submitted, zh-Hans: 逾期未提交}
        from: draft
        to: withdrawn
        by: clock

    # Proved for every path, not only for those that somebody thought of.
    always:
      four_eyes: every path to granted passes grant by someone other than submit
      one_outcome: grant and refuse never both happen
      can_finish: from every state a final state can be reached
      none_forgotten: no case stays in review without a deadline

    tests:
      - name: a complete request is granted by somebody else
        people: {li: [caseworker, supervisor], wang: [supervisor]}
        clock: 2026-03-02 09:00
        given:
          request: a copy of the certificate
          urgent: false
          complete: true
          reason: it was found
        documents: all
        steps:
          - li: submit
          - {wang: grant, with: {complete: false}, refused: papers_complete}
          - {li: grant, refused: distinct_from}
          - wang: grant
        then: {state: granted, told: granted}
      - name: what is refused is told with its reason
        like: a complete request is granted by somebody else
        steps:
          - li: submit
          - wang: refuse
        then: {state: refused, told: refused}
      - name: a request can be withdrawn
        like: a complete request is granted by somebody else
        steps:
          - li: submit
          - li: withdraw
        then: {state: withdrawn}
      - name: a late review reaches the supervisor
        like: a complete request is granted by somebody else
        steps:
          - li: submit
          - {wait: 11 business days}
        then: {state: review, escalated_to: supervisor}
      - name: a draft that is never submitted lapses
        like: a complete request is granted by somebody else
        steps:
          - li: open
          - {wait: 61 days}
        then: {state: withdrawn}

    """#
}
