/// A workflow as the database installs it.
public struct CompiledDefinition: Hashable, Sendable {
  /// The install document: one JSON object, format 1, read by `casework_admin.install_definition`.
  public var document: String
  /// The statements that create the definition's two functions and set their owner and rights, to be
  /// run one by one in the transaction that installs the document.
  public var guardFunctions: [String]
}

/// Compiles workflows for the database.
public enum WorkflowCompiler {
  /// Compiles a workflow; the same file gives the same bytes.
  ///
  /// - Parameters:
  ///   - workflow: the workflow.
  ///   - digest: the SHA-256 of the file it was read from, as 64 small hexadecimal digits.
  /// - Returns: nil when `digest` is not one.
  public static func compile(_ workflow: Workflow, digest: String) -> CompiledDefinition? {
    let isHex = digest.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard digest.utf8.count == 64, isHex else { return nil }
    let functions = GuardFunctions(workflow: workflow, name: String(digest.prefix(32)))
    return CompiledDefinition(
      document: InstallDocument(workflow: workflow, digest: digest).json.text,
      guardFunctions: functions.statements)
  }
}

extension Calendar {
  /// The document that `casework_admin.install_calendar` reads: one JSON object.
  public var installDocument: String {
    let days = { (days: [Day]) in
      JSONText.object(days.map { ("\($0.date)", InstallDocument.label($0.label)) })
    }
    return JSONText.object([
      ("format", .int(1)), ("calendar", .string(name)), ("zone", .string(zone.databaseName)),
      ("label", InstallDocument.label(label)), ("source", .string(source)),
      ("weekend", .strings(weekend.map(\.name))), ("holidays", days(holidays)),
      ("working", days(working)),
    ]).text
  }
}
