import Testing
import Workflows

/// Every sentence of `always:`: proved, refuted with its path, and not to be decided.
@Suite struct PropertiesProofTests {
  @Test(arguments: [
    Sentence("every path to paid passes approve"),
    Sentence("every path to paid passes approve by someone other than send"),
    Sentence(
      "every path to refused passes send", [("to: refused, by: clock", "to: paid, by: clock")]),
    // The latest approval counts: in the second round somebody else approves.
    Sentence(
      "every path to paid passes approve by someone other than send",
      [("from: sent\n    to: draft", "from: [sent, ready]\n    to: draft")]),
    Sentence(
      "every path to paid passes pay by someone other than approve",
      [
        ("    money: {pay:", "    distinct_from: [approve]\n    money: {pay:")
      ]),
    // Whoever voted has approved, also without effect.
    Sentence(
      "every path to paid passes pay by someone other than approve, send",
      [
        ("    money: {pay:", "    distinct_from: [send, approve]\n    money: {pay:")
      ]),
    Sentence(
      "every path to ready passes approve by someone other than check visit",
      [
        ("    people: 2\n    distinct_from: [send]", "    distinct_from: [send, check visit]")
      ]),
    Sentence(
      "every path to ready passes approve by someone other than open",
      [
        ("distinct_from: [send]", "distinct_from: [open]")
      ]),
    Sentence("pay and refuse never both happen"),
    Sentence("pay and lapse never both happen"),
    Sentence("back happens at most 2 times"),
    Sentence("pay happens at most 1 time"),
    Sentence("refuse happens at most 1 times"),
    Sentence("send happens at most 3 times"),
    // A condition on a count is counted.
    Sentence(
      "back happens at most 1 times",
      [
        ("    at_most: 2", "    when:\n      - first: did.back.count < 1")
      ]),
    Sentence("'at every final state: money.reserved == 0.00'"),
    Sentence("'at paid: money.paid <= form.asked'"),
    Sentence("'at paid: money.paid > 0.00'"),
    Sentence("'at paid: money.paid == form.given && money.committed == 0.00'"),
    Sentence("'at ready: money.reserved == form.given'"),
    Sentence("'at ready: form.given <= form.asked'"),
    Sentence("'at ready: form.given <= 100.00'"),
    Sentence("'at ready: has(form.account) && has(form.given)'"),
    Sentence("'at sent: form.asked >= 1.00'"),
    Sentence(
      "'at ready: form.cause == ''illness'''",
      [
        ("- not_more:", "- ill: form.cause == 'illness'\n      - not_more:")
      ]),
    Sentence(
      "'at ready: facts.small'", [("- not_more:", "- small: facts.small\n      - not_more:")]),
    Sentence(
      "'at ready: form.account.startsWith(''NL'')'",
      [
        ("- not_more:", "- dutch: form.account.startsWith('NL')\n      - not_more:")
      ]),
    Sentence("'at paid: did.send.count >= 1'"),
    Sentence("'at draft: money.paid == 0.00'"),
    Sentence("from every state a final state can be reached"),
    // Nothing is left to pay, but `refuse` is still there.
    Sentence(
      "from every state a final state can be reached",
      [
        ("given: {type: money, min: 1", "given: {type: money, min: 0")
      ]),
    // Something is always reserved, so paying is always possible.
    Sentence("from every state a final state can be reached", [("[sent, ready]", "sent")]),
    Sentence("no case stays in draft without a deadline"),
    Sentence("no case stays in sent without a deadline"),
  ])
  func `a sentence that is true of every path is proved`(sentence: Sentence) {
    #expect(sentence.findings.map { $0.render() } == [])
  }

