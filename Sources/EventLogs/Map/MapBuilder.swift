internal import Engine
internal import Workflows

/// Builds a map from the tree of its file, collecting every mistake.
struct MapBuilder {
  var reading: MapReading
  let workflow: Workflow

  private static let keys = [
    "casework_map", "workflow", "keys", "zone", "events", "roles", "persons", "absent", "fields",
    "on_refusal", "undecided",
  ]

  mutating func map(_ root: YAMLNode) -> ReplayMap {
    let values = reading.keys(
      root, "the map", known: Self.keys,
      required: ["casework_map", "workflow", "events", "roles", "persons"])
    if let node = values["casework_map"] { _ = reading.number(node, 1, 1) }
    if let node = values["workflow"], let name = reading.text(node), name != workflow.name {
      reading.report(.otherWorkflow(name, expected: workflow.name), at: node.location)
    }
    let map = ReplayMap(
      workflow: workflow.name,
      keys: values["keys"].map { keys($0) } ?? .standard,
      zone: values["zone"].flatMap { zone($0) } ?? .utc,
      events: values["events"].map { events($0) } ?? [:],
      roles: values["roles"].map { roles($0) } ?? [:],
      persons: values["persons"].map { persons($0) } ?? .byRole,
      absent: Set(values["absent"].map { reading.texts($0) } ?? []),
      fields: values["fields"].map { fields($0) } ?? [],
      onRefusal: values["on_refusal"].flatMap { reading.word($0, ReplayMap.OnRefusal.self) }
        ?? .follow,
      undecided: values["undecided"].map { undecided($0) } ?? [])
    if let node = values["persons"], map.persons == .byRole { checkPersons(map, node) }
    return map
  }

  private mutating func keys(_ node: YAMLNode) -> ReplayMap.Keys {
    let values = reading.keys(node, "keys", known: ["case", "event", "time", "role"])
    let standard = ReplayMap.Keys.standard
    return ReplayMap.Keys(
      caseName: values["case"].flatMap { reading.text($0) } ?? standard.caseName,
      event: values["event"].flatMap { reading.text($0) } ?? standard.event,
      time: values["time"].flatMap { reading.text($0) } ?? standard.time,
      role: values["role"].flatMap { reading.text($0) } ?? standard.role)
  }

  private mutating func zone(_ node: YAMLNode) -> Zone? {
    guard let name = reading.text(node) else { return nil }
    if let zone = Zone.named(name) { return zone }
    reading.report(.unknownZone(name), at: node.location)
    return nil
  }

  private mutating func events(_ node: YAMLNode) -> [String: ReplayMap.EventMeaning] {
    var events: [String: ReplayMap.EventMeaning] = [:]
    for (key, value) in reading.pairs(node) {
      guard let name = key.text else { continue }
      if value.text == nil {
        let parts = reading.keys(value, name, known: ["ignore"], required: ["ignore"])
        if let reason = parts["ignore"] { events[name] = .ignored(reading.label(reason)) }
      } else if let action = reading.text(value) {
        if workflow.action(action) == nil {
          reading.report(
            .unknownAction(action, known: workflow.actions.map(\.name)), at: value.location)
        }
        events[name] = .action(action)
      }
    }
    return events
  }

  private mutating func roles(_ node: YAMLNode) -> [String: ReplayMap.RoleMeaning] {
    var roles: [String: ReplayMap.RoleMeaning] = [:]
    for (key, value) in reading.pairs(node) {
      guard let name = key.text, let role = reading.text(value) else { continue }
      switch role {
      case "system": roles[name] = .system
      case "unknown": roles[name] = .unknown
      default:
        if workflow.role(role) == nil {
          reading.report(.unknownRole(role, known: workflow.roles.map(\.name)), at: value.location)
        }
        roles[name] = .role(role)
      }
    }
    return roles
  }

  private mutating func persons(_ node: YAMLNode) -> ReplayMap.Persons {
    if let text = node.text {
      if text != "by_role" {
        reading.report(.unknownWord(text, allowed: ["by_role", "{key: …}"]), at: node.location)
      }
      return .byRole
    }
    let parts = reading.keys(node, "persons", known: ["key"], required: ["key"])
    return parts["key"].flatMap { reading.text($0) }.map(ReplayMap.Persons.attribute) ?? .byRole
  }

  /// Made-up persons differ by role, so a rule that compares them holds whatever happened.
  private mutating func checkPersons(_ map: ReplayMap, _ node: YAMLNode) {
    var compared: [Refusal.Kind] = [.applicant]
    if workflow.actions.contains(where: { !$0.distinctFrom.isEmpty }) {
      compared.append(.distinctFrom)
    }
    if workflow.actions.contains(where: \.unrelated) { compared.append(.unrelated) }
    for kind in compared where !map.undecidedRules.contains(kind.rawValue) {
      reading.report(.madeUpPersons(kind.rawValue), at: node.location)
    }
  }
}
