/// A procedure as a Promela model for the model checker spin, with its sentences under `always:`.
///
/// One process is the case; each step of the file is one atomic choice of it. Conditions on fields,
/// documents, checks and dates may be true or false; `at_most`, counts, votes and money as debts are
/// held exactly; persons are told apart where a sentence is about them. Which sentence is judged is
/// chosen by `-DCHECK_name`, so that no state is spent on the others.
///
/// Written from the meaning of the sentences in `docs/workflow-file.md` alone, apart from the proofs
/// of `workflow check`: the two are to be compared.
public struct PromelaModel: Sendable {
  /// The model.
  public let text: String
  /// The names of the sentences that it can judge.
  public let judged: [String]
  /// The names of the sentences that it cannot, and why.
  public let leftOut: [(name: String, why: Reason)]

  /// Why a sentence is not in a model.
  public enum Reason: Hashable, Sendable {
    /// It compares amounts or fields, of which the model knows no more than none and some.
    case needsAmounts
  }

  /// The model of `workflow`.
  public init(_ workflow: Workflow) {
    let steps = PromelaSteps(workflow)
    let monitors = workflow.always.map { PromelaMonitor($0, workflow, steps.rules) }
    judged = monitors.filter { $0.isLeftOutBecause == nil }.map(\.property.name)
    leftOut = monitors.compactMap { monitor in
      monitor.isLeftOutBecause.map { (monitor.property.name, $0) }
    }
    text = PromelaWriter(workflow: workflow, steps: steps, monitors: monitors).text
  }
}

/// Writes the model down.
private struct PromelaWriter {
  let workflow: Workflow
  let steps: PromelaSteps
  let monitors: [PromelaMonitor]

  private var judged: [PromelaMonitor] { monitors.filter { $0.isLeftOutBecause == nil } }

