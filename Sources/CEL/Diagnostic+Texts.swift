// The wording of every diagnostic, in one place.

extension Diagnostic {
  private init(
    _ code: Code, with arguments: [String] = [], _ message: String, hint: String = "",
    _ range: SourceRange
  ) {
    self.init(code: code, arguments: arguments, message: message, hint: hint, range: range)
  }

  // MARK: Reading the text

  static func sourceTooLong(_ limit: Int) -> Diagnostic {
    Diagnostic(
      .sourceTooLong, with: ["\(limit)"], "the expression is longer than \(limit) bytes",
      hint: "name a part of it under facts:", SourceRange(offset: 0, length: 0))
  }

  static func tooDeep(_ limit: Int, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .tooDeep, with: ["\(limit)"], "the expression nests more than \(limit) levels deep",
      hint: "name a part of it under facts:", range)
  }

  static func tooLarge(_ limit: Int, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .tooLarge, with: ["\(limit)"], "the expression has more than \(limit) parts",
      hint: "facts count with everything they are made of; make the rule simpler", range)
  }

  static func emptyExpression() -> Diagnostic {
    Diagnostic(
      .emptyExpression, "there is no expression", SourceRange(offset: 0, length: 0))
  }

  static func unexpectedCharacter(_ character: String, _ range: SourceRange) -> Diagnostic {
    let hints = [
      "=": "write == to compare", "&": "write && for and", "|": "write || for or",
      ";": "an expression is one formula, without ;",
      "“": "write straight quotes: '…'", "”": "write straight quotes: '…'",
      "‘": "write straight quotes: '…'", "’": "write straight quotes: '…'",
      "，": "write the plain comma ,", "（": "write plain parentheses ( )",
      "）": "write plain parentheses ( )", "≤": "write <=", "≥": "write >=", "≠": "write !=",
    ]
    return Diagnostic(
      .unexpectedCharacter, with: [character], "\(character) has no meaning here",
      hint: hints[character] ?? "", range)
  }

  static func unterminatedText(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unterminatedText, "the closing quote is missing",
      hint: "a text ends on its line, with the quote it began with", range)
  }

  static func badEscape(_ escape: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badEscape, with: [escape], "\(escape) is not an escape",
      hint: "write \\\\ for a backslash, \\n for a new line, \\u4e2d for a character", range)
  }

  static func numberOutOfRange(_ number: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .numberOutOfRange, with: [number], "\(number) does not fit a whole number of 64 bits",
      hint: "write a number from -9223372036854775808 to 9223372036854775807", range)
  }

  static func decimalOutOfRange(_ number: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .decimalOutOfRange, with: [number],
      "\(number) has more than 18 digits before or 9 after the point",
      hint: "write fewer digits", range)
  }

  static func unexpectedToken(_ found: String, needed: String, _ range: SourceRange) -> Diagnostic {
    let words = ["and": "write &&", "or": "write ||", "not": "write !", "is": "write =="]
    return Diagnostic(
      .unexpectedToken, with: [found, needed], "found \(found) where \(needed) was expected",
      hint: words[found.lowercased()] ?? "", range)
  }

  static func unexpectedEnd(needed: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unexpectedEnd, with: [needed], "the expression ends where \(needed) was expected", range)
  }

  static func reservedWord(_ word: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .reservedWord, with: [word], "\(word) is a word CEL keeps for itself",
      hint: "it can name a field, not a variable", range)
  }

  // MARK: Names and types

  static func unknownName(_ name: String, nearest: String?, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unknownName, with: [name, nearest ?? ""], "there is no \(name)", hint: didYouMean(nearest),
      range)
  }

  static func unknownField(
    _ field: String, of row: String, nearest: String?, _ range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .unknownField, with: [field, row, nearest ?? ""], "\(row) has no \(field)",
      hint: didYouMean(nearest), range)
  }

  static func unknownFunction(
    _ name: String, nearest: String?, _ range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .unknownFunction, with: [name, nearest ?? ""], "there is no function \(name)",
      hint: nearest == nil ? "the functions are \(functions)" : didYouMean(nearest), range)
  }

  private static let functions =
    "has, all, exists, exists_one, filter, map, size, sum, min, max, contains, startsWith, endsWith, "
    + "div, round, days, age, add_months, string, bool, date, timestamp, duration"

  static func unknownChoice(
    _ text: String, nearest: String?, choices: [String], _ range: SourceRange
  ) -> Diagnostic {
    let list = choices.map { "'\($0)'" }.joined(separator: ", ")
    return Diagnostic(
      .unknownChoice, with: [text, nearest ?? "", list], "'\(text)' is not one of the choices",
      hint: nearest.map { "did you mean '\($0)'?" } ?? "the choices are \(list)", range)
  }

  static func wrongOperands(
    _ symbol: String, _ types: [CELType], hint: String = "", _ range: SourceRange
  ) -> Diagnostic {
    let names = types.map(\.description).joined(separator: " and ")
    return Diagnostic(
      .wrongOperands, with: [symbol, names], "\(symbol) cannot be used on \(names)", hint: hint,
      range)
  }

  static func wrongArguments(
    _ function: String, _ types: [CELType], usage: String, _ range: SourceRange
  ) -> Diagnostic {
    let names = types.map(\.description).joined(separator: ", ")
    return Diagnostic(
      .wrongArguments, with: [function, names, usage], "\(function) cannot be used with (\(names))",
      hint: "use it as \(usage)", range)
  }

  static func wrongType(
    needed: String, found: CELType, hint: String = "", _ range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .wrongType, with: [needed, found.description], "this is \(found), but \(needed) is needed",
      hint: hint, range)
  }

  static func differentTypes(_ left: CELType, _ right: CELType, _ range: SourceRange) -> Diagnostic
  {
    Diagnostic(
      .differentTypes, with: [left.description, right.description],
      "the two answers have different types: \(left) and \(right)",
      hint: "give both answers one type", range)
  }

  static func notARow(_ field: String, _ type: CELType, _ range: SourceRange) -> Diagnostic {
    var hint = ""
    if case .list = type { hint = "a list is read with size, all, exists, filter, map or [0]" }
    return Diagnostic(
      .notARow, with: [field, type.description], "\(type) has no fields, so no \(field)",
      hint: hint,
      range)
  }

  static func notAList(_ operation: String, _ type: CELType, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notAList, with: [operation, type.description],
      "\(operation) needs a list, and this is \(type)",
      range)
  }

  static func macroVariable(_ macro: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .macroVariable, with: [macro], "\(macro) needs a plain name for the item first",
      hint: "for example \(macro)(p, p.age > 17)", range)
  }

  static func hasNeedsField(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .hasNeedsField, "has asks for a field", hint: "for example has(form.granted)", range)
  }

  static func needsLiteral(_ function: String, _ what: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .needsLiteral, with: [function, what], "\(function) needs \(what) written out here", range)
  }

  static func badLiteral(_ text: String, _ function: String, _ range: SourceRange) -> Diagnostic {
    let examples = [
      "date": "for example date('2026-03-01'), from 0001-01-01 to 9999-12-31",
      "timestamp": "for example timestamp('2026-03-01T09:00:00Z'), to a microsecond",
      "duration": "for example duration('1h30m') or duration('90s'), to a microsecond",
    ]
    return Diagnostic(
      .badLiteral, with: [text, function], "'\(text)' is not a \(function)",
      hint: examples[function] ?? "", range)
  }

  static func scaleTooLarge(_ digits: Int, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .scaleTooLarge, with: ["\(digits)"],
      "the product would have \(digits) digits after the point, and 9 is the most",
      hint: "round a factor first: round(a, 2)", range)
  }

  static func rowComparison(_ symbol: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .rowComparison, with: [symbol], "rows cannot be compared with \(symbol)",
      hint: "compare one of their fields", range)
  }

  // MARK: What the profile leaves out of CEL

  static func noNull(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.noNull, "there is no null", hint: "use has(): has(form.granted)", range)
  }

  static func noDouble(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noDouble, "there are no floating-point numbers",
      hint: "write an exact decimal: 2500.00", range)
  }

  static func noUint(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.noUint, "there are no unsigned numbers", hint: "write it without the u", range)
  }

  static func noBytes(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.noBytes, "there are no byte strings", hint: "write a text: 'abc'", range)
  }

  static func noDyn(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.noDyn, "there is no dyn", hint: "every value has the type of its field", range)
  }

  static func noTypeOf(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noTypeOf, "there is no type()", hint: "every value has the type of its field", range)
  }

  static func noMatches(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noMatches, "there is no matches", hint: "give the field a pattern: instead", range)
  }

  static func mixedList(_ first: CELType, _ other: CELType, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .mixedList, with: [first.description, other.description],
      "a list has one type, and this one holds \(first) and \(other)",
      hint: "write a list of one type", range)
  }

  static func noMap(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.noMap, "there are no map literals", hint: "use a choice and ?:", range)
  }

  static func noMessage(_ name: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noMessage, with: [name], "there are no message literals such as \(name){}",
      hint: "write the fields themselves", range)
  }

  static func noOptional(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noOptional, "there are no optional fields",
      hint: "use has(): has(form.granted) ? form.granted : 0.00", range)
  }

  static func noZone(_ function: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noZone, with: [function], "\(function) takes no time zone",
      hint: "today is the date in the calendar's zone", range)
  }

  static func noTextToNumber(_ function: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noTextToNumber, with: [function], "\(function) does not turn a text into a number",
      hint: "make the field an integer or decimal field", range)
  }

  static func noBoolOrder(_ symbol: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noBoolOrder, with: [symbol], "yes and no have no order, so no \(symbol)",
      hint: "use ==, !=, && or ||", range)
  }

  static func noNulCharacter(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noNulCharacter, "a text cannot hold the character U+0000", hint: "leave it out", range)
  }

  private static func didYouMean(_ nearest: String?) -> String {
    nearest.map { "did you mean \($0)?" } ?? ""
  }
}
