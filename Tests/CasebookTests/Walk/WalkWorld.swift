import CEL
import Casebook
import Engine
import Foundation
import History
import LocalCluster
import Postgres
import Workflows

/// One database with the shipped procedures, synthetic people with logins of their own, and a clock
/// that the walk moves.
final class WalkWorld {
  struct Applicant {
    var id: String
    var row: CEL.Row
    var unit: String?
    /// The logins of staff who are this person, or said that they are related.
    var own: Set<String> = []
    var related: Set<String> = []
  }

  let admin: Session
  private(set) var people: [String: WalkPerson] = [:]
  private(set) var applicants: [Applicant] = []
  private(set) var procedures: [String: Procedure] = [:]
  private var sessions: [String: Session] = [:]
  private var times: [String: Int64] = [:]
  /// The account on record of each person, as the walk had it entered and verified.
  private(set) var accounts: [String: String] = [:]
  /// The time, in microseconds.
  var now: Int64 = 1_772_413_200_000_000

  static let workflows = [
    "hardship_grant", "legal_aid", "counselling", "small_grant", "odd_jobs", "batch_payment",
  ]

  init() throws {
    let parameters = try TemporaryCluster.shared().makeDatabase()
    admin = Session(try Connection.connect(parameters))
    _ = try Migrator().migrate(admin.connection)
    let clock = try String(contentsOf: Self.root("sql/testing/test_clock.sql"), encoding: .utf8)
    try admin.connection.executeScript("BEGIN;" + clock + "COMMIT;")
    try install()
    for person in WalkPerson.all { try hire(person, parameters) }
    for person in WalkPerson.all { try lend(to: person) }
    try addApplicants()
  }

  private static func root(_ path: String) -> URL {
    var folder = URL(filePath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder.appending(path: path)
  }

  private func install() throws {
    var sources = StandardFiles.workflows
    for example in [
      "Tests/WorkflowsTests/Fixtures/small_grant.yaml", "workflows/examples/batch_payment.yaml",
    ] {
      let bytes = try Data(contentsOf: Self.root(example))
      sources.append(WorkflowSource(file: example, bytes: Array(bytes)))
    }
    sources.append(WorkflowSource(file: "odd_jobs.yaml", bytes: Array(OddJobs.text.utf8)))
    for source in sources {
      // The odd jobs are full of mistakes on purpose.
      let result = CheckedWorkflow.read(
        source, isProved: source.file != "odd_jobs.yaml", calendar: StandardFiles.calendar)
      guard let checked = result.workflow else {
        throw WalkDifference("\(result.diagnostics.map { $0.render() })")
      }
      _ = try admin.install(checked)
      procedures[checked.workflow.name] = Procedure(
        workflow: checked.workflow, calendar: checked.calendar)
    }
  }

  private func hire(_ person: WalkPerson, _ parameters: ConnectionParameters) throws {
    var person = person
    let login = person.login
    let answer = try admin.addStaff(login: login, name: person.name, person: nil, union: nil)
    person.id = answer["person"]?.text ?? ""
    for grant in person.grants {
      _ = try admin.grant(
        role: grant.role, to: login, programme: grant.programme, unit: grant.unit, until: nil)
    }
    people[login] = person
    sessions[login] = Session(try Connection.connect(parameters.user(login)))
  }

  private func lend(to person: WalkPerson) throws {
    let year = Calendar(identifier: .gregorian).component(.year, from: Date()) + 1
    for loan in person.loans {
      let proposal = try session("w_\(loan.lender)").delegate(
        to: person.login, for: "w_\(loan.lender)", role: loan.role, programme: nil, unit: nil,
        from: nil, until: "\(year)-01-31", reason: "the walk", request: .random())
      _ = try session("w_dong").decide(
        proposal: proposal.number, approve: true, reason: nil, request: .random())
    }
  }

  private func addApplicants() throws {
    let li = try session("w_li")
    for index in 0..<9 {
      let name = "Applicant \(index)"
      let unit = index % 3 == 0 ? "U1" : nil
      let since = index == 8 ? "2026-02-20" : "2019-06-01"
      let answer = try li.addPerson(
        name: name, born: "1980-05-01", memberSince: since, union: unit, request: .random())
      var row: CEL.Row = ["name": .string(name)]
      row["born"] = CalendarDate("1980-05-01").map(Value.date)
      row["member_since"] = CalendarDate(since).map(Value.date)
      row["union"] = unit.map(Value.string)
      applicants.append(Applicant(id: answer["person"]?.text ?? "", row: row, unit: unit))
    }
    let home = try li.addHousehold(
      head: applicants[0].id, since: "2015-01-01", request: .random())
    _ = try li.joinHousehold(
      home["household"]?.text ?? "", person: applicants[1].id, relation: "spouse",
      since: "2015-01-01", request: .random())
    for (login, index) in [("w_zhao", 2), ("w_wu", 2), ("w_bai", 2), ("w_tan", 4)] {
      _ = try session(login).connection.query(
        "SELECT casework.relationship_declare($1, 'cousin', $2)",
        [applicants[index].id, RequestID.random().text])
      applicants[index].related.insert(login)
    }
    let chen = people["w_chen"]?.id ?? ""
    applicants.append(Applicant(id: chen, row: ["name": "chen"], unit: nil, own: ["w_chen"]))
  }

  /// Has an account of a person entered by one and verified by another; it supersedes the one before.
  func register(_ account: String, of person: String) throws {
    let name: String = try admin.connection.queryValue(
      "SELECT name FROM casework_data.person WHERE id = $1::uuid", [person])
    let added = try session("w_li").addPayee(
      PayeeAccount(person: person, holder: name, account: account, bank: "Example Bank"),
      request: .random())
    _ = try session("w_rel").verifyPayee(
      added["payee"]?.text ?? "", account: account, request: .random())
    accounts[person] = account
  }

  /// The login's session, its clock set to the walk's.
  func session(_ login: String) throws -> Session {
    guard let session = sessions[login] else { throw WalkDifference("no session of \(login)") }
    if times[login] != now {
      _ = try session.connection.query(
        "SELECT set_config('casework_test.now_us', $1, false)", ["\(now)"])
      times[login] = now
    }
    return session
  }

  func roles(of login: String, in workflow: String, unit: String?) -> [String] {
    people[login]?.roles(in: workflow, unit: unit) ?? []
  }

  /// The roles of every login in a case of this procedure and unit.
  func staff(in workflow: String, unit: String?) -> [String: [String]] {
    people.mapValues { $0.roles(in: workflow, unit: unit).sorted() }.filter { !$0.value.isEmpty }
  }
}

/// The two engines, or an engine and what was written down, do not agree.
struct WalkDifference: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

extension WalkPerson {
  /// Logins belong to the whole cluster, so they carry the walk's mark.
  var login: String { "w_\(name)" }
}
