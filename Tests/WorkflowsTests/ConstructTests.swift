import CEL
import Testing
import Workflows

/// One construct of the format, and what the model of `Fixtures/constructs.yaml` says of it.
struct Construct: Sendable, CustomTestStringConvertible {
  var name: String
  var expected: String
  var found: @Sendable (Workflow) -> String?

  var testDescription: String { name }

  private init(
    _ name: String, _ expected: String, _ found: @escaping @Sendable (Workflow) -> String?
  ) {
    (self.name, self.expected, self.found) = (name, expected, found)
  }

  static let all: [Construct] = [
    .init("number", "CO") { $0.number },
    .init("confidentiality", "2") { "\($0.confidentiality)" },
    .init("label", "Every construct / 全部写法") {
      $0.label.texts.map(\.text).joined(separator: " / ")
    },
    .init("choices with labels", "疾病") { workflow in
      guard case .choice(let choices)? = workflow.field("cause")?.type else { return nil }
      return choices.first?.label["zh-Hans"]
    },
    .init("decimal(4)", "decimal(4)") { workflow in
      guard case .decimal(let scale, _, _)? = workflow.field("rate")?.type else { return nil }
      return "decimal(\(scale))"
    },
    .init("rows with limits", "2 columns, 1 to 9") { workflow in
      guard case .rows(let columns, let min?, let max?)? = workflow.field("people")?.type else {
        return nil
      }
      return "\(columns.count) columns, \(min) to \(max)"
    },
    .init("list", "text, at most 3") { workflow in
      guard case .list(let item, _, let max?)? = workflow.field("marks")?.type else { return nil }
      return "\(item.name), at most \(max)"
    },
    .init("staff field", "counsel") { workflow in
      guard case .staff(let role)? = workflow.field("counsel")?.type else { return nil }
      return role
    },
    .init("required_when", "form.cause == 'other'") {
      $0.field("note")?.requiredWhen?.expression.source
    },
    .init("check of a field", "form.award_on <= today") {
      $0.field("award_on")?.check?.expression.source
    },
    .init("private", "kind account") {
      $0.fields.filter(\.isPrivate).map(\.name).joined(separator: " ")
    },
    .init("readers of a private field", "counsel boss") {
      $0.field("kind")?.readers?.joined(separator: " ")
    },
    .init("no readers named", "everybody") {
      $0.field("account")?.readers?.joined(separator: " ") ?? "everybody"
    },
    .init("optional", "heard_at length") {
      $0.fields.filter(\.isOptional).map(\.name).joined(separator: " ")
    },
    .init("not_older_than", "90 days") { $0.document("proof")?.notOlderThan?.description },
    .init("needed_when of a document", "form.cause == 'illness'") {
      $0.document("medical")?.neededWhen?.expression.source
    },
    .init("a document without keys", "letter") { $0.document("letter")?.name },
    .init("messages", "Paid: {{money.paid}}") { $0.message("paid")?.label["en"] },
    .init("facts", "facts.per_head <= 2500.00") { $0.fact("poor")?.value.expression.source },
    .init("deadline with then", "60 days, 10 days before, lapse") { workflow in
      workflow.state("draft")?.deadline.map {
        "\($0.within), \($0.remind?.description ?? "") before, \($0.then ?? "")"
      }
    },
    .init("deadline in clock hours", "48 hours, boss") { workflow in
      workflow.state("review")?.deadline.map { "\($0.within), \($0.escalateTo ?? "")" }
    },
    .init("deadline of a date", "award_on") { $0.state("decision")?.deadline?.of },
    .init("checks", "visit: clerk, 5 business days; means: boss, ") { workflow in
      workflow.state("review")?.checks.map {
        "\($0.name): \($0.role), \($0.within?.description ?? "")"
      }.joined(separator: "; ")
    },
    .init("needed_when of a check", "form.asked > 10000.00") {
      $0.state("review")?.checks.first?.neededWhen?.expression.source
    },
    .init("ends", "granted") { $0.state("paid")?.ends },
    .init("hold: reasons", "clerk boss: papers away") { workflow in
      workflow.hold.map {
        $0.roles.joined(separator: " ") + ": " + $0.reasons.map(\.name).joined(separator: " ")
      }
    },
    .init("deadlines: while", "review crisis decision") {
      $0.deadlines.first?.states.joined(separator: " ")
    },
    .init("from: new", "apply") { $0.openingActions.map(\.name).joined(separator: " ") },
    .init("from: phase", "draft review crisis decision approved") {
      $0.action("withdraw")?.from.joined(separator: " ")
    },
    .init("routing to otherwise", "crisis if form.urgent, else review") { workflow in
      guard let targets = workflow.action("submit")?.targets, targets.count == 2 else { return nil }
      return "\(targets[0].state) if \(targets[0].when?.expression.source ?? ""), "
        + "else \(targets[1].state)"
    },
    .init("only", "counsel") { $0.action("calm")?.only },
    .init("while_held", "calm") {
      $0.actions.filter(\.whileHeld).map(\.name).joined(separator: " ")
    },
    .init("at_most", "3") { $0.action("send_back")?.atMost.map { "\($0)" } },
    .init("people", "2") { $0.action("recommend").map { "\($0.people)" } },
    .init("unrelated", "recommend") {
      $0.actions.filter(\.unrelated).map(\.name).joined(separator: " ")
    },
    .init("a notice period: after", "5 business days") {
      $0.action("recommend")?.after?.description
    },
    .init("distinct_from open and checks", "open, submit, check visit") {
      $0.action("recommend")?.distinctFrom.map(\.description).joined(separator: ", ")
    },
    .init("fill, once optional", "heard_at: never") { workflow in
      workflow.action("submit")?.fill.first { $0.field == "heard_at" }.map {
        "\($0.field): \($0.need)"
      }
    },
    .init("documents: all", "6") { $0.action("submit").map { "\($0.documents.count)" } },
    .init("documents of one action", "award") {
      $0.action("recommend")?.documents.joined(separator: " ")
    },
    .init("docs.X.received, waived, issued_on", "papers") { workflow in
      workflow.action("recommend")?.when.first { $0.name == "papers" }?.name
    },
    .init("say", "No name.") { $0.action("submit")?.when.first?.say?["en"] },
    .init("bands: each", "boss deputy") { workflow in
      workflow.action("approve")?.tiers?.bands.first { $0.each }?.roles.joined(separator: " ")
    },
    .init("bands: people and documents", "2 minutes") { workflow in
      workflow.action("approve")?.tiers?.bands.last.map {
        "\($0.people) " + $0.documents.joined(separator: " ")
      }
    },
    .init("a list of money steps", "reserve commit") {
      $0.action("approve")?.money.map(\.kind.rawValue).joined(separator: " ")
    },
    .init("payee", "account") { $0.action("pay")?.money.first?.payee },
    .init("benefit", "subsistence months(12) from award_on, personal") { workflow in
      workflow.action("approve")?.grantedBenefit.map {
        "\($0.kind) \($0.length) from \($0.from ?? "")\($0.isPersonal ? ", personal" : "")"
      }
    },
    .init("benefit: release", "withdraw") { workflow in
      workflow.actions.filter {
        if case .release? = $0.benefit { true } else { false }
      }.map(\.name).joined(separator: " ")
    },
    .init("invoice", "name account") { workflow in
      workflow.action("approve")?.invoice.map { "\($0.hospital) \($0.number)" }
    },
    .init("tell", "paid") { $0.action("pay")?.tellApplicant },
    .init("by: clock", "lapse") {
      $0.actions.filter { $0.by == .clock }.map(\.name).joined(separator: " ")
    },
    .init("always", "can_finish") { $0.always.map(\.name).joined(separator: " ") },
  ]
}

@Suite struct ConstructTests {
  private static let workflow = WorkflowReader.read(
    bytes: Fixture.bytes("Fixtures/constructs.yaml"), file: "constructs.yaml"
  ).workflow

  @Test(arguments: Construct.all)
  func `every construct reaches the model`(construct: Construct) throws {
    let workflow = try #require(Self.workflow)
    #expect(construct.found(workflow) == construct.expected)
  }
}
