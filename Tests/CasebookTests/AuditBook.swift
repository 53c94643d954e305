import Casebook
import Foundation
import History
import LocalCluster
import Postgres
import Testing

/// A database with the shipped procedures, a caseworker, an auditor and two opened cases.
struct AuditBook {
  let parameters: ConnectionParameters

  /// Made once; each test copies it.
  private static let template = Result { try installed() }

  init() throws {
    let name = try Self.template.get()
    parameters = try TemporaryCluster.shared().makeDatabase(template: name)
    // A copy has no ACL of its own.
    _ = try Migrator().migrate(try Connection.connect(parameters))
  }

  func session(_ login: String) throws -> Session {
    Session(try Connection.connect(parameters.user(login)))
  }

  func superuser() throws -> Connection { try Connection.connect(parameters) }

  /// A folder of the test's own.
  static func folder() throws -> String {
    let path = NSTemporaryDirectory() + "casework-audit-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private static func installed() throws -> String {
    let parameters = try TemporaryCluster.shared().makeDatabase()
    let connection = try Connection.connect(parameters)
    _ = try Migrator().migrate(connection)
    let session = Session(connection)
    for source in StandardFiles.workflows {
      let checked = try #require(
        CheckedWorkflow.read(source) { StandardFiles.calendar($0) }.workflow)
      _ = try session.install(checked)
    }
    for (login, roles) in [
      ("audit_lin", ["caseworker"]), ("audit_sun", ["auditor"]), ("audit_yu", ["clerk"]),
    ] {
      _ = try session.addStaff(login: login, name: login, person: nil, union: nil)
      for role in roles {
        _ = try session.grant(role: role, to: login, programme: nil, unit: nil, until: nil)
      }
    }
    let lin = Session(try Connection.connect(parameters.user("audit_lin")))
    for name in ["Test One", "Test Two"] {
      let person = try lin.addPerson(
        name: name, born: "1980-05-01", memberSince: "2010-01-01", union: nil, request: .random())
      let answer = try lin.open(
        workflow: "hardship_grant", applicant: try #require(person["person"]?.text),
        fields: .object([]), action: nil, unit: nil, request: .random())
      let number = try #require(answer.caseNumber)
      _ = try lin.note(number, text: "a note", request: .random())
      _ = try lin.note(number, text: "另一条", request: .random())
    }
    return connection.database
  }
}
