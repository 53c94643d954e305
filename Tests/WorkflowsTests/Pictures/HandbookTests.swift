import Testing
import Workflows

@Suite struct HandbookTests {
  @Test(arguments: PictureFixture.names, DiagnosticLanguage.allCases)
  func `the page is well-formed, loads nothing and runs nothing`(
    name: String, language: DiagnosticLanguage
  ) throws {
    let workflow = try PictureFixture.workflow(name)
    let page = Handbook(workflow, digest: "0123", language: language).html
    #expect(PictureFixture.isWellFormed(page))
    for danger in ["<script", "<b>", "javascript:", "http://", "https://", "src="] {
      #expect(!page.contains(danger), "\(danger)")
    }
    for state in workflow.states where !(state.isFinal && state.phase == nil) {
      #expect(page.contains("id=\"state-\(state.name)\""), "\(state.name)")
    }
    for action in workflow.actions {
      #expect(page.contains("id=\"action-\(action.name)\""), "\(action.name)")
    }
  }

  @Test(arguments: DiagnosticLanguage.allCases)
  func `the handbook of the small grant is as it was reviewed`(
    language: DiagnosticLanguage
  ) throws {
    let workflow = try PictureFixture.workflow("small_grant")
    try PictureFixture.expect(
      Handbook(workflow, digest: "0123", language: language).markdown,
      recorded: "small_grant.\(language.rawValue).handbook.md")
  }

  @Test(arguments: [
    (
      "form.granted <= form.requested", "‘granted’ is at most ‘requested’",
      "“granted”不超过“requested”"
    ),
    (
      "form.cause in ['illness', 'other']", "‘cause’ is ‘illness’ or ‘other’",
      "“cause”为“illness”或“other”"
    ),
    ("form.requested > 2500", "‘requested’ is more than 2,500.00", "“requested”超过2,500.00"),
    ("!(form.born < today)", "‘born’ is not before today", "“born”不早于当日"),
    ("checks.all(c, c.result == 'pass')", "every check here is passed", "本环节各项核查均为通过"),
    (
      "did.send_back.count < 2 || has(form.reason)",
      "the number of times ‘send back’ was done is less than 2, or ‘reason’ is given",
      "“send back”的次数少于2，或已填写“reason”"
    ),
    ("form.name.startsWith('A')", "`form.name.startsWith('A')`", "`form.name.startsWith('A')`"),
  ])
  func `a rule is put into words, or shown as it is`(
    rule: String, english: String, chinese: String
  ) throws {
    let text = String(decoding: Fixture.smallGrant, as: UTF8.self)
      .replacing(
        "checks.all(c, c.result in ['pass', 'not_needed'])",
        with: "'\(rule.replacing("'", with: "''"))'")
    let (read, diagnostics) = Fixture.read(text)
    // A rule that changes what is proved of the file still has its words.
    guard let workflow = read else {
      Issue.record("\(diagnostics.map { $0.render() })")
      return
    }
    #expect(Handbook(workflow, digest: "", language: .english).markdown.contains(escaped(english)))
    #expect(
      Handbook(workflow, digest: "", language: .simplifiedChinese).markdown
        .contains(escaped(chinese)))
  }

  private func escaped(_ text: String) -> String {
    text.hasPrefix("`") ? "startsWith" : text
  }
}
