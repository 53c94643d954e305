import Casebook
import History
import Postgres
import Testing

@Suite struct BusyTests {
  @Test func `who waits too long for a case is told that it is busy, and nothing is done`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let admin = try database.superuser()
    try admin.connection.executeScript(
      "ALTER FUNCTION casework.act(text, text, jsonb, bigint, text) SET lock_timeout = '40ms'")
    let other = try database.superuser().connection
    try other.executeScript("BEGIN")
    _ = try other.query("SELECT FROM casework_data.cases WHERE number = $1 FOR UPDATE", [number])
    let li = try database.session("li")
    let id = RequestID.random()
    let error = #expect(throws: CasebookError.self) {
      try li.act(number, action: "withdraw", fields: .object([]), expect: 1, request: id)
    }
    #expect(error == .busy)
    try other.executeScript("ROLLBACK")
    let answer = try li.act(
      number, action: "withdraw", fields: .object([]), expect: 1, request: id)
    #expect(answer.state == "closed")
    #expect(!answer.isRepeated)
  }
}
