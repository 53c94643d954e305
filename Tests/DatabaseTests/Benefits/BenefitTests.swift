import Foundation
import Postgres
import Testing

@Suite struct BenefitTests {
  @Test func `one live benefit a person and class, over all programmes`() throws {
    let place = try Granting()
    let first = try place.open("relief", 0)
    let second = try place.open("winter", 0)
    #expect(try place.act(first, "grant") == "done")
    #expect(try place.act(second, "grant") == "benefit live")
    // its own is granted anew, and another class is nobody's business
    #expect(try place.act(first, "grant") == "done")
    #expect(try place.act(second, "gift") == "done")
    #expect(try place.act(first, "gift") == "benefit live")
    try place.expectSound()
  }

  @Test(arguments: [
    ("refuse", "done", "released"), ("stop", "done", "ended"),
    ("grant", "benefit live", "replaced"),
  ])
  func `what is released or ended is free again, what is granted anew is not`(
    action: String, then: String, ended: String
  ) throws {
    let place = try Granting()
    let first = try place.open("relief", 0)
    let second = try place.open("winter", 0)
    _ = try place.act(first, "grant")
    #expect(try place.act(first, action, by: "li") == "done")
    #expect(try place.act(second, "grant") == then)
    let row: String = try place.book.superuser().queryValue(
      "SELECT ended FROM casework_data.benefit ORDER BY id LIMIT 1")
    #expect(row == ended)
    try place.expectSound()
  }

  @Test func `a household's benefit is everybody's who lives there, whoever comes or goes`() throws
  {
    let place = try Granting()
    let home = try place.household(0, 1)
    #expect(try place.act(place.open("relief", 0), "grant") == "done")
    let other = try place.open("winter", 1)
    #expect(try place.act(other, "grant") == "benefit live")
    // who moves out keeps it, who moves in gets it
    try place.leave(home, 1)
    #expect(try place.act(other, "grant") == "benefit live")
    try place.join(home, 2)
    #expect(try place.act(place.open("winter", 2), "grant") == "benefit live")
    // who brings one along brings it to all of another household
    let elsewhere = try place.household(3)
    try place.join(elsewhere, 1, since: "2026-01-01")
    #expect(try place.act(place.open("winter", 3), "grant") == "benefit live")
    try place.leave(elsewhere, 1, on: "2026-02-01")
    #expect(try place.act(place.open("winter", 3), "grant") == "done")
    try place.expectSound()
  }

