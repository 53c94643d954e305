import CEL
import Engine
import EventLogs
import Testing

struct StepReaderTests {
  private func steps(_ source: EventLogSource, map text: String = requestMap) throws -> [ReplayStep]
  {
    let reader = try StepReader(source, map: try map(text), workflow: try requestWorkflow())
    var steps: [ReplayStep] = []
    while let item = try reader.next() { if case .step(let step) = item { steps.append(step) } }
    return steps
  }

  @Test func `a step has its case, action, person, time and rounded fields`() throws {
    let step = try #require(try steps(log([("R1", goodCase)])).first)
    #expect(step.caseName == "R1")
    #expect(step.action == "file")
    #expect(step.actor == Actor(login: "clerk", person: "R1/clerk", roles: ["clerk"]))
    #expect(step.at == Timestamp("2026-03-02T08:00:00Z"))
    #expect(step.fields == [.init("amount", .text("34.34")), .init("note", .text("none"))])
    #expect(step.line == 6)
  }

  @Test func `a time without an offset is the map's zone, in summer and winter`() throws {
    let events = [
      Event(name: "Filed", time: "2026-01-15T09:00:00"),
      Event(name: "Filed", time: "2026-07-15T09:00:00.5"),
    ]
    #expect(
      try steps(log([("R1", events)])).map(\.at.description) == [
        "2026-01-15T08:00:00Z", "2026-07-15T07:00:00.5Z",
      ])
  }

  @Test func `persons may be named by an attribute`() throws {
    let named = requestMap.replacing("persons: by_role", with: "persons: {key: Amount}")
    let step = try #require(
      try steps(log([("R1", [Event(name: "Filed", amount: "li")])]), map: named).first)
    #expect(step.actor == Actor(login: "li", person: "li", roles: ["clerk"]))
  }

  @Test func `a value that means not recorded leaves its field out`() throws {
    let step = try #require(
      try steps(log([("R1", [Event(name: "Filed", amount: "UNKNOWN")])])).first)
    #expect(step.fields == [.init("note", .text("none"))])
  }

  @Test func `events and roles that the map does not name are all listed, with count and line`()
    throws
  {
    let events = [
      Event(name: "Filed"), Event(name: "Lost"), Event(name: "Lost"),
      Event(name: "Paid", role: "GHOST"),
    ]
    let expected = ReplayError.unnamed(
      file: "log.xes",
      [
        .init(kind: .event, name: "Lost", count: 2, firstLine: 11),
        .init(kind: .role, name: "GHOST", count: 1, firstLine: 21),
      ])
    #expect(throws: expected) { try steps(log([("R1", events)])) }
    #expect(
      expected.description.hasPrefix(
        "log.xes:11: the map does not name the event Lost (2 in the log); add it under events"))
  }

  @Test func `a time that is none is refused with its line`() throws {
    let expected = ReplayError.log(
      EventLogError(
        .badValue(key: "time:timestamp", value: "yesterday", type: "date"), file: "log.xes",
        line: 6))
    #expect(throws: expected) {
      try steps(log([("R1", [Event(name: "Filed", time: "yesterday")])]))
    }
  }
}
