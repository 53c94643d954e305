import CEL
import Testing
import Workflows

/// The format's own example, as it stands in the design.
@Suite struct ExampleFileTests {
  let workflow: Workflow

  init() throws {
    let (workflow, diagnostics) = WorkflowReader.read(
      bytes: Fixture.smallGrant, file: "small_grant.yaml")
    #expect(diagnostics.map { $0.render() } == [])
    self.workflow = try #require(workflow)
  }

  @Test func `the head is read`() {
    #expect(workflow.name == "small_grant")
    #expect(workflow.version == 4)
    #expect(workflow.number == "SG")
    #expect(workflow.label["zh-Hans"] == "困难补助")
    #expect(workflow.calendar == "cn_public")
    #expect(workflow.currency == "CNY")
    #expect(workflow.confidentiality == 1)
    #expect(workflow.start == "intake")
  }

  @Test func `fields have types, limits and guards`() throws {
    #expect(
      workflow.fields.map(\.name) == [
        "name", "born", "income", "people", "cause", "cause_note", "requested", "granted",
        "account", "reason",
      ])
    let name = try #require(workflow.field("name"))
    guard case .text(80, nil) = name.type else { Issue.record("name is \(name.type)"); return }
    let account = try #require(workflow.field("account"))
    #expect(account.isPrivate)
    let people = try #require(workflow.field("people"))
    #expect("\(people.type.celType(named: "people"))" == "list(row people)")
    #expect(workflow.field("born")?.check?.expression.source == "form.born < today")
    #expect(
      workflow.field("cause_note")?.requiredWhen?.expression.source == "form.cause == 'other'")
    #expect(workflow.signedFields == ["granted", "account"])
  }

  @Test func `states have deadlines and checks`() throws {
    let review = try #require(workflow.state("review"))
    #expect(review.phase == "review")
    #expect(review.deadline?.within == Period(10, .businessDays))
    #expect(review.deadline?.remind == Period(2, .businessDays))
    #expect(review.deadline?.escalateTo == "supervisor")
    #expect(review.checks.map(\.name) == ["means_test", "home_visit"])
    #expect(review.checks.map(\.role) == ["reviewer", "caseworker"])
    #expect(workflow.state("intake")?.deadline?.then == "lapse")
    #expect(workflow.states.filter(\.isFinal).map(\.name) == ["paid", "refused", "closed"])
  }

  @Test func `actions are resolved`() throws {
    let withdraw = try #require(workflow.action("withdraw"))
    #expect(withdraw.from == ["intake", "review", "decision", "approved"])
    let submit = try #require(workflow.action("submit"))
    #expect(submit.documents == ["id_card", "income_proof", "medical"])
    #expect(
      submit.fill.map(\.need) == [
        .always, .always, .always, .always, .always, .when, .always, .always,
      ])
    let approve = try #require(workflow.action("approve"))
    #expect(approve.roles == ["supervisor", "director"])
    #expect(approve.tiers?.bands.map(\.people) == [1, 1, 2])
    #expect(
      approve.tiers?.bands.map { $0.upTo?.description } == ["5000.00", "20000.00", "50000.00"])
    #expect(approve.distinctFrom == [.action("submit"), .action("recommend")])
    #expect(approve.needsExpectedVersion)
    #expect(try #require(workflow.action("lapse")).by == .clock)
    #expect(workflow.action("pay")?.tellApplicant == "grant_paid")
    #expect(workflow.action("pay")?.money.first?.payee == "account")
  }

  @Test func `rules stand in the order of their verdicts`() {
    let names = { (action: String) in workflow.action(action)?.rules.map(\.name) }
    #expect(
      names("submit") == [
        "field:born", "fill:cause_note", "document:medical", "check:review.home_visit",
      ])
    #expect(names("recommend") == ["eligible", "not_more_than_asked", "checked"])
    #expect(names("approve") == [])
  }

  @Test func `a band is chosen by the first limit that is not below the amount`() throws {
    let tiers = try #require(workflow.action("approve")?.tiers)
    let people = { (amount: String) in
      ExactDecimal(amount).flatMap { tiers.band(for: $0) }.map { "\($0.roles) \($0.people)" }
    }
    #expect(people("5000.00") == #"["supervisor"] 1"#)
    #expect(people("5000.01") == #"["director"] 1"#)
    #expect(people("50000") == #"["director"] 2"#)
    #expect(people("50000.01") == nil)
  }

  @Test func `what later work proves and runs is kept as written`() {
    #expect(workflow.always.map(\.name).first == "four_eyes")
    #expect(workflow.always.last?.text == "from every state a final state can be reached")
    #expect(workflow.scenarios.count == 2)
    #expect(workflow.scenarios[1].steps[0].location.line == 138)
  }

  @Test func `a part of a guard is found in the file`() throws {
    let rule = try #require(workflow.action("recommend")?.when.last)
    let place = rule.condition.location(of: SourceRange(offset: 14, length: 8))
    #expect("\(place)" == "small_grant.yaml:81:32")
    #expect(place.length == 8)
  }
}
