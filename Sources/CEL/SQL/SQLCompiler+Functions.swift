extension SQLCompiler {
  func call(_ function: Function, _ arguments: [CheckedNode], _ type: CELType) -> String {
    let first = arguments[0]
    switch function {
    case .size:
      return switch first.type {
      case .string, .choice: "pg_catalog.char_length(\(sql(first)))::pg_catalog.numeric"
      case .map: "NULL::pg_catalog.numeric"
      default: "casework_rules.size(\(sql(first)))"
      }
    case .contains:
      return "(pg_catalog.strpos(\(text(first)) COLLATE \"C\", \(text(arguments[1]))) > 0)"
    case .startsWith:
      return "pg_catalog.starts_with(\(text(first)) COLLATE \"C\", \(text(arguments[1])))"
    case .endsWith: return "casework_rules.ends_with(\(text(first)), \(text(arguments[1])))"
    case .sum: return inRange("casework_rules.sum(\(sql(first)))", type)
    case .min, .max: return extreme(function, first, type)
    case .divide(let scale):
      let power = ExactDecimal.power(scale)
      let step = ExactDecimal(inBounds: 1, scale: scale)
      let (a, b) = (sql(first, as: .int), sql(arguments[1], as: .int))
      return "casework_rules.decimal18(casework_rules.quotient(\(a), \(b), \(power), \(step)))"
    case .round(let scale):
      return "casework_rules.decimal18(pg_catalog.round(\(sql(first, as: .int)), \(scale)))"
    case .days: return "(\(sql(arguments[1])) - \(sql(first)))"
    case .age: return "casework_rules.age(\(sql(first)), \(sql(arguments[1])))"
    case .addMonths: return "casework_rules.add_months(\(sql(first)), \(sql(arguments[1])))"
    case .part(let part): return self.part(part, arguments)
    case .toString: return string(first)
    case .toBool: return "casework_rules.text_to_bool(\(sql(first)))"
    case .toInt: return "casework_rules.floor_div(\(sql(first)), 1000000)"
    case .timestampOfSeconds: return "casework_rules.instant(\(sql(first)) * 1000000)"
    case .parseInt, .parseTimestamp, .parseDuration: return "NULL::pg_catalog.numeric"
    }
  }

  private func text(_ node: CheckedNode) -> String { sql(node, as: .string) }

  private func inRange(_ sql: String, _ type: CELType) -> String {
    switch type {
    case .duration: "casework_rules.span(\(sql))"
    case .decimal: "casework_rules.decimal18(\(sql))"
    default: "casework_rules.int64(\(sql))"
    }
  }

  /// The first or last of the items in their order; `NULL` of an empty list.
  private func extreme(_ function: Function, _ list: CheckedNode, _ type: CELType) -> String {
    switch type {
    case .string, .choice: "casework_rules.\(function.name)_text(\(sql(list)))"
    case .dyn: "NULL::pg_catalog.jsonb"
    default: "casework_rules.\(function.name)_number(\(sql(list)))"
    }
  }

  private func string(_ node: CheckedNode) -> String {
    let value = sql(node)
    switch node.type {
    case .bool: return "CASE \(value) WHEN true THEN 'true' WHEN false THEN 'false' END"
    case .int, .decimal:
      return "pg_catalog.round(\(value), \(node.type.scale))::pg_catalog.text"
    case .date: return "casework_rules.date_to_text(\(value))"
    case .timestamp: return "casework_rules.timestamp_to_text(\(value))"
    case .duration: return "casework_rules.duration_to_text(\(value))"
    default: return value
    }
  }

  private func part(_ part: TimePart, _ arguments: [CheckedNode]) -> String {
    let value = sql(arguments[0])
    if arguments[0].type == .duration {
      return "casework_rules.duration_part(\(value), '\(part.sqlName)')"
    }
    var local = value
    if arguments.count == 2 {
      guard case .literal(.string(let name)) = arguments[1].kind, let zone = TimeZoneOffset(name)
      else { return "NULL::pg_catalog.numeric" }
      local = localTime(value, zone)
    }
    if part.isClock { return "casework_rules.clock_part(\(local), '\(part.sqlName)')" }
    let day =
      arguments[0].type == .date ? value : "casework_rules.floor_div(\(local), 86400000000)"
    return "casework_rules.date_part(\(day), '\(part.sqlName)')"
  }

  /// The clock and calendar of a zone as if they were UTC's, its table written out: asking
  /// PostgreSQL for a zone it does not know would raise.
  private func localTime(_ value: String, _ zone: TimeZoneOffset) -> String {
    let cases = zone.periods.dropFirst().reversed().map {
      "WHEN t.v >= \($0.start)000000 THEN \($0.offset)"
    }
    let initial = "\(zone.periods[0].offset)"
    let offset =
      cases.isEmpty ? initial : "CASE \(cases.joined(separator: " ")) ELSE \(initial) END"
    return """
      (SELECT t.v + (\(offset)) * 1000000::pg_catalog.numeric \
      FROM (SELECT \(value) AS v OFFSET 0) AS t)
      """
  }
}

extension TimePart {
  /// The name the SQL functions know it by.
  fileprivate var sqlName: String {
    switch self {
    case .fullYear: "year"
    case .month: "month"
    case .date: "day"
    case .dayOfMonth: "day_of_month"
    case .dayOfWeek: "day_of_week"
    case .dayOfYear: "day_of_year"
    case .hours: "hours"
    case .minutes: "minutes"
    case .seconds: "seconds"
    case .milliseconds: "milliseconds"
    }
  }
}
