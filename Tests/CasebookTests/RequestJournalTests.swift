import Casebook
import Foundation
import Testing

@Suite struct RequestJournalTests {
  private func temporaryJournal() -> RequestJournal {
    RequestJournal(folder: NSTemporaryDirectory() + "casework-journal-\(UUID().uuidString)")
  }

  private func files(_ journal: RequestJournal) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: journal.folder).sorted()
  }

  private let digest = RequestDigest(
    database: "db", command: "act", arguments: ["HG-1", "approve"])

  @Test func `a request is on disk before it is sent and gone after its answer`() throws {
    let journal = temporaryJournal()
    let entry = try journal.begin(digest)
    #expect(try files(journal) == [digest.description])
    let content = try String(
      contentsOfFile: journal.folder + "/" + digest.description, encoding: .utf8)
    #expect(content == entry.id.text)
    #expect(!entry.isRepeat)
    entry.answered()
    #expect(try files(journal).isEmpty)
  }

  @Test func `the same command after an unknown outcome reuses its id`() throws {
    let journal = temporaryJournal()
    let first = try journal.begin(digest).id
    let second = try journal.begin(digest)
    #expect(second.id == first)
    #expect(second.isRepeat)
  }

  @Test func `after an answer the same command gets a new id`() throws {
    let journal = temporaryJournal()
    let first = try journal.begin(digest)
    let id = first.id
    first.answered()
    #expect(try journal.begin(digest).id != id)
  }

  @Test func `two at the same moment are two requests`() throws {
    let journal = temporaryJournal()
    let first = try journal.begin(digest)
    let second = try journal.begin(digest)
    #expect(first.id != second.id)
    #expect(!second.isRepeat)
    #expect(try files(journal).count == 2)
    first.answered()
    second.answered()
    #expect(try files(journal).isEmpty)
  }

  @Test func `other arguments have another request`() throws {
    let journal = temporaryJournal()
    let first = try journal.begin(digest).id
    let other = RequestDigest(database: "db", command: "act", arguments: ["HG-1", "refuse"])
    #expect(try journal.begin(other).id != first)
  }

  @Test(
    arguments: [
      (["ab", "c"], ["a", "bc"]), ([nil], [""]), ([], [""]), (["a", nil], ["a"]),
    ] as [([String?], [String?])])
  func `digests keep the boundaries between arguments`(left: [String?], right: [String?]) {
    #expect(
      RequestDigest(database: "d", command: "c", arguments: left)
        != RequestDigest(database: "d", command: "c", arguments: right))
  }

  @Test func `nothing of the arguments is on disk`() throws {
    let journal = temporaryJournal()
    let secret = RequestDigest(database: "db", command: "note", arguments: ["HG-1", "陈红 owes 400"])
    let entry = try journal.begin(secret)
    let name = try #require(try files(journal).first)
    #expect(name.utf8.count == 64)
    #expect(entry.id.text.utf8.count == 32)
  }

  @Test func `a journal that cannot be written stops the command`() throws {
    let path = NSTemporaryDirectory() + "casework-file-\(UUID().uuidString)"
    try Data().write(to: URL(filePath: path))
    let journal = RequestJournal(folder: path + "/requests")
    #expect(throws: RequestJournal.Failure.self) { try journal.begin(digest) }
  }

  @Test(
    arguments: [
      (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/casework/requests" as String?),
      (["HOME": "/h"], "/h/.local/state/casework/requests"),
      (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/casework/requests"),
      ([:], nil),
    ] as [([String: String], String?)])
  func `the journal is in the user's state folder`(
    environment: [String: String], folder: String?
  ) {
    #expect(RequestJournal(environment: environment)?.folder == folder)
  }

  @Test(arguments: [
    ("a", true), ("A-z_9", true), ("", false), ("a b", false), ("é", false),
    (String(repeating: "x", count: 64), true), (String(repeating: "x", count: 65), false),
  ])
  func `a request id is one to sixty-four plain characters`(text: String, isID: Bool) {
    #expect((RequestID(text) != nil) == isID)
  }
}
