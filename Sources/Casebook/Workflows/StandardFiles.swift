/// The procedures and calendars that ship in the binary.
public enum StandardFiles {
  /// The workflow files.
  public static let workflows: [WorkflowSource] = []
  private static let calendars: [WorkflowSource] = []

  /// The calendar named `name`; nil when none ships under it.
  public static func calendar(_ name: String) -> WorkflowSource? {
    calendars.first { $0.file.hasSuffix("/\(name).yaml") }
  }
}
