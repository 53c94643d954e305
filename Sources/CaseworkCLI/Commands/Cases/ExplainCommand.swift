import ArgumentParser
import Casebook
import Engine
import History
import Workflows

struct ExplainCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "explain",
      say("What can be done with a case now, by whom, and why not.", "个案现在能做什么、由谁来做、为何不能。"),
      say(
        """
        Without an action: every action that leads on from here, whether you can take it, and what \
        stands against it. With an action: every rule about it with the facts it reads. The rules \
        are judged on the case as it is now; the database judges again when you act.

        --amount: how each amount of the case came about, from the facts that were kept at the time.
        """,
        """
        不给操作时，列出当前状态下的所有操作、您能否执行及障碍；给出操作时，列出其每条规则及所依据的事实。\
        此处按个案现状判断；执行时数据库会再次判断。

        --amount：依据当时留存的事实，说明个案每笔金额的由来。
        """),
      example: """
        casework explain HG-2026-000123
        casework explain HG-2026-000123 approve
        casework explain HG-2026-000123 --amount
        """)
  }

  @OptionGroup var subject: CaseArgument
  @Argument(help: .init(say("One action.", "某一操作。")))
  var action: String?
  @Flag(help: .init(say("How the amounts came about.", "金额的由来。")))
  var amount = false
  @OptionGroup var form: FieldOptions
  @OptionGroup var reason: WhyOption
  @OptionGroup var privacy: RevealOption
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if amount, action != nil {
      throw ValidationError(
        say("--amount is about the whole case: leave the action out.", "--amount 针对整个个案：请去掉操作名。"))
    }
  }

  func run(in context: Context) throws {
    try privacy.validate(why: reason.why)
    let session = try context.connect(connection)
    if amount { return try explainAmounts(session, in: context) }
    guard
      let explanation = try session.explanation(
        of: subject.number, why: reason.why, reveals: privacy.isGiven)
    else {
      throw Failure.protectedContent(subject.number, command: "explain \(subject.number)")
    }
    if let action { return try explain(action, explanation, in: context) }
    let judged = explanation.procedure.workflow.actions
      .filter { $0.by == .person && !$0.opensCase && $0.from.contains(explanation.snapshot.state) }
      .compactMap { judge($0.name, explanation) }
    let workflow = explanation.procedure.workflow
    guard output.format == .table else {
      let rows = judged.map { ExplanationJSON.data($0, workflow) }
      return Listing(
        [.init("action", ""), .init("accepted", ""), .init("state", "")], rows: rows, empty: ""
      ).write(to: context, format: output.format)
    }
    overview(judged, explanation, in: context)
  }

  private func explainAmounts(_ session: Session, in context: Context) throws {
    guard
      let kept = try session.amounts(
        of: subject.number, why: reason.why, reveals: privacy.isGiven)
    else {
      throw Failure.protectedContent(
        subject.number, command: "explain \(subject.number) --amount")
    }
    let text = AmountText(
      amounts: kept.amounts, mask: Mask(kept.procedure.workflow, reveals: privacy.reveals),
      paint: context.paint)
    guard output.format == .table else {
      return Listing(
        [.init("entry", ""), .init("action", ""), .init("amount", ""), .init("summary", "")],
        rows: text.rows, empty: ""
      ).write(to: context, format: output.format)
    }
    context.page(text.lines)
  }

  private func judge(_ action: String, _ explanation: CaseExplanation) -> ActionExplanation? {
    let mask = Mask(explanation.procedure.workflow, reveals: privacy.reveals)
    return explanation.procedure.explain(
      action, fields: (try? FormValues(form))?.entries ?? [],
      expect: explanation.snapshot.version, on: explanation.snapshot, by: explanation.actor
    ).map(mask.masked)
  }

  private func overview(
    _ judged: [ActionExplanation], _ explanation: CaseExplanation, in context: Context
  ) {
    let workflow = explanation.procedure.workflow
    let language = Language.current.rawValue
    let state = explanation.snapshot.state
    let label = workflow.state(state)?.label.text(in: language, or: state) ?? state
    context.output.writeLine(
      say(
        "\(subject.number) is in \(label) (\(state)), version \(explanation.snapshot.version).",
        "\(subject.number) 处于 \(label)（\(state)），版本 \(explanation.snapshot.version)。"))
    if judged.isEmpty {
      context.output.writeLine(say("Nothing leads on from here.", "此状态没有后续操作。"))
    }
    for one in judged {
      let name = workflow.action(one.action)?.label.text(in: language, or: one.action) ?? one.action
      let title = name == one.action ? name : "\(one.action)  \(name)"
      let refusals = one.decision.refusals
      // A field that has still to be typed in is no obstacle: it is the work itself.
      let obstacles = refusals.filter { $0.kind != .fill && !$0.isUndecided }
      let unknown = refusals.filter { $0.isUndecided && $0.arguments["why"]?.string == "private" }
      let mark =
        !obstacles.isEmpty
        ? context.paint("✗", .red) : unknown.isEmpty ? context.paint("✓", .green) : "?"
      context.output.writeLine("\(mark) " + context.paint(title, .bold))
      let missing = refusals.filter { $0.kind == .fill }.compactMap(\.reference)
      if !missing.isEmpty {
        context.output.writeLine(
          "    " + say("to fill: ", "待填写：") + missing.joined(separator: ", "))
      }
      for line in ExplanationText.lines(obstacles + unknown, workflow) {
        context.output.writeLine("    " + line)
      }
    }
  }

  private func explain(
    _ action: String, _ explanation: CaseExplanation, in context: Context
  ) throws {
    let workflow = explanation.procedure.workflow
    guard let judged = judge(action, explanation) else {
      throw Failure.unknownAction(action, in: workflow)
    }
    guard output.format == .table else {
      return context.show(Record(ExplanationJSON.data(judged, workflow)), as: output.format)
    }
    let paint = context.paint
    for verdict in judged.verdicts {
      let mark = CalculationTrace.mark(verdict.truth, paint)
      let source = verdict.source.map { ": \($0)" } ?? ""
      context.output.writeLine("\(mark) \(verdict.rule)\(source)")
      for reading in verdict.readings {
        context.output.writeLine("    \(reading.path) = \(reading.value.map { "\($0)" } ?? "?")")
      }
      if let refusal = verdict.refusal {
        let text = Engine.RefusalText(refusal, in: workflow, language: Language.current.rawValue)
        let why = Array(text.facts.prefix(refusal.reasons.count))
        for line in [text.what] + why + [text.who].compactMap({ $0 }) {
          context.output.writeLine("    - " + line)
        }
      }
    }
    if let outcome = judged.decision.outcome {
      context.output.writeLine(paint(say("You can do it. It would:", "您可以执行。将会："), .bold))
      for line in CalculationTrace.effects(outcome) { context.output.writeLine("  " + line) }
    }
  }
}