  var text: String {
    var lines = heading
    for monitor in judged { lines += section(monitor) }
    lines += hookDefaults
    lines += variables
    lines += process
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: [String] {
    var lines = [
      "/*", " * \(workflow.name), version \(workflow.version): the procedure as a model for spin.",
      " *",
      " * One sentence at a time:", " *   spin -DCHECK_name -run -bfs FILE",
      " * \"errors: 0\" says that it holds on every path; after an error, 'spin -DCHECK_name -t FILE'",
      " * prints the shortest path on which it does not.", " *", " * Sentences:",
    ]
    for monitor in monitors {
      lines.append(" *   \(monitor.property.name): \(Self.comment(monitor.property.text))")
      if monitor.isLeftOutBecause != nil {
        lines.append(
          " *     not judged here: it compares amounts or fields, which this model does not hold")
      }
    }
    return lines + [
      " *",
      " * PEOPLE persons are told apart, where a sentence is about persons; besides them there is always",
      " * somebody who has done nothing in this case yet. -DPEOPLE=3 tells more apart.", " */", "",
    ]
  }

  /// A text of the file cannot end the comment.
  private static func comment(_ text: String) -> String {
    text.replacing("*/", with: "* /").replacing("\n", with: " ")
  }

  private func section(_ monitor: PromelaMonitor) -> [String] {
    var lines = [
      "/* \(Self.comment(monitor.property.text)) */", "#ifdef CHECK_\(monitor.property.name)",
      "#define CHECKED",
    ]
    lines += monitor.variables.map { "\($0);" }
    if monitor.knowsPersons { lines += ["#define PERSONS", "#define DONE who = 0"] }
    if monitor.keepsVotes { lines.append("#define LEFT votes = 0") }
    if monitor.leadsOut { lines += ["#define SIGNPOSTS", "#define FREE !leaving &&"] }
    var seen: [String] = []
    for (hook, _) in monitor.bodies where hooks.contains(hook) && !seen.contains(hook.macro) {
      seen.append(hook.macro)
      let bodies = monitor.bodies.filter { $0.hook == hook }.map(\.body)
      lines.append("#define \(hook.macro) \(bodies.joined(separator: "; "))")
    }
    return lines + ["#endif", ""]
  }

  /// The hooks of any sentence: only these stand in the process.
  private var wanted: Set<PromelaStep.Hook> { Set(judged.flatMap { $0.bodies.map(\.hook) }) }

  /// The hooks that stand in the process, in its order.
  private var hooks: [PromelaStep.Hook] {
    var hooks: [PromelaStep.Hook] = []
    let checks = workflow.states.flatMap(\.checks).map { PromelaStep.Hook.byCheck($0.name) }
    let all = steps.steps.flatMap(\.effects).compactMap { effect in
      if case .hook(let hook) = effect { hook } else { nil }
    }
    var seen: Set<PromelaStep.Hook> = []
    for hook in all + checks where wanted.contains(hook) && seen.insert(hook).inserted {
      hooks.append(hook)
    }
    return hooks
  }

  private var hookDefaults: [String] {
    var lines = [
      "#ifndef CHECKED",
      "#error \"Name a sentence: -DCHECK_\(judged.first?.property.name ?? "name")\"",
      "#endif", "#ifndef PEOPLE", "#define PEOPLE 2", "#endif",
    ]
    let plain = ["LEFT", "FREE", "DONE"] + hooks.filter { !$0.isCheck }.map(\.macro)
    for macro in plain { lines += ["#ifndef \(macro)", "#define \(macro)", "#endif"] }
    return lines + [""]
  }

  private var variables: [String] {
    let names = ["in_new"] + workflow.states.map { "in_\($0.name)" }
    var lines = ["mtype = { \(names.joined(separator: ", ")) };", "mtype state = in_new;"]
    lines += [
      "bool reserved; /* something is reserved or committed, and not paid */",
      "bool loose;    /* part of it is not committed */",
      "bool sent;     /* something was sent to the bank */",
      "bool paid;     /* something was paid */",
    ]
    for (name, limit) in steps.limits.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "\(limit < 255 ? "byte" : "short") taken_\(name); /* how often, up to \(limit) */")
    }
    let signed = workflow.actions.filter { PromelaSteps.votes(for: $0).upperBound > 1 }
    for action in signed { lines.append("byte given_\(action.name); /* votes of this visit */") }
    lines += [
      "", "#ifdef PERSONS", "byte who; /* one bit a person; 0 is somebody new */",
      "inline someone_not(barred) {", "  if", "  :: who = 0",
    ]
    for person in 0..<6 {
      lines += [
        "#if PEOPLE > \(person)", "  :: !((barred) & \(1 << person)) -> who = \(1 << person)",
        "#endif",
      ]
    }
    let resets = signed.map { "; given_\($0.name) = 0" }.joined()
    return lines + [
      "  fi;", "  printf(\"    by %d\\n\", who)", "}", "#endif", "",
      "inline go(next) { state = next\(resets); LEFT }", "",
    ]
  }

  private var process: [String] {
    var lines = ["active proctype the_case() {", "  do"]
    for step in steps.steps { lines += choice(step, free: "FREE ", besides: []) }
    for state in workflow.states {
      for check in state.checks where hooks.contains(.byCheck(check.name)) {
        let macro = PromelaStep.Hook.byCheck(check.name).macro
        lines += [
          "#ifdef \(macro)",
          "  :: atomic { FREE state == in_\(state.name) -> \(Self.note("check \(check.name)")); \(macro); DONE }",
          "#endif",
        ]
      }
    }
    if judged.contains(where: \.leadsOut) {
      lines += ["#ifdef SIGNPOSTS"] + signposts + ["#endif"]
    }
    return lines + ["  :: else -> break", "  od", "}"]
  }

  private func choice(
    _ step: PromelaStep, free: String, besides: [PromelaGuard.Condition]
  ) -> [String] {
    var conditions = ["state == in_\(step.from)"]
    conditions += besides.map { (!$0).promela }
    if step.condition != .always { conditions.append(step.condition.promela) }
    let effects = step.effects.compactMap { effect -> String? in
      switch effect {
      case .assign(let text): text
      case .hook(let hook): wanted.contains(hook) ? hook.macro : nil
      }
    }
    let what = step.action + (step.isVote ? " (a vote)" : "") + " -> \(step.to)"
    let isSomebodys = effects.contains { $0.hasPrefix("BY_") }
    let body = ([Self.note(what)] + effects + (isSomebodys ? ["DONE"] : []))
      .joined(separator: "; ")
    return ["  :: atomic { \(free)\(conditions.joined(separator: " && ")) -> \(body) }"]
  }

  /// A line of the path that 'spin -t' prints.
  private static func note(_ what: String) -> String { "printf(\"\(what)\\n\")" }

  private var signposts: [String] {
    let final = workflow.states.filter(\.isFinal).map { " && state != in_\($0.name)" }.joined()
    var lines = [
      "  :: atomic { FREE state != in_new\(final) -> \(Self.note("now on the way out")); leaving = true }"
    ]
    for (state, exits) in PromelaSignposts(steps.steps, workflow).exits {
      var closed: [PromelaGuard.Condition] = []
      for exit in exits {
        lines += choice(exit, free: "leaving && ", besides: closed)
        closed.append(exit.condition)
        if exit.condition == .always { break }
      }
      guard closed.last != .always else { continue }
      let none = closed.map { " && " + (!$0).promela }.joined()
      lines.append(
        "  :: atomic { leaving && state == in_\(state)\(none) -> \(Self.note("no way out")); assert(false) }"
      )
    }
    return lines
  }
}

extension PromelaStep.Hook {
  fileprivate var isCheck: Bool { if case .byCheck = self { true } else { false } }
}
