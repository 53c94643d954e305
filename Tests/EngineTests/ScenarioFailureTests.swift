import CEL
import Engine
import Testing
import Workflows

/// What a test says when something does not come out as the file says.
@Suite struct ScenarioFailureTests {
  /// The example of the format with one more test.
  private func play(_ steps: String, _ rest: String = "") throws -> ScenarioResult {
    let example = try ShippedFile.text("Tests/WorkflowsTests/Fixtures/small_grant.yaml")
    let test = """
        - name: extra
          like: small grant, one supervisor, and nobody approves their own work
          steps: [\(steps)]
          \(rest)

      """
    let procedure = try ShippedFile.procedure(text: example + test, "small_grant.yaml")
    return procedure.play(try #require(procedure.workflow.scenarios.last))
  }

  @Test func `a step that is refused names the rule, the state and who could`() throws {
    let failures = try play(
      "{li: submit}, {li: {}}".replacing("{li: {}}", with: "{zhao: send_back}")
    )
    .failures
    let failure = try #require(failures.first)
    guard case .refused(let refusals) = failure.kind else {
      Issue.record("\(failure.kind)")
      return
    }
    #expect(refusals.map(\.rule) == ["role"])
    #expect(failure.state == "review")
    #expect(failure.text == "steps: [{li: submit}, {zhao: send_back}]")
    #expect(failures.count == 1)
  }

  @Test func `who could have done it is found among the people of the test`() throws {
    let failure = try #require(
      try play("{li: submit}, {zhao: send_back, with: {reason: none}}").failures.first)
    #expect(failure.able == ["wang"])
  }

  @Test func `a step that should have been refused and was done ends the test`() throws {
    let result = try play("{li: submit, refused: role}, {wang: send_back}", "then: {state: paid}")
    #expect(result.failures.map(\.kind) == [.notRefused(wanted: ["role"])])
    #expect(result.snapshot?.state == "review")
  }

  @Test func `another rule than the one named is a failure, and the test goes on`() throws {
    let failures = try play(
      "{zhao: submit, refused: distinct_from}, {li: submit}", "then: {state: intake}"
    ).failures
    #expect(failures.count == 2)
    guard case .otherRules(let wanted, let found)? = failures.first?.kind else {
      Issue.record("\(failures)")
      return
    }
    #expect(wanted == ["distinct_from"])
    #expect(found.map(\.rule) == ["role"])
    #expect(failures.last?.kind == .end(key: "state", wanted: "intake", found: "review"))
  }

  @Test func `a sentence that is false says what it read`() throws {
    let failures = try play(
      "{li: submit}", "then: {holds: [facts.per_head == 1.00, form.granted > 1.00]}"
    )
    .failures
    #expect(failures.count == 2)
    guard case .sentence(let source, false, let readings)? = failures.first?.kind else {
      Issue.record("\(failures)")
      return
    }
    #expect(source == "facts.per_head == 1.00")
    #expect(readings.first?.path == "facts.per_head")
    #expect(readings.first?.value?.description == "2000.00")
    guard case .sentence(_, true, _)? = failures.last?.kind else {
      Issue.record("an absent field decides nothing")
      return
    }
  }

  @Test(arguments: [
    ("then: {version: 3}", "version", "2"), ("then: {due: 2026-03-13}", "due", "2026-03-16"),
    ("then: {told: [grant_paid]}", "told", ""), ("then: {held: false}", nil, nil),
    ("then: {escalated_to: supervisor}", "escalated_to", ""),
    ("then: {reminded: review}", "reminded", ""), ("then: {due: 2026-03-16}", nil, nil),
  ])
  func `what then names is compared`(then: String, key: String?, found: String?) throws {
    let failures = try play("{li: submit}", then).failures
    let ends = failures.compactMap { failure -> String? in
      guard case .end(let key, _, let found) = failure.kind else { return nil }
      return "\(key) \(found)"
    }
    #expect(ends == (key.map { ["\($0) \(found ?? "")"] } ?? []))
  }

  @Test func `nobody who may open is a failure of its own`() throws {
    let failures = try play("{sun: pay}", "people: {sun: [cashier]}").failures
    guard case .nobodyOpens(let refusals)? = failures.first?.kind else {
      Issue.record("\(failures)")
      return
    }
    #expect(refusals.map(\.rule) == ["role"])
  }
}

/// How time passes in a test.
@Suite struct ScenarioClockTests {
  private func result(_ steps: String, _ rest: String = "") throws -> ScenarioResult {
    let example = try ShippedFile.text("Tests/WorkflowsTests/Fixtures/small_grant.yaml")
    let test = """
        - name: extra
          like: small grant, one supervisor, and nobody approves their own work
          \(rest)
          steps: [\(steps)]

      """
    let procedure = try ShippedFile.procedure(text: example + test, "small_grant.yaml")
    return procedure.play(try #require(procedure.workflow.scenarios.last))
  }

  @Test func `the clock acts at each instant at which something falls due, once`() throws {
    let result = try result("{li: submit}, {wait: 20 business days}, {wait: 20 business days}")
    let notes = result.moves.flatMap(\.clock)
    #expect(
      notes == [.reminded(deadline: nil), .escalated(deadline: nil, role: "supervisor")])
    #expect(
      result.moves.map { "\($0.at)" }.prefix(4) == [
        "2026-03-02T01:00:00Z", "2026-03-02T01:00:00Z", "2026-03-12T16:00:00Z",
        "2026-03-16T16:00:00Z",
      ])
    #expect(result.snapshot?.version == 4)
  }

  @Test func `every entry is later than the one before`() throws {
    let entries = try result("{li: submit}, {wang: check means_test pass}").snapshot?.entries ?? []
    #expect(entries.map { $0.at.microseconds - entries[0].at.microseconds } == [0, 1, 2])
  }

  @Test func `a fund has its amount anew each year`() throws {
    let steps =
      "{li: submit}, {wang: check means_test pass}, {wang: recommend, with: {granted: 4000.00}}, {zhao: approve, refused: fund}, {wait: 3 days}, {zhao: approve, refused: fund}"
    let poor = try result(steps, "funds: {hardship: 3999.99}\n    clock: 2026-12-30 09:00")
    #expect(poor.hasPassed, "\(poor.failures)")
  }
}
