/// Reads a workflow file.
///
/// ```swift
/// let (workflow, diagnostics) = WorkflowReader.read(bytes: bytes, file: "small_grant.yaml")
/// for diagnostic in diagnostics { print(diagnostic.render()) }
/// ```
public enum WorkflowReader {
  /// Reads and checks a file.
  ///
  /// Never fails otherwise than by diagnostics, whatever the bytes: size, depth and the number of
  /// values are bounded, and nothing is expanded.
  ///
  /// - Parameters:
  ///   - bytes: the file, UTF-8, at most 1 MiB.
  ///   - file: its name, for messages.
  ///   - isProved: whether to prove, too, what holds of every case. False for a file that is installed:
  ///     cases are bound to it, and what a later version proves does not unmake it.
  /// - Returns: the workflow, nil when there is any error; and every mistake, sorted by place.
  public static func read(
    bytes: [UInt8], file: String, isProved: Bool = true
  ) -> (workflow: Workflow?, diagnostics: [Diagnostic]) {
    let document = YAMLReader.parse(bytes: bytes, file: file)
    guard let root = document.root, let reading = document.reading,
      var builder = WorkflowBuilder(reading, root)
    else { return (nil, document.reading?.sorted ?? document.diagnostics) }
    let workflow = builder.build()
    if !reading.hasErrors {
      ProcedureChecks(workflow: workflow, reading: reading, root: builder.root)
        .run(isProved: isProved)
      if isProved { PropertyProofs(workflow: workflow, reading: reading).run() }
    }
    return (reading.hasErrors ? nil : workflow, reading.sorted)
  }
}
