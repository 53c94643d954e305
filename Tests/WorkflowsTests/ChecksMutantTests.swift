import StandardWorkflows
import Testing
import Workflows

/// A shipped procedure with one thing changed so that something can go wrong; 👉 stands before the
/// place that is reported.
struct Mutant: Sendable, CustomTestStringConvertible {
  var code: String
  var procedure: String
  var changes: [(piece: String, replacement: String)]

  init(_ code: String, _ procedure: String, _ changes: (piece: String, replacement: String)...) {
    self.code = code
    self.procedure = procedure
    self.changes = changes
  }

  var testDescription: String { "\(code) in \(procedure): \(changes.last?.replacement ?? "")" }

  /// The file with its change, and where that is reported.
  func file() throws -> (text: String, line: Int, column: Int) {
    let shipped = try #require(StandardWorkflows.procedure(named: procedure))
    var text = String(decoding: shipped.bytes, as: UTF8.self)
    for (piece, replacement) in changes {
      let parts = text.pieces(around: piece)
      try #require(parts.before != text, "\(piece) is not in \(procedure)")
      text = parts.before + replacement + parts.after
    }
    let (before, after) = text.pieces(around: "👉")
    let lines = before.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return (before + after, lines.count, (lines.last?.count ?? 0) + 1)
  }

  private static let people = """
    people:
      lin: union_officer
      chen: caseworker
      gao: caseworker
      wu: visitor
      xu: visitor
      zhao: supervisor
      han: supervisor
      qian: deputy_head
      ma: [committee]
      hu: [committee]
      tan: [committee]
      fang: finance_officer

    """

