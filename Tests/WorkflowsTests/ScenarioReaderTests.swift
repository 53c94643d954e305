import Testing
import Workflows

/// Mistakes under `tests:`, each at its place; 👉 stands before it.
@Suite struct ScenarioReaderTests {
  /// A sound procedure with a sound test.
  static let sound =
    Mistake.sound + """
      hold: {role: boss, reasons: {away: {en: Away}}}
      tests:
        - name: as it should be
          people: {li: [clerk], wu: [clerk], bo: boss}
          clock: 2026-03-02 09:00
          applicant: {name: Lin, born: 1980-05-01, staff: wu}
          lookup: {open_cases: 1, paid_last_12_months: 10.00}
          related: [wu]
          given: {amount: 10.00, account: a, due_on: 2026-03-02, cause: other}
          documents: [proof]
          steps:
            - {bo: send, refused: role}
            - li: send
            - li and wu: check visit pass
            - {bo: hold away, until: 2026-03-04}
            - {wait: 2 hours}
            - bo: resume
            - tick
            - {li: attach proof, issued_on: 2026-03-01}
            - {lookup: {open_cases: 0}}
            - {li: correct, with: {amount: 60.00}}
            - {bo: finish, refused: [small]}
          then: {state: sent, holds: [form.amount == 60.00], told: [], held: false, version: 8, due: 2026-03-05}
        - name: another
          after: as it should be
          documents: {proof: waived}
          steps: [{li: waive proof}]

      """

  struct Slip: Sendable, CustomTestStringConvertible {
    var code: String
    var piece: String
    var replacement: String
    var testDescription: String { "\(code): \(replacement)" }

    init(_ code: String, _ piece: String, _ replacement: String) {
      (self.code, self.piece, self.replacement) = (code, piece, replacement)
    }
  }

  static let slips: [Slip] = [
    .init("WF390", "after: as it should be", "like: 👉as it shuold be"),
    .init("WF391", "after: as it should be", "like: 👉another"),
    .init("WF391", "after: as it should be", "after: 👉another"),
    .init("WF118", "after: as it should be", "like: as it should be\n    👉after: as it should be"),
    .init("WF392", "- tick", "- 👉tock"),
    .init("WF392", "bo: resume", "bo: 👉resume now"),
    .init("WF392", "{li: correct, with: {amount: 60.00}}", "{li: 👉correct}"),
    .init("WF392", "{bo: send, refused: role}", "{bo: send, refused: role, until: 👉2026-03-04}"),
    .init("WF393", "- li: send", "- 👉lii: send"),
    .init("WF393", "- li and wu: check", "- 👉li and wuu: check"),
    .init("WF393", "related: [wu]", "related: [👉wuu]"),
    .init("WF393", "staff: wu}", "staff: 👉wuu}"),
    .init("WF394", "amount: 10.00", "amount: 👉ten"),
    .init("WF394", "cause: other", "cause: 👉others"),
    .init("WF394", "due_on: 2026-03-02", "due_on: 👉2026-02-30"),
    .init("WF394", "with: {amount: 60.00}", "with: {amount: 👉[1]}"),
    .init("WF395", "refused: role", "refused: 👉rule"),
    .init("WF395", "refused: [small]", "refused: [👉smal]"),
    .init("WF396", "- name: as it should be", "- name: 👉as it should be").without(
      "    clock: 2026-03-02 09:00\n"),
    .init("WF397", "clock: 2026-03-02 09:00", "clock: 👉2026-03-02 9:00"),
    .init("WF397", "clock: 2026-03-02 09:00", "clock: 👉next Monday"),
    .init("WF398", "related: [wu]", "related: [wu]\n    funds: {👉hardship: 10.00}"),
    .init("WF101", "    clock:", "    👉clocks: 1\n    clock:"),
    .init("WF101", "{state: sent", "{👉stat: sent, state: sent"),
    .init("WF101", "{bo: send, refused: role}", "{bo: send, 👉refuse: role}"),
    .init("WF101", "{open_cases: 1,", "{open_cases: 1, 👉open: 2,"),
    .init("WF105", "check visit pass", "👉check visit passed"),
    .init("WF105", "hold away", "👉hold awya"),
    .init("WF105", "{proof: waived}", "{proof: 👉waved}"),
    .init("WF109", "wait: 2 hours", "wait: 👉2 weeks"),
    .init("WF113", "people: {li", "people: {👉wait: clerk, li"),
    .init("WF117", "- name: another", "- name: 👉as it should be").without(
      "    after: as it should be\n"),
    .init("WF201", "li: [clerk]", "li: [👉clrk]"),
    .init("WF202", "{state: sent", "{state: 👉set"),
    .init("WF204", "given: {amount", "given: {👉amont: 1.00, amount"),
    .init("WF205", "- li: send", "- li: 👉sned"),
    .init("WF206", "documents: [proof]", "documents: [👉prof]"),
    .init("WF207", "told: []", "told: [👉payd]"),
    .init("WF208", "check visit pass", "👉check visits pass"),
    .init("guard.unknown_field", "holds: [form.amount", "holds: [form.👉amont"),
  ]

