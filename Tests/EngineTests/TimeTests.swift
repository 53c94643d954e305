import CEL
import Engine
import Testing
import Workflows

@Suite struct TimeTests {
  /// Entered on Monday 2 March; the 4th and 5th are holidays, Saturday the 7th is worked.
  @Test func `business days skip holidays by name and count make-up days`() throws {
    var play = try Play.opened()
    try play.take("submit", li, soundFields())
    let due = try #require(play.snapshot.due)
    #expect(due.at.description == "2026-03-07T16:00:00Z")
    #expect(due.reckoning?.lastDay?.description == "2026-03-07")
    let named = due.reckoning?.named.map { "\($0.day.date) \($0.kind.rawValue)" }
    #expect(
      named == ["2026-03-04 holiday", "2026-03-05 holiday", "2026-03-07 working"])
    #expect(play.snapshot.checks[0].due?.at.description == "2026-03-06T16:00:00Z")
  }

  @Test func `an action with after opens at the end of its period`() throws {
    var play = try Play.opened()
    try play.take("submit", li, soundFields())
    try play.take(.check(name: "visit", result: "pass"), li)
    let grant = [Command.FieldEntry("granted", "1")]
    try play.wait(until: instant(23, day: 3))
    #expect(play.rules("recommend", wang, grant) == ["after"])
    try play.wait(until: instant(24, day: 3))
    #expect(play.rules("recommend", wang, grant) == [])
  }

  /// Held on Tuesday with two counting days left (Friday, Saturday); resumed on Monday the 9th.
  @Test func `a hold stops the clocks and what was left counts again`() throws {
    var play = try Play.opened()
    try play.take("submit", li, soundFields())
    try play.wait(until: instant(15, day: 3))
    #expect(
      play.rules(.hold(reason: "whim", until: nil), li) == ["held"])
    #expect(play.rules(.hold(reason: "papers", until: nil), sun) == ["role"])
    try play.take(.hold(reason: "papers", until: CalendarDate("2026-03-20")), li)
    #expect(play.rules(.check(name: "visit", result: "pass"), li) == ["held"])
    #expect(play.rules(.hold(reason: "papers", until: nil), li) == ["held"])
    try play.wait(until: instant(10, day: 9))
    #expect(play.procedure.clockSteps(on: play.snapshot) == [])
    try play.take(.resume, li)
    let due = try #require(play.snapshot.due)
    #expect(due.at.description == "2026-03-11T16:00:00Z")
    #expect(due.pauses == [.init(from: instant(15, day: 3), to: instant(10, day: 9))])
    #expect(play.snapshot.checks[0].due?.at.description == "2026-03-10T16:00:00Z")
    #expect(play.rules(.resume, li) == ["held"])
    let opens = try #require(play.snapshot.opens["recommend"])
    #expect(opens.description == "2026-03-09T16:00:00Z")
  }

  @Test func `an action marked so may be taken while held`() throws {
    var play = try Play.opened()
    try play.take(.hold(reason: "papers", until: nil), li)
    #expect(play.rules("submit", li, soundFields()) == ["held"])
    try play.take("withdraw", li)
    #expect(play.snapshot.state == "closed")
    #expect(play.snapshot.hold == nil)
  }

  @Test func `an action to its own state restarts the deadline, and on hold not even that`() throws
  {
    var play = try Play.opened()
    try play.take("submit", li, soundFields())
    try play.take(.check(name: "visit", result: "pass"), li)
    try play.wait(until: instant(9, day: 3))
    try play.take("chase", li)
    #expect(play.snapshot.due?.at.description == "2026-03-09T16:00:00Z")
    #expect(play.snapshot.visit == 2)
    #expect(play.snapshot.checks.map(\.result) == ["pass", "not_needed"])
    try play.take(.hold(reason: "papers", until: nil), li)
    try play.wait(until: instant(9, day: 11))
    try play.take("chase", li)
    #expect(play.snapshot.due?.at.description == "2026-03-09T16:00:00Z")
  }

  @Test func `a missed deadline is escalated where the case stays`() throws {
    var play = try Play.opened()
    try play.take("submit", li, soundFields())
    let due = try #require(play.snapshot.due)
    try play.wait(until: instant(23, day: 7))
    #expect(play.procedure.clockSteps(on: play.snapshot) == [])
    try play.wait(until: due.at)
    #expect(play.procedure.clockSteps(on: play.snapshot) == [.escalate(role: "supervisor")])
  }

  @Test func `the clock takes the action of a missed deadline, and nobody else does`() throws {
    var play = try Play.opened()
    #expect(play.snapshot.due?.at.description == "2026-05-01T16:00:00Z")
    try play.wait(until: try #require(play.snapshot.due?.at))
    #expect(play.procedure.clockSteps(on: play.snapshot) == [.act(action: "lapse")])
    #expect(play.rules("lapse", li) == ["role"])
    try play.take("lapse", Actor(system: .clock))
    #expect(play.snapshot.state == "closed")
    #expect(play.snapshot.entries.last?.person == nil)
    #expect(play.procedure.clockSteps(on: play.snapshot) == [])
  }

  @Test func `the clock ends a hold when its last day is over, and not before`() throws {
    var play = try Play.inReview()
    let clock = Actor(system: .clock)
    #expect(
      play.rules(.hold(reason: "papers", until: CalendarDate("2027-04-11")), li) == ["held"])
    try play.take(.hold(reason: "papers", until: CalendarDate("2026-03-07")), li)
    #expect(play.rules(.resume, clock) == ["role"])
    try play.wait(until: instant(9, day: 7))
    #expect(play.rules(.resume, clock) == ["role"])
    try play.wait(until: instant(1, day: 8))
    let outcome = try play.take(.resume, clock)
    #expect(outcome.entry.role == "clock")
    #expect(play.snapshot.hold == nil)
  }
}
