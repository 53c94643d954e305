extension WorkflowBuilder {
  /// The name of a role that is declared.
  func role(_ node: YAMLNode) -> String? {
    reference(node, .unknownRole, among: names.roles)
  }

  /// One role or a list of them.
  func roles(_ node: YAMLNode) -> [String] {
    unique(reading.oneOrMore(node) ?? []).compactMap(role)
  }

  /// The name of a state that is declared.
  func stateName(_ node: YAMLNode) -> String? {
    reference(node, .unknownState, among: names.states.map(\.name))
  }

  /// The name of an action that is declared.
  func actionName(_ node: YAMLNode) -> String? {
    reference(node, .unknownAction, among: names.actions)
  }

  /// The name of a field that is declared.
  func fieldName(_ node: YAMLNode) -> String? {
    reference(node, .unknownField, among: fieldNames)
  }

  /// The fields that stand under `form:`, also those with a mistake of their own.
  private var fieldNames: [String] { (root["form"]?.pairs ?? []).compactMap { $0.key.text } }

  /// A name that must be one of `candidates`.
  func reference(
    _ node: YAMLNode, _ code: Diagnostic.Code, among candidates: [String]
  ) -> String? {
    guard let name = reading.text(node) else { return nil }
    if candidates.contains(name) { return name }
    reading.reportUnknown(code, name, at: node.location, among: candidates)
    return nil
  }

  /// `form.name`, a field of one of the types wanted; nil when it was reported.
  func formField(_ node: YAMLNode, types: [String]) -> String? {
    guard let text = reading.text(node) else { return nil }
    let name = text.hasPrefix("form.") ? String(text.dropFirst(5)) : text
    guard fieldNames.contains(name), text.hasPrefix("form.") else {
      reading.reportUnknown(
        .unknownField, text, at: node.location, among: fieldNames.map { "form.\($0)" })
      return nil
    }
    // A field with a mistake of its own was reported there.
    guard let field = names.field(name) else { return nil }
    guard types.contains(field.type.name) else {
      reading.report(
        .wrongFieldType, at: node.location, name, types.joined(separator: ", "),
        field.type.name)
      return nil
    }
    return name
  }

  /// States and `phase P`, resolved to states in the file's order; final states of a phase are left
  /// out, because nothing happens in them any more.
  func states(_ nodes: [YAMLNode]) -> [String] {
    var found: Set<String> = []
    for node in unique(nodes) {
      guard let text = reading.text(node) else { continue }
      if text.hasPrefix("phase ") {
        let phase = String(text.dropFirst(6))
        let members = names.states.filter { $0.phase == phase }
        if members.isEmpty {
          reading.reportUnknown(.unknownPhase, phase, at: node.location, among: names.phases)
        }
        found.formUnion(members.filter { !$0.isFinal }.map(\.name))
      } else if text == "new" {
        reading.report(.newAmongStates, at: node.location)
      } else if let name = stateName(node) {
        found.insert(name)
      }
    }
    return names.states.map(\.name).filter(found.contains)
  }

  /// Documents that are declared, in the file's order.
  func documents(_ node: YAMLNode) -> [String] {
    if node.text == "all" { return names.documents }
    let asked = unique(reading.list(node) ?? []).compactMap {
      reference($0, .unknownDocument, among: names.documents)
    }
    return names.documents.filter(asked.contains)
  }
}
