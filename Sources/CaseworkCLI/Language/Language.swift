/// The languages that Casework speaks.
enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case chinese = "zh-Hans"

  /// The language of the command that runs.
  ///
  /// Task-local rather than passed along, because help pages are made where nothing can be passed.
  @TaskLocal static var current: Language = .english

  /// Chooses from `--language`, else from the locale as POSIX orders it: LC_ALL, LC_MESSAGES, LANG.
  static func chosen(arguments: [String], environment: [String: String]) -> Language {
    if let option = optionValue(in: arguments) { return Language(named: option) ?? .english }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale.flatMap { Language(named: $0) } ?? .english
  }

  /// Reads a tag or locale: `zh`, `zh-Hans`, `zh_CN.UTF-8`; traditional Chinese is not offered.
  init?(named name: String) {
    let tag = name.lowercased().replacing("_", with: "-").prefix { $0 != "." && $0 != "@" }
    switch tag {
    case "zh", "zh-hans", "zh-cn", "zh-sg", "zh-hans-cn": self = .chinese
    case _ where tag == "en" || tag.hasPrefix("en-"): self = .english
    default: return nil
    }
  }

  private static func optionValue(in arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { return nil }
      if argument == "--language", index + 1 < arguments.count { return arguments[index + 1] }
      if argument.hasPrefix("--language=") { return String(argument.dropFirst(11)) }
    }
    return nil
  }
}

/// The text in the language of the command that runs.
func say(_ english: String, _ chinese: String) -> String {
  Language.current == .chinese ? chinese : english
}
