import Foundation
import Postgres
import SQLFiles
import Testing

/// 64 clients on one thing. Serialised: each storm wants the server for itself.
@Suite(.serialized) struct StormTests {
  @Test(arguments: 1...Storm.rounds)
  func `of 64 on one case one succeeds and the others are told who was faster`(round: Int) throws {
    let book = try Storm.book()
    try book.allot("5000.00")
    let number = try book.recommended()
    let answers = try Storm.raise(Array(repeating: "zhao", count: Storm.clients), on: book) {
      try Storm.call($1, "casework.act('\(number)', 'approve', '{}', 6, 'storm\($0)') ->> 'state'")
    }
    #expect(answers.filter { $0 == "approved" }.count == 1)
    #expect(answers.filter { $0 == "KW002" }.count == 63)
    try book.expectSound(number)
  }

  @Test(arguments: 1...Storm.rounds)
  func `64 on one fund with room for five: five are done and it is never below zero`(round: Int)
    throws
  {
    let book = try Storm.book()
    try book.allot("20000.00")
    let numbers = try (0..<Storm.clients).map { _ in try book.recommended() }
    let answers = try Storm.raise(Array(repeating: "zhao", count: Storm.clients), on: book) {
      try Storm.call(
        $1, "casework.act('\(numbers[$0])', 'approve', '{}', 6, 'storm\($0)') ->> 'state'")
    }
    #expect(answers.filter { $0 == "approved" }.count == 5)
    #expect(answers.filter { $0 == "KW001" }.count == 59)
    #expect(numbers.map { Int($0.suffix(6)) } == (1...Storm.clients).map { $0 })
    #expect(
      try book.call("fin", "casework.fund_show('hardship') -> 0 -> 'years' -> 0 ->> 'room'")
        == "0.00")
    for number in numbers {
      try book.expectSound(number)
    }
  }

  @Test(arguments: 1...Storm.rounds)
  func `of 64 directors two sign, and the case moves once`(round: Int) throws {
    let book = try Storm.book()
    try book.allot("50000.00")
    let root = try book.superuser()
    let directors = (1...Storm.clients).map { "storm_director_\($0)" }
    for login in directors {
      if try root.queryRow("SELECT 1 FROM pg_roles WHERE rolname = $1", [login]) == nil {
        try root.executeScript("CREATE ROLE \(login) LOGIN; GRANT casework_user TO \(login)")
      }
      try root.executeScript(
        """
        SELECT casework_admin.staff_add('\(login)', '\(login)');
        SELECT casework_admin.staff_grant('\(login)', 'director')
        """)
    }
    let number = try book.submitted(Book.form.replacing("9000", with: "45000"))
    _ = try book.call("li", "casework.check_result('\(number)', 'home_visit', 'pass', NULL, 'c')")
    _ = try book.call("wang", "casework.check_result('\(number)', 'means_test', 'pass', NULL, 'm')")
    _ = try book.call(
      "wang", "casework.act('\(number)', 'recommend', '{\"granted\": 30000}', NULL, 'r')")
    let answers = try Storm.raise(directors, on: book) { client, connection in
      // who is told that the case moved on looks again, as a person would
      for attempt in 1...Storm.clients {
        do {
          return try Storm.call(
            connection,
            """
            casework.act('\(number)', 'approve', '{}',
              (casework.show('\(number)') ->> 'version')::bigint, 'q\(client)-\(attempt)') ->> 'moved'
            """)
        } catch let error as PostgresError where error.sqlState == "KW002" {
          continue
        }
      }
      return "never"
    }
    #expect(answers.filter { $0 == "false" }.count == 1)
    #expect(answers.filter { $0 == "true" }.count == 1)
    #expect(answers.filter { $0 == "KW001" }.count == 62)
    try book.expectSound(number)
  }

  @Test(arguments: 1...Storm.rounds)
  func `one request 64 times, in any order with others, is done once`(round: Int) throws {
    let book = try Storm.book()
    let number = try book.submitted()
    let answers = try Storm.raise(Array(repeating: "li", count: Storm.clients), on: book) {
      client, connection in
      let order = client.isMultiple(of: 2) ? ["one", "two", "three"] : ["three", "one", "two"]
      return try order.map {
        try Storm.call(connection, "casework.note('\(number)', '\($0)', '\($0)') ->> 'hash'")
      }.sorted().joined()
    }
    #expect(Set(answers).count == 1)
    #expect(answers.first?.count == 3 * 64)
    #expect(try book.call("li", "casework.show('\(number)') ->> 'version'") == "7")
    try book.expectSound(number)
  }

  @Test(arguments: 1...Storm.rounds)
  func `functions are replaced under 60 who work, and nobody notices`(round: Int) throws {
    let book = try Storm.book()
    let numbers = try (0..<8).map { _ in try book.submitted() }
    let logins = (0..<Storm.clients).map { $0 < 4 ? "casework_admin" : "li" }
    let answers = try Storm.raise(logins, on: book) { client, connection in
      guard client >= 4 else {
        try connection.transaction { try $0.executeScript(SQLFiles.bootstrap) }
        try connection.transaction {
          try $0.executeScript(
            "LOCK TABLE casework_data.schema_migration IN SHARE ROW EXCLUSIVE MODE")
          try $0.executeScript(Book.functions)
        }
        return "done"
      }
      let number = numbers[client % 8]
      return try (1...20).map {
        try Storm.call(connection, "casework.note('\(number)', 'x', 'w\(client)-\($0)') ->> 'done'")
      }.allSatisfy { $0 == "true" } ? "done" : "not done"
    }
    #expect(answers.allSatisfy { $0 == "done" }, "\(Set(answers))")
    #expect(
      try book.superuser().queryValue(
        "SELECT count(*) FROM casework_data.entry WHERE kind = 'note'", as: Int.self) == 1200)
    for number in numbers {
      try book.expectSound(number)
    }
  }

  @Test func `64 migrators at once make one schema`() throws {
    let book = try Storm.empty()
    let answers = try Storm.raise(
      Array(repeating: "casework_admin", count: Storm.clients), on: book
    ) { _, connection in
      try connection.transaction { try $0.executeScript(SQLFiles.bootstrap) }
      return try Book.migrateUnderLock(connection)
    }
    #expect(answers.filter { $0 == "migrated" }.count == 1, "\(Set(answers))")
    #expect(answers.filter { $0 == "nothing to do" }.count == 63)
  }
}
