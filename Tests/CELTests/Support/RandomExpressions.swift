import CEL

/// Writes random expressions of a wanted type over `Samples`.
struct RandomExpressions {
  var random: SeededNumbers
  /// The macro items in scope.
  private var items: [(name: String, type: CELType)] = []

  init(seed: UInt64) { random = SeededNumbers(seed: seed) }

  mutating func expression() -> String {
    expression(of: anyType(), depth: 1 + random.below(4))
  }

  private mutating func anyType() -> CELType {
    if random.happens(40) { return .bool }
    return random.pick([
      .int, .int, .decimal(scale: 2), .decimal(scale: 4), .string, .date, .timestamp, .duration,
      .list(.int), .list(.string), .list(.decimal(scale: 2)), .list(.date),
      .list(.row(Samples.person)),
    ])
  }

  private mutating func scalarType() -> CELType {
    random.pick([
      .bool, .int, .decimal(scale: 2), .string, .date, .timestamp, .duration,
    ])
  }

  mutating func expression(of type: CELType, depth: Int) -> String {
    if depth <= 0 || random.happens(12) { return leaf(of: type) }
    if random.happens(8) {
      return """
        (\(expression(of: .bool, depth: depth - 1)) ? \(expression(of: type, depth: depth - 1)) \
        : \(expression(of: type, depth: depth - 1)))
        """
    }
    if random.happens(5) {
      return "\(expression(of: .list(type), depth: depth - 1))[\(expression(of: .int, depth: 0))]"
    }
    switch type {
    case .bool: return bool(depth - 1)
    case .int: return int(depth - 1)
    case .decimal(let scale): return decimal(scale, depth - 1)
    case .string, .choice: return string(depth - 1)
    case .date: return date(depth - 1)
    case .timestamp: return timestamp(depth - 1)
    case .duration: return duration(depth - 1)
    case .list(let element): return list(of: element, depth - 1)
    case .row, .map, .dyn: return leaf(of: type)
    }
  }

  // MARK: Leaves

  private mutating func leaf(of type: CELType) -> String {
    let names = names(of: type)
    if !names.isEmpty, random.happens(60) { return random.pick(names) }
    switch type {
    case .bool: return random.pick(["true", "false"])
    case .int:
      return random.pick([
        "0", "1", "-1", "2", "3", "7", "18", "100", "-5", "9223372036854775807",
        "-9223372036854775808", "4611686018427387904", "3037000500",
      ])
    case .decimal(let scale):
      let text = random.pick([
        "0.00", "1.50", "-0.01", "2500.00", "0.5", "999999999999999999.99", "-2.5", "3", "33.33",
      ])
      return scale >= 2 ? text : "1"
    case .string, .choice:
      return random.pick([
        "''", "'a'", "'é'", "'e\\u0301'", "'中文'", "'\\U0001F62C'", "'illness'", "'b\\\\'", "'\\''",
        "'true'", "'ab'", "'%_'", "'\\uFFFB'",
      ])
    case .date:
      return random.pick([
        "date('2024-02-29')", "date('0001-01-01')", "date('9999-12-31')", "date('1970-01-01')",
        "date('2026-03-31')", "date('1900-02-28')",
      ])
    case .timestamp:
      return random.pick([
        "timestamp('2026-03-01T09:00:00Z')", "timestamp('0001-01-01T00:00:00Z')",
        "timestamp('9999-12-31T23:59:59.999999Z')", "timestamp('1969-12-31T23:59:59.5Z')",
        "timestamp('2026-03-01T17:00:00.25+08:00')",
      ])
    case .duration:
      return random.pick([
        "duration('0s')", "duration('1h30m')", "duration('-1.5s')", "duration('72h')",
        "duration('315575999999s')", "duration('1us')", "duration('-250ms')",
      ])
    case .list(let element):
      if random.happens(15) { return "[]" }
      let items = (0...random.below(3)).map { _ in leaf(of: element) }
      if case .row = element { return "form.people" }
      return "[" + items.joined(separator: ", ") + "]"
    case .row: return "form.people[0]"
    case .map, .dyn: return "true"
    }
  }

