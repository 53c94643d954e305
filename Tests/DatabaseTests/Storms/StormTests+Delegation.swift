import Foundation
import Postgres
import Testing

extension StormTests {
  /// Four of ten act in somebody's name, the others give, confirm and take back, all at once.
  @Test(arguments: 1...Storm.rounds)
  func `64 on one delegation: nothing is done in a name that is not lent at that moment`(
    round: Int
  ) throws {
    let book = try Storm.book()
    try book.hire("storm_deputy")
    _ = try book.delegated("storm_deputy", for: "wang", "reviewer")
    let numbers = try (0..<8).map { _ in try book.submitted() }
    let parts = (0..<Storm.clients).map {
      $0 % 8 < 4 ? "storm_deputy" : $0 % 8 < 6 ? "wang" : "dir1"
    }
    let answers = try Storm.raise(parts, on: book) { client, connection in
      var codes: [String] = []
      let end = Date(timeIntervalSinceNow: 3)
      var turn = 0
      while Date() < end {
        turn += 1
        let request = "d\(round)-\(client)-\(turn)"
        let deed =
          switch parts[client] {
          case "storm_deputy":
            "casework.note('\(numbers[turn % 8])', 'seen', '\(request)') ->> 'for'"
          case "wang" where turn % 2 > 0 && client % 8 == 4:
            """
            (SELECT casework.undelegate((d ->> 'delegation')::bigint, 'storm', '\(request)') ->> 'done'
               FROM casework.delegations() d LIMIT 1)
            """
          case "wang": Book.delegate("storm_deputy", for: "wang", "reviewer") + " ->> 'done'"
          default:
            """
            (SELECT casework.decide((p ->> 'proposal')::bigint, 'approve', NULL, '\(request)') ->> 'verdict'
               FROM casework.proposals() p ORDER BY random() LIMIT 1)
            """
          }
        do throws(PostgresError) {
          codes.append(try Self.once(connection, deed))
        } catch {
          codes.append(error.sqlState?.code ?? "?????")
        }
      }
      return codes.joined(separator: " ")
    }
    let counts = answers.flatMap { $0.split(separator: " ") }.reduce(into: [:]) {
      $0[$1, default: 0] += 1
    }
    let told = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    print("64 on one delegation: " + told.joined(separator: ", "))
    // wang: done in their name; nothing: no delegation or proposal was there to act on; never a deadlock
    #expect(
      counts.keys.allSatisfy {
        ["wang", "true", "approve", "nothing", "KW001", "KW004"].contains($0)
      }, "\(counts)")
    #expect((counts["wang"] ?? 0) > 0 && (counts["approve"] ?? 0) > 0, "\(counts)")
    let root = try book.superuser()
    let outside = try root.query(
      """
      SELECT e.seq, d.id FROM casework_data.entry e JOIN casework_data.delegation d ON d.id = (e.answer ->> 'delegation')::bigint
       WHERE e.at_us < casework_data.microseconds(d.since) OR e.at_us >= casework_data.microseconds(coalesce(d.ended_at, d.until))
      UNION ALL
      SELECT e.seq, NULL FROM casework_data.entry e WHERE e.actor = 'storm_deputy' AND NOT e.answer ? 'delegation'
      UNION ALL
      SELECT a.id, b.id FROM casework_data.delegation a JOIN casework_data.delegation b ON a.id < b.id
         AND tstzrange(a.since, coalesce(a.ended_at, a.until)) && tstzrange(b.since, coalesce(b.ended_at, b.until))
      """)
    #expect(outside.isEmpty)
    for number in numbers { try book.expectSound(number) }
  }

  /// The value of an expression; "nothing" for NULL.
  private static func once(_ connection: Connection, _ expression: String) throws(PostgresError)
    -> String
  {
    try connection.queryValue("SELECT coalesce((\(expression))::text, 'nothing')", as: String.self)
  }
}