  static let all: [Mutant] = [
    .init(
      "WF330", "hardship_grant",
      (
        "no_more_than_asked: form.urgent_amount <=",
        "no_more_than_asked: 👉form.urgent_amount > 1000.00 && form.urgent_amount <="
      )),
    .init(
      "WF331", "hardship_grant",
      (
        "within_loss: form.granted + money.paid <= form.proven_loss",
        "within_loss: 👉form.granted <= 50000.00"
      )),
    .init(
      "WF332", "hardship_grant",
      ("{up_to: 50000.00, role: committee", "👉{up_to: 40000.00, role: committee")),
    .init("WF332", "legal_aid", ("{up_to: 30000.00, each", "👉{up_to: 29999.99, each")),
    .init(
      "WF333", "hardship_grant",
      (
        "granted:         {type: money, min: 1, max: 50000",
        "granted:         {type: money, min: 1, max: 10000"
      ),
      ("- {up_to: 50000.00, role: committee", "- 👉{up_to: 50000.00, role: committee")),
    .init(
      "WF334", "counselling",
      (
        "- {when: did.sign.count > 0, to: in_sessions}",
        "- {when: did.sign.count > 0, to: in_sessions}\n      - 👉{when: did.sign.count > 2, to: matched}"
      )),
    .init(
      "WF335", "legal_aid", ("by: form.fee_allowed", "by: 👉\"round(form.fee_allowed * 1.13, 2)\"")),
    // Definite assignment: a guard, through a fact, a message, a deadline, an amount.
    .init(
      "WF336", "hardship_grant",
      (
        "fill: [verified_income, proven_loss]",
        "fill: [verified_income, {proven_loss: {optional: true}}]"
      ),
      (
        "form.granted + money.paid <= form.proven_loss",
        "form.granted + money.paid <= 👉form.proven_loss"
      )),
    .init(
      "WF336", "legal_aid",
      (
        "fill: [merits, merits_note, wider_interest]",
        "fill: [merits, merits_note, {wider_interest: {optional: true}}]"
      ),
      ("- merits_met: facts", "- merits_met: 👉facts")),
    .init(
      "WF336", "hardship_grant",
      (
        "fill: [refusal_code, refusal_reason]",
        "fill: [refusal_code, {refusal_reason: {optional: true}}]"
      ),
      ("was refused: {{form.refusal_reason}}", "was refused: {{👉form.refusal_reason}}")),
    .init(
      "WF336", "legal_aid",
      (
        "    fill: [award_on, sum_awarded]", "    fill: [{award_on: {optional: true}}, sum_awarded]"
      ),
      ("deadline: {of: form.award_on", "deadline: 👉{of: form.award_on"),
      (
        "      - after_acceptance: form.award_on >= form.accepted_on",
        "      - after_acceptance: '!has(form.award_on) || form.award_on >= form.accepted_on'"
      ),
      (
        "within_15_days: days(form.award_on, form.court_filed_on) <= 15 && form.court_filed_on >= form.award_on",
        "within_15_days: has(form.award_on) && form.court_filed_on >= form.award_on"
      )),
    .init(
      "WF336", "hardship_grant",
      (
        "required_when: \"form.cause in ['illness', 'accident', 'tuition']\"",
        "required_when: \"form.cause in ['illness', 'tuition']\""
      ),
      ("- eligible: facts.eligible", "- eligible: 👉facts.eligible")),
    // Stale approvals: what is signed, and what a rule read.
    .init(
      "WF337", "hardship_grant",
      (
        "    from: approved\n    to: approval\n    role: caseworker\n    fill: [account]",
        "    from: approved\n    to: approved\n    role: caseworker\n    fill: [👉account]"
      )),
    .init(
      "WF337", "hardship_grant",
      ("    fill: [household, requested, {rigid", "    fill: [👉household, requested, {rigid"),
      (
        "    documents: [income_proof, medical_bills]\n    when:\n      - one_applicant: \"form.household.exists_one(",
        "    documents: [income_proof, medical_bills]\n    when:\n      - one_applicant: \"form.household.exists("
      )
    ),
    .init(
      "WF338", "counselling",
      (
        "- not_high: \"form.risk in ['low', 'moderate']\"",
        "- high: form.risk == 'high'\n      - 👉not_high: \"form.risk in ['low', 'moderate']\""
      )),
    .init(
      "WF339", "legal_aid", ("  advise:", "  👉advise:"),
      ("    only: form.adviser", "    only: form.counsel")),
    .init(
      "WF340", "legal_aid", ("  mediate:", "  👉mediate:"),
      (
        "    only: form.counsel\n    fill: [mediation_on]",
        "    only: form.counsel\n    distinct_from: [engage]\n    fill: [mediation_on]"
      )),
    .init(
      "WF341", "hardship_grant",
      (
        "deadline: {within: 8 business days, remind: 2 business days, escalate_to: supervisor}",
        "deadline: {within: 4 business days, remind: 2 business days, then: lapse}"
      ),
      (
        "    from: info_requested\n    to: withdrawn\n    by: clock",
        "    from: [info_requested, public_notice]\n    to: withdrawn\n    by: clock\n    money: {release: reserved}"
      ),
      ("  close_notice:", "  👉close_notice:")),
    .init(
      "WF342", "legal_aid",
      (
        "  fee_paid:\n",
        "  👉shelf: {phase: fee, label: {en: On the shelf, zh-Hans: 暂存}}\n  fee_paid:\n"
      ),
      ("    from: fee_paid\n    to: archived", "    from: fee_paid\n    to: shelf"),
      (
        "  archive_without_fee:",
        "  unshelve: {label: {en: Off the shelf, zh-Hans: 取出}, from: shelf, to: fee_paid, role: legal_supervisor}\n  archive_without_fee:"
      )),
    .init(
      "WF343", "hardship_grant", ("  withdraw:", "  👉withdraw:"),
      ("    money: {release: reserved}\n\n  # afterwards", "\n  # afterwards")
    ),
    .init(
      "WF344", "hardship_grant",
      ("      - {reserve: form.granted, fund: hardship}\n  send:", "  send:"),
      ("    money: {commit: reserved}", "    money: 👉{commit: reserved}")),
    .init(
      "WF345", "hardship_grant",
      (
        "    from: [paid, follow_up]\n    to: recovery",
        "    from: [home_visit, paid, follow_up]\n    to: recovery"
      ),
      ("    money: {recover: form.received}", "    money: 👉{recover: form.received}")),
    .init(
      "WF346", "hardship_grant",
      ("roles:\n", people.replacing("  fang: finance_officer\n", with: "") + "roles:\n"),
      ("      payee_account:", "      👉payee_account:")),
    .init(
      "WF347", "hardship_grant",
      ("roles:\n", people.replacing("  han: supervisor\n", with: "") + "roles:\n"),
      ("  confirm_urgent:", "  👉confirm_urgent:")),
    .init(
      "WF347", "hardship_grant",
      ("roles:\n", people.replacing("  tan: [committee]\n", with: "") + "roles:\n"),
      ("- {up_to: 50000.00, role: committee", "- 👉{up_to: 50000.00, role: committee")),
  ]
}

@Suite struct ChecksMutantTests {
  /// Only what is proved here: sentences under `always:` may fail for the same reason.
  static let codes = (330...347).map { "WF\($0)" }

  @Test(arguments: Mutant.all)
  func `a shipped procedure in which something can go wrong is caught at its line`(
    mutant: Mutant
  ) throws {
    let (text, line, column) = try mutant.file()
    let found = Fixture.read(text).diagnostics.filter { Self.codes.contains($0.identifier) }
    #expect(
      found.map { "\($0.identifier) \($0.location)" }
        .contains("\(mutant.code) test.yaml:\(line):\(column)"),
      "\(found.map { $0.render() })")
  }

  @Test func `every proof has a mutant that it catches`() {
    #expect(Set(Self.codes).subtracting(Mutant.all.map(\.code)) == [])
  }

  @Test func `the people of a programme office keep its duties apart`() throws {
    let shipped = try #require(StandardWorkflows.procedure(named: "hardship_grant"))
    let people = """
      people: {lin: union_officer, chen: caseworker, gao: caseworker, wu: visitor, xu: visitor, zhao: supervisor, han: supervisor, qian: deputy_head, ma: committee, hu: committee, tan: committee, fang: finance_officer}
      roles:
      """
    let text = String(decoding: shipped.bytes, as: UTF8.self).replacing(
      "\nroles:", with: "\n" + people, maxReplacements: 1)
    #expect(Fixture.read(text).diagnostics.map { $0.render() } == [])
  }
}
