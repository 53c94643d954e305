import Foundation
import Postgres
import Testing

@Suite struct HouseholdTests {
  @Test func `nobody lives in two at a time, and moving is dated`() throws {
    let place = try Granting()
    let first = try place.household(0, 1)
    let second = try place.household(2)
    let join = { (number: String, since: String) in
      try place.book.refusal(
        "li",
        "casework.household_join('\(number)', \(place.member(1)), 'child', '\(since)', \(place.id()))"
      )
    }
    #expect(try join(second, "2021-01-01") == "household elsewhere")
    // not even for a time before that
    #expect(try join(second, "2019-01-01") == "household elsewhere")
    try place.leave(first, 1)
    #expect(try join(second, "2025-12-31") == "household elsewhere")
    #expect(try join(second, "2026-01-01") == "done")
    #expect(
      try place.book.call(
        "li",
        """
        (SELECT string_agg(m ->> 'from' || ' ' || coalesce(m ->> 'to', '-'), ', ')
           FROM jsonb_array_elements(casework.household_show('\(first)') -> 'members') m)
        """) == "2020-01-01 -, 2020-01-01 2025-12-31")
  }

  @Test(arguments: [
    ("household_join(%, @1, 'uncle', '2020-01-01', #)", "KW005"),
    ("household_join(%, @1, NULL, '2020-01-01', #)", "KW005"),
    ("household_join(%, @1, 'child', NULL, #)", "KW005"),
    ("household_join(%, @1, 'child', 'infinity', #)", "KW005"),
    ("household_join(%, @1, 'child', '0044-03-15 BC', #)", "KW005"),
    ("household_join(%, @1, 'child', current_date + 2, #)", "KW005"),
    ("household_join(%, @1, 'head', '2020-01-01', #)", "household head"),
    ("household_join(%, @0, 'child', '2020-01-01', #)", "household member"),
    ("household_join(%, gen_random_uuid(), 'child', '2020-01-01', #)", "KW004"),
    ("household_join('HH-999999', @1, 'child', '2020-01-01', #)", "KW004"),
    ("household_join(NULL, @1, 'child', '2020-01-01', #)", "KW004"),
    ("household_leave(%, @0, '2019-01-01', 'x', #)", "household before"),
    ("household_leave(%, @0, '2020-01-01', 'x', #)", "household before"),
    ("household_leave(%, @0, '2021-01-01', ' ', #)", "KW005"),
    ("household_leave(%, @0, 'infinity', 'x', #)", "KW005"),
    ("household_leave(%, @1, '2021-01-01', 'x', #)", "household no_member"),
    ("household_add(@0, '2020-01-01', #)", "household elsewhere"),
    ("household_add(NULL, '2020-01-01', #)", "KW004"),
  ])
  func `what does not make sense is refused and changes nothing`(
    call: String, expected: String
  ) throws {
    let place = try Granting()
    let number = try place.household(0)
    let before = try place.book.digest()
    let call = call.replacingOccurrences(of: "%", with: "'\(number)'")
      .replacingOccurrences(of: "@0", with: place.member(0))
      .replacingOccurrences(of: "@1", with: place.member(1))
      .replacingOccurrences(of: "#", with: place.id())
    #expect(try place.book.refusal("li", "casework.\(call)") == expected)
    #expect(try place.book.digest() == before)
  }

  @Test func `nobody enters themselves, or changes the household they live in`() throws {
    let place = try Granting()
    let number = try place.household(0)
    try place.book.superuser().executeScript(
      """
      INSERT INTO casework_data.household_member (household, person, relation, during, joined_by)
        SELECT h.id, s.person, 'spouse', '[2020-01-01,)', 'test' FROM casework_data.household h, casework_data.staff s
         WHERE h.number = '\(number)' AND s.login = 'li'
      """)
    #expect(
      try place.book.refusal(
        "li",
        "casework.household_leave('\(number)', \(place.member(0)), '2021-01-01', 'x', \(place.id()))"
      ) == "household own")
    #expect(
      try place.book.refusal(
        "li",
        "casework.household_join('\(number)', \(place.member(1)), 'child', '2021-01-01', \(place.id()))"
      ) == "household own")
    #expect(
      try place.book.refusal(
        "coun",
        """
        casework.household_add((SELECT (casework.me() ->> 'person')::uuid), '2020-01-01', \(place.id()))
        """) == "household own")
  }

  @Test func `who keeps the register of one unit says nothing of another's people`() throws {
    let place = try Granting()
    let add = { (who: String, number: Int) in
      try place.book.refusal(
        who, "casework.household_add(\(place.member(number)), '2020-01-01', \(place.id()))")
    }
    #expect(try add("steel", 0) == "KW004")
    #expect(try add("steel", 9) == "done")
    #expect(try add("sun", 0) == "KW006")
    #expect(try add("stranger", 0) == "KW006")
  }

  @Test func `a request is done once, and refused with other arguments`() throws {
    let place = try Granting()
    let add = "casework.household_add(\(place.member(0)), '2020-01-01', 'same')"
    let first = try place.book.call("li", "\(add) ->> 'household'")
    #expect(try place.book.call("li", "\(add) ->> 'household'") == first)
    #expect(
      state(
        try place.book.login("li"),
        "SELECT casework.household_add(\(place.member(1)), '2020-01-01', 'same')") == "KW003")
  }
}
