import Casebook
import History
import LocalCluster
import Postgres

/// A migrated database of one test, with staff whose logins carry the test's own prefix: logins
/// belong to the whole cluster.
struct TestDatabase {
  let parameters: ConnectionParameters
  let prefix: String

  /// An empty database, or a copy of another one.
  init(template: String = "template1") throws {
    parameters = try TemporaryCluster.shared().makeDatabase(template: template)
    prefix = "t" + String(UInt32.random(in: 0 ... .max), radix: 36) + "_"
  }

  /// Migrated once and copied for each test; nobody may be connected to it while it is copied.
  private static let template = Result { () throws -> String in
    let database = try TestDatabase()
    let admin = try database.superuser()
    _ = try Migrator().migrate(admin.connection)
    _ = try admin.install(SmallGrant.checked())
    let name = admin.connection.database
    admin.connection.close()
    return name
  }

  /// A migrated one with the small procedure and its people.
  static func ready() throws -> TestDatabase {
    let database = try TestDatabase(template: try template.get())
    let admin = try database.superuser()
    // A copy does not take the rights on the database itself along.
    try admin.connection.transaction { try $0.executeScript(SQLRelease.embedded.bootstrap) }
    let roles = [
      ("li", ["caseworker", "finance_officer"]), ("wang", ["reviewer"]), ("zhao", ["supervisor"]),
      ("sun", ["cashier"]), ("jin", ["finance_officer"]),
    ]
    for (name, granted) in roles {
      _ = try admin.addStaff(login: database.login(name), name: name, person: nil, union: nil)
      for role in granted {
        _ = try admin.grant(
          role: role, to: database.login(name), programme: nil, unit: nil, until: nil)
      }
    }
    let li = try database.session("li")
    _ = try li.addFund(code: "relief", label: .object([]), currency: "CNY", request: .random())
    for year in [2026, 2027] {
      let proposal = try li.allot(
        fund: "relief", year: year, amount: "10000.00", reason: "budget", request: .random())
      _ = try database.session("jin").decide(
        proposal: proposal.number, approve: true, reason: nil, request: .random())
    }
    return database
  }

  func login(_ name: String) -> String { prefix + name }

  func superuser() throws -> Session { Session(try Connection.connect(parameters)) }

  func session(_ name: String) throws -> Session {
    Session(try Connection.connect(parameters.user(login(name))))
  }

  /// A case of somebody new, opened by li.
  func openCase() throws -> String {
    let li = try session("li")
    let person = try li.addPerson(
      name: "陈红", born: "1980-05-01", memberSince: nil, union: nil, request: .random())
    let answer = try li.open(
      workflow: "small_relief", applicant: person["person"]?.text ?? "", fields: .object([]),
      action: nil, unit: nil, request: .random())
    return answer.caseNumber ?? ""
  }
}
