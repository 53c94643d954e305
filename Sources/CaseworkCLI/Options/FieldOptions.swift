import ArgumentParser

/// What a form is filled with.
struct FieldOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: .init(
      say(
        "Fill a form field; repeat for more.", "填写表单字段；可重复使用。"),
      valueName: "field=value"))
  var assignments: [String] = []

  @Option(
    help: .init(
      say(
        "Fill form fields from a JSON or YAML file.", "用 JSON 或 YAML 文件填写表单字段。"),
      valueName: "file"))
  var fields: String?

  func validate() throws {
    for assignment in assignments where Self.split(assignment) == nil {
      throw ValidationError(
        say(
          "'--set \(assignment)' is not of the form field=value.",
          "“--set \(assignment)”不是“字段=值”的形式。"))
    }
  }

  /// The name before the first `=` and the text after it.
  static func split(_ assignment: String) -> (field: String, text: String)? {
    guard let mark = assignment.firstIndex(of: "="), mark > assignment.startIndex else {
      return nil
    }
    return (String(assignment[..<mark]), String(assignment[assignment.index(after: mark)...]))
  }
}
