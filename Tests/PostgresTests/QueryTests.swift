import LocalCluster
import Postgres
import Testing

@Suite struct QueryTests {
  @Test func `a statement with parameters gives typed values`() throws {
    let connection = try Connection.connect(TemporaryCluster.shared().makeDatabase())
    let rows = try connection.query(
      "SELECT $1::text AS name, $2::int AS age, $3::bool AS open, $4::date AS born, $5::bytea AS file",
      ["张伟", 42, true, nil, Bytea([0, 255, 16])])
    let row = try #require(rows.first)
    #expect(rows.columnNames == ["name", "age", "open", "born", "file"])
    #expect(try row.string("name") == "张伟")
    #expect(try row.int("age") == 42)
    #expect(try row.bool("open"))
    #expect(try row["born"] == nil)
    #expect(try row.bytes("file") == [0, 255, 16])
  }
}
