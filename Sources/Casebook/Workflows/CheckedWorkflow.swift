import History
public import Workflows

/// A workflow file that was read without an error, with its calendar: what can be installed.
public struct CheckedWorkflow: Sendable {
  /// The file.
  public let source: WorkflowSource
  /// What it says.
  public let workflow: Workflow
  /// The calendar that it names.
  public let calendar: Calendar
  /// SHA-256 of the file's exact bytes, in hexadecimal.
  public let digest: String

  /// Reads a workflow file and the calendar that it names.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - isProved: whether to prove, too, what holds of every case (`WorkflowReader`).
  ///   - calendar: gives the file of a calendar by name; nil when there is none.
  /// - Returns: the workflow unless there is an error, and every diagnostic of both files. A
  ///   calendar that is not to be found is `missing`.
  public static func read(
    _ source: WorkflowSource, isProved: Bool = true, calendar: (String) -> WorkflowSource?
  ) -> (workflow: CheckedWorkflow?, diagnostics: [Diagnostic], missing: String?) {
    var (workflow, diagnostics) = WorkflowReader.read(
      bytes: source.bytes, file: source.file, isProved: isProved)
    guard let workflow else { return (nil, diagnostics, nil) }
    guard let file = calendar(workflow.calendar) else {
      return (nil, diagnostics, workflow.calendar)
    }
    let days = CalendarReader.read(bytes: file.bytes, file: file.file)
    diagnostics += days.diagnostics
    guard let calendar = days.calendar else { return (nil, diagnostics, nil) }
    let digest = SHA256Hash(of: source.bytes).description
    return (
      CheckedWorkflow(source: source, workflow: workflow, calendar: calendar, digest: digest),
      diagnostics, nil
    )
  }

  /// What the database installs.
  public var compiled: CompiledDefinition? { WorkflowCompiler.compile(workflow, digest: digest) }
}
