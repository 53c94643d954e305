import Foundation

/// The commands that a page of documentation shows, with the output that it promises.
///
/// A page's fenced `console` blocks are one session, from top to bottom. In a block, a line that
/// starts with `$ ` is a command; a trailing backslash continues it; the lines after it are what it
/// prints. In the expected output `…` stands for any text within a line, and a line that is only `…`
/// for any number of lines. Two HTML comments, which a reader never sees, complete it:
///
///     <!-- setup: COMMAND -->     a command to run first, whose output does not matter
///     <!-- exit: 1 -->            the exit code of the next command, when it is not 0
///
/// Pages write case numbers and budgets of the year 2026; they are run as of the present year.
struct Transcript {
  struct Step {
    var command: String
    var expected: [String]?
    var exitCode: Int32
    var line: Int
  }

  var steps: [Step] = []

  init(markdown: String, year: String = "2026") {
    // not in a date, which stays what it is
    let markdown = markdown.replacing("-2026-", with: "-\(year)-")
      .replacing(/\b2026\b(?!-)/, with: year)
    var inside = false
    var open: Step?
    var exitCode: Int32 = 0
    for (number, raw) in markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let line = String(raw)
      if line.hasPrefix("```") {
        if let step = open { steps.append(step) }
        open = nil
        inside = !inside && line == "```console"
      } else if inside {
        if var step = open, step.command.hasSuffix("\\"), step.expected?.isEmpty == true {
          step.command = String(step.command.dropLast()) + line.trimmingPrefix { $0 == " " }
          open = step
        } else if line.hasPrefix("$ ") {
          if let step = open { steps.append(step) }
          open = Step(
            command: String(line.dropFirst(2)), expected: [], exitCode: exitCode, line: number + 1)
          exitCode = 0
        } else {
          open?.expected?.append(line)
        }
      } else if let command = Self.comment("setup", in: line) {
        steps.append(Step(command: command, expected: nil, exitCode: 0, line: number + 1))
      } else if let code = Self.comment("exit", in: line).flatMap({ Int32($0) }) {
        exitCode = code
      }
    }
  }

  private static func comment(_ key: String, in line: String) -> String? {
    guard line.hasPrefix("<!-- \(key): "), line.hasSuffix(" -->") else { return nil }
    return String(line.dropFirst("<!-- \(key): ".count).dropLast(" -->".count))
  }

  /// Whether `actual` is what a page promises. An empty promise promises nothing.
  static func matches(_ actual: [String], _ expected: [String]) -> Bool {
    let expected = Array(expected.drop(while: \.isEmpty))
    if expected.isEmpty { return true }
    return lines(actual[...], match: trimmed(expected)[...])
  }

  private static func trimmed(_ lines: [String]) -> [String] {
    var lines = lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func lines(_ actual: ArraySlice<String>, match expected: ArraySlice<String>)
    -> Bool
  {
    guard let first = expected.first else { return actual.allSatisfy(\.isEmpty) }
    if first.trimmingCharacters(in: .whitespaces) == "…" {
      return (actual.startIndex...actual.endIndex).contains {
        lines(actual[$0...], match: expected.dropFirst())
      }
    }
    guard let line = actual.first, self.line(line, matches: first) else { return false }
    return lines(actual.dropFirst(), match: expected.dropFirst())
  }

  private static func line(_ actual: String, matches expected: String) -> Bool {
    let parts = expected.components(separatedBy: "…")
    guard parts.count > 1 else { return trailing(actual) == trailing(expected) }
    guard actual.hasPrefix(parts[0]) else { return false }
    var rest = Substring(actual.dropFirst(parts[0].count))
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return parts[parts.count - 1].isEmpty || rest.hasSuffix(parts[parts.count - 1])
  }

  private static func trailing(_ line: String) -> Substring {
    Substring(line).trimmingSuffix { $0 == " " }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ drop: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, drop(last) { text.removeLast() }
    return text
  }
}
