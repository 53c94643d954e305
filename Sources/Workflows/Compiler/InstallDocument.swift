internal import CEL

/// Writes the install document: everything the database needs of a workflow but its guards.
struct InstallDocument {
  let workflow: Workflow
  let digest: String

  var json: JSONText {
    .object(
      [
        ("format", .int(1)), ("workflow", .string(workflow.name)),
        ("version", .int(workflow.version)), ("number", .string(workflow.number)),
        ("confidentiality", .int(workflow.confidentiality)),
        ("currency", .string(workflow.currency)), ("calendar", .string(workflow.calendar)),
        ("label", Self.label(workflow.label)), ("start", .string(workflow.start)),
        ("digest", .string(digest)), ("roles", .array(workflow.roles.map(Self.named))),
        ("fields", .array(workflow.fields.map(field))),
        ("documents", .array(workflow.documents.map(document))),
        (
          "messages",
          .array(
            workflow.messages.map {
              .object([("name", .string($0.name)), ("text", Self.label($0.label))])
            })
        ),
        ("hold", .optional(workflow.hold, hold)), ("states", .array(workflow.states.map(state))),
        ("deadlines", .array(workflow.deadlines.map(deadline))),
        ("actions", .array(workflow.actions.map(action))),
      ] + (privateFacts.isEmpty ? [] : [("private_facts", .strings(privateFacts))]))
  }

  /// The facts that read a private field, also through one another: their values are held back too.
  private var privateFacts: [String] {
    let paths = workflow.fields.filter(\.isPrivate).map { "form.\($0.name)" }
    return workflow.facts.filter { fact in
      fact.value.expression.reads.contains { read in
        paths.contains { read == $0 || read.hasPrefix($0 + ".") }
      }
    }.map(\.name)
  }

  static func label(_ label: Label) -> JSONText {
    .object(label.texts.map { ($0.language, .string($0.text)) })
  }

  private static func named(_ label: NamedLabel) -> JSONText {
    .object([("name", .string(label.name)), ("label", Self.label(label.label))])
  }

  private static func period(_ period: Period) -> JSONText {
    .object([("n", .int(period.count)), ("unit", .string(period.unit.rawValue))])
  }

  private func field(_ field: Workflow.Field) -> JSONText {
    let limits = FieldLimits(field.type)
    return .object(
      [
        ("name", .string(field.name)), ("type", .string(field.type.name)),
        ("scale", .optional(limits.scale, JSONText.int)), ("min", .optional(limits.min)),
        ("max", .optional(limits.max)), ("max_length", .optional(limits.maxLength, JSONText.int)),
        ("pattern", .optional(limits.pattern)),
        ("choices", .optional(limits.choices) { .array($0.map(Self.named)) }),
        ("columns", .optional(limits.columns) { .array($0.map(self.field)) }),
        ("item", .optional(limits.item)), ("min_rows", .optional(limits.minRows, JSONText.int)),
        ("max_rows", .optional(limits.maxRows, JSONText.int)),
        ("private", .bool(field.isPrivate)), ("optional", .bool(field.isOptional)),
        ("role", .optional(limits.role)), ("signed", .bool(field.isSigned)),
        ("label", Self.label(field.label)),
      ] + (field.readers.map { [("readers", .strings($0))] } ?? []))
  }

  private func document(_ document: Workflow.Document) -> JSONText {
    .object([
      ("name", .string(document.name)),
      ("not_older_than", .optional(document.notOlderThan, Self.period)),
      ("label", Self.label(document.label)),
    ])
  }

  private func hold(_ hold: Workflow.Hold) -> JSONText {
    .object([
      ("roles", .strings(hold.roles)), ("reasons", .array(hold.reasons.map(Self.named))),
    ])
  }

  private func state(_ state: Workflow.State) -> JSONText {
    .object([
      ("name", .string(state.name)), ("phase", .optional(state.phase)),
      ("ends", .optional(state.ends)), ("label", Self.label(state.label)),
      (
        "deadline",
        .optional(state.deadline) { deadline in
          .object([
            ("within", Self.period(deadline.within)), ("of", .optional(deadline.of)),
            ("remind", .optional(deadline.remind, Self.period)),
            ("escalate_to", .optional(deadline.escalateTo)), ("then", .optional(deadline.then)),
          ])
        }
      ),
      (
        "checks",
        .array(
          state.checks.map { check in
            .object([
              ("name", .string(check.name)), ("role", .string(check.role)),
              ("within", .optional(check.within, Self.period)),
              ("label", Self.label(check.label)),
            ])
          })
      ),
    ])
  }

  private func deadline(_ deadline: Workflow.CaseDeadline) -> JSONText {
    .object([
      ("name", .string(deadline.name)), ("of", .string(deadline.of)),
      ("within", Self.period(deadline.within)), ("while", .strings(deadline.states)),
      ("remind", .optional(deadline.remind, Self.period)),
      ("escalate_to", .optional(deadline.escalateTo)),
    ])
  }

