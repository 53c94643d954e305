import Testing
import Workflows

@Suite struct DiagnosticTests {
  @Test func `the sound procedure is sound`() {
    #expect(Fixture.read(Mistake.sound).diagnostics.map { $0.render() } == [])
  }

  @Test(
    arguments: Mistake.ofYAML + Mistake.ofValues + Mistake.ofNames + Mistake.ofProcedures
      + Mistake.ofGuards + Mistake.ofSentences)
  func `an error is reported once, at its place, and the file is not used`(mistake: Mistake) {
    let (text, line, column) = mistake.file
    let (workflow, diagnostics) = Fixture.read(text)
    let found = diagnostics.map { "\($0.identifier) \($0.location)" }
    #expect(found == ["\(mistake.code) test.yaml:\(line):\(column)"])
    #expect(diagnostics.allSatisfy { $0.severity == .error })
    #expect(workflow == nil)
  }

  @Test(arguments: Mistake.warnings)
  func `a warning is reported once, at its place, and the file is used`(mistake: Mistake) {
    let (text, line, column) = mistake.file
    let (workflow, diagnostics) = Fixture.read(text)
    let found = diagnostics.map { "\($0.identifier) \($0.location)" }
    #expect(found == ["\(mistake.code) test.yaml:\(line):\(column)"])
    #expect(diagnostics.allSatisfy { $0.severity == .warning })
    #expect(workflow != nil)
  }

  @Test func `every code of a workflow file has a test`() {
    let tables =
      Mistake.ofYAML + Mistake.ofValues + Mistake.ofNames + Mistake.ofProcedures + Mistake.warnings
      + Mistake.ofProofs + Mistake.ofDoubts + Mistake.ofSentences
    let tested = Set(tables.map(\.code))
    // Those of whole files are in HostileFileTests, those of calendars in CalendarFileTests,
    // that of too much to prove in PropertiesProofTests, those of tests in ScenarioReaderTests.
    let elsewhere = ["WF001", "WF002", "WF003", "WF004", "WF006", "WF007", "WF380", "WF900"]
    let missing = Diagnostic.Code.allCases.map(\.rawValue).filter {
      !tested.contains($0) && !elsewhere.contains($0) && !$0.hasPrefix("WF5")
        && !$0.hasPrefix("WF39")
    }
    #expect(missing == [])
  }

  @Test func `all mistakes are reported at once, in the order of the file`() {
    let text = """
      casework: 1
      workflow: Tiny
      version: 01
      number: TN
      label: {en: Tiny}
      calendar: plain
      roles: {clerk: {}}
      start: drft
      states: {draft: {}, done: {ends: done}}
      actions:
        finish: {from: draft, to: dome, rolle: clerk, when: [{ok: form.amount > 1}]}
      """
    let found = Fixture.read(text).diagnostics.map { "\($0.location.line) \($0.identifier)" }
    #expect(
      found == [
        "2 WF104", "3 WF106", "8 WF202", "11 WF302", "11 WF202", "11 WF101",
        "11 guard.unknown_field",
      ])
  }

  @Test func `the caret stands under the place, Chinese characters taking two cells`() throws {
    let text = Mistake(
      "", "'!facts.large'", "'form.account == ''张三'' && form.cause == ''ilness'''"
    ).file.text
    let diagnostic = try #require(Fixture.read(text).diagnostics.first)
    #expect(
      diagnostic.render() == """
        test.yaml:34:57: error[guard.unknown_choice]: 'ilness' is not one of the choices
           34 |       - small: 'form.account == ''张三'' && form.cause == ''ilness'''
              |                                                           ^^^^^^^^^
          hint: did you mean 'illness'?
        """)
  }

  @Test func `a diagnostic reads in Chinese too`() throws {
    let text = Mistake("", "role: boss", "role: bos").file.text
    let diagnostic = try #require(Fixture.read(text).diagnostics.first)
    #expect(
      diagnostic.render(language: .simplifiedChinese) == """
        test.yaml:32:11: 错误[WF201]: 没有角色 bos
           32 |     role: bos
              |           ^^^
          提示：是否想写 boss？
        """)
  }

  @Test func `colour is for terminals that want it`() throws {
    let text = Mistake("", "role: boss", "role: bos").file.text
    let diagnostic = try #require(Fixture.read(text).diagnostics.first)
    #expect(diagnostic.render(colour: true).contains("\u{1B}[1;31merror[WF201]\u{1B}[0m"))
    #expect(!diagnostic.render().contains("\u{1B}"))
  }

  @Test(arguments: Diagnostic.Code.allCases.filter { $0 != .guardMistake })
  func `every code has words in both languages`(code: Diagnostic.Code) throws {
    let tables =
      Mistake.ofYAML + Mistake.ofValues + Mistake.ofNames + Mistake.ofProcedures
      + Mistake.ofSentences + Mistake.warnings
    for mistake in tables where mistake.code == code.rawValue {
      let diagnostic = try #require(Fixture.read(mistake.file.text).diagnostics.first)
      let chinese = diagnostic.message(in: .simplifiedChinese)
      #expect(!diagnostic.message.isEmpty)
      #expect(chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }
  }
}
