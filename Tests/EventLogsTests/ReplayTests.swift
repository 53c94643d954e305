import Engine
import EventLogs
import Testing

struct ReplayTests {
  @Test func `a case as the workflow has it is allowed to its end`() throws {
    let report = try replay(log([("R1", goodCase)]))
    #expect(report.cases == 1)
    #expect(report.conforming == 1)
    #expect(report.accepted == 3)
    #expect(report.findings == [])
    #expect(report.ends == [.init(state: "paid", outcome: "paid", cases: 1)])
  }

  @Test func `a skipped state is refused once, and the case goes on from where the step leads`()
    throws
  {
    let skipped = [goodCase[0], goodCase[2]]
    let report = try replay(log([("R1", skipped), ("R2", goodCase), ("R3", skipped)]))
    #expect(
      report.findings == [
        .init(
          rule: "state", kind: .state, reference: nil, action: "pay", state: "filed", steps: 2,
          cases: 2, examples: ["R1", "R3"])
      ])
    #expect(report.conforming == 1)
    #expect(report.ends == [.init(state: "paid", outcome: "paid", cases: 3)])
  }

  @Test func `with stop the rest of the case is not judged`() throws {
    let events = [goodCase[2], goodCase[0], goodCase[1]]
    let report = try replay(log([("R1", events)]), map: requestMap + "\non_refusal: stop\n")
    #expect(report.steps == 1)
    #expect(report.refused == 1)
    #expect(report.unjudged == 2)
    #expect(report.ends == [.init(state: "draft", outcome: nil, cases: 1)])
  }

  @Test func `a guard, a role and a field's limits are judged on the recorded values`() throws {
    let large = [Event(name: "Filed", amount: "100.005"), Event(name: "Decided", role: "HEAD")]
    let small = [Event(name: "Filed", amount: "0.994999"), Event(name: "Decided", role: "CLERK")]
    let report = try replay(log([("R1", large), ("R2", small)]))
    #expect(report.steps == 4)
    #expect(report.refused == 3)
    let rules = Set(report.findings.map { "\($0.action) \($0.rule) \($0.examples)" })
    #expect(
      rules.isSuperset(of: [
        "decide small [\"R1\"]", "decide role [\"R2\"]", "file field:amount [\"R2\"]",
      ]))
  }

  @Test func `a role that the log does not tell is not judged, and counted`() throws {
    let events = [goodCase[0], Event(name: "Decided", role: "MISSING")]
    let report = try replay(log([("R1", events)]))
    #expect(report.refused == 0)
    #expect(report.unknownRoles == 1)
  }

  @Test func `ignored events are no steps, and a case may have none`() throws {
    let report = try replay(log([("R1", [Event(name: "Mail sent")]), ("R2", [])]))
    #expect(report.ignored == 1)
    #expect(report.emptyCases == 2)
    #expect(report.steps == 0)
    #expect(report.cases == 2)
  }

  @Test func `the same person is refused where the log names persons`() throws {
    let named = requestMap.replacing("persons: by_role", with: "persons: {key: Amount}")
      .replacing("  distinct_from: {en: Everybody has one name., zh-Hans: 所有人同名}\n", with: "")
      .replacing(
        "  amount: {key: Amount, round: {scale: 2, mode: half_up}}", with: "  amount: {assume: 5}")
    let events = [
      Event(name: "Filed", amount: "li"), Event(name: "Decided", role: "HEAD", amount: "li"),
    ]
    let report = try replay(log([("R1", events)]), map: named)
    #expect(report.findings.map(\.rule) == ["distinct_from"])
    #expect(report.findings.map(\.reference) == ["file"])
  }

  @Test func `at most three cases are named for a finding`() throws {
    let cases = (1...5).map { (name: "R\($0)", events: [goodCase[2]]) }
    let finding = try #require(try replay(log(cases)).findings.first)
    #expect(finding.cases == 5)
    #expect(finding.examples == ["R1", "R2", "R3"])
  }
}
