import CEL
import Engine
import Testing
import Workflows

/// Private fields whose values a person is not given: what depends on one is undecided, never wrong.
@Suite struct WithheldTests {
  private func withholding(_ names: [String], _ play: Play) -> Play {
    var play = play
    for name in names where play.snapshot.fields[name] != nil {
      play.snapshot.fields[name] = nil
      play.snapshot.withheld.insert(name)
    }
    return play
  }

  @Test func `a rule that reads a withheld field, also through facts, says so in both languages`()
    throws
  {
    let play = withholding(["income"], try Play.inReview())
    let refusals = play.decide(
      .act(action: "recommend", fields: [.init("granted", "1000")], expect: play.snapshot.version),
      wang
    ).refusals
    let refusal = try #require(refusals.first { $0.missing == ["form.income"] })
    #expect(refusal.isUndecided)
    #expect(refusal.arguments["why"]?.string == "private")
    #expect(refusal.readings.allSatisfy { !$0.path.hasPrefix("facts.") || $0.value == nil })
    let english = RefusalText(refusal, in: play.procedure.workflow, language: "en")
    #expect(
      english.what
        == "Undecided: '\(refusal.rule)' depends on a private field that you are not shown (form.income)."
    )
    #expect(english.next == "Next: read the private field, or act: the database decides.")
    let chinese = RefusalText(refusal, in: play.procedure.workflow, language: "zh-Hans")
    #expect(chinese.what == "未定：“\(refusal.rule)”取决于未向您显示的私密字段（form.income）。")
    #expect(chinese.next == "下一步：先查阅该私密字段；或直接执行，由数据库判定。")
  }

  @Test func `a withheld field is filled, and one that the command fills is known`() throws {
    var opened = try Play.opened()
    try opened.take(.act(action: "submit", fields: soundFields(), expect: nil), li)
    var again = opened
    again.snapshot.state = "intake"
    let blind = withholding(["account", "income"], again)
    let bare = blind.rules("submit", li)
    #expect(!bare.contains("fill:account") && !bare.contains("fill:income"))
    let explanation = try #require(
      blind.procedure.explain(
        "submit", fields: soundFields(), expect: nil, on: blind.snapshot, by: li))
    #expect(!explanation.verdicts.contains { $0.refusal?.arguments["why"]?.string == "private" })
  }

  private static let names = [
    "name", "born", "income", "people", "cause", "note", "owner", "granted", "account",
  ]

  @Test(arguments: names)
  func `without a field every verdict is the same as with it, or undecided`(name: String) throws {
    for (play, actor) in [
      (try Play.inReview(), wang), (try Play.inDecision("4000.00"), zhao),
      (try Play.inDecision("40000.00"), zhao),
      (try Play.inReview([.init("income", "99999.00")]), wang),
    ] {
      let blind = withholding([name], play)
      for action in play.procedure.workflow.actions where action.by == .person {
        for given: [Command.FieldEntry] in [[], [.init("granted", "1000.00")]] {
          let full = try #require(
            play.procedure.explain(
              action.name, fields: given, expect: play.snapshot.version, on: play.snapshot,
              by: actor))
          let half = try #require(
            play.procedure.explain(
              action.name, fields: given, expect: play.snapshot.version, on: blind.snapshot,
              by: actor))
          for verdict in half.verdicts where verdict.truth != .undecided {
            #expect(
              full.verdicts.contains { $0.rule == verdict.rule && $0.truth == verdict.truth },
              "\(action.name): \(verdict.rule) without \(name)")
          }
          // Nothing that stands against it goes unsaid.
          for verdict in full.verdicts where verdict.truth != .holds {
            let isSaid = half.verdicts.contains {
              $0.truth != .holds
                && ($0.kind == verdict.kind
                  // without an amount nothing can be said of the fund's room or the band's documents
                  || [.fund, .document].contains(verdict.kind)
                    && [.amount, .tier].contains($0.kind) && $0.truth == .undecided)
            }
            #expect(isSaid, "\(action.name): \(verdict.rule) is not said without \(name)")
          }
        }
      }
    }
  }
}
