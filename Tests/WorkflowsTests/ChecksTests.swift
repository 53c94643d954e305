import StandardWorkflows
import Testing
import Workflows

/// What is proved of every case of a procedure.
@Suite struct ChecksTests {
  @Test(arguments: Mistake.ofProofs + Mistake.ofDoubts)
  func `what can go wrong in some case is reported once, at its place`(mistake: Mistake) {
    let (text, line, column) = mistake.file
    let found = Fixture.read(text).diagnostics
    #expect(
      found.map { "\($0.identifier) \($0.location)" } == [
        "\(mistake.code) test.yaml:\(line):\(column)"
      ])
  }

  @Test(arguments: Mistake.sounds)
  func `a file in which it cannot go wrong is sound`(mistake: Mistake) {
    #expect(Fixture.read(mistake.file.text).diagnostics.map { $0.render() } == [])
  }

  @Test(arguments: Mistake.ofProofs + Mistake.ofDoubts)
  func `every proof that fails has words and a hint in both languages`(mistake: Mistake) throws {
    let diagnostic = try #require(Fixture.read(mistake.file.text).diagnostics.first)
    #expect(!diagnostic.message.isEmpty)
    #expect(!diagnostic.hint.isEmpty)
    for text in [
      diagnostic.message(in: .simplifiedChinese), diagnostic.hint(in: .simplifiedChinese),
    ] {
      #expect(text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }
  }

  @Test(arguments: StandardWorkflows.procedures.map(\.name))
  func `a shipped procedure is proved in a tenth of a second`(name: String) throws {
    let file = try #require(StandardWorkflows.procedure(named: name))
    let read = { (isProved: Bool) in
      _ = WorkflowReader.read(bytes: file.bytes, file: name, isProved: isProved)
    }
    read(true)
    let times = (0..<5).map { _ in
      let start = ThreadWork.nanoseconds
      read(false)
      let middle = ThreadWork.nanoseconds
      read(true)
      return ThreadWork.nanoseconds - middle - (middle - start)
    }
    #expect(try #require(times.min()) < 100_000_000)
  }

  @Test func `a message names the values for which a rule fails`() throws {
    let text = Mistake(
      "", "    role: boss",
      "    tiers: {by: form.amount, bands: [{up_to: 10, role: boss}, {up_to: 49.99, role: boss}]}"
    ).file.text
    let diagnostic = try #require(Fixture.read(text).diagnostics.first)
    #expect(
      diagnostic.message == "nobody decides form.amount 50.00: the highest band ends at 49.99")
  }

  @Test func `a message names the way on which a field is empty`() throws {
    let mistake = Mistake("", "'!facts.large'", "form.cause == 'other'")
    let text = mistake.file.text.replacing(", cause]", with: ", {cause: {optional: true}}]")
    let diagnostic = try #require(Fixture.read(text).diagnostics.first)
    #expect(
      diagnostic.message
        == "when small reads form.cause, which may be empty here: draft → sent → done (send, finish)"
    )
    #expect(diagnostic.hint == "write fill: [cause], or ask has(form.cause) && … in the rule")
  }

  @Test func `a file that is installed is not proved again`() {
    let text = Mistake("", "'!facts.large'", "form.amount > 100.00").file.text
    let bytes = Array(text.utf8)
    #expect(WorkflowReader.read(bytes: bytes, file: "test.yaml").workflow == nil)
    let installed = WorkflowReader.read(bytes: bytes, file: "test.yaml", isProved: false)
    #expect(installed.workflow != nil)
    #expect(installed.diagnostics == [])
  }

  /// Many states, every one leading to every other, and many fields filled or not on the way.
  @Test func `a file made to have too many ways is judged all the same, and soon`() {
    let count = 40
    let names = (0..<count).map { "s\($0)" }
    var text = """
      casework: 1
      workflow: wide
      version: 1
      number: WD
      label: {en: Wide}
      calendar: plain
      people: {li: [clerk, boss], wang: boss, zhao: clerk}
      roles: {clerk: {en: Clerk}, boss: {en: Boss}}
      form:

      """
    for name in names { text += "  f_\(name): {type: money, min: 0, max: 9}\n" }
    text += "start: s0\nstates:\n"
    for name in names { text += "  \(name): {phase: work}\n" }
    text += "  done: {ends: done}\nactions:\n"
    for (index, name) in names.enumerated() {
      let read = names.map { "has(form.f_\($0)) && form.f_\($0) > 1.00" }.joined(separator: " || ")
      text += """
          go_\(name):
            from: phase work
            to: \(name)
            role: clerk
            distinct_from: [\(names.prefix(index).map { "go_\($0)" }.joined(separator: ", "))]
            fill: [f_\(name)]
            when:
              - rule: \(read)

        """
    }
    text += "  end: {from: phase work, to: done, role: boss}\n"
    let start = ThreadWork.nanoseconds
    let found = Fixture.read(text).diagnostics
    #expect(ThreadWork.nanoseconds - start < 10_000_000_000)
    #expect(found.contains { $0.identifier == "WF335" })
  }
}
