internal import CEL
internal import Engine
public import Workflows

/// Reads a log as steps of a workflow's cases, one after another, in constant memory.
///
/// The same steps go to the offline replay and to a database.
///
/// ```swift
/// let reader = try StepReader(.file(path: "requests.xes.gz"), map: map, workflow: workflow)
/// while let item = try reader.next() {
///   if case .step(let step) = item { print(step.caseName, step.action) }
/// }
/// ```
public final class StepReader {
  /// The most events and roles that one error lists.
  public static let mostUnnamed = 100

  private let log: EventLogReader
  private let map: ReplayMap
  private let workflow: Workflow
  private var trace = LogTrace(attributes: LogAttributes(), line: 1)
  private var caseName = ""
  private var unnamed: [ReplayError.Unnamed] = []

  /// Opens a log.
  ///
  /// - Parameters:
  ///   - source: the log, plain or gzip.
  ///   - map: how its events are read.
  ///   - workflow: the workflow that the map is for.
  public init(
    _ source: EventLogSource, map: ReplayMap, workflow: Workflow
  ) throws(ReplayError) {
    self.map = map
    self.workflow = workflow
    do throws(EventLogError) {
      log = try EventLogReader(source, keys: map.wantedKeys)
    } catch {
      throw .log(error)
    }
  }

  /// The next piece; nil at the end of the log.
  ///
  /// - Throws: the log cannot be read, or holds what the map does not name. The latter is thrown at
  ///   the log's end, with everything that is not named; no step is handed out after the first.
  public func next() throws(ReplayError) -> ReplayItem? {
    do throws(EventLogError) {
      while let item = try log.next() {
        let read = try read(item)
        if unnamed.isEmpty, let read { return read }
      }
    } catch {
      throw .log(error)
    }
    guard unnamed.isEmpty else { throw .unnamed(file: log.name, unnamed) }
    return nil
  }

  private func read(_ item: LogItem) throws(EventLogError) -> ReplayItem? {
    switch item {
    case .trace(let trace):
      self.trace = trace
      caseName = trace.attributes[map.keys.caseName] ?? "line \(trace.line)"
      return .caseBegan(caseName)
    case .endOfTrace: return .caseEnded
    case .event(let event):
      let name = event.attributes[map.keys.event] ?? ""
      guard let meaning = map.events[name] else {
        note(.event, name, event)
        return nil
      }
      guard case .action(let action) = meaning, let action = workflow.action(action) else {
        return .ignored
      }
      return try step(action, event).map(ReplayItem.step)
    }
  }

  private func step(
    _ action: Workflow.Action, _ event: LogEvent
  ) throws(EventLogError) -> ReplayStep? {
    let name = event.attributes[map.keys.role] ?? ""
    guard let role = map.roles[name] else {
      note(.role, name, event)
      return nil
    }
    return ReplayStep(
      caseName: caseName, action: action.name, actor: actor(role, name, action, event),
      isRoleKnown: role != .unknown, at: try time(of: event),
      fields: fields(of: action, event), line: event.line)
  }

  private func actor(
    _ role: ReplayMap.RoleMeaning, _ name: String, _ action: Workflow.Action, _ event: LogEvent
  ) -> Actor {
    let roles: [String]
    switch role {
    case .system: return Actor(system: action.by == .person ? .batch : action.by)
    case .role(let role): roles = [role]
    case .unknown: roles = action.roles + (action.tiers?.bands.flatMap(\.roles) ?? [])
    }
    if case .attribute(let key) = map.persons, let person = value(of: key, event) {
      return Actor(login: person, person: person, roles: roles)
    }
    let login = role == .unknown ? name : roles[0]
    return Actor(login: login, person: "\(caseName)/\(login)", roles: roles)
  }

  private func time(of event: LogEvent) throws(EventLogError) -> Timestamp {
    let text = event.attributes[map.keys.time] ?? ""
    if let time = Timestamp(text) { return time }
    // Without an offset it is the zone's clock; the hour that a change of clocks repeats is taken
    // as the earlier one's offset says.
    if let local = Timestamp(text + "Z") {
      let seconds = local.microseconds / 1_000_000
      let guess = seconds - Int64(map.zone.offset(at: seconds))
      let offset = Int64(map.zone.offset(at: guess))
      if let time = Timestamp(microseconds: local.microseconds - offset * 1_000_000) {
        return time
      }
    }
    throw EventLogError(
      .badValue(key: map.keys.time, value: text, type: "date"), file: log.name, line: event.line)
  }

  private func fields(of action: Workflow.Action, _ event: LogEvent) -> [Command.FieldEntry] {
    map.fields.compactMap { rule in
      guard action.fill.contains(where: { $0.field == rule.field }) else { return nil }
      switch rule.source {
      case .assumed(let text): return Command.FieldEntry(rule.field, .text(text))
      case .attribute(let key, let rounding):
        // What is no number stays as it is, for the field's own rule to refuse.
        return value(of: key, event).map { text in
          Command.FieldEntry(rule.field, .text(rounding?.apply(to: text) ?? text))
        }
      }
    }
  }

  /// What the event says, or else its trace; nil when that means: not recorded.
  private func value(of key: String, _ event: LogEvent) -> String? {
    guard let value = event.attributes[key] ?? trace.attributes[key],
      !value.isEmpty, !map.absent.contains(value)
    else { return nil }
    return value
  }

  private func note(_ kind: ReplayError.Unnamed.Kind, _ name: String, _ event: LogEvent) {
    if let index = unnamed.firstIndex(where: { $0.kind == kind && $0.name == name }) {
      unnamed[index].count += 1
    } else if unnamed.count < Self.mostUnnamed {
      unnamed.append(.init(kind: kind, name: name, count: 1, firstLine: event.line))
    }
  }
}
