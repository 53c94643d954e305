public import CEL

/// One programme's procedure, read from its file, every name resolved and every guard checked.
///
/// Made by `WorkflowReader`; lists keep the order of the file.
public struct Workflow: Sendable {
  /// The name, such as `small_grant`.
  public var name: String
  /// The version people speak of; the engine's identity is the digest of the file.
  public var version: Int
  /// The prefix of case numbers, such as `SG`.
  public var number: String
  /// What people call the programme.
  public var label: Label
  /// The languages of `label`: every other label should have them too.
  public var languages: [String] { label.texts.map(\.language) }
  /// The name of the calendar that counts its days.
  public var calendar: String
  /// The currency of its money, as ISO 4217 code.
  public var currency: String
  /// Who may see the content: 1 normal, 2 sensitive, 3 counselling.
  public var confidentiality: Int
  /// The roles.
  public var roles: [NamedLabel]
  /// The form's fields.
  public var fields: [Field]
  /// The documents a case collects.
  public var documents: [Document]
  /// The messages that `tell` sends, with a text a language.
  public var messages: [NamedLabel]
  /// The named facts, each after those it reads.
  public var facts: [Fact]
  /// Who may hold and resume a case, and why.
  public var hold: Hold?
  /// The state a case starts in unless an opening action says otherwise.
  public var start: String
  /// The states.
  public var states: [State]
  /// The deadlines that run across states.
  public var deadlines: [CaseDeadline]
  /// The actions.
  public var actions: [Action]
  /// The sentences under `always:`, proved of every path.
  public var always: [Property]
  /// The tests under `tests:`.
  public var scenarios: [Scenario]
  /// The section `people:`, as written.
  public var people: YAMLNode?
  /// The names an expression of this file may use outside any action.
  public var environment: Environment

  /// The fields that an approval signs: those that a tier, a money amount or a payee reads, in the
  /// form's order.
  public var signedFields: [String] { fields.filter(\.isSigned).map(\.name) }

  /// The role named `name`.
  public func role(_ name: String) -> NamedLabel? { roles.first { $0.name == name } }
  /// The field named `name`.
  public func field(_ name: String) -> Field? { fields.first { $0.name == name } }
  /// The document named `name`.
  public func document(_ name: String) -> Document? { documents.first { $0.name == name } }
  /// The message named `name`.
  public func message(_ name: String) -> NamedLabel? { messages.first { $0.name == name } }
  /// The fact named `name`.
  public func fact(_ name: String) -> Fact? { facts.first { $0.name == name } }
  /// The state named `name`.
  public func state(_ name: String) -> State? { states.first { $0.name == name } }
  /// The action named `name`.
  public func action(_ name: String) -> Action? { actions.first { $0.name == name } }
  /// The actions that open a case; empty when the built-in `open` does.
  public var openingActions: [Action] { actions.filter(\.opensCase) }
}

extension Workflow {
  /// A named rule under `facts:`.
  public struct Fact: Sendable {
    /// Its name; guards read it as `facts.name`.
    public var name: String
    /// What it is.
    public var value: Guard
    /// Where its name is written.
    public var location: SourceLocation
  }

  /// A kind of document that a case may need.
  public struct Document: Sendable {
    /// Its name.
    public var name: String
    /// What people call it.
    public var label: Label
    /// How old it may be: its date of issue plus this period must not be over.
    public var notOlderThan: Period?
    /// When it is needed; nil when always.
    public var neededWhen: Guard?
    /// Where its name is written.
    public var location: SourceLocation
  }

  /// Who may hold and resume a case, and the closed list of reasons.
  public struct Hold: Sendable {
    /// The roles that may.
    public var roles: [String]
    /// The reasons to choose from.
    public var reasons: [NamedLabel]
    /// Where the section is written.
    public var location: SourceLocation
  }
}
