import Foundation
import LocalCluster
import Postgres
import Testing

@Suite struct KilledClientTests {
  /// What somebody does in one session, with request ids that the run names.
  static func session(_ number: String, _ run: String) -> [String] {
    [
      "SELECT casework.note('\(number)', 'called back', 'note-\(run)');",
      "SELECT casework.attach('\(number)', 'medical', 'a.pdf', '\\x01', NULL, 'file-\(run)');",
      "SELECT casework.correct('\(number)', 'name', '\"\(run)\"', 'typo', 'fix-\(run)');",
    ]
  }

  /// Runs psql, which is killed (SIGKILL, by its own shell) once the statements are done.
  private func killed(_ book: Book, after statements: [String]) throws {
    let process = Process()
    let input = Pipe()
    process.executableURL = URL(filePath: book.cluster.psqlProgram)
    process.arguments = [
      "-XAtq", "-h", book.cluster.socketDirectory, "-U", "li", "-d", try book.superuser().database,
    ]
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let script = statements.joined(separator: "\n") + "\n\\! kill -9 $PPID\n"
    try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == 9)
  }

  private func version(_ book: Book, _ number: String) throws -> Int {
    try book.superuser().queryValue(
      "SELECT version FROM casework_data.cases WHERE number = '\(number)'", as: Int.self)
  }

  @Test(arguments: [true, false])
  func `a client killed after any statement leaves whole deeds, and asking again completes them`(
    inOneTransaction: Bool
  ) throws {
    let book = try Book()
    let number = try book.submitted()
    let whole = inOneTransaction ? 5 : 3
    for count in 0...whole {
      let before = try version(book, number)
      let deeds = Self.session(number, "\(count)")
      let script = inOneTransaction ? ["BEGIN;"] + deeds + ["COMMIT;"] : deeds
      try killed(book, after: Array(script.prefix(count)))
      let kept = inOneTransaction ? (count == whole ? 3 : 0) : count
      #expect(try version(book, number) == before + kept)
      try book.login("li").executeScript(script.joined())
      #expect(try version(book, number) == before + 3)
      try book.login("li").executeScript(script.joined())
      #expect(try version(book, number) == before + 3)
    }
    try book.expectSound(number)
  }
}