  @Test func `where a benefit is the person's, the household's bars it and its own do not`() throws
  {
    let place = try Granting()
    _ = try place.household(0, 1, 2)
    let cases = try (0...2).map { try place.open("clinic", $0) }
    let second = try place.open("clinic", 0)
    let days = ("2026-11-01", "2027-02-01")
    #expect(try place.act(cases[0], "grant", Granting.treatment("1", days.0, days.1)) == "done")
    #expect(try place.act(cases[1], "grant", Granting.treatment("2", days.0, days.1)) == "done")
    #expect(
      try place.act(second, "grant", Granting.treatment("3", days.0, days.1)) == "benefit live")
    #expect(try place.act(cases[2], "family", by: "li") == "benefit live")
    #expect(try place.act(cases[0], "refuse", by: "li") == "done")
    #expect(try place.act(cases[2], "family", by: "li") == "benefit live")
    #expect(try place.act(cases[1], "refuse", by: "li") == "done")
    #expect(try place.act(cases[2], "family", by: "li") == "done")
    #expect(
      try place.act(second, "grant", Granting.treatment("3", days.0, days.1)) == "benefit live")
    try place.expectSound()
  }

  @Test(arguments: [
    ("2026-03-01", "2026-03-31", "benefit live"), ("2026-03-31", "2026-04-30", "benefit live"),
    ("2026-02-01", "2026-03-01", "benefit live"), ("2026-04-01", "2026-04-30", "done"),
    ("2026-02-01", "2026-02-28", "done"), ("2026-02-28", "2026-02-01", "benefit period"),
    ("2026-01-01", "2036-01-09", "benefit period"), ("2026-04-01", "9999-12-31", "benefit period"),
    ("0001-01-01", "2026-02-01", "benefit period"), ("1949-12-31", "1950-01-01", "benefit period"),
    ("2026-04-01", "2026-04-01", "done"), ("9999-12-31", "9999-12-31", "benefit period"),
  ])
  func `days that meet are refused, days beside one another are not`(
    since: String, until: String, expected: String
  ) throws {
    let place = try Granting()
    _ = try place.act(place.open("clinic", 0), "grant", Granting.treatment("1"))
    let other = try place.open("clinic", 0)
    #expect(
      try place.act(other, "grant", Granting.treatment("2", since, until)) == expected)
    try place.expectSound()
  }

  @Test func `a date that is missing leaves it undecided`() throws {
    let place = try Granting()
    let number = try place.open("clinic", 0)
    let fields = #"{"hospital": "City Hospital", "bill": "1", "since": "2026-03-01"}"#
    #expect(try place.act(number, "grant", fields) == "benefit ?")
  }

  @Test(arguments: [
    ("City Hospital", "A-123"), ("city hospital", "a123"), ("City  Hospital ", "A 123"),
    ("Ｃｉｔｙ Hospital", "Ａ－１２３"), ("CITY-HOSPITAL", "a.1/2_3"), ("City\u{200b}Hospital", "A·123"),
  ])
  func `an invoice counts once over all programmes, however it is written`(
    hospital: String, bill: String
  ) throws {
    let place = try Granting()
    let first = try place.open("clinic", 0)
    _ = try place.act(first, "grant", Granting.treatment("A-123"))
    let second = try place.open("clinic", 1)
    let fields = Granting.treatment(bill, at: hospital)
    #expect(try place.act(second, "grant", fields) == "invoice counted")
    // its own case may count it again, and what is released is free
    #expect(try place.act(first, "grant", fields) == "done")
    #expect(try place.act(first, "refuse", by: "li") == "done")
    #expect(try place.act(second, "grant", fields) == "done")
  }

  @Test(arguments: [
    ("City Hospital", "A-124"), ("Town Hospital", "A-123"), ("City Hospital", "A-12-34"),
  ])
  func `another invoice is another`(hospital: String, bill: String) throws {
    let place = try Granting()
    _ = try place.act(place.open("clinic", 0), "grant", Granting.treatment("A-123"))
    #expect(
      try place.act(
        place.open("clinic", 1), "grant", Granting.treatment(bill, at: hospital)) == "done")
  }

  @Test(arguments: [
    ("bill", "\"A-9\"", "undoes"), ("hospital", "\"Town\"", "undoes"),
    ("since", "\"2026-02-01\"", "undoes"), ("until", "\"2026-05-01\"", "undoes"),
    ("bill", "\"A-123\"", "done"),
  ])
  func `what a benefit was granted on is not corrected behind its back`(
    field: String, value: String, expected: String
  ) throws {
    let place = try Granting()
    let number = try place.open("clinic", 0)
    _ = try place.act(number, "grant", Granting.treatment("A-123"))
    try place.book.superuser().executeScript(
      "UPDATE casework_data.scope SET access = access || '{\"supervisor\": \"F\"}'")
    #expect(
      try place.book.refusal(
        "zhao",
        "casework.correct('\(number)', '\(field)', '\(value)', 'a slip', \(place.id()))")
        == expected)
  }

  @Test func `even the owner of the tables cannot take a day twice, or undo what was`() throws {
    let place = try Granting()
    _ = try place.household(0, 1)
    _ = try place.act(place.open("relief", 0), "grant")
    let root = try place.book.superuser()
    #expect(
      state(
        root,
        """
        INSERT INTO casework_data.benefit_claim (benefit, subject, class, during)
          SELECT benefit, subject, class, during FROM casework_data.benefit_claim
        """) == "23P01")
    #expect(
      state(
        root,
        """
        INSERT INTO casework_data.household_member (household, person, relation, during, joined_by)
          SELECT household, person, relation, during, 'x' FROM casework_data.household_member
        """) == "23P01")
    for verb in [
      "UPDATE casework_data.benefit SET during = '[2020-01-01,2020-01-02)'",
      "DELETE FROM casework_data.benefit", "DELETE FROM casework_data.household_member",
      "UPDATE casework_data.household_member SET relation = 'other'",
      "UPDATE casework_data.household SET added_by = 'x'", "DELETE FROM casework_data.household",
      "TRUNCATE casework_data.benefit CASCADE", "TRUNCATE casework_data.benefit_override",
      "TRUNCATE casework_data.invoice", "TRUNCATE casework_data.household_member",
    ] {
      #expect(state(root, verb) == "KW008", "\(verb)")
    }
  }
}
