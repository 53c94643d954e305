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
}
