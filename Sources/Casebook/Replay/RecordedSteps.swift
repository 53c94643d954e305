import CEL
import Engine
import EventLogs
import History
import Postgres
import Workflows

/// Recorded steps on their way to one throw-away database, in batches, each with the engine's verdict.
///
/// The database works on one batch while the next is made, for it or for another.
struct RecordedSteps {
  /// Steps that go in one call: enough that round trips do not matter, few enough that the versions
  /// of a fund's one row, which a transaction cannot tidy up, stay a short chain.
  private static let batchSize = 250
  private static let applicant = "00000000-0000-4000-8000-0000000000a0"

  /// Steps judged by the database.
  private(set) var count = 0
  /// Steps on which it disagrees.
  private(set) var differences = 0
  /// The first of these.
  private(set) var examples: [DatabaseReplay.Difference] = []

  private let workflow: Workflow
  private let map: ReplayMap
  private let connection: Connection
  private let statement: PreparedStatement
  private let unjudged: String
  private var waiting: [JudgedStep] = []
  private var working: (rows: PendingRows, steps: [JudgedStep])?
  private var lines: [JSON] = []
  private var sent = 0

  private typealias JudgedStep = (step: ReplayStep, verdict: DatabaseReplay.Verdict)

  /// A person of the log in the roles of a step.
  private struct Persona: Hashable {
    var person: String
    var roles: [String]
  }
  private var logins: [Persona: String] = [:]
  private var taken: Set<String> = []

  init(
    _ checked: CheckedWorkflow, _ map: ReplayMap, _ connection: Connection
  ) throws(PostgresError) {
    workflow = checked.workflow
    self.map = map
    self.connection = connection
    unjudged = "{" + map.undecidedRules.sorted().joined(separator: ",") + "}"
    statement = try connection.prepare(
      """
      SELECT refused IS NULL, array_to_string(refused, ' '), state
        FROM casework_data.test_replay($1, $2, $3, $4, $5)
      """)
    // Where the map leaves funds to be judged, there are none, as in the engine's snapshot.
    let funds =
      map.undecidedRules.contains("fund")
      ? Set(workflow.actions.flatMap { $0.money.compactMap(\.fund) }).sorted() : []
    _ = try connection.query(
      "SELECT casework_data.test_prepare($1, $2, $3)",
      [Self.applicant, "{" + funds.joined(separator: ",") + "}", workflow.currency])
  }

  /// Whether the batch should be sent.
  var isFull: Bool { waiting.count >= Self.batchSize }

  /// Adds a step with the engine's verdict; not while the database works on a batch.
  mutating func add(
    _ step: ReplayStep, _ verdict: ReplayVerdict
  ) throws(PostgresError) {
    sent += 1
    lines.append(
      .object([
        .init("first", .bool(verdict.isFirst)),
        .init("opens", .bool(workflow.action(step.action)?.opensCase == true)),
        .init("action", .string(step.action)), .init("login", .string(try login(of: step))),
        .init("us", .integer(step.at.microseconds)), .init("fields", fields(of: step)),
        .init("request", .string("r\(sent)")),
      ]))
    waiting.append((step, .init(refused: verdict.refused, state: verdict.state)))
  }

  /// Sends what waits; `compare` waits for the answers.
  mutating func send() throws(PostgresError) {
    guard !waiting.isEmpty else { return }
    let rows = try connection.begin(
      statement,
      [
        workflow.name, Self.applicant, JSON.array(lines).compact, map.onRefusal == .follow,
        unjudged,
      ])
    working = (rows, waiting)
    waiting.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// Compares the answers to the batch that was sent last, if there is one.
  mutating func compare() throws {
    guard let (rows, steps) = working else { return }
    working = nil
    for (row, (step, engine)) in zip(try rows.finish(), steps) {
      count += 1
      let refused: String = try row.optional(1) ?? ""
      let database = DatabaseReplay.Verdict(
        refused: try row.bool(0) ? ["stopped"] : refused.split(separator: " ").map(String.init),
        state: try row.optional(2))
      guard database != engine else { continue }
      differences += 1
      if examples.count < DatabaseReplay.Difference.mostExamples {
        examples.append(
          .init(
            caseName: step.caseName, line: step.line, action: step.action, engine: engine,
            database: database))
      }
    }
  }

  /// The staff row that stands for the step's actor; made at its first step.
  ///
  /// A person whose role the log does not tell holds every role. One person in several roles gets a
  /// row for each, so that each step is taken in its recorded role and no other.
  private mutating func login(of step: ReplayStep) throws(PostgresError) -> String {
    let actor = step.actor
    let isPerson = actor.kind == .person
    // Persons made up for each role in each case are one a role here: no rule looks across cases.
    let person = map.persons == .byRole || !isPerson ? actor.login : actor.person
    let roles =
      isPerson ? (step.isRoleKnown ? actor.roles : workflow.roles.map(\.name)) : ["clock"]
    let persona = Persona(person: person, roles: roles)
    if let login = logins[persona] { return login }
    var login = actor.login
    while !taken.insert(login).inserted { login += "/" + (roles.first ?? "") }
    _ = try connection.query(
      "SELECT casework_data.test_staff($1, $2, $3)",
      [login, (isPerson ? "" : "system ") + person, "{" + roles.joined(separator: ",") + "}"])
    logins[persona] = login
    return login
  }

  /// The values as the functions take them: texts, but yes and no as truth values.
  private func fields(of step: ReplayStep) -> JSON {
    .object(
      step.fields.compactMap { entry -> JSON.Member? in
        guard case .text(let text) = entry.value else { return nil }
        let field = workflow.fields.first { $0.name == entry.name }
        if case .yesNo = field?.type, ["yes", "true", "no", "false"].contains(text) {
          return .init(entry.name, .bool(text == "yes" || text == "true"))
        }
        return .init(entry.name, .string(text))
      })
  }
}
