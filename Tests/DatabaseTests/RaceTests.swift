import Foundation
import LocalCluster
import Postgres
import Testing

@Suite struct RaceTests {
  /// One psql a script, all started before the first is waited for; what each printed.
  func atOnce(_ book: Book, _ scripts: [(who: String, sql: String)]) throws -> [String] {
    var running: [(Process, Pipe)] = []
    for script in scripts {
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: book.cluster.psqlProgram)
      process.arguments = [
        "-XAtq", "-h", book.cluster.socketDirectory, "-U", script.who, "-d",
        try book.superuser().database, "-v", "VERBOSITY=verbose", "-c", script.sql,
      ]
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      running.append((process, pipe))
    }
    return running.map { process, pipe in
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return text
    }
  }

  @Test func `of 32 who act on one version of a case one succeeds and the others are told`() throws
  {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    let answers = try atOnce(
      book,
      (1...32).map {
        ("zhao", "SELECT casework.act('\(number)', 'approve', '{}', 6, 'race\($0)') ->> 'state'")
      })
    #expect(answers.filter { $0 == "approved\n" }.count == 1)
    #expect(answers.filter { $0.contains("KW002") }.count == 31)
    try book.expectSound(number)
  }

  @Test func `the same request 16 times at once is done once and answered 16 times`() throws {
    let book = try Book()
    try book.allot("5000.00")
    let number = try book.recommended()
    let act = "SELECT casework.act('\(number)', 'approve', '{}', 6, 'same') ->> 'hash'"
    let answers = try atOnce(book, (1...16).map { _ in ("zhao", act) })
    #expect(Set(answers).count == 1)
    #expect(answers.first?.count == 65)
    try book.expectSound(number)
  }

  @Test func `32 approvals drain a fund of five and it is never below zero`() throws {
    let book = try Book()
    try book.allot("20000.00")
    let numbers = try (1...32).map { _ in try book.recommended() }
    let answers = try atOnce(
      book,
      numbers.map {
        ("zhao", "SELECT casework.act('\($0)', 'approve', '{}', 6, 'drain-\($0)') ->> 'state'")
      })
    #expect(answers.filter { $0 == "approved\n" }.count == 5)
    #expect(answers.filter { $0.contains("KW001") && $0.contains("no_room") }.count == 27)
    #expect(
      try book.call("fin", "casework.fund_show('hardship') -> 0 -> 'years' -> 0 ->> 'room'")
        == "0.00")
    for number in numbers {
      try book.expectSound(number)
    }
    // numbers without a gap
    #expect(numbers.map { Int($0.suffix(6)) } == (1...32).map { $0 })
  }
}
