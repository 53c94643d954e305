public import Engine
public import Workflows

/// How the events of a log are read as steps of a workflow's cases.
///
/// Read from a file by `ReplayMapReader`; the file's format is described in docs/replay.md.
public struct ReplayMap: Sendable {
  /// The workflow whose actions and roles the map names.
  public var workflow: String
  /// The attributes that tell what happened, when and in which role.
  public var keys: Keys
  /// The zone of times that have no offset.
  public var zone: Zone
  /// What each event means, by its name in the log.
  public var events: [String: EventMeaning]
  /// What each role means, by its name in the log.
  public var roles: [String: RoleMeaning]
  /// How persons are told apart.
  public var persons: Persons
  /// The values that mean: not recorded.
  public var absent: Set<String>
  /// Where each field of the form comes from, in the file's order.
  public var fields: [FieldRule]
  /// What happens to a case after a refused step.
  public var onRefusal: OnRefusal
  /// The rules that the log cannot decide, in the file's order.
  public var undecided: [Undecided]

  /// The families that are not judged, as `Procedure.decide` takes them.
  public var undecidedRules: Set<String> { Set(undecided.map(\.kind.rawValue)) }

  /// The attributes to read from the log.
  var wantedKeys: Set<String> {
    var wanted: Set<String> = [keys.caseName, keys.event, keys.time, keys.role]
    if case .attribute(let key) = persons { wanted.insert(key) }
    for rule in fields { if case .attribute(let key, _) = rule.source { wanted.insert(key) } }
    return wanted
  }
}

extension ReplayMap {
  /// The attributes of a log that are read.
  public struct Keys: Hashable, Sendable {
    /// The trace's attribute that names the case.
    public var caseName: String
    /// The event's attribute that says what happened.
    public var event: String
    /// The event's attribute that says when.
    public var time: String
    /// The event's attribute that says in which role.
    public var role: String

    /// XES's standard extensions: `concept:name`, `time:timestamp`, `org:role`.
    public static let standard = Keys(
      caseName: "concept:name", event: "concept:name", time: "time:timestamp", role: "org:role")
  }

  /// What an event means.
  public enum EventMeaning: Hashable, Sendable {
    /// An action of the workflow was taken.
    case action(String)
    /// Nothing that the workflow knows of, for this reason.
    case ignored(Label)
  }

  /// What a role of the log means.
  public enum RoleMeaning: Hashable, Sendable {
    /// A role of the workflow.
    case role(String)
    /// No person: the clock, a batch or the bank, whichever takes the action.
    case system
    /// The log does not say; the rule `role` is not judged.
    case unknown
  }

  /// How persons are told apart.
  public enum Persons: Hashable, Sendable {
    /// Made up: one person for each role in each case.
    case byRole
    /// Named by this attribute of the event.
    case attribute(String)
  }

  /// Where a field of the form comes from.
  public struct FieldRule: Hashable, Sendable {
    /// The field.
    public var field: String
    /// Where its value comes from.
    public var source: Source

    /// A field with its source.
    public init(field: String, source: Source) {
      self.field = field
      self.source = source
    }

    /// Where a value comes from.
    public enum Source: Hashable, Sendable {
      /// An attribute of the event or else of the trace, rounded when a rounding is given.
      case attribute(String, rounding: Rounding?)
      /// The same value in every case, because the log has none.
      case assumed(String)
    }
  }

  /// What happens to a case after a refused step.
  public enum OnRefusal: String, Hashable, Sendable, CaseIterable {
    /// The case goes on from where the recorded step leads.
    case follow
    /// The rest of the case is not judged.
    case stop
  }

  /// Rules that the log cannot decide.
  public struct Undecided: Hashable, Sendable {
    /// The family of rules; it is not judged.
    public var kind: Refusal.Kind
    /// Why it cannot be decided.
    public var reason: Label
  }
}
