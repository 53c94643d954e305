import Foundation
import Testing

/// The table of attacks, roles and SQLSTATEs that docs/security-attacks.md keeps.
final class AttackRecord {
  private var lines = [
    "# Attacks and what came of them", "",
    "Written by the tests, which compare it at every run: each line was tried by that login with a connection",
    "of its own, and afterwards every table was as before. `done` is what that login may do with these arguments;",
    "it was rolled back. What the SQLSTATEs mean is in [the SQL interface](sql-api.md), who may what in",
    "[security](security.md).",
  ]

  func section(_ title: String, columns: [String]) {
    lines += ["", "## \(title)", "", "| \(columns.joined(separator: " | ")) |"]
    lines.append("|" + String(repeating: "---|", count: columns.count))
  }

  func row(_ cells: [String]) { lines.append("| \(cells.joined(separator: " | ")) |") }

  /// A statement in a cell of a table.
  static func code(_ text: String) -> String {
    "`\(text.replacingOccurrences(of: "|", with: "\\|"))`"
  }

  /// Compares with what is kept; `CASEWORK_RECORD=1` writes it anew, for review.
  func compare() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../docs/security-attacks.md").standardizedFileURL
    if ProcessInfo.processInfo.environment["CASEWORK_RECORD"] == "1" {
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    }
    let kept = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let fresh = Set(lines)
    let old = Set(kept.map(String.init))
    for line in lines where !old.contains(line) {
      Issue.record("not in docs/security-attacks.md (CASEWORK_RECORD=1 writes it): \(line)")
    }
    for line in old where !fresh.contains(line) && !line.isEmpty {
      Issue.record("in docs/security-attacks.md, but no longer so: \(line)")
    }
  }
}
