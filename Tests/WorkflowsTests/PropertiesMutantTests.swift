import StandardWorkflows
import Testing
import Workflows

/// Slips that could be made in a shipped procedure: each breaks the sentence that watches over it.
struct Slip: Sendable, CustomTestStringConvertible {
  var procedure: String
  /// The sentence that is broken, by name.
  var sentence: String
  var code: String
  var piece: String
  var replacement: String
  /// How the path ends.
  var ending: String

  init(
    _ procedure: String, _ sentence: String, _ code: String, _ piece: String,
    _ replacement: String, _ ending: String
  ) {
    self.procedure = procedure
    self.sentence = sentence
    self.code = code
    self.piece = piece
    self.replacement = replacement
    self.ending = ending
  }

  var testDescription: String { "\(procedure) \(sentence): \(replacement.prefix(60))" }

  static let all: [Slip] = [
    .init(
      "hardship_grant", "four_eyes", "WF373",
      "check payee_account, clear, propose,\n", "check payee_account, clear,\n",
      "li proposes the amount, zheng closes the public notice, li approves, "
        + "a batch sends to the bank, the bank takes \"Paid by the bank\""),
    .init(
      "hardship_grant", "sent_as_approved", "WF373", "correct_account, reissue]",
      "correct_account]",
      "li enters the account to pay again, li approves, a batch sends to the bank"),
    .init(
      "hardship_grant", "visited", "WF372", "    from: union_review\n    to: home_visit",
      "    from: union_review\n    to: economic_check",
      "zhao endorses, sun clears the economic check, qian proposes the amount, "
        + "zhou closes the public notice, wu approves, a batch sends to the bank, "
        + "the bank takes \"Paid by the bank\""),
    .init(
      "hardship_grant", "announced", "WF372",
      "    from: [objection_review, public_notice]\n    to: public_notice",
      "    from: [objection_review, public_notice]\n    to: approval",
      "chen approves, a batch sends to the bank, the bank takes \"Paid by the bank\""),
    .init(
      "hardship_grant", "paid_once", "WF375", "    from: recovery\n    to: follow_up",
      "    from: recovery\n    to: centre_review",
      "feng approves, a batch sends to the bank, the bank takes \"Paid by the bank\""),
    .init(
      "hardship_grant", "one_outcome", "WF374", "    from: [paid, follow_up]\n    to: recovery",
      "    from: [paid, follow_up]\n    to: refused", "the clock takes \"No appeal in time\""),
    .init(
      "hardship_grant", "books_close", "WF376",
      "    fill: [closing_reason]\n    documents: [withdrawal_letter]\n    when:\n      - signed: docs.withdrawal_letter.received\n        say: {en: The applicant has to sign the withdrawal., zh-Hans: 撤回申请须由申请人本人签字}\n    money: {release: reserved}\n",
      "    fill: [closing_reason]\n    documents: [withdrawal_letter]\n",
      "wu proposes the amount, zheng withdraws"),
    .init(
      "hardship_grant", "books_close", "WF376",
      "    from: in_batch\n    to: payment_failed", "    from: in_batch\n    to: closed",
      "a batch sends to the bank, the bank takes \"Payment came back\""),
    .init(
      "hardship_grant", "payment_is_watched", "WF378",
      "    deadline: {within: 10 business days, remind: 3 business days, escalate_to: supervisor}\n  in_batch:",
      "  in_batch:", "zheng closes the public notice, feng approves"),
    .init(
      "legal_aid", "can_finish", "WF377", "{ends: completed,", "{phase: fee,",
      "wei takes \"End the aid; counsel's work is to be paid\""),
    .init(
      "legal_aid", "four_eyes", "WF373", "record_outcome, claim_fee, reissue_fee,",
      "record_outcome, reissue_fee,",
      "li claims the fee, li approves the fee, a batch sends the fee to the bank, "
        + "the bank takes \"Fee paid by the bank\""),
    .init(
      "legal_aid", "sent_as_approved", "WF373", "claim_fee, reissue_fee,", "claim_fee,",
      "li enters the account to pay again, li approves the fee, a batch sends the fee to the bank"),
    .init(
      "legal_aid", "bank_is_watched", "WF378",
      "    deadline: {within: 5 business days, remind: 2 business days, escalate_to: supervisor}\n  payment_failed:",
      "  payment_failed:", "a batch sends the fee to the bank"),
    .init(
      "legal_aid", "refused_by_another", "WF373",
      "    role: legal_supervisor\n    distinct_from: [assess_means, assess_merits]\n    unrelated: true\n    fill: [refusal_code, refusal_reason]",
      "    role: legal_supervisor\n    unrelated: true\n    fill: [refusal_code, refusal_reason]",
      "wu assesses the means, li assesses the merits, li refuses aid"),
    .init(
      "legal_aid", "attorney_first", "WF372", "    from: counsel_assigned\n    to: granted",
      "    from: counsel_assigned\n    to: engaged",
      "chen gives the case back, wei files for arbitration"),
    .init(
      "legal_aid", "books_close", "WF376",
      "    role: [finance_officer, supervisor]\n    fill: [fee_note]\n    money: {release: reserved}\n",
      "    role: [finance_officer, supervisor]\n    fill: [fee_note]\n",
      "yang returns the claim, zhu archives without a fee"),
    .init(
      "counselling", "consent_first", "WF372",
      "      - {when: did.sign.count > 0, to: in_sessions}\n      - {otherwise: triage}",
      "      - {when: did.assess.count > 0, to: in_sessions}\n      - {otherwise: triage}",
      "takes \"Crisis over\""),
    .init(
      "counselling", "crisis_is_watched", "WF378",
      "    deadline: {within: 2 hours, remind: 1 hours, escalate_to: clinical_supervisor}\n", "",
      "wang declares a crisis"),
  ]
}

@Suite struct PropertiesMutantTests {
  @Test(arguments: Slip.all)
  func `a slip in a shipped procedure is caught at its sentence`(mutant: Slip) throws {
    let file = try #require(StandardWorkflows.procedure(named: mutant.procedure))
    // Its tests would notice most slips on their own.
    let text = String(decoding: file.bytes, as: UTF8.self).pieces(around: "\ntests:").before + "\n"
    #expect(Fixture.read(text).diagnostics.filter { $0.severity == .error } == [])
    let parts = text.pieces(around: mutant.piece)
    #expect(parts.before != text)
    let changed = parts.before + mutant.replacement + parts.after
    let start = changed.pieces(around: "\n  \(mutant.sentence): ").before
    let line = start.utf8.count { $0 == UInt8(ascii: "\n") } + 2
    let found = Fixture.read(changed).diagnostics.filter {
      $0.location.line == line && $0.severity == .error
    }
    #expect(found.map(\.identifier) == [mutant.code])
    #expect(found.first?.message.hasSuffix(mutant.ending) == true, "\(found.map(\.message))")
  }
}
