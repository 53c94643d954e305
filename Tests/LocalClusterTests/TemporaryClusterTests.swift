import Glibc
import LocalCluster
import Postgres
import Testing

@Suite struct TemporaryClusterTests {
  @Test func `two databases do not see each other`() throws {
    let cluster = try TemporaryCluster.shared()
    let one = try Connection.connect(cluster.makeDatabase())
    let two = try Connection.connect(cluster.makeDatabase())
    try one.execute("CREATE TABLE t (a int)")
    #expect(throws: PostgresError.self) { try two.query("SELECT * FROM t") }
  }

  @Test func `a database is copied from a template and dropped`() throws {
    let cluster = try TemporaryCluster.shared()
    let template = try cluster.makeDatabase()
    let first = try Connection.connect(template)
    try first.execute("CREATE TABLE t AS SELECT 7 AS a")
    first.close()
    let copy = try cluster.makeDatabase(template: try #require(template.keywords["dbname"]))
    let connection = try Connection.connect(copy)
    #expect(try connection.queryValue("SELECT a FROM t") == 7)
    try cluster.dropDatabase(copy)
    let error = #expect(throws: PostgresError.self) { try Connection.connect(copy) }
    #expect(error?.kind == .connectionFailed(.databaseAbsent))
  }

  @Test func `a cluster of one's own has its settings, and goes when told`() throws {
    let cluster = try TemporaryCluster(durable: true, settings: ["max_connections": "17"])
    let parameters = cluster.connectionParameters(database: "postgres")
    let connection = try Connection.connect(parameters)
    #expect(try connection.queryValue("SHOW max_connections") == "17")
    #expect(try connection.queryValue("SHOW fsync") == "on")
    let pid = try #require(cluster.serverPID)
    cluster.remove()
    cluster.remove()
    #expect(!runs(pid))
    #expect(!exists(cluster.socketDirectory))
    let error = #expect(throws: PostgresError.self) { try Connection.connect(parameters) }
    #expect(error?.kind == .connectionFailed(.serverNotThere))
  }

  @Test func `the server and its folder go with a process that is killed`() async throws {
    let result = await #expect(
      processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
    ) {
      let cluster = try TemporaryCluster.shared()
      print("\n>\(cluster.serverPID ?? 0) \(cluster.socketDirectory)<")
      fflush(nil)
      kill(getpid(), SIGKILL)
    }
    let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
    let words = try #require(output.split(separator: ">").last).split(separator: "<")[0]
      .split(separator: " ")
    let pid = try #require(Int(words[0]))
    #expect(pid > 1)
    #expect(soon { !runs(pid) && !exists(String(words[1])) })
  }

  @Test func `what a dead process left is swept, what lives is not`() throws {
    let living = try TemporaryCluster.shared()
    let owner = try ownerAndMode(living.socketDirectory).uid
    var template = Array("/tmp/casework-temporary-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let left = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for name in ["lock", "CASEWORK_CLUSTER"] {
      try writeFile("", to: "\(left)/\(name)")
    }
    chown(left, owner, gid_t.max)
    TemporaryCluster.sweep()
    #expect(!exists(left))
    #expect(exists(living.socketDirectory))
    #expect(living.serverPID != nil)
  }

  @Test func `a folder that bears the name only is not swept`() throws {
    let folder = "/tmp/casework-temporary-foreign-\(getpid())"
    mkdir(folder, 0o700)
    defer { rmdir(folder) }
    TemporaryCluster.sweep()
    #expect(exists(folder))
  }
}