  @Test(arguments: [
    Sentence(
      "every path to refused passes send", code: "WF372",
      "refused is reached without send: the clock lapses"),
    Sentence(
      "every path to draft passes send", code: "WF372",
      "draft is reached without send: the case is opened"),
    Sentence(
      "every path to paid passes approve by someone other than send",
      [("    distinct_from: [send]\n", "")], code: "WF373",
      "one person does send and approve on the way to paid: li sends, wang and li approve, zhao pays"
    ),
    // The others' vote takes effect; the person's own stands since before they sent it again.
    Sentence(
      "every path to ready passes approve by someone other than fix",
      [("  note_bonus:", "  fix: {from: sent, to: sent, role: clerk}\n  note_bonus:")],
      code: "WF373",
      "one person does fix and approve on the way to ready: wang sends, li fixes, zhao and li approve"
    ),
    Sentence(
      "every path to ready passes approve by someone other than fix",
      [
        ("  note_bonus:", "  fix: {from: sent, to: sent, role: clerk}\n  note_bonus:"),
        ("distinct_from: [send]", "distinct_from: [send, fix]"),
      ],
      code: "WF373",
      """
      one person does fix and approve on the way to ready: wang sends, li votes to approve, \
      li fixes, li and zhao approve
      """),
    // What is done after the approval counts as well.
    Sentence(
      "every path to paid passes approve by someone other than note_bonus", code: "WF373",
      """
      one person does note_bonus and approve on the way to paid: wang sends, zhao and li approve, \
      li notes bonus, sun pays
      """),
    Sentence(
      "every path to ready passes approve by someone other than check visit", code: "WF373",
      """
      one person does check visit and approve on the way to ready: wang sends, li gives the result \
      of visit, zhao and li approve
      """),
    Sentence(
      "every path to ready passes approve by someone other than check visit",
      [("distinct_from: [send]", "distinct_from: [send, check visit]")], code: "WF373",
      """
      one person does check visit and approve on the way to ready: wang sends, li votes to approve, \
      li gives the result of visit, li and zhao approve
      """),
    Sentence(
      "every path to ready passes approve by someone other than open", code: "WF373",
      """
      one person does open and approve on the way to ready: li opens the case, wang sends, \
      zhao and li approve
      """),
    Sentence(
      "back and pay never both happen", code: "WF374",
      "back and pay both happen: li sends, wang backs, li sends, zhao and sun approve, qian pays"),
    Sentence(
      "send happens at most 2 times", code: "WF375",
      "send happens more than 2 times: li sends, wang backs, li sends, wang backs, li sends"),
    Sentence(
      "pay happens at most 0 times", code: "WF375",
      "pay happens more than 0 times: li sends, wang and zhao approve, sun pays"),
    Sentence(
      "'at every final state: money.reserved == 0.00'",
      [("    money: {release: reserved}\n", "")], code: "WF376",
      """
      in refused this need not be true: money.reserved == 0.00: li sends, wang and zhao approve, \
      sun refuses
      """),
    Sentence(
      "'at paid: money.paid <= form.asked'",
      [("    when:\n      - not_more: form.given <= form.asked\n", "")],
      code: "WF376",
      """
      in paid this need not be true: money.paid <= form.asked: li sends, wang and zhao approve, \
      sun pays
      """),
    Sentence(
      "'at paid: money.paid <= form.asked'", [("fill: [bonus]", "fill: [asked]")], code: "WF376",
      """
      in paid this need not be true: money.paid <= form.asked: li sends, wang and zhao approve, \
      sun notes bonus, qian pays
      """),
    Sentence(
      "'at ready: form.bonus >= 0.00'", code: "WF376",
      "in ready this need not be true: form.bonus >= 0.00: li sends, wang and zhao approve"),
    Sentence(
      "'at sent: form.cause == ''illness'''", code: "WF376",
      "in sent this need not be true: form.cause == 'illness': li sends"),
    Sentence(
      "'at paid: money.paid == 0.00'", code: "WF376",
      "in paid this need not be true: money.paid == 0.00: li sends, wang and zhao approve, sun pays"
    ),
    Sentence(
      "from every state a final state can be reached",
      [("[sent, ready]", "sent"), ("given: {type: money, min: 1", "given: {type: money, min: 0")],
      code: "WF377", "a case in ready can no longer end: li sends, wang and zhao approve"),
    Sentence(
      "from every state a final state can be reached",
      [
        ("[sent, ready]", "sent"),
        (
          "    from: ready\n    to: paid",
          "    from: ready\n    to: [{when: did.back.count == 0, to: paid}, {otherwise: ready}]"
        ),
      ],
      code: "WF377",
      "a case in ready can no longer end: li sends, wang backs, li sends, zhao and sun approve"),
    Sentence(
      "no case stays in ready without a deadline", code: "WF378",
      "a case can stay in ready: it has no deadline: li sends, wang and zhao approve"),
    Sentence(
      "no case stays in sent without a deadline",
      [("due_on: {type: date}", "due_on: {type: date, optional: true}")], code: "WF378",
      """
      a case can stay in sent: form.due_on need not be entered, from which its deadline counts: \
      li sends
      """),
  ])
  func `a sentence that is not true is refused with the shortest path`(sentence: Sentence) throws {
    #expect(sentence.findings.map(\.identifier) == [sentence.code].compactMap { $0 })
    #expect(sentence.findings.first?.message == sentence.message)
    #expect(Fixture.read(sentence.file.text).workflow == nil)
  }

