import Testing
import Workflows

/// A change of the small grant as a practitioner would make it, and how it is told.
struct Edit: Sendable, CustomTestStringConvertible {
  var old: String
  var new: String
  var told: [String]
  var testDescription: String { told.first ?? old }

  init(_ old: String, _ new: String, _ told: String...) {
    self.old = old
    self.new = new
    self.told = told
  }
}

@Suite struct DifferencesTests {
  private func changes(
    _ old: String, _ new: String, _ language: DiagnosticLanguage = .english
  ) throws -> [Differences.Change] {
    let text = String(decoding: Fixture.smallGrant, as: UTF8.self)
    try #require(text.contains(old), "the file has no \(old)")
    let (before, after) = (try PictureFixture.read(text), unproved(text.replacing(old, with: new)))
    return Differences(
      from: before, to: try #require(after, "\(old) → \(new)"), language: language
    ).changes
  }

  /// A mutation may break what is proved; what it says is compared all the same.
  private func unproved(_ text: String) -> Workflow? { Fixture.read(text).workflow }

  @Test func `equal files have no differences, whatever their layout`() throws {
    #expect(try changes("version: 4", "version: 4   # a remark").isEmpty)
    #expect(
      try changes("form.granted <= form.requested", "form.granted   <= form.requested").isEmpty)
  }

  @Test(arguments: [
    Edit(
      "{up_to: 20000.00, role: director}", "{up_to: 20000.00, role: director, people: 2}",
      "approve: band above 5,000.00 up to 20,000.00 now needs two people: Director (before: Director)"
    ),
    Edit(
      "        - {up_to: 20000.00",
      "        - {up_to: 10000.00, role: supervisor, people: 2}\n        - {up_to: 20000.00",
      "approve: new band above 5,000.00 up to 10,000.00: two people: Programme supervisor"),
    Edit(
      "  medical:", "  passport: {needed_when: form.cause == 'disaster'}\n  medical:",
      "new document ‘passport’: for ‘submit’, needed when ‘cause’ is ‘disaster’"),
    Edit(
      "within: 10 business days, remind", "within: 5 business days, remind",
      "step ‘review’: deadline 10 working days → 5 working days"),
    Edit(
      "remind: 2 business days", "remind: 1 business days",
      "step ‘review’: reminder before the end 2 working days → 1 working day"),
    Edit("version: 4", "version: 5", "the procedure: version 4 → 5"),
    Edit("number: SG", "number: SH", "the procedure: prefix of case numbers SG → SH"),
    Edit(
      "calendar: cn_public", "calendar: weekdays", "the procedure: calendar cn_public → weekdays"),
    Edit("currency: CNY", "currency: EUR", "the procedure: currency CNY → EUR"),
    Edit(
      "currency: CNY", "currency: CNY\nconfidentiality: 2", "the procedure: confidentiality 1 → 2"),
    Edit(
      "en: Small hardship grant", "en: Small grant",
      "the procedure: label (en) ‘Small hardship grant’ → ‘Small grant’"),
    Edit("en: Cashier", "en: Teller", "role ‘Teller’: label (en) ‘Cashier’ → ‘Teller’"),
    Edit(
      "income:     {type: money, min: 0", "income:     {type: money, min: 1",
      "field ‘Household income per month’: least 0.00 → 1.00"),
    Edit("type: text, max: 80", "type: text, max: 90", "field ‘Applicant’: longest text 80 → 90"),
    Edit(
      "'[0-9]{12,19}'", "'[0-9]{12,20}'", "field ‘account’: pattern `[0-9]{12,19}` → `[0-9]{12,20}`"
    ),
    Edit(", private: true}", "}", "field ‘account’: no longer shown only after a recorded reading"),
    Edit(
      "check: form.born < today", "check: form.born <= today",
      "field ‘born’: must hold ‘born’ is before today → ‘born’ is not after today"),
    Edit(
      "required_when: form.cause == 'other'", "optional: true",
      "field ‘cause note’: now may be left out",
      "field ‘cause note’: no required when any more (before: ‘cause’ is ‘other’)"),
    Edit(
      "job_loss, disaster, other]", "job_loss, flood, disaster, other]",
      "field ‘cause’: choices: now also ‘flood’"),
    Edit("min_rows: 1", "min_rows: 2", "field ‘people’: fewest rows 1 → 2"),
    Edit("max: 120}", "max: 130}", "field ‘people’: column ‘age’, most 120 → 130"),
    Edit(
      "not_older_than: 90 days", "not_older_than: 60 days",
      "document ‘income proof’: not older than 90 days → 60 days"),
    Edit(
      "needed_when: form.cause == 'illness'", "needed_when: form.cause == 'disaster'",
      "document ‘medical’: needed when ‘cause’ is ‘illness’ → ‘cause’ is ‘disaster’"),
    Edit(
      "has been paid.", "was paid.",
      "message ‘grant paid’: text (en) ‘Your grant of {{money.paid}} has been paid.’ → ‘Your grant of {{money.paid}} was paid.’"
    ),
    Edit(
      "facts.per_head <= 2500.00", "facts.per_head <= 2600.00",
      "fact ‘eligible’: formula “per head” is at most 2,500.00, or in at least one row of ‘people’, ‘disabled’ is ‘yes’ → “per head” is at most 2,600.00, or in at least one row of ‘people’, ‘disabled’ is ‘yes’"
    ),
    Edit(
      "escalate_to: supervisor}\n    checks", "escalate_to: director}\n    checks",
      "step ‘review’: told when the deadline is missed Programme supervisor → Director"),
    Edit(
      "means_test: {role: reviewer", "means_test: {role: caseworker",
      "check ‘means test’: who gives the result Reviewer → Caseworker"),
    Edit(
      "needed_when: form.requested > 10000.00", "needed_when: form.requested > 9000.00",
      "check ‘home visit’: needed when ‘requested’ is more than 10,000.00 → ‘requested’ is more than 9,000.00"
    ),
    Edit(
      "closed:   {ends: withdrawn}", "closed:   {ends: closed}",
      "step ‘closed’: outcome withdrawn → closed"),
    Edit(
      "role: [reviewer, supervisor]", "role: [supervisor]",
      "refuse: who may do it: no longer Reviewer"),
    Edit(
      "distinct_from: [submit, recommend, approve]",
      "distinct_from: [submit, recommend, approve, open]",
      "pay: barred is whoever: now also opened the case"),
    Edit("at_most: 3", "at_most: 2", "send back: how often in a case, at most 3 times → twice"),
    Edit(
      "fund: hardship", "fund: relief",
      "approve: money Sets ‘granted’ aside from the fund ‘hardship’. → Sets ‘granted’ aside from the fund ‘relief’."
    ),
    Edit(
      "    tell: {applicant: grant_paid}\n",
      "    benefit: {class: subsistence, for: 12 months}\n    invoice: {hospital: form.name, number: form.account}\n    tell: {applicant: grant_paid}\n",
      "pay: new, benefit: Grants a subsistence benefit for 12 months, from the day of this decision. Refused while the person or the household has another of its kind, in whatever programme.",
      "pay: new, invoice: Counts the invoice ‘account’ of ‘Applicant’; refused when it was counted before, in whatever programme."
    ),
    Edit(
      "    tell: {applicant: grant_paid}\n", "",
      "pay: no message to the applicant any more (before: ‘grant paid’)"),
    Edit(
      "en: 'Income per head is", "en: 'Income is",
      "recommend: rule ‘eligible’, refusal (en) ‘Income per head is above the limit and nobody is disabled.’ → ‘Income is above the limit and nobody is disabled.’"
    ),
    Edit(
      "not_more_than_asked: form.granted <= form.requested",
      "not_more_than_asked: form.granted < form.requested",
      "recommend: rule ‘not more than asked’ ‘granted’ is at most ‘requested’ → ‘granted’ is less than ‘requested’"
    ),
    Edit(
      "    from: intake\n    to: review\n    role: caseworker",
      "    from: intake\n    to: review\n    role: caseworker\n    unrelated: true\n    after: 1 days\n    while_held: true\n    people: 2",
      "submit: people needed one person → two people",
      "submit: now relatives of the applicant barred", "submit: now also while on hold",
      "submit: new, not before: 1 day"),
    Edit(
      "fill: [granted]", "fill: [granted, reason]", "recommend: fields to fill: now also ‘reason’"),
    Edit(
      "pay and refuse never both happen", "pay and withdraw never both happen",
      "promise ‘one outcome’: sentence ‘pay’ and ‘refuse’ never both happen in one case. → ‘pay’ and ‘withdraw’ never both happen in one case."
    ),
    Edit(
      "{li: submit}, {wait: 11 business days}", "{li: submit}, {wait: 12 business days}",
      "test ‘a late review reaches the supervisor’: content changed"),
    Edit(
      "  approved: {phase: payment", "  approved: {phase: paying",
      "step ‘approved’: phase Payment → Paying"),
    Edit(
      "to: closed\n    role: caseworker", "to: refused\n    role: caseworker",
      "withdraw: leads to ‘closed’ → ‘refused’"),
  ])
  func `each part of a procedure that changes is told`(edit: Edit) throws {
    let found = try changes(edit.old, edit.new).map(\.text)
    for line in edit.told { #expect(found.contains(line), "\(found)") }
    #expect(try !changes(edit.old, edit.new, .simplifiedChinese).isEmpty)
  }

  @Test(arguments: [
    ("requested", "asked_for", "field requested is now called asked_for"),
    ("recommend", "propose", "action recommend is now called propose"),
    ("cashier", "teller", "role cashier is now called teller"),
  ])
  func `another name alone is told as renamed`(old: String, new: String, told: String) throws {
    let found = try changes(old, new).filter { $0.subject != "test" }
    #expect(found.map(\.text).contains(told), "\(found.map(\.text))")
    #expect(found.allSatisfy { $0.kind == .renamed || $0.part?.hasPrefix("label") ?? false })
  }

  @Test func `who may do what comes before wording`() throws {
    let text = String(decoding: Fixture.smallGrant, as: UTF8.self)
    let changed = text.replacing("version: 4", with: "version: 5")
      .replacing("role: [reviewer, supervisor]", with: "role: [supervisor]")
      .replacing("within: 10 business days", with: "within: 9 business days")
    let found = Differences(
      from: try PictureFixture.read(text), to: try PictureFixture.read(changed), language: .english)
    #expect(found.changes.map(\.weight) == [.authority, .time, .wording])
  }
}
