import CEL
import Engine
import History
import Workflows

/// What `casework_data.test_scenario` and `test_step` take.
enum MoveDocument {
  static func scenario(_ result: ScenarioResult, _ checked: CheckedWorkflow) -> JSON {
    let scenario = result.scenario
    var applicant = scenario.applicant
    if applicant["name"] == nil { applicant["name"] = "applicant" }
    var funds: [JSON.Member] = []
    for fund in checked.workflow.actions.flatMap({ $0.money.compactMap(\.fund) })
    where !funds.contains(where: { $0.key == fund }) {
      let said = scenario.funds.last { $0.name == fund }?.amount
      funds.append(.init(fund, .integer(said.flatMap(Amount.init)?.minorUnits ?? 100_000_000)))
    }
    return .object([
      .init(
        "applicant", .object(applicant.entries.map { .init($0.name, .string(text($0.value))) })),
      .init("own", scenario.applicantLogin.map(JSON.string) ?? .null),
      .init(
        "people",
        .object(
          scenario.people.map { .init($0.login, .array($0.roles.map(JSON.string))) })),
      .init("related", .array(scenario.related.map(JSON.string))),
      .init("funds", .object(funds)),
      .init("currency", .string(checked.workflow.currency)),
    ])
  }

  private static func lookups(_ row: Row) -> JSON {
    .object(row.entries.map { .init($0.name, .number($0.value.description)) })
  }

  /// A day or a text as it is written.
  private static func text(_ value: Value) -> String {
    switch value {
    case .string(let text): text
    case .date(let date): date.description
    default: value.description
    }
  }

  static func step(_ move: ScenarioMove, _ result: ScenarioResult) -> JSON {
    var members: [JSON.Member] = [
      .init("login", .string(move.login ?? "the clock")),
      .init("us", .integer(move.at.microseconds)), .init("lookup", lookups(move.lookups)),
    ]
    func add(_ key: String, _ value: JSON?) { members.append(.init(key, value ?? .null)) }
    switch move.deed {
    case .tick: add("kind", .string("tick"))
    case .attach(let name, let issuedOn):
      add("kind", .string("attach"))
      add("document", .string(name))
      add("issued_on", issuedOn.map { .string($0.description) })
    case .waive(let name):
      add("kind", .string("waive"))
      add("document", .string(name))
    case .command(.open(let action, let fields)):
      add("kind", .string("open"))
      add("action", action.map(JSON.string))
      add("fields", self.fields(fields))
      add("docs", documents(result.scenario))
    case .command(.act(let action, let fields, let expect)):
      add("kind", .string("act"))
      add("action", .string(action))
      add("fields", self.fields(fields))
      add("expect", expect.map(JSON.integer))
    case .command(.check(let name, let result)):
      add("kind", .string("check"))
      add("name", .string(name))
      add("result", .string(result))
    case .command(.hold(let reason, let until)):
      add("kind", .string("hold"))
      add("reason", .string(reason))
      add("until", until.map { .string($0.description) })
    case .command(.resume): add("kind", .string("resume"))
    case .command(.recall(let action)):
      add("kind", .string("recall"))
      add("action", .string(action))
    case .command(.correct(let field, let value)):
      add("kind", .string("correct"))
      add("field", .string(field))
      add("value", value.json)
    }
    return .object(members)
  }

  private static func fields(_ entries: [Command.FieldEntry]) -> JSON {
    .object(entries.map { .init($0.name, $0.value.json) })
  }

  private static func documents(_ scenario: Scenario) -> JSON {
    .object(
      scenario.documents.map { held in
        let issued = held.isWaived ? nil : held.issuedOn ?? scenario.clock.date
        return .init(
          held.name,
          .object([
            .init("received", .bool(!held.isWaived)),
            .init("issued_on", issued.map { .integer($0.days) } ?? .null),
            .init("waived", .bool(held.isWaived)),
          ]))
      })
  }
}
