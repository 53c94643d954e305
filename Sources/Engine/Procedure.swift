public import Workflows

/// A workflow with the calendar that counts its days: the rules of every case under it.
///
/// Pure: the time, the person and the case are arguments, and nothing is read or written. PostgreSQL
/// decides by the same rules when a command is committed; this answers before that, and elsewhere.
///
/// ```swift
/// let procedure = Procedure(workflow: workflow, calendar: calendar)
/// switch procedure.decide(.act(action: "approve", fields: [], expect: 7), on: snapshot, by: zhao) {
/// case .accepted(let outcome): next = procedure.evolve(snapshot, outcome)
/// case .refused(let refusals): for refusal in refusals { print(refusal.rule) }
/// }
/// ```
public struct Procedure: Sendable {
  /// The workflow.
  public let workflow: Workflow
  /// The calendar that counts its days.
  public let calendar: Calendar

  /// The rules of `workflow`, its days counted by `calendar`.
  public init(workflow: Workflow, calendar: Calendar) {
    self.workflow = workflow
    self.calendar = calendar
  }
}
