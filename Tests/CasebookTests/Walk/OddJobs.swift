/// A procedure of everything that the shipped ones do not use: fields of every type, periods of
/// hours, a route that cannot be decided, several funds, a reservation that may exceed its limit.
enum OddJobs {
  static let text = """
    casework: 1
    workflow: odd_jobs
    version: 1
    number: OJ
    label: {en: Odd jobs, zh-Hans: 杂项}
    calendar: cn_public
    currency: CNY

    roles:
      caseworker: {en: Caseworker, zh-Hans: 个案员}
      supervisor: {en: Supervisor, zh-Hans: 主管}
      deputy_head: {en: Deputy head, zh-Hans: 分管副主任}
      finance_officer: {en: Finance officer, zh-Hans: 财务}

    form:
      size:   {type: integer, min: -5, max: 100, optional: true}
      weight: {type: decimal(3), min: -1, max: 9.5, optional: true}
      met_at: {type: datetime, optional: true}
      length: {type: duration, optional: true}
      tags:   {type: list, of: text, max_rows: 3, optional: true}
      mood:   {type: choice, optional: true, of: {good: {en: Good, zh-Hans: 好}, bad: {en: Bad, zh-Hans: 不好}}}
      keen:   {type: yes_no, optional: true}
      counts: {type: list, of: integer, min_rows: 2, optional: true}
      parts:  {type: rows, optional: true, of: {what: {type: choice, of: [nut, bolt]}, made: {type: date, optional: true}, cost: {type: money, min: 0}}}
      served_on: {type: date, check: form.served_on <= today, min: 2020-01-01}
      worth:  {type: money, max: 900000000000}
      share:  {type: money, min: -2, max: 300, optional: true}
      payee:  {type: text, pattern: '[A-Z]{2}[0-9]{4}'}
      why:    {type: text, max: 20, optional: true}
      clinic: {type: choice, of: [north, south]}
      bill:   {type: text, pattern: '[A-C]'}
      sick_on: {type: date, min: 2025-01-01, max: 2027-12-31}
      well_on: {type: date, optional: true}

    documents:
      form:   {not_older_than: 10 business days}
      letter: {not_older_than: 30 days, needed_when: form.size > 50}

    facts:
      per_size: div(form.worth, form.size, 2)

    start: fresh
    states:
      fresh:   {deadline: {within: 36 hours, then: expire}}
      talk:
        deadline: {within: 3 business days, remind: 1 business days, escalate_to: supervisor}
        checks:
          seen:    {role: caseworker, within: 5 hours}
          weighed: {role: supervisor, within: 2 days, needed_when: form.weight > 1.5}
      served:  {deadline: {of: form.served_on, within: 10 days, remind: 2 days, escalate_to: deputy_head}}
      ready:   {deadline: {within: 20 days, escalate_to: supervisor}}
      bound:   {deadline: {within: 20 days, escalate_to: supervisor}}
      done:    {ends: done}
      gone:    {ends: gone}

    hold:
      role: [caseworker, supervisor]
      reasons:
        away: {en: Away, zh-Hans: 外出}
        ill:  {en: Ill, zh-Hans: 患病}

    deadlines:
      overall: {of: form.served_on, within: 15 business days, while: [talk, served, ready], remind: 3 business days, escalate_to: supervisor}

    actions:
      begin:
        from: new
        to: fresh
        role: [supervisor, caseworker]
        fill: [size, {why: {optional: true}}]
      begin_served:
        from: new
        to: served
        role: deputy_head
        fill: [served_on, worth, payee]
      discuss:
        from: [fresh, served]
        to: talk
        role: caseworker
        after: 2 hours
        fill: [size, weight, met_at, length, tags, mood, keen, counts, parts, served_on, worth, payee]
      serve:
        from: [talk, ready]
        to: served
        role: [caseworker, supervisor]
        while_held: true
        fill: [served_on]
        at_most: 3
      agree:
        from: talk
        to: talk
        role: [caseworker, supervisor, deputy_head]
        people: 2
        fill: [size]
        when:
          - small: form.size < 90
      settle:
        from: [talk, served]
        to:
          - {when: form.size > 40 && form.weight > 0.5, to: ready}
          - {when: facts.per_size > 100.00, to: served}
          - {otherwise: ready}
        role: [deputy_head, supervisor]
        distinct_from: [check seen, discuss]
        fill: [size, weight]
        documents: all
      fix:
        from: ready
        to: bound
        role: supervisor
        fill: [share]
        distinct_from: [settle]
        money:
          - {reserve: form.worth, fund: odd}
          - {commit: reserved}
      vow:
        from: ready
        to: bound
        fill: [share]
        tiers:
          by: form.worth
          bands:
            - {up_to: 100.00, role: supervisor}
            - {up_to: 1000.00, each: [supervisor, deputy_head], documents: [letter]}
            - {up_to: 90000.00, role: deputy_head, people: 1}
        money: {reserve: "div(form.worth, form.size, 2)", fund: odd}
      more:
        from: bound
        to: bound
        role: supervisor
        fill: [share]
        money: {reserve: form.share, fund: missing}
      part:
        from: bound
        to: bound
        role: finance_officer
        fill: [share]
        money: {pay: form.share, payee: form.payee}
      commit_all:
        from: bound
        to: bound
        role: finance_officer
        money: {commit: reserved}
      pay:
        from: bound
        to: done
        role: finance_officer
        money: {pay: reserved, payee: form.payee}
      aid:
        from: talk
        to: talk
        role: [caseworker, supervisor]
        benefit: {class: subsistence, for: 2 months}
      treat:
        from: [talk, served]
        to: talk
        role: [caseworker, supervisor]
        people: 2
        fill: [clinic, bill, sick_on, well_on]
        benefit: {class: medical, from: form.sick_on, to: form.well_on, of: person}
        invoice: {hospital: form.clinic, number: form.bill}
      nurse:
        from: talk
        to: served
        role: supervisor
        fill: [served_on]
        benefit: {class: medical, for: 40 days, from: form.served_on}
      enough:
        from: talk
        to: talk
        role: supervisor
        benefit: end
      give_up:
        from: [fresh, talk, served, ready, bound]
        to: gone
        role: [caseworker, supervisor]
        money: {release: reserved}
        benefit: release
      again:
        from: bound
        to: ready
        role: deputy_head
        money: {release: reserved}
      expire: {from: fresh, to: gone, by: clock}
    """
}
