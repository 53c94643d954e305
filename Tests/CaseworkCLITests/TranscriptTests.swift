import Foundation
import LocalCluster
import Postgres
import Testing

/// Sessions at a shell: each file holds commands after `$ ` and what they print; `! ` is standard
/// error, and an exit code other than 0 stands in brackets. The run starts on an empty database.
@Suite(.serialized) struct TranscriptTests {
  @Test(arguments: ["main-job", "mistakes", "chinese"])
  func `a session reads as it was reviewed`(name: String) throws {
    let database = try TemporaryCluster.shared().makeDatabase()
    let state = NSTemporaryDirectory() + "casework-cli-\(UUID().uuidString)"
    let environment = ProgramRun.environment(database, state: state)
    let file = Snapshot.folder.appending(path: "Transcripts/\(name).txt")
    let script = try String(contentsOf: file, encoding: .utf8)
    var written: [String] = []
    for line in script.components(separatedBy: "\n") {
      if line.hasPrefix("# ") { written.append(line) }
      guard line.hasPrefix("$ casework ") else { continue }
      if !written.isEmpty { written.append("") }
      written.append(line)
      written += try Self.play(String(line.dropFirst(11)), environment)
    }
    try Snapshot(name: "\(name).txt", in: "Transcripts")
      .expect(written.joined(separator: "\n") + "\n")
  }

  private static func play(_ line: String, _ environment: [String: String]) throws -> [String] {
    let year = String(Calendar(identifier: .gregorian).component(.year, from: Date()))
    let run = try ProgramRun(
      words(line.replacingOccurrences(of: "YYYY", with: year)), environment: environment)
    var lines = masked(run.output).components(separatedBy: "\n").dropLast().map { $0 }
    lines += masked(run.messages).components(separatedBy: "\n").dropLast().map { "! " + $0 }
    if run.status != 0 { lines.append("[exit \(run.status)]") }
    return lines
  }

  /// What differs from run to run: days, instants, ids and hashes; how many migrations there are, and
  /// who administers the server.
  private static func masked(_ text: String) -> String {
    var text = text
    let patterns = [
      ("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>"), ("[0-9a-f]{64}", "<hash>"),
      (#"\b20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"#, "<instant>"),
      (#"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+]00:00)"#, "<instant>"),
      (#"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b"#, "<day>"), ("(SR|HG)-20[0-9]{2}-", "$1-YYYY-"),
      (#"(schema is now version )[0-9]+ \([0-9]+"#, "$1<n> (<n>"),
      (#"(up to date \(version )[0-9]+"#, "$1<n>"),
      (#"(版本 )[0-9]+（执行了 [0-9]+"#, "$1<n>（执行了 <n>"),
      // Administrators are of the whole server, where other tests have their own.
      ("(Who can give it: |可授予的管理员：).*", "$1<administrators>"),
    ]
    for (pattern, mask) in patterns {
      text = text.replacingOccurrences(of: pattern, with: mask, options: .regularExpression)
    }
    return text
  }

  /// The words of a line; single quotes keep blanks.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in line {
      switch (character, isQuoted) {
      case ("'", _):
        isQuoted.toggle()
        word = word ?? ""
      case (" ", false):
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }
}