  /// Every declared name of the type, and the fields of the macro items in scope.
  private func names(of type: CELType) -> [String] {
    var names: [String] = []
    func collect(_ path: String, _ found: CELType) {
      if found == type { names.append(path) }
      if case .choice = found, type == .string { names.append(path) }
      if case .row(let row) = found {
        for field in row.fields { collect("\(path).\(field.name)", field.type) }
      }
    }
    collect("form", .row(Samples.form))
    collect("did.submit.count", .int)
    collect("did.submit.by", .string)
    collect("money.paid", .decimal(scale: 2))
    collect("today", .date)
    collect("now", .timestamp)
    collect("facts.per_head", .decimal(scale: 2))
    collect("facts.eligible", .bool)
    collect("facts.adults", .list(.row(Samples.person)))
    for item in items {
      // Twice, so that bodies of macros mostly speak of their item.
      for _ in 0..<4 { collect(item.name, item.type) }
    }
    return names
  }

  // MARK: One level

  private mutating func bool(_ depth: Int) -> String {
    switch random.below(16) {
    case 0, 1: return "(\(some(.bool, depth)) && \(some(.bool, depth)))"
    case 2, 3: return "(\(some(.bool, depth)) || \(some(.bool, depth)))"
    case 4: return "!\(some(.bool, depth))"
    case 5, 6, 7:
      let type = scalarType()
      let symbols = type == .bool ? ["==", "!="] : ["==", "!=", "<", "<=", ">", ">="]
      let other = type == .decimal(scale: 2) && random.happens(30) ? CELType.int : type
      return "(\(some(type, depth)) \(random.pick(symbols)) \(some(other, depth)))"
    case 8:
      let type = scalarType()
      return "(\(some(type, depth)) in \(some(.list(type), depth)))"
    case 9: return "(form.cause in ['illness', 'other'])"
    case 10: return "has(\(random.pick(fieldNames())))"
    case 11, 12, 13:
      return macro(random.pick(["all", "exists", "exists_one"]), depth)
    case 14:
      let method = random.pick(["contains", "startsWith", "endsWith"])
      return "\(some(.string, depth)).\(method)(\(some(.string, depth)))"
    default:
      let type = scalarType()
      return
        "(\(some(.list(type), depth)) \(random.pick(["==", "!="])) \(some(.list(type), depth)))"
    }
  }

  private mutating func int(_ depth: Int) -> String {
    switch random.below(12) {
    case 0...4:
      let symbol = random.pick(["+", "-", "*", "/", "%"])
      return "(\(some(.int, depth)) \(symbol) \(some(.int, depth)))"
    case 5: return "size(\(some(random.pick([.string, .list(.int), .list(.string)]), depth)))"
    case 6: return "days(\(some(.date, depth)), \(some(.date, depth)))"
    case 7: return "age(\(some(.date, depth)), \(some(.date, depth)))"
    case 8: return "\(random.pick(["sum", "min", "max"]))(\(some(.list(.int), depth)))"
    case 9:
      let part = random.pick([
        "getFullYear", "getMonth", "getDate", "getDayOfMonth",
        "getDayOfWeek", "getDayOfYear",
      ])
      return "\(some(random.pick([.date, .timestamp]), depth)).\(part)()"
    case 10:
      let part = random.pick(["getHours", "getMinutes", "getSeconds", "getMilliseconds"])
      return "\(some(random.pick([.duration, .timestamp]), depth)).\(part)()"
    default:
      return random.pick(["int(\(some(.timestamp, depth)))", "-\(some(.int, depth))"])
    }
  }

