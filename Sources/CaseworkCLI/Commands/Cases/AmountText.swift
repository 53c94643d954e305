import Casebook
import Engine
import History

/// How the amounts of a case came about, for a person and for programs.
struct AmountText {
  let amounts: [KeptAmount]
  let mask: Mask
  let paint: Paint

  var lines: [String] {
    guard !amounts.isEmpty else { return [say("No money has moved.", "没有资金往来。")] }
    return amounts.flatMap(lines)
  }

  var rows: [JSON] { amounts.map(data) }

  private func lines(_ amount: KeptAmount) -> [String] {
    let calculation = amount.calculation
    let moved = amount.amount.map { "  \($0) \(amount.currency ?? "")" } ?? ""
    var lines = [
      paint("#\(amount.entry) \(calculation.action)", .bold)
        + "  \(Timestamps.local(amount.at))  \(amount.by)\(moved)"
    ]
    if !calculation.summary.isEmpty { lines.append("  " + calculation.summary) }
    for step in calculation.steps {
      let name = CalculationTrace.name(of: step.kind)
      guard let source = step.source else {
        lines.append("    \(name): " + say("all that there was", "当时的全部"))
        continue
      }
      lines.append("    \(name) \(Recomputation.text(step.amount)) = \(source)")
      for reading in mask.masked(step.readings) {
        let fact = calculation.facts.first { "facts.\($0.name)" == reading.path }
        let how = fact.map { "  = \($0.source)" } ?? ""
        lines.append("      \(reading.path) = \(Recomputation.text(reading.value))\(how)")
      }
    }
    lines += amount.differences.map { difference in
      "    "
        + paint(
          say(
            "The entry keeps another \(difference.what): \(difference.kept), not \(difference.computed).",
            "记录中的 \(difference.what) 为 \(difference.kept)，与核算结果 \(difference.computed) 不符。"),
          .red)
    }
    return lines
  }

  private func data(_ amount: KeptAmount) -> JSON {
    let calculation = amount.calculation
    let readings = mask.masked(calculation.steps.flatMap(\.readings))
    var values: [JSON.Member] = []
    for reading in readings where !values.contains(where: { $0.key == reading.path }) {
      values.append(.init(reading.path, reading.value.map { $0.stored.json } ?? .null))
    }
    return .object([
      .init("entry", .integer(amount.entry)), .init("action", .string(calculation.action)),
      .init("at", .string(amount.at)), .init("by", .string(amount.by)),
      .init("amount", amount.amount.map { .string($0) } ?? .null),
      .init("currency", amount.currency.map { .string($0) } ?? .null),
      .init("summary", .string(calculation.summary)),
      .init(
        "steps",
        .array(
          calculation.steps.map { step in
            .object([
              .init("step", .string(step.kind)),
              .init("rule", step.source.map { .string($0) } ?? .null),
              .init("amount", step.amount.map { $0.stored.json } ?? .null),
            ])
          })), .init("read", .object(values)),
      .init(
        "differences",
        .array(
          amount.differences.map {
            .object([
              .init("what", .string($0.what)), .init("computed", .string($0.computed)),
              .init("kept", .string($0.kept)),
            ])
          })),
    ])
  }
}
