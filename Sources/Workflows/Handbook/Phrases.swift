internal import CEL

/// The words in which a procedure is told to the people who work by it, in one language.
///
/// Pictures, handbook and differences say the same thing in the same words, because all of them take
/// their words from here.
struct Phrases {
  let workflow: Workflow
  let language: DiagnosticLanguage

  var isChinese: Bool { language == .simplifiedChinese }

  /// The text in the language of these phrases.
  func say(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }

  /// What people call something: its label, else its name with blanks.
  func name(_ label: Label, _ name: String) -> String {
    label.text(in: language.rawValue, or: Self.spaced(name))
  }

  static func spaced(_ name: String) -> String { name.replacing("_", with: " ") }

  func state(_ name: String) -> String {
    workflow.state(name).map { self.name($0.label, name) } ?? Self.spaced(name)
  }

  func action(_ name: String) -> String {
    if name == "open" { return say("open the case", "开立个案") }
    return workflow.action(name).map { self.name($0.label, name) } ?? Self.spaced(name)
  }

  func role(_ name: String) -> String {
    workflow.role(name).map { self.name($0.label, name) } ?? Self.spaced(name)
  }

  func field(_ name: String) -> String {
    workflow.field(name).map { self.name($0.label, name) } ?? Self.spaced(name)
  }

  func document(_ name: String) -> String {
    workflow.document(name).map { self.name($0.label, name) } ?? Self.spaced(name)
  }

  /// A phase as a heading.
  func phase(_ name: String) -> String {
    let text = Self.spaced(name)
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  func check(_ name: String) -> String {
    let check = workflow.states.flatMap(\.checks).first { $0.name == name }
    return check.map { self.name($0.label, name) } ?? Self.spaced(name)
  }

  func fact(_ name: String) -> String { say("“\(Self.spaced(name))”", "“\(Self.spaced(name))”") }

  /// The outcome of a final state.
  func outcome(_ name: String) -> String { Self.spaced(name) }

  /// `a, b or c`.
  func either(_ items: [String]) -> String { joined(items, say("or", "或")) }

  /// `a, b and c`.
  func all(_ items: [String]) -> String { joined(items, say("and", "和")) }

  private func joined(_ items: [String], _ word: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    let head = items.dropLast().joined(separator: say(", ", "、"))
    return isChinese ? "\(head)\(word)\(last)" : "\(head) \(word) \(last)"
  }

  /// A name inside a sentence: `‘Submit’`, `“提交”`.
  func quoted(_ text: String) -> String { isChinese ? "“\(text)”" : "‘\(text)’" }
}

// MARK: - Numbers

extension Phrases {
  /// An amount with its digits in threes and two after the point: `5,000.00`.
  static func amount(_ value: ExactDecimal) -> String {
    let text = value.description
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: ".")
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let padded = fraction + String(repeating: "0", count: max(0, 2 - fraction.count))
    return (isNegative ? "-" : "") + grouped(String(parts.first ?? "0")) + "." + padded
  }

  /// A plain number with its digits in threes, its fraction as it is.
  static func number(_ text: String) -> String {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first else { return text }
    let sign = whole.hasPrefix("-") ? "-" : ""
    let digits = grouped(String(whole.drop { $0 == "-" }))
    return sign + digits + (parts.count > 1 ? "." + parts[1] : "")
  }

  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// An amount with the currency: `CNY 5,000.00`, `5,000.00元`.
  func money(_ value: ExactDecimal) -> String {
    let text = Self.amount(value)
    return isChinese && workflow.currency == "CNY" ? "\(text)元" : "\(workflow.currency) \(text)"
  }

  /// A small number in words: `two people`.
  func people(_ count: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    let english = count < words.count ? words[max(0, count)] : "\(count)"
    return say("\(english) \(count == 1 ? "person" : "people")", "\(count)人")
  }

  func times(_ count: Int) -> String {
    say(count == 1 ? "once" : count == 2 ? "twice" : "\(count) times", "\(count)次")
  }
}
