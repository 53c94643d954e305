import CEL

/// Random expressions of the part that the guard language and CEL share: no decimals, no dates.
///
/// Left out because Google's CEL or its Python has its own way: times that may come to lie more than
/// 292 years apart (nanoseconds in 64 bits there); `[]` written out, whose items fit nothing there; `string` of times, which pads there: `1.500s` for `1.5s`; and a
/// row that is absent as a whole, whose `has` is an error there and false here.
struct SharedExpressions {
  var random: SeededNumbers
  private var items: [(name: String, type: CELType)] = []

  /// A map there; its Python reads no times inside one.
  static let row = RowType(
    "row", ["n": .int, "s": .string, "b": .bool, "l": .list(.int)])

  static let variables: [(name: String, type: CELType)] = [
    ("b1", .bool), ("b2", .bool), ("i1", .int), ("i2", .int), ("s1", .string), ("s2", .string),
    ("t1", .timestamp), ("t2", .timestamp), ("d1", .duration), ("d2", .duration),
    ("li", .list(.int)), ("ls", .list(.string)), ("lb", .list(.bool)), ("lt", .list(.timestamp)),
    ("ll", .list(.list(.int))), ("r", .row(row)), ("rs", .list(.row(row))),
  ]

  static let environment: Environment = {
    var environment = Environment()
    for (name, type) in variables { environment.declare(name, type) }
    return environment
  }()

  init(seed: UInt64) { random = SeededNumbers(seed: seed) }

  mutating func expression() -> String {
    let types: [CELType] = [
      .bool, .bool, .bool, .int, .int, .string, .timestamp, .duration, .list(.int), .list(.string),
    ]
    return some(random.pick(types), 1 + random.below(4))
  }

  private mutating func some(_ type: CELType, _ depth: Int) -> String {
    if depth <= 0 || random.happens(12) { return leaf(type) }
    if random.happens(7) {
      return
        "(\(some(.bool, depth - 1)) ? \(some(type, depth - 1)) : \(some(type, depth - 1)))"
    }
    if random.happens(5), !isEmptyable(type) {
      return "[\(some(type, depth - 1)), \(leaf(type))][\(some(.int, 0))]"
    }
    switch type {
    case .bool: return bool(depth - 1)
    case .int: return int(depth - 1)
    case .string:
      return random.happens(60)
        ? "(\(some(.string, depth - 1)) + \(some(.string, depth - 1)))"
        : "string(\(some(random.pick([.bool, .int, .string]), depth - 1)))"
    case .timestamp:
      return random.happens(85)
        ? "(\(some(.timestamp, depth - 1)) \(random.pick(["+", "-"])) \(some(.duration, depth - 1)))"
        : "timestamp(\(random.pick(["1700000000", "1767225600", "9223372036854775807", "int(t1)"])))"
    case .duration:
      let part: CELType = random.happens(60) ? .duration : .timestamp
      let symbol = part == .timestamp ? "-" : random.pick(["+", "-"])
      return "(\(some(part, depth - 1)) \(symbol) \(some(part, depth - 1)))"
    case .list(let element): return list(element, depth - 1)
    default: return leaf(type)
    }
  }

  /// Lists and rows: a list of them may be written empty, and what is taken out of that has no type
  /// there.
  private func isEmptyable(_ type: CELType) -> Bool {
    switch type {
    case .list, .row: true
    default: false
    }
  }

  private mutating func bool(_ depth: Int) -> String {
    switch random.below(14) {
    case 0, 1: return "(\(some(.bool, depth)) && \(some(.bool, depth)))"
    case 2, 3: return "(\(some(.bool, depth)) || \(some(.bool, depth)))"
    case 4: return "!\(some(.bool, depth))"
    case 5, 6:
      let type = random.pick([CELType.int, .string, .timestamp, .duration])
      let symbol = random.pick(["==", "!=", "<", "<=", ">", ">="])
      return "(\(some(type, depth)) \(symbol) \(some(type, depth)))"
    case 7:
      let type = random.pick([CELType.bool, .list(.int), .list(.string), .list(.bool)])
      return "(\(some(type, depth)) \(random.pick(["==", "!="])) \(some(type, depth)))"
    case 8:
      let type = random.pick([CELType.int, .string, .bool, .timestamp])
      return "(\(some(type, depth)) in \(some(.list(type), depth)))"
    case 9:
      return "has(\(random.pick(["r"] + rowItems)).\(random.pick(["n", "s", "b", "l"])))"
    case 10:
      let method = random.pick(["contains", "startsWith", "endsWith"])
      return "\(some(.string, depth)).\(method)(\(some(.string, depth)))"
    default: return macro(random.pick(["all", "exists", "exists_one"]), depth, .bool)
    }
  }

