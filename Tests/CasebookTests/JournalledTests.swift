import Casebook
import Foundation
import History
import Postgres
import Testing

/// The journal around real requests: done, refused, unknown.
@Suite struct JournalledTests {
  private func journal() -> RequestJournal {
    RequestJournal(folder: NSTemporaryDirectory() + "casework-journal-\(UUID().uuidString)")
  }

  private func pending(_ journal: RequestJournal) -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: journal.folder).count) ?? 0
  }

  @Test func `a refused request is answered: the next run is a new request`() throws {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let li = try database.session("li")
    let journal = journal()
    var ids: [RequestID] = []
    for _ in 1...2 {
      #expect(throws: CasebookError.self) {
        try li.journalled("act", [number, "approve"], id: nil, journal: journal) { id in
          ids.append(id)
          _ = try li.act(number, action: "approve", fields: .object([]), expect: 1, request: id)
        }
      }
    }
    #expect(Set(ids).count == 2)
    #expect(pending(journal) == 0)
  }

  @Test func `a connection cut in the middle leaves the id, and the repeat does nothing twice`()
    throws
  {
    let database = try TestDatabase.ready()
    let number = try database.openCase()
    let journal = journal()
    let li = try database.session("li")
    let pid = li.connection.backendPID
    // The note waits for the case; meanwhile the server's process is ended.
    let admin = try database.superuser()
    try admin.connection.execute("BEGIN")
    try admin.connection.execute(
      "SELECT FROM casework_data.cases WHERE number = $1 FOR UPDATE", [number])
    let killer = Thread {
      usleep(300_000)
      let other = try? database.superuser()
      _ = try? other?.connection.query("SELECT pg_terminate_backend($1)", [pid])
    }
    killer.start()
    let error = #expect(throws: CasebookError.self) {
      try li.journalled("note", [number, "once"], id: nil, journal: journal) { id in
        _ = try li.note(number, text: "once", request: id)
      }
    }
    guard case .unknownOutcome(let first) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    try admin.connection.execute("ROLLBACK")
    #expect(pending(journal) == 1)

    let again = try database.session("li")
    for expected in [false, true] {
      // The second time as if the answer had been lost once more.
      let answer = try again.journalled(
        "note", [number, "once"], id: expected ? first : nil, journal: journal
      ) { id in
        #expect(id == first)
        return try again.note(number, text: "once", request: id)
      }
      #expect(answer.isRepeated == expected)
    }
    #expect(pending(journal) == 0)
    let notes: Int = try admin.connection.queryValue(
      "SELECT count(*) FROM casework_data.entry WHERE kind = 'note'")
    #expect(notes == 1)
  }
}