  @Test(arguments: [
    Sentence(
      "'at sent: form.due_on > today'", code: "WF379",
      "it cannot be decided whether this always holds: today can change while no step is taken"),
    Sentence(
      "'at ready: checks.all(c, c.result == ''pass'')'", code: "WF379",
      "it cannot be decided whether this always holds: checks can change while no step is taken"),
    Sentence(
      "'at ready: did.approve.count == 2'", code: "WF379",
      """
      it cannot be decided whether this always holds: did.approve.count can change while no step is \
      taken
      """),
    Sentence(
      "'at ready: form.account.startsWith(''NL'')'", code: "WF379",
      """
      it cannot be decided whether this always holds: nothing makes sure that \
      form.account.startsWith('NL') after send: li sends, wang and zhao approve
      """),
    Sentence(
      "from every state a final state can be reached",
      [
        ("[sent, ready]", "sent"),
        (
          "    role: boss\n    money: {pay:",
          "    role: boss\n    when: [{even: did.note_bonus.count != 500}]\n    money: {pay:"
        ),
      ],
      code: "WF379",
      """
      it cannot be decided whether this always holds: in ready it depends on whether pay is still \
      possible: li sends, wang and zhao approve, sun notes bonus 20 times
      """),
  ])
  func `what cannot be decided is an error that says so`(sentence: Sentence) {
    #expect(sentence.findings.map(\.identifier) == ["WF379"])
    #expect(sentence.findings.first?.message == sentence.message)
  }

  @Test func `a path reads in Chinese too`() throws {
    let sentence = Sentence("pay happens at most 0 times")
    let finding = try #require(sentence.findings.first)
    #expect(
      finding.message(in: .simplifiedChinese)
        == "pay 会发生超过 0 次：li send，wang、zhao approve，sun 发放")
    #expect(
      finding.hint(in: .simplifiedChinese)
        == "请给 pay 加 at_most: 0，或取消返回的路径；路径上须成立的条件：approve: not_more")
  }

  @Test func `a procedure that counts too much is refused instead of taking forever`() {
    let many = (0..<12).map { "  a\($0): {from: draft, to: draft, role: clerk, at_most: 50}\n" }
    let guards = (0..<12).map { "did.a\($0).count == 50" }.joined(separator: " && ")
    let sentence = Sentence(
      "send happens at most 0 times",
      [
        (
          "  send:\n    from: draft",
          "\(many.joined())  send:\n    from: draft\n    when: [{full: '\(guards)'}]"
        )
      ])
    let start = ThreadWork.nanoseconds
    #expect(sentence.findings.map(\.identifier) == ["WF380"])
    #expect(ThreadWork.nanoseconds - start < 20_000_000_000)
  }
}
