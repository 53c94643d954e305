import Engine
import Testing
import Workflows

@Suite struct DeputyTests {
  /// Somebody without a role of their own, to whom another lends one.
  private func deputy(_ login: String = "an", for principal: Actor, _ role: String) -> Actor {
    var actor = Actor(login: login, person: "p-\(login)", roles: [])
    actor.standsFor = [
      Actor.Principal(
        login: principal.login, person: principal.person, role: role,
        isApplicant: principal.isApplicant, isRelated: principal.isRelated)
    ]
    return actor
  }

  @Test func `a role that is lent does what the role does, and the entry names both`() throws {
    var play = try Play.inDecision("4000")
    let outcome = try play.take("approve", deputy(for: zhao, "supervisor"))
    #expect(outcome.entry.person == "p-an")
    #expect(outcome.entry.principal == zhao.person)
    #expect(outcome.entry.role == "supervisor")
    #expect(play.snapshot.state == "approved")
  }

  @Test func `a role of one's own is used before one that is lent`() throws {
    var play = try Play.inDecision("4000")
    var actor = deputy(for: zhao, "supervisor")
    actor.roles = ["supervisor"]
    #expect(try play.take("approve", actor).entry.principal == nil)
  }

  @Test func `what either did bars both`() throws {
    let play = try Play.inDecision("4000")  // li submitted, wang recommended
    for doer in [li, wang] {
      #expect(play.rules("approve", deputy(for: doer, "supervisor")) == ["distinct_from"])
      var own = deputy(for: zhao, "supervisor")
      own.person = doer.person
      #expect(play.rules("approve", own) == ["distinct_from"])
    }
  }

  @Test func `the case of the one stood in for is nobody's to act on in their name`() throws {
    let play = try Play.inDecision("4000")
    var principal = zhao
    principal.isApplicant = true
    #expect(play.rules("approve", deputy(for: principal, "supervisor")) == ["applicant"])
  }

  @Test func `a vote in somebody's name is the vote of both`() throws {
    var play = try Play.inDecision("12000")
    let an = deputy(for: zhao, "supervisor")
    try play.take("approve", an)
    #expect(play.rules("approve", zhao) == ["voted"])
    #expect(play.rules("approve", an) == ["voted"])
    let other = deputy("bo", for: zhao, "supervisor")
    #expect(play.rules("approve", other) == ["voted"])
    try play.take(.recall(action: "approve"), zhao)
    #expect(play.snapshot.entries.last?.kind == "recall")
    try play.take("approve", qian)
    #expect(play.snapshot.state == "decision")
  }

  @Test func `without a role that would do the refusal is one's own`() throws {
    let play = try Play.inDecision("4000")
    #expect(play.rules("approve", deputy(for: wang, "reviewer")) == ["role"])
    #expect(play.rules("recommend", deputy(for: zhao, "supervisor")) == ["state"])
  }
}
