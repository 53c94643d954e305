import Foundation
import Postgres
import Testing

/// Programmes that grant for a time, and households, in a database of their own: li and zhao work on
/// all of them, win on winter alone.
struct Granting {
  let book: Book

  init(_ book: Book) { self.book = book }

  init() throws { self.init(try Book()) }

  /// The person with this number.
  func member(_ number: Int) -> String { "'00000000-0000-4000-8000-0000000000b\(number)'" }

  func id() -> String { "'\(UUID().uuidString)'" }

  /// A household of these people; its number.
  func household(_ members: Int...) throws -> String {
    let head = members.first ?? 0
    let number = try book.call(
      "li",
      "casework.household_add(\(member(head)), '2020-01-01', \(id())) ->> 'household'")
    for other in members.dropFirst() { try join(number, other) }
    return number
  }

  func join(_ number: String, _ other: Int, since day: String = "2020-01-01") throws {
    _ = try book.call(
      "li", "casework.household_join('\(number)', \(member(other)), 'other', '\(day)', \(id()))")
  }

  func leave(_ number: String, _ other: Int, on day: String = "2026-01-01") throws {
    _ = try book.call(
      "li", "casework.household_leave('\(number)', \(member(other)), '\(day)', 'moved', \(id()))")
  }

  /// A case of a programme for a person.
  func open(_ programme: String, _ number: Int, by who: String = "zhao") throws -> String {
    try book.call(
      who, "casework.open('\(programme)', \(member(number)), '{}', \(id())) ->> 'case'")
  }

  func act(
    _ number: String, _ action: String, _ fields: String = "{}", by who: String = "zhao"
  ) throws -> String {
    try book.refusal(
      who, "casework.act('\(number)', '\(action)', '\(fields)', NULL, \(id()))")
  }

  /// What a treatment fills.
  static func treatment(
    _ bill: String, at hospital: String = "City Hospital", _ since: String = "2026-03-01",
    _ until: String = "2026-03-31"
  ) -> String {
    #"{"hospital": "\#(hospital)", "bill": "\#(bill)", "since": "\#(since)", "until": "\#(until)"}"#
  }

  /// No day is taken twice, and every live benefit has all its days among those taken.
  func expectSound() throws {
    let twice: Int = try book.superuser().queryValue(
      """
      SELECT count(*) FROM casework_data.benefit_claim a JOIN casework_data.benefit_claim b
          ON a.subject = b.subject AND a.class = b.class AND a.during && b.during AND a.lane && b.lane
       WHERE (a.benefit, a.during) < (b.benefit, b.during)
      """)
    #expect(twice == 0)
    let free: Int = try book.superuser().queryValue(
      """
      SELECT count(*) FROM casework_data.benefit g CROSS JOIN unnest(g.subjects) s
       WHERE g.ended IS NULL AND NOT coalesce((SELECT range_agg(k.during) FROM casework_data.benefit_claim k
         WHERE k.subject = s AND k.class = g.class), '{}') @> g.during
      """)
    #expect(free == 0)
    let dead: Int = try book.superuser().queryValue(
      """
      SELECT count(*) FROM casework_data.benefit_claim k JOIN casework_data.benefit g ON g.id = k.benefit
       WHERE g.ended IN ('released', 'replaced') OR g.ended = 'ended' AND upper(k.during) > g.ended_on
      """)
    #expect(dead == 0)
  }
}

extension Book {
  /// Calls an API function: "done", or the refusal's rules with their reasons, or the SQLSTATE.
  func refusal(_ who: String, _ expression: String) throws -> String {
    let connection = try login(who)
    do throws(PostgresError) {
      _ = try connection.queryValue("SELECT (\(expression))::text", as: String.self)
      return "done"
    } catch {
      guard let detail = error.server?.detail,
        let json = try JSONSerialization.jsonObject(with: Data(detail.utf8)) as? [String: Any],
        let items = json["refused"] as? [[String: Any]]
      else { return error.sqlState?.code ?? "\(error)" }
      return items.map { item in
        let arguments = item["args"] as? [String: Any]
        let why = arguments?["why"] as? String ?? (arguments?["undecided"] != nil ? "?" : nil)
        let household = item["rule"] as? String == "household" ? item["ref"] as? String : nil
        return [item["rule"] as? String, why, household].compactMap { $0 }.joined(separator: " ")
      }.joined(separator: ", ")
    }
  }
}
