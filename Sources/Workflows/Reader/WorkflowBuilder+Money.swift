internal import CEL

extension WorkflowBuilder {
  private static let bandKeys = ["up_to", "role", "each", "people", "documents"]
  /// Limits are money, whatever the amount is called.
  private static let bandScale = 9

  /// The tiers of an action.
  func tiers(_ node: YAMLNode, of action: String) -> Workflow.Tiers? {
    let place = "actions.\(action).tiers"
    guard
      let fields = reading.fields(node, place, keys: ["by", "bands"], required: ["by", "bands"])
    else { return nil }
    let bands = fields["bands"].map { self.bands($0, place) } ?? []
    guard let node = fields["by"], let by = guardExpression(node, expecting: nil) else {
      return nil
    }
    switch by.expression.type {
    case .int, .decimal: return Workflow.Tiers(by: by, bands: bands)
    default:
      reading.report(.tierNotNumber, at: node.location, by.expression.type.description)
      return nil
    }
  }

  private func bands(_ node: YAMLNode, _ place: String) -> [Workflow.Band] {
    guard let items = reading.list(node) else { return [] }
    if items.isEmpty { reading.report(.emptyText, at: node.location) }
    var bands: [Workflow.Band] = []
    var limit: ExactDecimal?
    for (index, item) in items.enumerated() {
      guard let fields = reading.fields(item, "\(place).bands", keys: Self.bandKeys) else {
        continue
      }
      if !fields.has("up_to"), index < items.count - 1 {
        reading.report(.openBandNotLast, at: item.location)
      }
      let band = self.band(fields, item)
      if let upTo = band.upTo {
        if let limit, upTo < limit || upTo == limit {
          reading.report(
            .bandsNotRising, at: fields["up_to"]?.location ?? item.location, "\(upTo)", "\(limit)")
        }
        limit = upTo
      }
      bands.append(band)
    }
    return bands
  }

  private func band(_ fields: Fields, _ item: YAMLNode) -> Workflow.Band {
    let each = fields.has("each")
    for key in ["role", "people"] where each && fields.has(key) {
      reading.report(.keysExclude, at: fields.keyLocation(key), key, "each")
    }
    if !each, !fields.has("role") {
      reading.report(.missingKey, at: item.location, "role", fields.place)
    }
    return Workflow.Band(
      upTo: fields["up_to"].flatMap { reading.decimal($0, scale: Self.bandScale) },
      roles: (fields["each"] ?? fields["role"]).map(roles) ?? [], each: each,
      people: fields["people"].flatMap { reading.count($0, in: 1...20) } ?? 1,
      documents: fields["documents"].map(documents) ?? [], location: item.location)
  }

  /// The money steps of an action: one, or a list.
  ///
  /// Money goes on its way with a batch and comes to rest by an answer of the bank; no person says so.
  func moneySteps(
    _ node: YAMLNode, of action: String, by actor: Workflow.Actor
  ) -> [Workflow.MoneyStep] {
    let steps = (reading.oneOrMore(node) ?? []).compactMap {
      moneyStep($0, "actions.\(action).money")
    }
    for step in steps {
      let owner: Workflow.Actor? =
        switch step.kind {
        case .send: .batch
        case .settle, .return: .bank
        default: actor == .batch || actor == .bank ? .person : nil
        }
      guard let owner, owner != actor else { continue }
      reading.report(
        .stepOfAnother, at: step.location, step.kind.rawValue, actor.rawValue, owner.rawValue)
    }
    return steps
  }

  private func moneyStep(_ node: YAMLNode, _ place: String) -> Workflow.MoneyStep? {
    let steps = Workflow.MoneyStep.Kind.allCases.map(\.rawValue)
    guard let fields = reading.fields(node, place, keys: steps + ["fund", "payee", "of"]) else {
      return nil
    }
    let named = steps.filter(fields.has)
    guard let step = named.first, let kind = Workflow.MoneyStep.Kind(rawValue: step) else {
      reading.report(.missingKey, at: node.location, steps.joined(separator: " | "), place)
      return nil
    }
    for other in named.dropFirst() {
      reading.report(.keysExclude, at: fields.keyLocation(other), other, step)
    }
    checkCompanions(of: kind, fields, node)
    guard let amount = fields[step].flatMap({ self.amount($0, of: kind) }) else { return nil }
    return Workflow.MoneyStep(
      kind: kind, amount: amount, fund: fields["fund"].flatMap(reading.name),
      payee: fields["payee"].flatMap { formField($0, types: ["text"]) },
      payeeOf: kind == .send ? fields["of"].flatMap { formField($0, types: ["staff"]) } : nil,
      location: node.location)
  }

  /// A reservation names its fund, a payment its payee, and no other step names either. Whose account it
  /// must be is a batch's to look up.
  private func checkCompanions(of kind: Workflow.MoneyStep.Kind, _ fields: Fields, _ node: YAMLNode)
  {
    let needed: [(key: String, kinds: [Workflow.MoneyStep.Kind])] = [
      ("fund", [.reserve]), ("payee", [.pay, .send]),
    ]
    for (key, owners) in needed {
      if owners.contains(kind), !fields.has(key) {
        reading.report(.missingKey, at: node.location, key, fields.place)
      } else if !owners.contains(kind), fields.has(key) {
        reading.report(.keysExclude, at: fields.keyLocation(key), key, kind.rawValue)
      }
    }
    if kind != .send, fields.has("of") {
      reading.report(.keysExclude, at: fields.keyLocation("of"), "of", kind.rawValue)
    }
  }

  private func amount(
    _ node: YAMLNode, of kind: Workflow.MoneyStep.Kind
  ) -> Workflow.MoneyStep.Amount? {
    switch kind {
    case .settle, .return:
      if node.text == "sent" { return .sent }
      reading.report(.stepNeedsSent, at: node.location, kind.rawValue)
      return nil
    case .commit, .release, .send:
      if node.text == "reserved" { return .reserved }
      reading.report(.stepNeedsReserved, at: node.location, kind.rawValue)
      return nil
    case .pay: if node.text == "reserved" { return .reserved }
    case .reserve, .recover: break
    }
    guard let value = guardExpression(node, expecting: nil) else { return nil }
    switch value.expression.type {
    case .int, .decimal(scale: 0...2): return .value(value)
    default:
      reading.report(.amountNotMoney, at: node.location, value.expression.type.description)
      return nil
    }
  }
}
