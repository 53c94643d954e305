import Casebook
import Engine
import History
import Workflows

/// The outcome of a test run, as a person or a program reads it.
struct TestReport {
  var files: [TestedFile]
  var showsCoverage: Bool
  var comparesDatabase: Bool

  func write(to context: Context, format: OutputFormat) {
    switch format {
    case .table:
      for line in lines(context.paint) { context.output.writeLine(line) }
    case .json: context.output.writeLine(json.compact)
    case .jsonl:
      for file in files {
        for test in file.tests { context.output.writeLine(json(test, file).compact) }
      }
    case .csv:
      Listing(
        ["file", "name", "passed", "seconds", "failure"].map { .init($0, $0) },
        rows: files.flatMap { file in file.tests.map { row($0, file) } }, empty: ""
      ).write(to: context, format: .csv)
    }
  }

  // MARK: For a person

  func lines(_ paint: Paint) -> [String] {
    var lines: [String] = []
    for file in files {
      if !lines.isEmpty { lines.append("") }
      lines.append(paint(file.path, .bold))
      for test in file.tests {
        let mark = test.hasPassed ? paint("✓", .green) : paint("✗", .red)
        lines.append("  \(mark) \(test.name)")
        for failure in test.result.failures {
          lines += FailureText(failure, file.workflow, paint).lines.map { "      " + $0 }
        }
        lines += test.differences.flatMap { Self.lines($0, paint) }.map { "      " + $0 }
      }
      if showsCoverage, let coverage = file.coverage {
        lines += CoverageText(coverage, paint).lines.map { "  " + $0 }
      }
    }
    if !lines.isEmpty { lines.append("") }
    return lines + [closing(paint)]
  }

  private static func lines(_ difference: ScenarioDifference, _ paint: Paint) -> [String] {
    [
      paint(
        say(
          "The database differs from the engine at move \(difference.move), \(difference.deed):",
          "在第 \(difference.move) 步（\(difference.deed)）数据库与引擎不同："), .red),
      "  \(difference.what): " + say("engine ", "引擎 ") + difference.engine
        + say("; database ", "；数据库 ") + difference.database,
    ]
  }

  private func closing(_ paint: Paint) -> String {
    let failed = files.failed
    let passed = files.tests - failed
    var parts = [paint(say("\(passed) passed", "\(passed) 个通过"), failed == 0 ? .green : .bold)]
    if failed > 0 { parts.append(paint(say("\(failed) failed", "\(failed) 个失败"), .red)) }
    if comparesDatabase {
      let count = files.differences
      parts.append(
        count == 0
          ? say("database agrees", "数据库一致")
          : paint(say("\(count) differences in the database", "数据库有 \(count) 处差异"), .red))
    }
    let all = files.compactMap(\.coverage)
    let items = all.reduce(0) { $0 + $1.items.count }
    if items > 0, all.count == files.count {
      let touched = all.reduce(0) { $0 + $1.touched }
      parts.append(
        say("coverage \(touched) of \(items)", "覆盖 \(touched)/\(items)"))
    }
    return say(
      "\(Self.count(files.tests, "test")) in \(Self.count(files.count, "file")): ",
      "\(files.count) 个文件，\(files.tests) 个测试：")
      + parts.joined(separator: say(", ", "，")) + " (\(Self.seconds(files.seconds)) s)"
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Seconds with three digits after the point.
  static func seconds(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1000).rounded())
    let rest = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  // MARK: For programs

  var json: JSON {
    .object([
      .init("tests", .integer(files.tests)), .init("passed", .integer(files.tests - files.failed)),
      .init("failed", .integer(files.failed)), .init("differences", .integer(files.differences)),
      .init("seconds", .number(Self.seconds(files.seconds))),
      .init(
        "files",
        .array(
          files.map { file in
            var members: [JSON.Member] = [
              .init("file", .string(file.path)), .init("workflow", .string(file.workflow.name)),
              .init("tests", .array(file.tests.map { json($0, file) })),
            ]
            if let coverage = file.coverage {
              members.append(.init("coverage", CoverageText.json(coverage)))
            }
            return .object(members)
          })),
    ])
  }

  private func json(_ test: TestedFile.Test, _ file: TestedFile) -> JSON {
    .object([
      .init("file", .string(file.path)), .init("name", .string(test.name)),
      .init("line", .integer(test.result.scenario.location.line)),
      .init("passed", .bool(test.hasPassed)),
      .init("seconds", .number(Self.seconds(test.seconds))),
      .init(
        "failures",
        .array(
          test.result.failures.map { failure in
            let text = FailureText(failure, file.workflow, .plain)
            return .object([
              .init("line", .integer(failure.location.line)),
              .init("column", .integer(failure.location.column)),
              .init("step", .string(failure.text)), .init("state", .string(failure.state)),
              .init("expected", .string(text.expected)), .init("found", .string(text.found)),
              .init("details", .array(text.details.map(JSON.string))),
              .init("hint", text.hint.map(JSON.string) ?? .null),
            ])
          })),
      .init(
        "differences",
        .array(
          test.differences.map { difference in
            .object([
              .init("move", .integer(difference.move)), .init("deed", .string(difference.deed)),
              .init("what", .string(difference.what)),
              .init("engine", .string(difference.engine)),
              .init("database", .string(difference.database)),
            ])
          })),
    ])
  }

  private func row(_ test: TestedFile.Test, _ file: TestedFile) -> JSON {
    let failures = test.result.failures.map {
      "\($0.location): " + FailureText($0, file.workflow, .plain).found
    }
    let differences = test.differences.map { "\($0.what): \($0.engine) / \($0.database)" }
    return .object([
      .init("file", .string(file.path)), .init("name", .string(test.name)),
      .init("passed", .bool(test.hasPassed)),
      .init("seconds", .number(Self.seconds(test.seconds))),
      .init("failure", .string((failures + differences).joined(separator: "; "))),
    ])
  }
}

extension Paint {
  /// Without colour.
  static let plain = Paint(isTerminal: false, environment: [:])
}
