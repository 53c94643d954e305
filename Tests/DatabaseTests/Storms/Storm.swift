import Foundation
import LocalCluster
import Postgres
import Synchronization

/// Many clients at the same moment: each a thread with a connection of its own, all connected before the
/// first begins.
enum Storm {
  /// How many are at it at once.
  static let clients = 64

  /// How often each storm is raised: once in the tests, more by `CASEWORK_CLIENT_STORMS`.
  static let rounds = Int(ProcessInfo.processInfo.environment["CASEWORK_CLIENT_STORMS"] ?? "") ?? 1

  /// A server of its own, because the shared one has fewer connections than a storm wants.
  private static let cluster = Result {
    try TemporaryCluster(settings: ["max_connections": "160"])
  }

  /// A database with the schema and the fixture, on that server.
  static func book() throws -> Book { try Book(on: cluster.get(), template: template.get()) }

  /// An empty database on that server.
  static func empty() throws -> Book { try Book(on: cluster.get(), template: "template1") }

  private static let template = Result { try Book.installed(on: cluster.get()) }

  /// What each client's work gave, in the order of the clients; an error as its SQLSTATE.
  static func raise(
    _ logins: [String], on book: Book,
    _ work: @escaping @Sendable (_ client: Int, _ connection: Connection) throws -> String
  ) throws -> [String] {
    let answers = Mutex([String](repeating: "", count: logins.count))
    let ready = DispatchSemaphore(value: 0)
    let start = DispatchSemaphore(value: 0)
    let done = DispatchGroup()
    for (client, login) in logins.enumerated() {
      done.enter()
      let thread = Thread {
        defer { done.leave() }
        let opened = Result { try book.login(login) }
        ready.signal()
        start.wait()
        let answer = settle { try work(client, try opened.get()) }
        answers.withLock { $0[client] = answer }
      }
      thread.stackSize = 1 << 19
      thread.start()
    }
    for _ in logins { ready.wait() }
    for _ in logins { start.signal() }
    done.wait()
    return answers.withLock { $0 }
  }

  private static func settle(_ work: () throws -> String) -> String {
    do {
      return try work()
    } catch let error as PostgresError {
      return error.sqlState?.code ?? "\(error)"
    } catch {
      return "\(error)"
    }
  }

  /// What a client does: the statement, and again where the database says that again may help.
  static func call(_ connection: Connection, _ expression: String) throws -> String {
    try connection.transaction {
      try $0.queryValue("SELECT (\(expression))::text", as: String.self)
    }
  }
}
