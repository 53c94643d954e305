import Foundation
import Postgres
import Testing

@Suite struct OverrideTests {
  /// A case of winter that a live benefit of relief bars.
  private func barred(_ place: Granting) throws -> (first: String, second: String) {
    let first = try place.open("relief", 0)
    _ = try place.act(first, "grant")
    return (first, try place.open("winter", 0))
  }

  private func propose(_ place: Granting, _ number: String) throws -> String {
    try place.book.call(
      "li",
      "casework.benefit_override('\(number)', 'subsistence', 'twins', \(place.id())) ->> 'proposal'"
    )
  }

  @Test func `two people let one case be an exception, and its history says so`() throws {
    let place = try Granting()
    let (first, second) = try barred(place)
    let proposal = try propose(place, second)
    #expect(try place.act(second, "grant") == "benefit live")
    #expect(
      try place.book.call(
        "zhao", "casework.decide(\(proposal), 'approve', NULL, \(place.id())) ->> 'seq'") == "2")
    #expect(try place.act(second, "grant") == "done")
    try place.expectSound()
    #expect(
      try place.book.call(
        "li",
        "(SELECT h ->> 'kind' || ' ' || (h ->> 'by') FROM jsonb_array_elements(casework.history('\(second)') -> 'entries') h WHERE h ->> 'seq' = '2')"
      ) == "override zhao")
    #expect(
      try place.book.call(
        "aud", "(SELECT x - 'at' - 'proposal' FROM casework.benefit_overrides() x)")
        == #"{"seq": 2, "case": "\#(second)", "class": "subsistence", "reason": "twins", "granted": true, "workflow": "winter", "overridden": 1, "proposed_by": "li", "confirmed_by": "zhao"}"#
    )
    // it was an exception from one benefit: the next meets both
    #expect(try place.act(place.open("relief", 0), "grant") == "benefit live")
    // when the first goes, the second has its days
    _ = try place.act(first, "refuse", by: "li")
    try place.expectSound()
    #expect(try place.act(place.open("relief", 0), "grant") == "benefit live")
    _ = try place.act(second, "refuse", by: "li")
    #expect(try place.act(place.open("relief", 0), "grant") == "done")
    try place.expectSound()
  }

  @Test func `the first may be granted anew although the second overrode it`() throws {
    let place = try Granting()
    let (first, second) = try barred(place)
    let proposal = try propose(place, second)
    _ = try place.book.call(
      "zhao", "casework.decide(\(proposal), 'approve', NULL, \(place.id()))")
    _ = try place.act(second, "grant")
    #expect(try place.act(first, "grant") == "done")
    try place.expectSound()
    #expect(try place.act(first, "stop", by: "li") == "done")
    try place.expectSound()
  }

  @Test(arguments: [
    ("li", "approve", "second_person"), ("mallory", "approve", "KW004"),
    ("win", "approve", "KW006"),
    ("fin", "approve", "KW004"), ("aud", "approve", "KW006"), ("dir1", "reject", "done"),
    ("li", "reject", "done"),
  ])
  func `who may decide it, and who does not even see it`(
    who: String, verdict: String, expected: String
  ) throws {
    let place = try Granting()
    let proposal = try propose(place, barred(place).second)
    #expect(
      try place.book.refusal(
        who, "casework.decide(\(proposal), '\(verdict)', 'a reason', \(place.id()))") == expected)
  }

  @Test func `not by a second login of the same person, the applicant or a relative`() throws {
    let place = try Granting()
    let proposal = try propose(place, barred(place).second)
    let root = try place.book.superuser()
    try root.executeScript(
      """
      CREATE ROLE li_too LOGIN; GRANT casework_user TO li_too;
      SELECT casework_admin.staff_add('li_too', 'Li', (SELECT person FROM casework_data.staff WHERE login = 'li'));
      SELECT casework_admin.staff_grant('li_too', 'supervisor');
      CREATE ROLE li_own LOGIN; GRANT casework_user TO li_own;
      SELECT casework_admin.staff_add('li_own', 'Own', \(place.member(0)));
      SELECT casework_admin.staff_grant('li_own', 'supervisor');
      SELECT casework_admin.staff_relate('zhao', \(place.member(0)), 'cousin');
      """)
    let decide = "casework.decide(\(proposal), 'approve', NULL, \(place.id()))"
    #expect(try place.book.refusal("li_too", decide) == "second_person")
    #expect(try place.book.refusal("li_own", decide) == "applicant")
    #expect(try place.book.refusal("zhao", decide) == "unrelated")
    #expect(try place.book.refusal("dir1", decide) == "done")
    for login in ["li_too", "li_own"] {
      try root.executeScript(
        "DROP OWNED BY \(login); REVOKE casework_user FROM \(login); DROP ROLE \(login)")
    }
  }

  @Test func `nothing to override is refused, and so is what ended meanwhile`() throws {
    let place = try Granting()
    let free = try place.open("winter", 1)
    let propose = { (number: String, kind: String) in
      try place.book.refusal(
        "li", "casework.benefit_override('\(number)', \(kind), 'x', \(place.id()))")
    }
    #expect(try propose(free, "'subsistence'") == "benefit none")
    #expect(try propose(free, "'medical'") == "KW005")
    #expect(try propose(free, "NULL") == "KW005")
    let (first, second) = try barred(place)
    let proposal = try self.propose(place, second)
    _ = try place.act(first, "refuse", by: "li")
    #expect(
      try place.book.refusal(
        "zhao", "casework.decide(\(proposal), 'approve', NULL, \(place.id()))") == "benefit none")
  }
}
