import CEL
import Engine
import History
import Workflows

/// A walk through a procedure, line by line.
struct TrySession {
  let context: Context
  let screen: TryScreen
  /// The test that the walk began from.
  let like: String?
  var walk: CaseWalk

  private var workflow: Workflow { walk.procedure.workflow }

  mutating func run() throws {
    if context.isInteractive {
      write(screen.people(walk.scenario))
      write(screen.possible(walk))
      write([say("'help' lists what can be typed.", "输入 help 查看可用命令。")])
    }
    while let line = ask() {
      do {
        guard let typed = try TryLine.read(line, in: walk.scenario, workflow) else { continue }
        if case .quit = typed { return }
        answer(typed)
      } catch let mistake as TryLine.Mistake {
        // A script with a mistake is wrong from here on; a person types again.
        guard context.isInteractive else { throw Failure.usage("\(line): \(mistake.message)") }
        write([mistake.message])
      }
    }
  }

  /// The next line; without a terminal it is repeated, so that the output tells the whole story.
  private func ask() -> String? {
    let prompt = screen.prompt(walk.snapshot)
    if context.isInteractive { return Prompt(context: context).ask(prompt) }
    guard let line = readLine(strippingNewline: true) else { return nil }
    context.output.writeLine(prompt + line)
    return line
  }

  private func write(_ lines: [String]) {
    for line in lines { context.output.writeLine(line) }
    if context.isInteractive { context.output.flush() }
  }

  private mutating func answer(_ line: TryLine) {
    switch line {
    case .step(let step): take(step)
    case .possible: write(screen.possible(walk))
    case .why(let login, let action): explain(action, login)
    case .show: write(screen.show(walk))
    case .people: write(screen.people(walk.scenario))
    case .undo:
      if let step = walk.undo() {
        write([say("taken back: ", "已撤回：") + CaseWalk.line(step)])
      } else {
        write([say("This is the beginning.", "已在起点。")])
      }
    case .keep:
      if let step = walk.keepRefusal() {
        write([say("kept: ", "已保留：") + CaseWalk.line(step)])
      } else {
        write([say("Nothing was refused just now.", "刚才没有被拒绝的操作。")])
      }
    case .save(let name): write(walk.test(named: name, like: like))
    case .help: write(TryScreen.help)
    case .quit: break
    }
  }

  private mutating func take(_ step: Scenario.Step) {
    var step = step
    switch step.deed {
    case .wait, .tick: break
    default: if step.logins.isEmpty { step.logins = [whoever(does: step)] }
    }
    var taken = walk.take(step)
    while !taken.isDone, let more = fill(taken.refusals, step) {
      step = more
      taken = walk.take(step)
    }
    if taken.isDone {
      write(taken.moves.isEmpty ? [screen.prompt(walk.snapshot)] : screen.lines(taken))
    } else {
      write(screen.refusal(taken, of: CaseWalk.line(step)))
    }
  }

  /// The first who can; else who comes nearest.
  private func whoever(does step: Scenario.Step) -> String {
    if case .act(let name) = step.deed, let action = workflow.action(name),
      TryLine.isNobody(action.by.rawValue)
    {
      return action.by.rawValue
    }
    var nearest: (login: String, count: Int)?
    for person in walk.scenario.people {
      var trial = walk
      var own = step
      own.logins = [person.login]
      let taken = trial.take(own)
      if taken.isDone { return person.login }
      let isBarred = taken.refusals.contains { $0.kind == .role || $0.kind == .distinctFrom }
      let count = taken.refusals.count + (isBarred ? 100 : 0)
      if count < nearest?.count ?? .max { nearest = (person.login, count) }
    }
    return nearest?.login ?? ""
  }

  /// Asks at a terminal for the fields that are missing or wrong; nil when that would not do.
  private func fill(_ refusals: [Engine.Refusal], _ step: Scenario.Step) -> Scenario.Step? {
    guard context.isInteractive, case .act = step.deed,
      refusals.contains(where: { $0.kind == .fill || $0.kind == .field }),
      refusals.allSatisfy({ $0.kind == .fill || $0.kind == .field || $0.isUndecided })
    else { return nil }
    var step = step
    var asked: Set<String> = []
    let dialogue = FormDialogue(context: context, workflow: workflow)
    for refusal in refusals where refusal.kind == .fill || refusal.kind == .field {
      guard let name = refusal.reference, asked.insert(name).inserted,
        let field = workflow.field(name)
      else { continue }
      guard let value = dialogue.ask(field) else { return nil }
      step.with.removeAll { $0.field == name }
      step.with.append(.init(name, YAMLNode(value)))
    }
    return asked.isEmpty ? nil : step
  }

  private func explain(_ action: String, _ login: String?) {
    let people = walk.scenario.people
    let person = people.first { $0.login == login } ?? people.first
    guard let person, let judged = walk.explanation(of: action, by: person) else {
      let names = workflow.actions.map(\.name)
      let near = NearNames.of(action, in: names).joined(separator: ", ")
      return write([say("There is no action '\(action)'. ", "没有操作“\(action)”。") + near])
    }
    let nobody = workflow.action(action).flatMap { $0.by == .person ? nil : $0.by.rawValue }
    write(["\(nobody ?? person.login): \(action)"])
    for verdict in judged.verdicts {
      let mark = CalculationTrace.mark(verdict.truth, screen.paint)
      let about = verdict.kind == .distinctFrom ? verdict.reference.map { " \($0)" } ?? "" : ""
      write(["  \(mark) \(verdict.rule)\(about)" + (verdict.source.map { ": \($0)" } ?? "")])
      write(verdict.readings.map { "      \($0.path) = \($0.value.map { "\($0)" } ?? "?")" })
      if let refusal = verdict.refusal {
        let text = RefusalText(refusal, in: workflow, language: Language.current.rawValue)
        write(["      " + text.what])
      }
    }
  }
}
