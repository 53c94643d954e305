import Casebook
import Engine
import Workflows

/// A test run as JUnit XML, the form that continuous integration systems read: a suite a file, a case
/// a test.
struct JUnitReport {
  private let files: [TestedFile]

  init(_ files: [TestedFile]) { self.files = files }

  var text: String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append(
      "<testsuites name=\"casework workflow test\" tests=\"\(files.tests)\""
        + " failures=\"\(files.failed)\" errors=\"0\" time=\"\(TestReport.seconds(files.seconds))\">"
    )
    for file in files {
      lines.append(
        "  <testsuite name=\"\(Self.escaped(file.path))\" tests=\"\(file.tests.count)\""
          + " failures=\"\(file.failed)\" errors=\"0\" skipped=\"0\""
          + " time=\"\(TestReport.seconds(file.seconds))\">")
      for test in file.tests { lines += self.lines(test, file) }
      lines.append("  </testsuite>")
    }
    lines.append("</testsuites>")
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ test: TestedFile.Test, _ file: TestedFile) -> [String] {
    let location = test.result.scenario.location
    let open =
      "    <testcase name=\"\(Self.escaped(test.name))\""
      + " classname=\"\(Self.escaped(file.workflow.name))\""
      + " file=\"\(Self.escaped(file.path))\" line=\"\(location.line)\""
      + " time=\"\(TestReport.seconds(test.seconds))\""
    if test.hasPassed { return [open + "/>"] }
    var lines = [open + ">"]
    for failure in test.result.failures {
      let text = FailureText(failure, file.workflow, .plain)
      lines.append(
        "      <failure message=\"\(Self.escaped(text.found))\" type=\"test\">"
          + Self.escaped(text.lines.joined(separator: "\n")) + "</failure>")
    }
    for difference in test.differences {
      let found =
        "\(difference.deed): \(difference.what): engine \(difference.engine), database \(difference.database)"
      lines.append(
        "      <failure message=\"\(Self.escaped(found))\" type=\"database\"></failure>")
    }
    return lines + ["    </testcase>"]
  }

  /// The text with what XML 1.0 reads as markup written out, and without what it may not hold.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "\n", "\t", "\r", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}",
        "\u{10000}"..."\u{10FFFF}":
        escaped.append(scalar)
      default: escaped.append("\u{FFFD}")
      }
    }
    return String(escaped)
  }
}
