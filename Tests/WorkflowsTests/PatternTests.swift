import Testing
import Workflows

@Suite struct PatternTests {
  @Test(arguments: [
    ("[0-9]{12,19}", "622202020011", true), ("[0-9]{12,19}", "62220202001", false),
    ("[0-9]{12,19}", "62220202001a", false), ("[0-9]{2}", "123", false),
    ("(ab|c)+", "abcab", true), ("(ab|c)+", "abca", false), ("a*", "", true), ("a?b", "b", true),
    ("[^0-9]+", "张三", true), ("[一-龥]{2,4}", "张三", true), ("[一-龥]{2,4}", "Zhang", false),
    ("a\\.b", "a.b", true), ("a\\.b", "axb", false), ("[a\\-z]", "-", true),
    ("[a\\-z]", "m", false),
    ("(a*)*", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false), ("x{0,2}y", "xxy", true),
    ("x{2,}", "xxxx", true), ("é", "e\u{301}", false),
  ])
  func `a pattern matches the whole text or nothing`(
    pattern: String, text: String, matches: Bool
  ) throws {
    #expect(try Pattern(pattern).matches(text) == matches)
  }

  @Test(arguments: [
    ".", "\\d+", "^a", "a$", "(a", "a)", "[a", "[]", "*a", "a**", "a+?", "a{3,2}", "a{256}", "a{x}",
    "(?i)a", "a||b", "[z-a]", "[[:alpha:]]", "a\\", "",
  ])
  func `what engines read differently is refused`(pattern: String) {
    #expect(throws: Pattern.Mistake.self) { try Pattern(pattern) }
  }
}
