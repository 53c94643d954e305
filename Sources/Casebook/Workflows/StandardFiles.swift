import StandardWorkflows

/// The procedures and calendars that ship in the binary.
public enum StandardFiles {
  /// The workflow files.
  public static var workflows: [WorkflowSource] {
    StandardWorkflows.procedures.map {
      WorkflowSource(file: "\($0.name).yaml", bytes: $0.bytes)
    }
  }

  /// The calendar named `name`; nil when none ships under it.
  public static func calendar(_ name: String) -> WorkflowSource? {
    StandardWorkflows.calendar(named: name).map {
      WorkflowSource(file: "calendars/\($0.name).yaml", bytes: $0.bytes)
    }
  }
}
