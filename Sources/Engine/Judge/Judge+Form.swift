internal import CEL
internal import Workflows

/// The rules about fields, documents, guards and where the action leads.
extension Judge {
  /// Puts the given values into the form; what cannot be taken stays out.
  mutating func fill(_ given: [Command.FieldEntry]) {
    let input = FieldInput(staff: snapshot.staff.isEmpty ? nil : snapshot.staff)
    let fillable = action.fill.map(\.field)
    let strays = given.map(\.name).filter { !fillable.contains($0) }
    let sorted = strays.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    // More would say no more.
    for name in sorted.prefix(20) {
      fieldProblems.append((name, .notHere(fillable: fillable)))
    }
    for name in fillable {
      guard let entry = given.last(where: { $0.name == name }),
        let field = workflow.field(name)
      else { continue }
      written.append(name)
      do {
        fields[name] = try input.value(entry.value, for: field)
      } catch {
        fieldProblems.append((name, error))
      }
    }
  }

  mutating func judgeFields() {
    for (field, problem) in fieldProblems {
      note(Refusal(.field, field, arguments: problem.arguments), .field)
    }
    for rule in action.rules where rule.kind == .field {
      guard let name = rule.reference, written.contains(name), fields[name] != nil else {
        continue
      }
      note(rule.condition, .field, name, arguments: FieldProblem.check(undecided: false).arguments)
    }
  }

  mutating func judgeFilled() {
    for fill in action.fill where fill.need != .never {
      let isEmpty = fields[fill.field] == nil && !isWithheld(fill.field)
      let condition = fill.need == .always ? nil : workflow.field(fill.field)?.requiredWhen
      let unknown = condition.map(withheld) ?? []
      guard unknown.isEmpty else {
        if isEmpty { note(undecided(.fill, fill.field, unknown, condition), .fill) }
        continue
      }
      let isNeeded =
        fill.need == .always || condition?.expression.evaluate(bindings).isTrue == true
      if isNeeded { note(.fill, fill.field, broken: isEmpty) }
    }
  }

  mutating func judgeDocuments() {
    let more = band?.documents.filter { !action.documents.contains($0) } ?? []
    for name in action.documents + more {
      guard let document = workflow.document(name) else { continue }
      let fault = fault(of: document)
      let unknown = document.neededWhen.map(withheld) ?? []
      guard unknown.isEmpty else {
        if fault != nil {
          note(undecided(.document, name, unknown, document.neededWhen), .document)
        }
        continue
      }
      if let needed = document.neededWhen, !needed.expression.evaluate(bindings).isTrue { continue }
      note(.document, name, broken: fault != nil, ["why": .text(fault ?? "")])
    }
  }

  /// What is wrong with a document that is needed: `missing`, `undated`, `too_old`; nil if nothing.
  private func fault(of document: Workflow.Document) -> String? {
    guard let held = snapshot.documents[document.name] else { return "missing" }
    if held.isWaived { return nil }
    guard held.isReceived else { return "missing" }
    guard let period = document.notOlderThan else { return nil }
    guard let issued = held.issuedOn else { return "undated" }
    guard let due = procedure.calendar.due(after: issued, within: period) else { return "too_old" }
    return snapshot.now >= due.instant ? "too_old" : nil
  }

  mutating func judgeGuards() {
    for rule in action.when {
      note(rule.condition, .when, rule.name, say: rule.say)
    }
  }

  /// The first target whose condition is true; one that cannot be decided decides nothing.
  mutating func judgeRoute() {
    for candidate in action.targets {
      guard let condition = candidate.when else {
        target = candidate.state
        break
      }
      let unknown = withheld(condition)
      guard unknown.isEmpty else {
        return note(undecided(.route, candidate.state, unknown, condition), .route)
      }
      let result = condition.expression.evaluate(bindings)
      if result.isTrue {
        target = candidate.state
        break
      }
      guard result.value == nil else { continue }
      let looked = Self.look(condition, bindings)
      note(
        Refusal(
          .route, candidate.state, isUndecided: true, missing: Self.missing(looked, result),
          source: condition.expression.source, readings: looked), .route)
      return
    }
    if action.targets.count > 1 { note(nil, .route, target) }
  }
}