  private mutating func int(_ depth: Int) -> String {
    switch random.below(9) {
    case 0...4:
      return "(\(some(.int, depth)) \(random.pick(["+", "-", "*", "/", "%"])) \(some(.int, depth)))"
    case 5: return "size(\(some(random.pick([.string, .list(.int), .list(.string)]), depth)))"
    case 6:
      let part = random.pick([
        "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear",
        "getHours", "getMinutes", "getSeconds", "getMilliseconds",
      ])
      return "\(some(.timestamp, depth)).\(part)()"
    case 7:
      let part = random.pick(["getHours", "getMinutes", "getSeconds", "getMilliseconds"])
      return "\(some(.duration, depth)).\(part)()"
    default: return random.pick(["int(\(some(.timestamp, depth)))", "-(\(some(.int, depth)))"])
    }
  }

  private mutating func list(_ element: CELType, _ depth: Int) -> String {
    switch random.below(5) {
    case 0: return "(\(some(.list(element), depth)) + \(some(.list(element), depth)))"
    case 1:
      let source = some(.list(element), depth)
      let name = "v\(items.count)"
      items.append((name, element))
      defer { items.removeLast() }
      return "\(source).filter(\(name), \(some(.bool, depth)))"
    case 2: return macro("map", depth, element)
    default:
      return "[" + (0...random.below(3)).map { _ in some(element, depth) }.joined(separator: ", ")
        + "]"
    }
  }

  private mutating func macro(_ macro: String, _ depth: Int, _ result: CELType) -> String {
    let element = random.pick([
      CELType.int, .string, .bool, .list(.int), .row(Self.row), .row(Self.row),
    ])
    let source = some(.list(element), depth)
    let name = "v\(items.count)"
    items.append((name, element))
    defer { items.removeLast() }
    return "\(source).\(macro)(\(name), \(some(result, depth)))"
  }

  private var rowItems: [String] {
    items.filter { if case .row = $0.type { true } else { false } }.map(\.name)
  }

  private mutating func leaf(_ type: CELType) -> String {
    var names: [String] = []
    for (name, found) in Self.variables + items + items {
      if found == type { names.append(name) }
      if case .row(let row) = found {
        names += row.fields.filter { $0.type == type }.map { "\(name).\($0.name)" }
      }
    }
    if !names.isEmpty, random.happens(65) { return random.pick(names) }
    switch type {
    case .bool: return random.pick(["true", "false"])
    case .int:
      return random.pick([
        "0", "1", "-1", "2", "7", "100", "9223372036854775807", "-9223372036854775808",
        "3037000500", "4611686018427387904",
      ])
    case .string:
      return random.pick([
        "''", "'a'", "'ab'", "'é'", "'e\\u0301'", "'中文'", "'\\U0001F62C'", "'b\\\\'", "'\\''",
        "'%'",
      ])
    case .timestamp:
      return random.pick([
        "timestamp('2026-03-01T09:00:00Z')", "timestamp('2025-01-01T00:00:00Z')",
        "timestamp('2025-12-31T23:59:59.999999Z')", "timestamp('2023-12-31T23:59:59.5Z')",
        "timestamp('2026-03-01T17:00:00.25+08:00')", "timestamp('2024-02-29T00:00:00Z')",
      ])
    case .duration:
      return random.pick([
        "duration('0s')", "duration('1h30m')", "duration('-1.5s')", "duration('72h')",
        "duration('999h')", "duration('1us')", "duration('-250ms')",
      ])
    case .list(.row): return "rs"
    case .list(let element):
      return "[" + (0...random.below(3)).map { _ in leaf(element) }.joined(separator: ", ") + "]"
    case .row: return random.pick(["r"] + rowItems)
    default: return "true"
    }
  }

  // MARK: Values

  mutating func bindings() -> Row {
    var row = Row()
    for (name, type) in Self.variables where name == "r" || !random.happens(8) {
      row[name] = value(type)
    }
    return row
  }

  private mutating func value(_ type: CELType) -> Value {
    switch type {
    case .bool: return .bool(random.happens(50))
    case .int: return .int(random.pick([0, 1, -1, 2, 3, 17, 100, -7, .max, .min, 3_037_000_500]))
    case .timestamp:
      let at = random.pick([
        1_700_000_000_000_000, 1_772_355_600_000_000, 1_735_689_599_999_999, 1_767_225_600_500_000,
      ])
      return Timestamp(microseconds: Int64(at)).map(Value.timestamp) ?? 0
    case .duration:
      let long = random.pick([0, 1, -1, 90_000_000, 259_200_000_000, -1_500_000])
      return Span(microseconds: Int64(long)).map(Value.duration) ?? 0
    case .list(let element): return .list((0..<random.below(4)).map { _ in value(element) })
    case .row(let type):
      var row = Row()
      for field in type.fields where !random.happens(20) { row[field.name] = value(field.type) }
      return .row(row)
    default: return .string(random.pick(["", "a", "ab", "é", "e\u{301}", "中文", "😬", "\\", "%"]))
    }
  }
}
