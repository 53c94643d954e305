import Casebook
import Glibc
import Workflows

/// Workflow files that a person names, with the calendars they name in turn.
enum WorkflowFiles {
  /// The longest workflow file, in bytes.
  static let limit = 1 << 20

  static func source(_ path: String) throws -> WorkflowSource {
    WorkflowSource(file: path, bytes: try InputFile.read(path, limit: limit))
  }

  /// The calendar `name` as a workflow file at `path` means it: `calendars/NAME.yaml` beside the
  /// file or one folder up, else the one that ships with casework.
  static func calendar(_ name: String, for path: String) -> WorkflowSource? {
    let folder =
      path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) : "."
    for place in ["\(folder)/calendars", "\(folder)/../calendars"] {
      let file = "\(place)/\(name).yaml"
      if access(file, R_OK) == 0, let source = try? source(file) { return source }
    }
    return StandardFiles.calendar(name)
  }

  /// Reads and checks a file, and shows its diagnostics.
  ///
  /// - Parameter isProved: whether to prove, too, what holds of every case.
  /// - Throws: `Failure` when it has an error.
  static func checked(
    _ source: WorkflowSource, isProved: Bool = true, in context: Context
  ) throws -> CheckedWorkflow {
    let result = CheckedWorkflow.read(source, isProved: isProved) {
      calendar($0, for: source.file)
    }
    show(result.diagnostics, in: context)
    if let missing = result.missing {
      throw Failure.usage(
        say(
          "\(source.file): there is no calendar '\(missing)'.",
          "\(source.file)：没有日历“\(missing)”。"),
        next: [
          say("Put it beside the file: ", "请放在文件旁边：") + "calendars/\(missing).yaml"
        ])
    }
    guard let workflow = result.workflow else {
      let errors = result.diagnostics.filter { $0.severity == .error }.count
      throw Failure(
        .refused,
        say("\(source.file): \(errors) error(s).", "\(source.file)：\(errors) 处错误。"))
    }
    return workflow
  }

  static func show(_ diagnostics: [Diagnostic], in context: Context) {
    let language: DiagnosticLanguage =
      Language.current == .chinese ? .simplifiedChinese : .english
    for diagnostic in diagnostics {
      context.messages.writeLine(
        diagnostic.render(language: language, colour: context.messagePaint.isOn))
    }
  }
}
