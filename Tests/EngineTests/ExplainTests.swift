import CEL
import Engine
import Testing
import Workflows

@Suite struct ExplainTests {
  @Test func `an explanation lists every rule with its truth`() throws {
    let play = try Play.inReview()
    let explanation = try #require(
      play.procedure.explain("recommend", on: play.snapshot, by: wang))
    #expect(
      explanation.verdicts.map { "\($0.rule) \($0.truth.rawValue)" } == [
        "state holds", "held holds", "role holds", "only holds", "applicant holds",
        "unrelated holds", "distinct_from holds", "distinct_from holds", "after holds",
        "fill:granted fails", "eligible holds", "checked holds",
      ])
    let eligible = try #require(explanation.verdicts.first { $0.rule == "eligible" })
    #expect(eligible.source == "facts.eligible")
    #expect(
      eligible.readings.contains {
        $0.path == "facts.per_head" && $0.value?.description == "2000.00"
      })
    #expect(explanation.decision.refusals.map(\.rule) == ["fill:granted"])
  }

  @Test func `an action that the file does not have is not explained`() throws {
    let play = try Play.opened()
    #expect(play.procedure.explain("fly", on: play.snapshot, by: li) == nil)
  }

  @Test func `what is possible goes by state, hold and role`() throws {
    var play = try Play.opened()
    let names = { (play: Play, actor: Actor) in
      play.procedure.possibleActions(on: play.snapshot, by: actor).map(\.name)
    }
    #expect(names(play, li) == ["submit", "withdraw"])
    #expect(names(play, sun) == [])
    #expect(names(play, Actor(system: .clock)) == ["lapse"])
    try play.take(.hold(reason: "papers", until: nil), li)
    #expect(names(play, li) == ["withdraw"])
  }

  @Test(arguments: Refusal.Kind.allCases)
  func `every kind of refusal has words in both languages`(kind: Refusal.Kind) throws {
    let workflow = try procedure().workflow
    let english = RefusalText(Refusal(kind, "x"), in: workflow, language: "en")
    let chinese = RefusalText(Refusal(kind, "x"), in: workflow, language: "zh-Hans")
    #expect(english.what.hasSuffix("."))
    #expect(chinese.what.hasSuffix("。"))
    #expect(english.what != chinese.what)
    #expect(english.lines.allSatisfy { !$0.isEmpty })
  }

  @Test func `a refusal says what happened, who can and what to do next`() throws {
    let play = try Play.inDecision("12000")
    let refusals = play.decide(.act(action: "approve", fields: [], expect: 4), he).refusals
    let text = RefusalText(
      try #require(refusals.first), in: play.procedure.workflow, language: "en")
    #expect(
      text.lines == [
        "12,000.00 is approved by Supervisor.", "Rule: tier: form.granted",
        "form.granted is 12,000.00", "Who can: Supervisor", "Next: ask one of them.",
      ])
  }

  /// Refusals as the database tells them: fewer arguments, limits as the field is declared, people
  /// instead of roles.
  @Test(arguments: [
    (Refusal(.held), "The case is on hold."),
    (Refusal(.held, arguments: ["held": .bool(false)]), "The case is not on hold."),
    (
      Refusal(.held, arguments: ["reason": "papers"]), "The case is on hold: Papers are awaited."
    ),
    (
      Refusal(
        .field, "cause",
        arguments: [
          "why": "choice",
          "limits": ["choices": .list([["name": "illness"], ["name": "other"]])],
        ]), "'Cause' must be one of illness, other."
    ),
    (
      Refusal(.field, "people", arguments: ["why": "age:type"]),
      "'Household', 'age' must be a whole number."
    ),
    (
      Refusal(.field, "people", arguments: ["why": "age:max"]),
      "'Household', 'age' is beyond its limits."
    ),
    (
      Refusal(
        .field, "granted", arguments: ["why": "max", "limits": ["max": .number("50000")]]),
      "'Granted' is above 50,000."
    ),
    (
      Refusal(.tier, who: [], arguments: ["amount": "9000.00", "roles": .list(["deputy"])]),
      "9,000.00 is approved by Deputy."
    ), (Refusal(.tier, arguments: ["amount": "60000.00"]), "Nobody may approve 60,000.00."),
    (
      Refusal(.amount, "pay", arguments: ["why": "more_than_reserved"]),
      "More would be paid than is reserved."
    ),
    (
      Refusal(.distinctFrom, "submit", who: ["zhao"]),
      "You did 'Submit' in this case; another person must do this step."
    ),
  ])
  func `a refusal of the database has the same words`(refusal: Refusal, what: String) throws {
    let workflow = try procedure().workflow
    #expect(RefusalText(refusal, in: workflow, language: "en").what == what)
  }
}
