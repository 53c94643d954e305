import Casebook
import History

/// How a database judged a replay's steps, beside the engine, as it is shown.
enum ReplayComparison {
  static func lines(_ result: DatabaseReplay.Result) -> [String] {
    let rate = Int(result.stepsPerSecond)
    var lines = [
      "", say("In the database", "在数据库中"),
      say(
        "  \(result.steps) steps, \(rate) a second; other verdicts than the engine's: \(result.differences)",
        "  \(result.steps) 个步骤，每秒 \(rate) 个；与引擎结论不同：\(result.differences)"),
    ]
    for difference in result.examples {
      lines.append(
        say(
          "  \(difference.caseName), line \(difference.line), \(difference.action): engine \(text(difference.engine)), database \(text(difference.database))",
          "  \(difference.caseName)，第 \(difference.line) 行，\(difference.action)：引擎 \(text(difference.engine))，数据库 \(text(difference.database))"
        ))
    }
    return lines
  }

  static func json(_ result: DatabaseReplay.Result) -> JSON {
    .object([
      .init("steps", .integer(result.steps)), .init("differences", .integer(result.differences)),
      .init("steps_per_second", .integer(Int(result.stepsPerSecond))),
      .init(
        "examples",
        .array(
          result.examples.map { difference in
            .object([
              .init("case", .string(difference.caseName)),
              .init("line", .integer(difference.line)),
              .init("action", .string(difference.action)),
              .init("engine", json(difference.engine)),
              .init("database", json(difference.database)),
            ])
          })),
    ])
  }

  private static func text(_ verdict: DatabaseReplay.Verdict) -> String {
    let what =
      verdict.refused.isEmpty
      ? say("done", "完成") : say("refused by ", "被拒：") + verdict.refused.joined(separator: " ")
    return what + (verdict.state.map { " → \($0)" } ?? "")
  }

  private static func json(_ verdict: DatabaseReplay.Verdict) -> JSON {
    .object([
      .init("refused", .array(verdict.refused.map(JSON.string))),
      .init("state", verdict.state.map(JSON.string) ?? .null),
    ])
  }
}
