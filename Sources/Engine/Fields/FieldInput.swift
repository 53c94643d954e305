public import CEL
public import Workflows

/// Reads what somebody gives a field, by the field's type and limits.
///
/// Texts are read as the type asks, so what is typed in a shell works as it stands: `4000.00`,
/// `2026-03-02`, `yes`. The stored layout is read by the same rules: money as a number, a day as the
/// days since 1970-01-01, instants and lengths of time as microseconds.
public struct FieldInput: Sendable {
  /// The roles of each login, for fields that name a member of staff; nil takes every login.
  public var staff: [String: [String]]?

  /// A reader of field values.
  ///
  /// - Parameter staff: the roles of each login; nil when any login is to be taken.
  public init(staff: [String: [String]]? = nil) { self.staff = staff }

  /// The value to keep.
  ///
  /// - Returns: nil when the field is emptied: by null, an empty text or an empty list.
  /// - Throws: `FieldProblem` when the field cannot hold it.
  public func value(
    _ given: PlainValue, for field: Workflow.Field
  ) throws(FieldProblem) -> Value? {
    switch given {
    case .null, .text(""), .list([]): nil
    default: try value(given, of: field.type)
    }
  }

  private func value(
    _ raw: PlainValue, of type: Workflow.FieldType
  ) throws(FieldProblem) -> Value {
    let given = raw.withoutExponent
    return switch type {
    case .text(let maxLength, let pattern): try text(given, maxLength, pattern)
    case .choice(let choices): try choice(given, choices)
    case .staff(let role): try login(given, role)
    case .yesNo: try yesOrNo(given)
    case .integer(let min, let max): try whole(given, min, max)
    case .money(let min, let max): try decimal(given, scale: 2, min, max, type)
    case .decimal(let scale, let min, let max): try decimal(given, scale: scale, min, max, type)
    case .date(let min, let max): try date(given, min, max)
    case .datetime: try instant(given)
    case .duration: try span(given)
    case .rows(let columns, let min, let max): try rows(given, columns, min, max)
    case .list(let item, let min, let max):
      .list(
        try elements(given, min, max, type).map { element throws(FieldProblem) in
          try value(element, of: item)
        })
    }
  }

  private func text(
    _ given: PlainValue, _ maxLength: Int, _ pattern: String?
  ) throws(FieldProblem) -> Value {
    guard case .text(let text) = given else { throw .type("text") }
    guard text.unicodeScalars.count <= maxLength else { throw .tooLong(maxLength) }
    if let pattern, (try? Pattern(pattern))?.matches(text) != true { throw .pattern(pattern) }
    return .string(text)
  }

  /// A choice by its name or by its label in any language.
  private func choice(
    _ given: PlainValue, _ choices: [NamedLabel]
  ) throws(FieldProblem) -> Value {
    guard case .text(let text) = given else { throw .type("choice") }
    if choices.contains(where: { $0.name == text }) { return .string(text) }
    let labelled = choices.filter { $0.label.texts.contains { $0.text == text } }
    guard labelled.count == 1 else { throw .choice(choices.map(\.name)) }
    return .string(labelled[0].name)
  }

  private func login(_ given: PlainValue, _ role: String) throws(FieldProblem) -> Value {
    guard case .text(let login) = given else { throw .type("staff") }
    if let staff, staff[login]?.contains(role) != true { throw .staff(role: role) }
    return .string(login)
  }

  private func yesOrNo(_ given: PlainValue) throws(FieldProblem) -> Value {
    switch given {
    case .bool(let value): return .bool(value)
    case .text("yes"), .text("true"), .text("是"): return true
    case .text("no"), .text("false"), .text("否"): return false
    default: throw .type("yes_no")
    }
  }

  private func whole(
    _ given: PlainValue, _ min: Int64?, _ max: Int64?
  ) throws(FieldProblem) -> Value {
    guard let number = Self.wholeNumber(given) else { throw .type("integer") }
    guard let value = Int64(exactly: number) else { throw .tooLarge }
    if let min, value < min { throw .belowMinimum("\(min)") }
    if let max, value > max { throw .aboveMaximum("\(max)") }
    return .int(value)
  }

