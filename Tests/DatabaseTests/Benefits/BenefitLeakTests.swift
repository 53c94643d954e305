import Foundation
import Postgres
import Testing

@Suite struct BenefitLeakTests {
  private func detail(_ book: Book, _ who: String, _ expression: String) throws -> String {
    let connection = try book.login(who)
    do throws(PostgresError) {
      return try connection.queryValue("SELECT (\(expression))::text", as: String.self)
    } catch {
      return
        "\(error.server?.message ?? "") \(error.server?.detail ?? "") \(error.server?.hint ?? "")"
    }
  }

  @Test func `a refusal tells that there is one, and whose to who reads both cases`() throws {
    let place = try Granting()
    let first = try place.open("relief", 0)
    _ = try place.act(first, "grant")
    let second = try place.open("winter", 0)
    let grant = "casework.act('\(second)', 'grant', '{}', NULL, 'leak')"
    #expect(try detail(place.book, "zhao", grant).contains(#""case": "\#(first)""#))
    let told = try detail(place.book, "win", grant)
    #expect(told.contains(#"{"ref": "subsistence", "args": {"why": "live"}, "kind": "benefit""#))
    for secret in [first, "relief", "RE-", "b0'", "household"] {
      #expect(!told.contains(secret), "\(secret)")
    }
  }

  @Test func `a case of the second tier is named to nobody`() throws {
    let place = try Granting()
    try place.book.superuser().executeScript(
      "UPDATE casework_data.scope SET access = access || '{\"supervisor\": \"F\"}'")
    let first = try place.open("clinic", 0)
    _ = try place.act(first, "grant", Granting.treatment("1"))
    let second = try place.open("clinic", 0)
    let told = try detail(
      place.book, "zhao",
      "casework.act('\(second)', 'grant', '\(Granting.treatment("2"))', NULL, 'leak')")
    #expect(told.contains(#""why": "live""#) && !told.contains(first))
  }

  @Test func `what was refused or withdrawn elsewhere leaves no trace here`() throws {
    let place = try Granting()
    let second = try place.open("winter", 0)
    let ask = { (expression: String) in try self.detail(place.book, "win", expression) }
    let snapshot = "casework.snapshot('\(second)') -> 'held_elsewhere'"
    let propose = "casework.benefit_override('\(second)', 'subsistence', 'x', 'none')"
    let before = try [ask(snapshot), ask(propose)]
    let first = try place.open("relief", 0)
    _ = try place.act(first, "grant")
    _ = try place.act(first, "refuse", by: "li")
    _ = try place.act(place.open("relief", 0), "refuse", by: "li")
    #expect(try [ask(snapshot), ask(propose)] == before)
    #expect(try place.act(second, "grant", by: "win") == "done")
  }

  @Test func `the snapshot tells no more than the refusal, and that only to who could act`() throws
  {
    let place = try Granting()
    let first = try place.open("relief", 0)
    _ = try place.act(first, "grant")
    _ = try place.act(first, "stop", by: "li")
    let other = try place.open("relief", 0)
    _ = try place.act(other, "grant")
    let second = try place.open("winter", 0)
    let held = "casework.snapshot('\(second)') -> 'held_elsewhere' -> 'benefits'"
    // the whole of what this case would take, whenever the other one began and will end
    let today: Int = try place.book.superuser().queryValue(
      "SELECT casework_data.day_at(casework_data.clock(), 'Asia/Shanghai')")
    let end: Int = try place.book.superuser().queryValue(
      "SELECT (date '1970-01-01' + \(today) + interval '1 year')::date - date '1970-01-01' - 1")
    #expect(
      try place.book.call("win", held) == "{\"gift\": [], \"grant\": [[\(today), \(end)]]}")
    #expect(try place.book.call("aud", held) == "{}")
  }

  @Test func `no view, no reading and no error gives a benefit's days to who is not concerned`()
    throws
  {
    let place = try Granting()
    let home = try place.household(0, 1)
    let first = try place.open("relief", 0)
    _ = try place.act(first, "grant")
    for (who, expression) in [
      ("win", "casework.benefits('\(first)')"), ("mallory", "casework.benefits('\(first)')"),
      ("sun", "casework.benefits('\(first)')"), ("win", "casework.benefit_overrides()"),
      ("sun", "casework.household_show('\(home)')"), ("zhao", "casework.household_show('\(home)')"),
      ("stranger", "casework.household_show('\(home)')"),
    ] {
      let code = state(try place.book.login(who), "SELECT \(expression)")
      #expect(["KW004", "KW006"].contains(code), "\(who) \(expression) \(code)")
    }
    let views = try place.book.superuser().query(
      """
      SELECT count(*)::text FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
       WHERE c.relnamespace = 'casework_read'::regnamespace AND a.attname IN ('household', 'subjects', 'during', 'digest_of_invoice')
      """)
    #expect(views.values == [["0"]])
  }
}
