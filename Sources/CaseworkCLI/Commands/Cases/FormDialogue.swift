import CEL
import Casebook
import Engine
import History
import Workflows

/// Asks at a terminal for the fields that a refusal says are missing or wrong.
struct FormDialogue {
  let context: Context
  let workflow: Workflow

  /// Whether everything that stands against the action could be answered by filling fields, or by
  /// looking at the case.
  static func couldAnswer(_ refusal: Casebook.Refusal) -> Bool {
    let answerable: Set<String> = ["fill", "field", "expect"]
    let later: Set<String> = ["when", "route", "tier", "amount"]
    return refusal.items.contains { answerable.contains($0.kind) }
      && refusal.items.allSatisfy { item in
        let undecided =
          item.detail["undecided"]?.bool ?? item.detail["args"]?["undecided"]?.bool ?? false
        return answerable.contains(item.kind) || later.contains(item.kind) && undecided
      }
  }

  /// Fills what is missing.
  ///
  /// - Returns: false when the person ended the input.
  func fill(_ refusal: Casebook.Refusal, into fields: inout FormValues) -> Bool {
    var asked: Set<String> = []
    for item in refusal.items where item.kind == "fill" || item.kind == "field" {
      guard let name = item.reference, asked.insert(name).inserted,
        let field = workflow.field(name)
      else { continue }
      if item.kind == "field", let problem = item.engineRefusal {
        context.tell(text(problem))
      }
      guard let value = ask(field) else { return false }
      fields.set(name, value)
    }
    return !asked.isEmpty
  }

  /// Asks until the value fits the field; nil at the end of input.
  func ask(_ field: Workflow.Field) -> JSON? {
    let language = Language.current.rawValue
    let label = field.label.text(in: language, or: field.name)
    context.tell(
      context.messagePaint(label == field.name ? label : "\(label) (\(field.name))", .bold)
        + "  " + context.messagePaint(FieldHint.text(field.type), .faint))
    if case .choice(let choices) = field.type {
      for choice in choices {
        context.tell("  \(choice.name)  \(choice.label.text(in: language, or: ""))")
      }
    }
    while true {
      guard let line = Prompt(context: context).ask("> ") else { return nil }
      do {
        let given = PlainValue(try FlowText.value(line))
        guard let value = try FieldInput().value(given, for: field) else {
          context.tell(say("It has to be filled.", "必须填写。"))
          continue
        }
        return value.stored.json
      } catch let problem as FieldProblem {
        let refusal = Engine.Refusal(.field, field.name, arguments: problem.plain)
        context.tell(text(refusal))
      } catch let mistake as FlowText.Mistake {
        context.tell("\(mistake.message) (\(mistake.column))")
      } catch {
        context.tell("\(error)")
      }
    }
  }

  private func text(_ refusal: Engine.Refusal) -> String {
    Engine.RefusalText(refusal, in: workflow, language: Language.current.rawValue).what
  }
}

extension FieldProblem {
  /// The problem as a refusal's arguments, for its words.
  fileprivate var plain: PlainValue {
    var limits: [PlainValue.Member] = []
    switch self {
    case .type(let type): limits.append(.init("type", .text(type)))
    case .tooLong(let limit): limits.append(.init("max_length", .integer(limit)))
    case .pattern(let pattern): limits.append(.init("pattern", .text(pattern)))
    case .choice(let names): limits.append(.init("choices", .texts(names)))
    case .tooMany(let limit): limits.append(.init("max_rows", .integer(limit)))
    case .tooFew(let limit): limits.append(.init("min_rows", .integer(limit)))
    case .decimals(let scale): limits.append(.init("scale", .integer(scale)))
    case .belowMinimum(let limit): limits.append(.init("min", .text(limit)))
    case .aboveMaximum(let limit): limits.append(.init("max", .text(limit)))
    default: break
    }
    return .object([.init("why", .text(name)), .init("limits", .object(limits))])
  }
}
