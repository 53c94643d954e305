import Testing

@testable import CaseworkCLI

@Suite struct LanguageTests {
  @Test(
    arguments: [
      ([], ["LANG": "zh_CN.UTF-8"], Language.chinese),
      ([], ["LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"], .english),
      ([], ["LC_ALL": "", "LANG": "zh_CN"], .chinese),
      ([], ["LC_ALL": "C"], .english), ([], [:], .english),
      ([], ["LANG": "zh_TW.UTF-8"], .english), ([], ["LANG": "de_DE@euro"], .english),
      (["show", "--language", "zh-Hans"], ["LANG": "en_US"], .chinese),
      (["--language=en", "show"], ["LANG": "zh_CN"], .english),
      (["note", "X", "--", "--language", "zh"], [:], .english),
    ] as [([String], [String: String], Language)])
  func `the option wins, then LC_ALL, LC_MESSAGES, LANG`(
    arguments: [String], environment: [String: String], expected: Language
  ) {
    #expect(Language.chosen(arguments: arguments, environment: environment) == expected)
  }
}
