/// A procedure to begin with: small, complete, commented, with sentences that hold and tests that
/// pass.
public enum WorkflowScaffold {
  /// Whether a name can name a procedure.
  public static func isName(_ name: String) -> Bool {
    Reading.isName(name) && !Reading.reservedNames.contains(name)
  }

  /// The file.
  ///
  /// - Parameters:
  ///   - name: the procedure's name, such as `travel_grant`.
  ///   - label: what people call it; made from the name where it is empty.
  ///   - paysMoney: whether it ends with a payment.
  /// - Returns: nil when `name` is no name.
  public static func text(name: String, label: Label = Label(), paysMoney: Bool) -> String? {
    guard isName(name) else { return nil }
    let words = name.split(separator: "_").joined(separator: " ")
    let title = words.prefix(1).uppercased() + words.dropFirst()
    let shown = label.isEmpty ? Label([.init(language: "en", text: title)]) : label
    let labels = shown.texts.map { "\($0.language): \(ScalarText.quoted($0.text))" }
    let values = [
      "{TITLE}": shown.text(in: "en", or: title), "{NAME}": name, "{NUMBER}": prefix(of: name),
      "{LABEL}": "{" + labels.joined(separator: ", ") + "}",
    ]
    return (paysMoney ? money : plain).filled(with: values)
  }

  /// The prefix of its case numbers: the capitals of its words, two to six letters.
  private static func prefix(of name: String) -> String {
    let words = name.split(separator: "_").filter { $0.first?.isLetter ?? false }
    var letters = words.compactMap(\.first)
    // One word gives its first letters, and a name of one letter gives it twice.
    if letters.count < 2 { letters = name.filter(\.isLetter).prefix(2).map { $0 } }
    if letters.count < 2 { letters += letters }
    return String(letters.prefix(6)).uppercased()
  }
}

extension String {
  /// The text with what stands for each key, in one pass: a value is not looked at again.
  fileprivate func filled(with values: [String: String]) -> String {
    var out = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "{") {
      out += rest[..<open]
      let key = values.keys.first { rest[open...].hasPrefix($0) }
      if let key, let value = values[key] {
        out += value
        rest = rest[open...].dropFirst(key.count)
      } else {
        out += "{"
        rest = rest[open...].dropFirst()
      }
    }
    return out + rest
  }
}
