import CEL
import Testing

struct LexerAndParserTests {
  @Test(arguments: [
    ("1+2*3", "1 + 2 * 3"),
    ("(1+2)*3", "(1 + 2) * 3"),
    ("1-(2-3)", "1 - (2 - 3)"),
    ("1-2-3", "1 - 2 - 3"),
    ("a&&b||c&&d", "a && b || c && d"),
    ("a&&(b||c)", "a && (b || c)"),
    ("((((a))))", "a"),
    ("a?b:c?d:e", "a ? b : c ? d : e"),
    ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
    ("!(!a)", "!!a"),
    ("!(a == b)", "!(a == b)"),
    ("- 5", "-5"),
    ("-(5)", "-(5)"),
    ("--5", "--5"),
    ("-a.b", "-a.b"),
    ("(-a).b", "(-a).b"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("0xff", "255"),
    ("2500.00", "2500.00"),
    (".5", "0.5"),
    ("1e3", "1e3"),
    ("5u", "5u"),
    (#""it's""#, #"'it\'s'"#),
    (#"r"a\b""#, #"'a\\b'"#),
    ("'''a\nb'''", #"'a\nb'"#),
    (#"b'\xff'"#, #"b'\xff'"#),
    (#"'\u4e2d\U0001F62C\101\x41\?'"#, "'中😬AA?'"),
    ("a . b // the rest is a comment\n . c", "a.b.c"),
    ("x in [1,2,]", "x in [1, 2]"),
    ("{'a':1,}", "{'a': 1}"),
    ("a.b.M{f: 1}", "a.b.M{f: 1}"),
    ("f(x, y).g(z)[0]", "f(x, y).g(z)[0]"),
    ("m.`a-b/c`", "m.`a-b/c`"),
    ("a.?b[?0]", "a.?b[?0]"),
    (".a.b", ".a.b"),
    ("a.return.for", "a.return.for"),
    ("l.map(x, x > 1, x * 2)", "l.map(x, x > 1, x * 2)"),
  ])
  func `an expression is printed in one layout, which reads back as itself`(
    source: String, printed: String
  ) throws {
    let text = CEL.print(try CEL.parse(source).get())
    #expect(text == printed)
    #expect(CEL.print(try CEL.parse(text).get()) == printed)
  }

  @Test(arguments: [
    ("", Diagnostic.Code.emptyExpression, 0, 0),
    ("  // nothing", .emptyExpression, 0, 0),
    ("a = b", .unexpectedCharacter, 2, 1),
    ("a ≥ b", .unexpectedCharacter, 2, 3),
    ("'abc", .unterminatedText, 0, 4),
    ("'a\nb'", .unterminatedText, 0, 2),
    (#"'\q'"#, .badEscape, 1, 2),
    (#"'\ud800'"#, .badEscape, 1, 6),
    (#"'\U00110000'"#, .badEscape, 1, 10),
    ("9223372036854775808", .numberOutOfRange, 0, 19),
    ("99999999999999999999", .numberOutOfRange, 0, 20),
    ("1.1234567891", .decimalOutOfRange, 0, 12),
    ("1234567890123456789.0", .decimalOutOfRange, 0, 21),
    ("a b", .unexpectedToken, 2, 1),
    ("a and b", .unexpectedToken, 2, 3),
    ("f(1,)", .unexpectedToken, 4, 1),
    ("(a", .unexpectedEnd, 2, 0),
    ("a ? b", .unexpectedEnd, 5, 0),
    ("a.", .unexpectedEnd, 2, 0),
    ("if", .reservedWord, 0, 2),
    ("a.in", .reservedWord, 2, 2),
  ])
  func `what cannot be read is refused with its place`(
    source: String, code: Diagnostic.Code, offset: Int, length: Int
  ) throws {
    let mistake = try #require(mistakes(CEL.parse(source)).first)
    #expect(mistake.code == code)
    #expect(mistake.range == SourceRange(offset: offset, length: length))
  }

  @Test
  func `every misspelt token is reported at once`() {
    let found = mistakes(CEL.parse(#"a = 'x\q' & 99999999999999999999"#))
    #expect(
      found.map(\.code) == [
        .unexpectedCharacter, .badEscape, .unexpectedCharacter, .numberOutOfRange,
      ]
    )
  }

  @Test(arguments: [
    (String(repeating: "(", count: 50_000), Diagnostic.Code.sourceTooLong),
    (String(repeating: "(", count: 10_000), .tooDeep),
    (String(repeating: "!", count: 10_000) + "a", .tooDeep),
    (String(repeating: "-", count: 10_000) + "a", .tooDeep),
    (String(repeating: "[", count: 10_000), .tooDeep),
    (String(repeating: "{1:", count: 5_000), .tooDeep),
    ("a" + String(repeating: "[0]", count: 5_000), .tooDeep),
    ("a" + String(repeating: ".b", count: 8_000), .tooDeep),
    ("1" + String(repeating: "+1", count: 8_000), .tooDeep),
    ("a" + String(repeating: "?a:a", count: 4_000), .tooDeep),
    ("[" + String(repeating: "1,", count: 8_000) + "1]", .tooLarge),
  ])
  func `hostile input is refused, not followed`(source: String, code: Diagnostic.Code) {
    #expect(mistakes(CEL.parse(source)).map(\.code) == [code])
  }

  @Test
  func `a long list of conditions is not deep`() throws {
    let source = Array(repeating: "a", count: 1_000).joined(separator: " && ")
    #expect(CEL.print(try CEL.parse(source).get()) == source)
  }

  @Test
  func `random bytes and mutated expressions are read or refused in bounded time`() {
    let seed = UInt64.random(in: 0..<1_000_000_000)
    print("parser fuzz: seed \(seed)")
    var random = SeededNumbers(seed: seed)
    var expressions = RandomExpressions(seed: seed)
    let alphabet = Array("abp01.,:?!&|=<>+-*/%()[]{}'\"`\\ \nrbuxin_中\u{0}".utf8)
    let start = ContinuousClock.now
    var (accepted, refused) = (0, 0)
    for round in 0..<3_000 {
      var bytes = round % 2 == 0 ? Array(expressions.expression().utf8) : []
      for _ in 0..<(1 + random.below(round % 2 == 0 ? 4 : 60)) {
        let place = random.below(bytes.count + 1)
        if random.happens(40), place < bytes.count {
          bytes.remove(at: place)
        } else {
          bytes.insert(
            random.happens(90) ? random.pick(alphabet) : UInt8(random.below(256)), at: place)
        }
      }
      let source = String(decoding: bytes, as: UTF8.self)
      switch CEL.parse(source) {
      case .success(let expression):
        accepted += 1
        let printed = CEL.print(expression)
        let again = CEL.parse(printed)
        guard case .success(let second) = again else {
          Issue.record("\(source) prints as \(printed), which is refused (seed \(seed))")
          return
        }
        #expect(CEL.print(second) == printed, "seed \(seed)")
        _ = CEL.check(expression, in: Samples.environment)
      case .failure(let mistakes):
        refused += 1
        for mistake in mistakes.diagnostics {
          #expect(mistake.range.offset >= 0 && mistake.range.end <= source.utf8.count)
        }
      }
    }
    #expect(accepted > 100 && refused > 1_000)
    #expect(ContinuousClock.now - start < .seconds(30))
  }
}

/// The mistakes of a result; none of a success.
func mistakes<T>(_ result: Result<T, Mistakes>) -> [Diagnostic] {
  if case .failure(let mistakes) = result { mistakes.diagnostics } else { [] }
}
