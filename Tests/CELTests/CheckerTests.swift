import CEL
import Foundation
import Testing

struct CheckerTests {
  @Test(arguments: [
    ("fom.granted", Diagnostic.Code.unknownName, ["fom", "form"], "did you mean form?"),
    ("granted", .unknownName, ["granted", ""], ""),
    ("form.granded", .unknownField, ["granded", "form", "granted"], "did you mean granted?"),
    ("facts.perhead", .unknownField, ["perhead", "facts", "per_head"], "did you mean per_head?"),
    ("facts", .wrongType, ["one of its fields", "row facts"], "write facts.per_head"),
    (
      "form.people.exists(p, p.agee > 1)", .unknownField, ["agee", "person", "age"],
      "did you mean age?"
    ),
    ("siez(form.people)", .unknownFunction, ["siez", "size"], "did you mean size?"),
    (
      "form.cause == 'ilness'", .unknownChoice,
      ["ilness", "illness", "'illness', 'job_loss', 'disaster', 'other'"], "did you mean 'illness'?"
    ),
    (
      "form.cause in ['illness', 'xyz']", .unknownChoice,
      ["xyz", "", "'illness', 'job_loss', 'disaster', 'other'"],
      "the choices are 'illness', 'job_loss', 'disaster', 'other'"
    ),
    (
      "form.granted == '5'", .wrongOperands, ["==", "decimal(2) and string"],
      "write the number without quotes"
    ),
    (
      "form.born < '1980-01-01'", .wrongOperands, ["<", "date and string"],
      "write the day as date('2026-03-01')"
    ),
    (
      "form.granted / 2", .wrongOperands, ["/", "decimal(2) and int"],
      "use div(a, b, 2), which says how many digits to keep"
    ),
    ("today - form.born", .wrongOperands, ["-", "date and date"], "use days(from, to)"),
    ("today + 1", .wrongOperands, ["+", "date and int"], "use add_months(date, months)"),
    (
      "form.length > '72h'", .wrongOperands, [">", "duration and string"],
      "write the length as duration('72h')"
    ),
    (
      "days(form.born)", .wrongArguments, ["days", "date", "days(from, to)"],
      "use it as days(from, to)"
    ),
    ("form.count && true", .wrongType, ["bool", "int"], ""),
    ("form.yes ? 1 : 'a'", .differentTypes, ["int", "string"], "give both answers one type"),
    ("form.name.length", .notARow, ["length", "string"], ""),
    (
      "form.people.age", .notARow, ["age", "list(row person)"],
      "a list is read with size, all, exists, filter, map or [0]"
    ),
    ("form.name.all(p, true)", .notAList, ["all", "string"], ""),
    ("form.name[0]", .notAList, ["[ ]", "string"], ""),
    ("form.tags['a']", .wrongType, ["int", "string"], ""),
    (
      "form.people.all(p.age, true)", .macroVariable, ["all"], "for example all(p, p.age > 17)"
    ),
    ("has(form)", .hasNeedsField, [], "for example has(form.granted)"),
    (
      "div(form.granted, 2, form.count)", .needsLiteral,
      ["div", "the digits after the point, 0 to 9,"], ""
    ),
    ("date(form.name)", .needsLiteral, ["date", "a text"], ""),
    (
      "date('2026-02-30')", .badLiteral, ["2026-02-30", "date"],
      "for example date('2026-03-01'), from 0001-01-01 to 9999-12-31"
    ),
    (
      "timestamp('2026-03-01')", .badLiteral, ["2026-03-01", "timestamp"],
      "for example timestamp('2026-03-01T09:00:00Z'), to a microsecond"
    ),
    (
      "duration('1ns')", .badLiteral, ["1ns", "duration"],
      "for example duration('1h30m') or duration('90s'), to a microsecond"
    ),
    ("form.fine * form.rate", .scaleTooLarge, ["13"], "round a factor first: round(a, 2)"),
    (
      "form.people[0] == form.people[1]", .rowComparison, ["=="], "compare one of their fields"
    ),
    ("form.granted != null", .noNull, [], "use has(): has(form.granted)"),
    ("1e3 > 2", .noDouble, [], "write an exact decimal: 2500.00"),
    ("double(1)", .noDouble, [], "write an exact decimal: 2500.00"),
    ("5u", .noUint, [], "write it without the u"),
    ("b'abc'", .noBytes, [], "write a text: 'abc'"),
    ("dyn(1)", .noDyn, [], "every value has the type of its field"),
    ("type(1)", .noTypeOf, [], "every value has the type of its field"),
    ("form.name.matches('a')", .noMatches, [], "give the field a pattern: instead"),
    ("form.count in [1, 'a']", .mixedList, ["int", "string"], "write a list of one type"),
    ("{'a': 1}['a'] == 1", .noMap, [], "use a choice and ?:"),
    ("a.M{f: 1}", .noMessage, ["a.M"], "write the fields themselves"),
    (
      "form.?count == 1", .noOptional, [],
      "use has(): has(form.granted) ? form.granted : 0.00"
    ),
    (
      "now.getHours('Asia/Shanghai')", .noZone, ["getHours"],
      "today is the date in the calendar's zone"
    ),
    (
      "int('5')", .noTextToNumber, ["int"], "make the field an integer or decimal field"
    ),
    ("false < true", .noBoolOrder, ["<"], "use ==, !=, && or ||"),
    (#"form.name == 'a\x00'"#, .noNulCharacter, [], "leave it out"),
  ])
  func `a mistake has a code, its arguments and a hint`(
    source: String, code: Diagnostic.Code, arguments: [String], hint: String
  ) throws {
    let found = mistakes(CEL.check(source, in: Samples.environment))
    let mistake = try #require(found.first)
    #expect(found.count == 1)
    #expect(mistake.code == code)
    #expect(mistake.arguments == arguments)
    #expect(mistake.hint == hint)
    #expect(!mistake.message.isEmpty)
  }

  @Test
  func `all mistakes are found at once, in the order of the source`() {
    let source = "form.granded > 1 && form.cause == 'ilness' && siez(form.people) < null"
    let found = mistakes(CEL.check(source, in: Samples.environment))
    #expect(
      found.map(\.code)
        == [.unknownField, .unknownChoice, .noNull, .unknownFunction].sorted {
          position($0, in: found) < position($1, in: found)
        })
    #expect(found.map { $0.range.text(in: source) } == ["granded", "'ilness'", "siez", "null"])
  }

