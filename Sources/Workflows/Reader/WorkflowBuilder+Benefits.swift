extension WorkflowBuilder {
  /// What an action does about benefits: `end`, `release`, or what it grants.
  func benefitStep(_ node: YAMLNode, of action: String) -> Workflow.BenefitStep? {
    if node.text != nil {
      switch reading.word(node, of: ["end", "release"]) {
      case "end"?: return .end
      case "release"?: return .release
      default: return nil
      }
    }
    guard
      let fields = reading.fields(
        node, "actions.\(action).benefit", keys: ["class", "for", "to", "from", "of"],
        required: ["class"])
    else { return nil }
    if fields.has("for"), fields.has("to") {
      reading.report(.keysExclude, at: fields.keyLocation("to"), "to", "for")
    } else if !fields.has("for"), !fields.has("to") {
      reading.report(.missingKey, at: node.location, "for", fields.place)
    }
    let words = Workflow.Benefit.Class.allCases.map(\.rawValue)
    let kind = fields["class"].flatMap { reading.word($0, of: words) }
      .flatMap(Workflow.Benefit.Class.init)
    let length =
      fields["for"].flatMap(benefitLength)
      ?? fields["to"].flatMap { formField($0, types: ["date"]) }.map { .to(field: $0) }
    var from: String?
    if let node = fields["from"], node.text != "decision day" {
      from = formField(node, types: ["date"])
    }
    let of = fields["of"].flatMap { reading.word($0, of: ["household", "person"]) }
    guard let kind, let length else { return nil }
    return .grant(
      Workflow.Benefit(
        kind: kind, length: length, from: from, isPersonal: of == "person", location: node.location)
    )
  }

  /// `12 months` or `30 days`, ten years at most.
  private func benefitLength(_ node: YAMLNode) -> Workflow.Benefit.Length? {
    guard let text = reading.text(node) else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    if words.count == 2, let digits = words.first,
      digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      digits.utf8.first != 0x30, let count = Int(digits)
    {
      switch words[1] {
      case "months", "month": if count <= 120 { return .months(count) }
      case "days", "day": if count <= Workflow.Benefit.maximumDays { return .days(count) }
      default: break
      }
    }
    reading.report(.badBenefitLength, at: node.location, text)
    return nil
  }

  /// The hospital's invoice that an action counts.
  func invoice(_ node: YAMLNode, of action: String) -> Workflow.Invoice? {
    guard
      let fields = reading.fields(
        node, "actions.\(action).invoice", keys: ["hospital", "number"],
        required: ["hospital", "number"]),
      let hospital = fields["hospital"].flatMap({ formField($0, types: ["text", "choice"]) }),
      let number = fields["number"].flatMap({ formField($0, types: ["text"]) })
    else { return nil }
    return Workflow.Invoice(hospital: hospital, number: number, location: node.location)
  }
}
