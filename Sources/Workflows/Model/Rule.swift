extension Workflow {
  /// One verdict that a compiled definition gives about an action.
  ///
  /// An action's rules stand in this order of kinds: field, required, document, when, route, check;
  /// within a kind in the order of the file. The n-th rule is the n-th verdict.
  public struct Rule: Sendable {
    /// What the verdict is about.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// A field's own `check`; judged only when this action fills the field.
      case field
      /// A filled field's `required_when`.
      case required
      /// A needed document's `needed_when`.
      case document
      /// A guard under `when:`.
      case when
      /// The condition of a target; the last target has none.
      case route
      /// The `needed_when` of a check of a target state.
      case check
    }

    /// What a refusal calls it: the guard's name, or the kind with its reference, `fill:cause_note`.
    public var name: String
    /// What the verdict is about.
    public var kind: Kind
    /// What it refers to: the field, the document, the index of the target, `state.check`; nil for
    /// a guard under `when:`.
    public var reference: String?
    /// What a refusal says.
    public var say: Label?
    /// What must be true.
    public var condition: Guard
  }
}
