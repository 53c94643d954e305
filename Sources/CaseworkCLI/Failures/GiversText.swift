import History

/// Who can give a role that is missing.
enum GiversText {
  /// In one line; nil where nobody is named.
  static func text(_ detail: JSON) -> String? {
    let givers = (detail["givers"]?.elements ?? []).compactMap(\.text)
    guard !givers.isEmpty else { return nil }
    return say("Who can give it: ", "可授予的管理员：") + givers.joined(separator: ", ")
  }
}
