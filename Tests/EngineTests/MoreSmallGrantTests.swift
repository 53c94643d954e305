/// Tests to add to those of the format's example, so that all of it is touched.
enum MoreSmallGrantTests {
  static let text = """
      - name: an application goes back three times and no more
        like: small grant, one supervisor, and nobody approves their own work
        steps:
          - {li: submit, with: {born: 2026-03-02}, refused: 'field:born'}
          - {li: submit, with: {cause: other}, refused: 'fill:cause_note'}
          - {li: submit, with: {cause: illness}, refused: 'document:medical'}
          - li: submit
          - {wang: send_back, with: {reason: the income proof is old}}
          - li: submit
          - {wang: send_back, with: {reason: the register is missing}}
          - li: submit
          - {wang: send_back, with: {reason: it is still missing}}
          - li: submit
          - {wang: send_back, with: {reason: a fourth time}, refused: at_most}
          - {wang: refuse, with: {reason: nothing was proved}}
        then: {state: refused, told: grant_refused}
      - name: a large grant needs a home visit and two directors
        like: small grant, one supervisor, and nobody approves their own work
        people: {li: [caseworker, reviewer, cashier], wang: [reviewer], zhao: [supervisor], ding: [director], peng: [director], sun: [cashier]}
        given: {requested: 30000.00}
        steps:
          - li: submit
          - {li: recommend, with: {granted: 30000.00}, refused: [distinct_from, checked]}
          - {wang: recommend, with: {granted: 30001.00}, refused: not_more_than_asked}
          - wang: check means_test pass
          - li: check home_visit pass
          - {wang: recommend, with: {granted: 30000.00}}
          - {wait: 6 business days}
          - {zhao: approve, refused: tier}
          - ding and peng: approve
          - {wait: 4 business days}
          - {li: pay, refused: distinct_from}
          - {li: withdraw, with: {reason: found work}}
        then: {state: closed, escalated_to: [director, supervisor], holds: [money.reserved == 0.00]}
      - name: a middling grant is the director's, and a rich household gets none
        like: small grant, one supervisor, and nobody approves their own work
        people: {li: [caseworker], wang: [reviewer], ding: [director]}
        given: {requested: 9000.00}
        steps:
          - li: submit
          - wang: check means_test pass
          - {wang: correct, with: {income: 60000.00}, refused: role}
          - {li: correct, with: {income: 60000.00}}
          - {wang: recommend, with: {granted: 9000.00}, refused: eligible}
          - {li: correct, with: {income: 6000.00}}
          - {wang: recommend, with: {granted: 9000.00}}
          - ding: approve
        then: {state: approved, holds: [money.reserved == 9000.00], version: 7}
      - name: a draft of two months lapses
        like: small grant, one supervisor, and nobody approves their own work
        steps: [{li: open}, {wait: 61 days}]
        then: {state: closed}

    """
}