  private func position(_ code: Diagnostic.Code, in found: [Diagnostic]) -> Int {
    found.firstIndex { $0.code == code } ?? .max
  }

  @Test(arguments: [
    ("form.granted", "decimal(2)"),
    ("form.granted + form.rate", "decimal(4)"),
    ("form.granted * form.rate", "decimal(6)"),
    ("form.granted * 2", "decimal(2)"),
    ("form.count + 1", "int"),
    ("div(form.count, 3, 5)", "decimal(5)"),
    ("[1, 2.50]", "list(decimal(2))"),
    ("form.people.map(p, p.nick)", "list(string)"),
    ("form.people.filter(p, p.disabled)[0]", "row person"),
    ("form.yes ? form.cause : form.name", "string"),
    ("now - now", "duration"),
    ("today", "date"),
    ("[]", "list(dyn)"),
    ("sum([])", "int"),
    ("facts.adults", "list(row person)"),
  ])
  func `an expression has a type`(source: String, type: String) throws {
    #expect(try CEL.check(source, in: Samples.environment).get().type.description == type)
  }

  @Test(arguments: [
    ("form.granted <= form.requested", ["form.granted", "form.requested"]),
    ("form.people.exists(p, p.disabled)", ["form.people"]),
    ("checks.all(c, c.result in ['pass'])", ["checks"]),
    ("has(form.address.city) && did.submit.count > 0", ["did.submit.count", "form.address.city"]),
    ("facts.per_head > 1.00", ["facts.per_head", "form.granted", "form.people"]),
    ("1 + 1 == 2", []),
  ])
  func `an expression knows what it reads, also through facts`(
    source: String, reads: [String]
  ) throws {
    #expect(try CEL.check(source, in: Samples.environment).get().reads == reads)
  }

  @Test
  func `the type that is needed is asked for`() throws {
    let found = mistakes(CEL.check("form.granted", in: Samples.environment, expecting: .bool))
    #expect(found.map(\.code) == [.wrongType])
    #expect(found.map(\.arguments) == [["bool", "decimal(2)"]])
    let amount = CEL.check("form.count", in: Samples.environment, expecting: .decimal(scale: 2))
    #expect(try amount.get().type == .int)
    let fine = CEL.check("form.rate", in: Samples.environment, expecting: .decimal(scale: 2))
    #expect(mistakes(fine).map(\.code) == [.wrongType])
  }

  @Test
  func `facts made of facts count with all they are made of`() throws {
    var environment = Environment()
    environment.declare("form", .row(RowType("form", ["a": .int])))
    environment.define("facts.f0", as: try CEL.check("form.a + 1", in: environment).get())
    for number in 1...20 {
      let source = "facts.f\(number - 1) + facts.f\(number - 1)"
      switch CEL.check(source, in: environment) {
      case .success(let expression): environment.define("facts.f\(number)", as: expression)
      case .failure(let mistakes):
        #expect(mistakes.diagnostics.map(\.code) == [.tooLarge])
        return
      }
    }
    Issue.record("an expression of a million parts was accepted")
  }

  @Test
  func `every diagnostic is documented with an example`() throws {
    let page = try String(
      contentsOfFile: "\(#filePath)".replacing("Tests/CELTests/CheckerTests.swift", with: "")
        + "docs/guard-language.md", encoding: .utf8)
    for code in Diagnostic.Code.allCases {
      #expect(page.contains("| `\(code.rawValue)` |"), "\(code.rawValue)")
    }
  }
}