  private func decimal(
    _ given: PlainValue, scale: Int, _ min: ExactDecimal?, _ max: ExactDecimal?,
    _ type: Workflow.FieldType
  ) throws(FieldProblem) -> Value {
    guard let digits = given.string else { throw .type(type.name) }
    guard let number = ExactDecimal(digits) else {
      throw Self.isNumber(digits) ? Self.sizeProblem(digits, scale) : .type(type.name)
    }
    guard let value = number.rescaled(to: scale) else { throw .decimals(scale) }
    if let min, value < min { throw .belowMinimum(min.description) }
    if let max, value > max { throw .aboveMaximum(max.description) }
    return .decimal(value)
  }

  private func date(
    _ given: PlainValue, _ min: CalendarDate?, _ max: CalendarDate?
  ) throws(FieldProblem) -> Value {
    let date: CalendarDate
    switch given {
    case .text(let text):
      guard let read = CalendarDate(text) else { throw .type("date") }
      date = read
    case .number:
      guard let number = Self.wholeNumber(given) else { throw .type("date") }
      guard let days = Int(exactly: number), let read = CalendarDate(days: days) else {
        throw .tooLarge
      }
      date = read
    default: throw .type("date")
    }
    if let min, date < min { throw .belowMinimum(min.description) }
    if let max, date > max { throw .aboveMaximum(max.description) }
    return .date(date)
  }

  private func instant(_ given: PlainValue) throws(FieldProblem) -> Value {
    if case .text(let text) = given, let instant = Timestamp(text) { return .timestamp(instant) }
    guard case .number = given, let number = Self.wholeNumber(given) else {
      throw .type("datetime")
    }
    guard let micros = Int64(exactly: number), let instant = Timestamp(microseconds: micros) else {
      throw .tooLarge
    }
    return .timestamp(instant)
  }

  private func span(_ given: PlainValue) throws(FieldProblem) -> Value {
    if case .text(let text) = given, let span = Span(text) { return .duration(span) }
    guard case .number = given, let number = Self.wholeNumber(given) else {
      throw .type("duration")
    }
    guard let micros = Int64(exactly: number), let span = Span(microseconds: micros) else {
      throw .tooLarge
    }
    return .duration(span)
  }

  private func elements(
    _ given: PlainValue, _ min: Int?, _ max: Int?, _ type: Workflow.FieldType
  ) throws(FieldProblem) -> [PlainValue] {
    guard case .list(let elements) = given else { throw .type(type.name) }
    let most = max ?? Self.mostRows
    if elements.count > most { throw .tooMany(most) }
    if let min, elements.count < min { throw .tooFew(min) }
    return elements
  }

  private func rows(
    _ given: PlainValue, _ columns: [Workflow.Field], _ min: Int?, _ max: Int?
  ) throws(FieldProblem) -> Value {
    let type = Workflow.FieldType.rows(columns: columns, min: min, max: max)
    var rows: [Value] = []
    for (index, element) in try elements(given, min, max, type).enumerated() {
      rows.append(.row(try row(element, columns, number: index + 1)))
    }
    return .list(rows)
  }

  private func row(
    _ given: PlainValue, _ columns: [Workflow.Field], number: Int
  ) throws(FieldProblem) -> Row {
    guard case .object(let members) = given else { throw .type("rows") }
    var row = Row()
    for column in columns {
      let taken: Value?
      do {
        taken = try value(given[column.name] ?? .null, for: column)
      } catch {
        throw .column(column.name, row: number, error)
      }
      if taken == nil, !column.isOptional { throw .missingColumn(column.name, row: number) }
      row[column.name] = taken
    }
    if let stray = members.first(where: { member in
      !columns.contains { $0.name == member.name }
    }) {
      throw .unknownColumn(stray.name)
    }
    return row
  }

  /// The most rows of a field that states no limit.
  static let mostRows = 200
}

extension FieldInput {
  /// A whole number of any size that may come up: digits, perhaps with a fraction of zeros.
  private static func wholeNumber(_ given: PlainValue) -> Int128? {
    guard let digits = given.string else { return nil }
    return ExactDecimal(digits)?.rescaled(to: 0)?.unscaled ?? Int128(digits)
  }

  private static func isNumber(_ text: String) -> Bool {
    let parts = (text.hasPrefix("-") ? text.dropFirst() : text[...])
      .split(separator: ".", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count)
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
  }

  /// Whether a number that no decimal can hold has too many digits after the point or before it.
  private static func sizeProblem(_ digits: String, _ scale: Int) -> FieldProblem {
    let parts = digits.split(separator: ".")
    return parts[0].drop { $0 == "-" || $0 == "0" }.count > 18 ? .tooLarge : .decimals(scale)
  }
}