  private func action(_ action: Workflow.Action) -> JSONText {
    .object(
      [
        ("name", .string(action.name)), ("label", Self.label(action.label)),
        ("by", .string(action.by.rawValue)), ("open", .bool(action.opensCase)),
        ("from", .strings(action.from)), ("roles", .strings(action.roles)),
        ("only", .optional(action.only)), ("after", .optional(action.after, Self.period)),
        ("unrelated", .bool(action.unrelated)), ("people", .int(action.people)),
        ("distinct_from", .strings(action.distinctFrom.map(\.description))),
        ("at_most", .optional(action.atMost, JSONText.int)),
        ("while_held", .bool(action.whileHeld)),
        (
          "fill",
          .array(
            action.fill.map {
              .object([("field", .string($0.field)), ("need", .string($0.need.rawValue))])
            })
        ),
        ("documents", .strings(action.documents)),
        ("targets", .array(action.targets.map { .object([("to", .string($0.state))]) })),
        ("bands", .optional(action.tiers) { .array($0.bands.map(band)) }),
        ("money", .array(action.money.map(money))),
        (
          "tell",
          .optional(action.tellApplicant) { .object([("applicant", .string($0))]) }
        ),
        ("needs", .strings(action.needs)), ("has_values", .bool(action.hasValues)),
        ("rules", .array(action.rules.map(rule))),
      ] + benefit(action))
  }

  /// Only where there is one: the document of a file without benefits stays as it was.
  private func benefit(_ action: Workflow.Action) -> [(String, JSONText)] {
    var members: [(String, JSONText)] = []
    switch action.benefit {
    case .end?: members.append(("ends", .string("end")))
    case .release?: members.append(("ends", .string("release")))
    case .grant(let benefit)?:
      members.append(("class", .string(benefit.kind.rawValue)))
      switch benefit.length {
      case .days(let count): members += [("n", .int(count)), ("unit", .string("days"))]
      case .months(let count): members += [("n", .int(count)), ("unit", .string("months"))]
      case .to(let field): members.append(("to", .string(field)))
      }
      if let from = benefit.from { members.append(("from", .string(from))) }
      members.append(("of", .string(benefit.isPersonal ? "person" : "household")))
    case nil: break
    }
    if let invoice = action.invoice {
      members.append(
        (
          "invoice",
          .object([
            ("hospital", .string(invoice.hospital)), ("number", .string(invoice.number)),
          ])
        ))
    }
    return members.isEmpty ? [] : [("benefit", .object(members))]
  }

  private func band(_ band: Workflow.Band) -> JSONText {
    .object([
      ("up_to", .optional(band.upTo) { .string($0.description) }),
      ("roles", .strings(band.roles)), ("each", .bool(band.each)), ("people", .int(band.people)),
      ("documents", .strings(band.documents)),
    ])
  }

  private func money(_ step: Workflow.MoneyStep) -> JSONText {
    let amount =
      switch step.amount {
      case .reserved: "reserved"
      case .sent: "sent"
      case .value: "value"
      }
    return .object(
      [
        ("step", .string(step.kind.rawValue)), ("fund", .optional(step.fund)),
        ("amount", .string(amount)), ("payee", .optional(step.payee)),
      ] + (step.payeeOf.map { [("of", .string($0))] } ?? []))
  }

  private func rule(_ rule: Workflow.Rule) -> JSONText {
    .object([
      ("name", .string(rule.name)), ("kind", .string(rule.kind.rawValue)),
      ("ref", .optional(rule.reference)), ("say", .optional(rule.say, Self.label)),
    ])
  }
}

/// The limits of a field's type, each nil where the type has none.
private struct FieldLimits {
  var scale: Int?
  var min: String?
  var max: String?
  var maxLength: Int?
  var pattern: String?
  var choices: [NamedLabel]?
  var columns: [Workflow.Field]?
  var item: String?
  var minRows: Int?
  var maxRows: Int?
  var role: String?

  init(_ type: Workflow.FieldType) {
    switch type {
    case .text(let maxLength, let pattern):
      self.maxLength = maxLength
      self.pattern = pattern
    case .choice(let choices): self.choices = choices
    case .integer(let min, let max):
      self.min = min.map { "\($0)" }
      self.max = max.map { "\($0)" }
    case .money(let min, let max):
      scale = 2
      self.min = min?.description
      self.max = max?.description
    case .decimal(let scale, let min, let max):
      self.scale = scale
      self.min = min?.description
      self.max = max?.description
    case .date(let min, let max):
      self.min = min?.description
      self.max = max?.description
    case .rows(let columns, let min, let max):
      self.columns = columns
      minRows = min
      maxRows = max
    case .list(let itemType, let min, let max):
      item = itemType.name
      scale = FieldLimits(itemType).scale
      maxLength = FieldLimits(itemType).maxLength
      minRows = min
      maxRows = max
    case .staff(let role): self.role = role
    case .yesNo, .datetime, .duration: break
    }
  }
}
