import Foundation
import Postgres
import Testing

@Suite struct PublicationTests {
  /// Two people who may publish, and the setting that asks for both.
  private func asked() throws -> Book {
    let book = try Book()
    try book.hire("pub_one", "administrator")
    try book.superuser().executeScript("SELECT casework_admin.publication(true)")
    return book
  }

  /// Another version of the grant, as its installer writes it; only what open() reads.
  private func install(_ version: Int, on book: Book) throws {
    let source = "casework: 1\nworkflow: small_grant\nversion: \(version)\n"
    try book.superuser().executeScript(
      """
      SELECT casework_admin.install_definition(s.document || jsonb_build_object('version', \(version),
          'digest', encode(sha256(convert_to('\(source)', 'UTF8')), 'hex')), convert_to('\(source)', 'UTF8'), 'tests')
        FROM casework_data.definition_source s JOIN casework_data.definition d ON d.id = s.definition_id
       WHERE d.workflow = 'small_grant' AND d.version = 1
      """)
  }

  private func openedUnder(_ book: Book) throws -> String {
    let number = try book.call(
      "li",
      """
      casework.open('small_grant', '00000000-0000-4000-8000-00000000aaaa', '{}',
        '\(UUID().uuidString)') ->> 'case'
      """)
    return try book.call("li", "casework.show('\(number)') ->> 'workflow_version'")
  }

  @Test func `as it comes, what is installed opens cases at once`() throws {
    let book = try Book()
    try install(2, on: book)
    #expect(try openedUnder(book) == "2")
  }

  @Test func `a draft opens no case until a second person has published it`() throws {
    let book = try asked()
    try install(2, on: book)
    #expect(try openedUnder(book) == "1")
    let publish = "casework.workflow_publish('small_grant', NULL, 'resolution', 'p')"
    let proposal = try book.call("pub_one", "\(publish) -> 'proposal'")
    #expect(
      try book.outcome("pub_one", "casework.decide(\(proposal), 'approve', NULL, 'd')")
        == "second_person")
    #expect(try openedUnder(book) == "1")
    #expect(
      try book.outcome("dir1", "casework.decide(\(proposal), 'approve', NULL, 'd') ->> 'version'")
        == "2")
    #expect(try openedUnder(book) == "2")
    #expect(
      try book.outcome("pub_one", "casework.workflow_publish('small_grant', 1, 'x', 'q')")
        == "published")
  }

  @Test func `who installed it does not confirm it`() throws {
    let book = try asked()
    try install(2, on: book)
    try book.superuser().executeScript(
      "UPDATE casework_data.definition SET installed_login = 'dir1' WHERE version = 2")
    let proposal = try book.call(
      "pub_one", "casework.workflow_publish('small_grant', 2, 'resolution', 'p') -> 'proposal'")
    #expect(
      try book.outcome("dir1", "casework.decide(\(proposal), 'approve', NULL, 'd')") == "party")
    #expect(
      try book.outcome("dir2", "casework.decide(\(proposal), 'approve', NULL, 'd') ->> 'version'")
        == "2")
  }

  @Test func `an older draft is not published over a newer version`() throws {
    let book = try asked()
    try install(2, on: book)
    try install(3, on: book)
    for (version, who) in [(2, "pub_one"), (3, "pub_one")] {
      _ = try book.call(
        who, "casework.workflow_publish('small_grant', \(version), 'x', 'p\(version)')")
    }
    #expect(
      try book.outcome("dir1", "casework.decide(2, 'approve', NULL, 'd3') ->> 'version'") == "3")
    #expect(try book.outcome("dir1", "casework.decide(1, 'approve', NULL, 'd2')") == "newer")
    #expect(try openedUnder(book) == "3")
  }

  @Test func `a second person is asked for only where there are two`() throws {
    let book = try Book()
    let root = try book.superuser()
    try root.executeScript(
      """
      SELECT casework_admin.staff_retire('dir2')
      """)
    #expect(state(root, "SELECT casework_admin.publication(true)") == "KW001")
    try book.hire("pub_one", "administrator")
    #expect(state(root, "SELECT casework_admin.publication(true)") == "00000")
    #expect(state(try book.login("pub_one"), "SELECT casework_admin.publication(false)") == "42501")
    for verb in ["UPDATE", "DELETE", "TRUNCATE"] {
      let sql =
        switch verb {
        case "UPDATE": "UPDATE casework_data.publication SET second_person = false"
        case "DELETE": "DELETE FROM casework_data.publication"
        default: "TRUNCATE casework_data.publication"
        }
      #expect(state(root, sql) == "KW008", "\(verb)")
    }
  }
}
