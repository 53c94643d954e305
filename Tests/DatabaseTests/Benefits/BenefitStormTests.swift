import Foundation
import Postgres
import Testing

/// Many clients grant at the same moment. Serialised: each storm wants the server for itself.
@Suite(.serialized) struct BenefitStormTests {
  static let clients = 16

  @Test(arguments: 1...Storm.rounds)
  func
    `of 16 who grant one person in two programmes one succeeds, and nobody is a deadlock's victim`(
      round: Int
    ) throws
  {
    let place = Granting(try Storm.book())
    let numbers = try (0..<Self.clients).map {
      try place.open($0.isMultiple(of: 2) ? "relief" : "winter", 0)
    }
    try expectOne(place, numbers, of: Self.clients)
  }

  @Test(arguments: 1...Storm.rounds)
  func `of 16 who grant the members of one household one succeeds`(round: Int) throws {
    let place = Granting(try Storm.book())
    _ = try place.household(0, 1, 2, 3, 4, 5, 6, 7)
    let numbers = try (0..<Self.clients).map {
      try place.open($0.isMultiple(of: 2) ? "relief" : "winter", $0 / 2)
    }
    try expectOne(place, numbers, of: Self.clients)
  }

  private func expectOne(_ place: Granting, _ numbers: [String], of clients: Int) throws {
    let answers = try Storm.raise(Array(repeating: "zhao", count: clients), on: place.book) {
      try Storm.call(
        $1, "casework.act('\(numbers[$0])', 'grant', '{}', NULL, 'g\($0)') ->> 'state'")
    }
    #expect(answers.filter { $0 == "granted" }.count == 1, "\(Set(answers))")
    #expect(answers.filter { $0 == "KW001" }.count == clients - 1, "\(Set(answers))")
    try place.expectSound()
    #expect(try deadlocks(place.book) == 0)
  }

  @Test(arguments: 1...Storm.rounds)
  func `grants, ends, moves and exceptions at once leave no day taken twice`(round: Int) throws {
    let place = Granting(try Storm.book())
    let homes = try [place.household(0, 1), place.household(2, 3)]
    let numbers = try (0..<Self.clients).map {
      try place.open($0.isMultiple(of: 2) ? "relief" : "winter", $0 % 5)
    }
    let member = (0...4).map(place.member)
    let answers = try Storm.raise(Array(repeating: "li", count: Self.clients), on: place.book) {
      client, connection in
      var said: Set<String> = []
      for turn in 0..<12 {
        let request = "'m\(client)-\(turn)'"
        let calls = [
          "casework.act('\(numbers[client])', 'grant', '{}', NULL, \(request))",
          "casework.act('\(numbers[client])', 'stop', '{}', NULL, \(request))",
          "casework.household_leave('\(homes[client % 2])', \(member[client % 5]), current_date, 'x', \(request))",
          "casework.household_join('\(homes[turn % 2])', \(member[client % 5]), 'child', current_date, \(request))",
          "casework.benefit_override('\(numbers[client])', 'subsistence', 'x', \(request))",
        ]
        do {
          _ = try Storm.call(connection, calls[(client + turn) % calls.count])
        } catch let error as PostgresError {
          said.insert(error.sqlState?.code ?? "?")
        }
      }
      return said.subtracting(["KW001"]).sorted().joined(separator: " ")
    }
    #expect(Set(answers) == [""])
    try place.expectSound()
    #expect(try deadlocks(place.book) == 0)
  }

  @Test(arguments: 1...Storm.rounds)
  func `of 16 cases with one invoice one counts it`(round: Int) throws {
    let place = Granting(try Storm.book())
    let numbers = try (0..<Self.clients).map { try place.open("clinic", $0 % 8) }
    let answers = try Storm.raise(Array(repeating: "zhao", count: Self.clients), on: place.book) {
      try Storm.call(
        $1,
        """
        casework.act('\(numbers[$0])', 'grant', '\(Granting.treatment("A-1", "2026-0\($0 / 8 + 1)-01", "2026-0\($0 / 8 + 1)-09"))',
          NULL, 'i\($0)') ->> 'state'
        """)
    }
    #expect(answers.filter { $0 == "granted" }.count == 1, "\(Set(answers))")
    #expect(answers.filter { $0 == "KW001" }.count == Self.clients - 1, "\(Set(answers))")
    try place.expectSound()
    #expect(try deadlocks(place.book) == 0)
  }

  private func deadlocks(_ book: Book) throws -> Int {
    try book.superuser().queryValue(
      "SELECT deadlocks FROM pg_catalog.pg_stat_database WHERE datname = current_database()")
  }
}