  private mutating func decimal(_ scale: Int, _ depth: Int) -> String {
    let type = CELType.decimal(scale: scale)
    switch random.below(8) {
    case 0, 1: return "(\(some(type, depth)) + \(some(random.pick([type, .int]), depth)))"
    case 2: return "(\(some(type, depth)) - \(some(type, depth)))"
    case 3:
      let half = CELType.decimal(scale: scale / 2)
      return "(\(some(half, depth)) * \(some(.int, depth)))"
    case 4:
      let part = random.pick([type, .int])
      return "div(\(some(type, depth)), \(some(part, depth)), \(scale))"
    case 5: return "round(\(some(.decimal(scale: 4), depth)), \(scale))"
    case 6: return "\(random.pick(["sum", "min", "max"]))(\(some(.list(type), depth)))"
    default: return "-\(some(type, depth))"
    }
  }

  private mutating func string(_ depth: Int) -> String {
    switch random.below(4) {
    case 0, 1: return "(\(some(.string, depth)) + \(some(.string, depth)))"
    case 2: return "string(\(some(scalarType(), depth)))"
    default: return "\(random.pick(["min", "max"]))(\(some(.list(.string), depth)))"
    }
  }

  private mutating func date(_ depth: Int) -> String {
    random.happens(70)
      ? "add_months(\(some(.date, depth)), \(some(.int, depth)))"
      : "\(random.pick(["min", "max"]))(\(some(.list(.date), depth)))"
  }

  private mutating func timestamp(_ depth: Int) -> String {
    random.happens(80)
      ? "(\(some(.timestamp, depth)) \(random.pick(["+", "-"])) \(some(.duration, depth)))"
      : "timestamp(\(some(.int, depth)))"
  }

  private mutating func duration(_ depth: Int) -> String {
    switch random.below(4) {
    case 0: return "(\(some(.timestamp, depth)) - \(some(.timestamp, depth)))"
    case 1: return "\(random.pick(["sum", "min", "max"]))(\(some(.list(.duration), depth)))"
    default:
      return "(\(some(.duration, depth)) \(random.pick(["+", "-"])) \(some(.duration, depth)))"
    }
  }

  private mutating func list(of element: CELType, _ depth: Int) -> String {
    switch random.below(6) {
    case 0: return "(\(some(.list(element), depth)) + \(some(.list(element), depth)))"
    case 1, 2:
      let name = itemName()
      let list = some(.list(element), depth)
      return "\(list).filter(\(name), \(body(.bool, name, element, depth)))"
    case 3, 4:
      if case .row = element { return leaf(of: .list(element)) }
      let source = anyElement()
      let (name, list) = (itemName(), some(.list(source), depth))
      let result = body(element, name, source, depth)
      if random.happens(70) { return "\(list).map(\(name), \(result))" }
      return "\(list).map(\(name), \(body(.bool, name, source, depth)), \(result))"
    default:
      if case .row = element { return leaf(of: .list(element)) }
      let items = (0...random.below(3)).map { _ in some(element, depth) }
      return "[" + items.joined(separator: ", ") + "]"
    }
  }

  private mutating func macro(_ name: String, _ depth: Int) -> String {
    let (element, item) = (anyElement(), itemName())
    let list = some(.list(element), depth)
    return "\(list).\(name)(\(item), \(body(.bool, item, element, depth)))"
  }

  private mutating func body(
    _ type: CELType, _ name: String, _ element: CELType, _ depth: Int
  ) -> String {
    items.append((name, element))
    defer { items.removeLast() }
    return some(type, depth)
  }

  private mutating func anyElement() -> CELType {
    random.happens(50) ? .row(Samples.person) : scalarType()
  }

  private func itemName() -> String { "p\(items.count)" }

  private mutating func some(_ type: CELType, _ depth: Int) -> String {
    expression(of: type, depth: depth)
  }

  private func fieldNames() -> [String] {
    let fields = Samples.form.fields.map { "form.\($0.name)" }
    let rows = items.filter { if case .row = $0.type { true } else { false } }
    return fields + ["form.address.city", "did.submit.by", "facts.per_head", "facts.adults"]
      + rows.flatMap { ["\($0.name).age", "\($0.name).share", "\($0.name).marks"] }
  }
}