  @Test func `a sound test is sound`() throws {
    let (workflow, diagnostics) = Fixture.read(Self.sound)
    #expect(diagnostics.map { $0.render() } == [])
    let scenarios = try #require(workflow).scenarios
    #expect(scenarios.map(\.name) == ["as it should be", "another"])
    #expect(scenarios.map(\.steps.count) == [11, 12])
    #expect(scenarios[0].steps[3].text == "{bo: hold away, until: 2026-03-04}")
    #expect("\(scenarios[1].clock)" == "2026-03-02 09:00")
    #expect(scenarios[1].documents.map(\.isWaived) == [true])
    #expect(scenarios[1].applicantLogin == "wu")
  }

  @Test(arguments: slips)
  func `a mistake in a test is reported once, at its place`(slip: Slip) {
    let (before, after) = Self.sound.pieces(around: slip.piece)
    #expect(before != Self.sound, "\(slip.piece) is not in the file")
    let marked = before + slip.replacement.pieces(around: "🚫").before + after
    let removed = slip.replacement.pieces(around: "🚫").after
    let parts = marked.pieces(around: removed)
    let text = removed.isEmpty ? marked : parts.before + parts.after
    let (start, rest) = text.pieces(around: "👉")
    let lines = start.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let place = "test.yaml:\(lines.count):\((lines.last?.count ?? 0) + 1)"
    let (workflow, diagnostics) = Fixture.read(start + rest)
    #expect(diagnostics.map { "\($0.identifier) \($0.location)" } == ["\(slip.code) \(place)"])
    #expect(workflow == nil)
  }

  @Test(arguments: [
    ("WF393", "- li: send", "- lii: send", "did you mean li?", "是否想写 li？"),
    ("WF394", "amount: 10.00", "amount: ten", "", ""),
    ("WF395", "refused: role", "refused: rule", "did you mean role?", "是否想写 role？"),
  ])
  func `the nearest name is offered in both languages`(
    code: String, piece: String, replacement: String, english: String, chinese: String
  ) throws {
    let (before, after) = Self.sound.pieces(around: piece)
    let found = try #require(Fixture.read(before + replacement + after).diagnostics.first)
    #expect(found.identifier == code)
    #expect(found.hint(in: .english) == english)
    #expect(found.hint(in: .simplifiedChinese) == chinese)
    #expect(found.message(in: .simplifiedChinese) != found.message(in: .english))
  }

  @Test func `every code of tests has a mistake here`() {
    let codes = Diagnostic.Code.allCases.map(\.rawValue).filter { $0.hasPrefix("WF39") }
    let tested = Set(Self.slips.map(\.code))
    #expect(codes.filter { !tested.contains($0) } == [])
    #expect(codes.count == 9)
  }
}

extension ScenarioReaderTests.Slip {
  /// The same with this piece of the file removed, so that nothing else is reported.
  fileprivate func without(_ piece: String) -> Self {
    var slip = self
    slip.replacement += "🚫" + piece
    return slip
  }
}
