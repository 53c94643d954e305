extension Checker {
  /// A macro, a function `f(…)` or a method `x.f(…)`.
  mutating func checkCall(_ node: SyntaxNode) -> CheckedNode? {
    guard case .call(let target, let name, let nameRange, let arguments) = node.kind else {
      return nil
    }
    if let refusal = Self.refusedFunctions[name], isProfile || name != "dyn" {
      return refuse(refusal(node.range))
    }
    if target == nil, name == "has" { return checkHas(arguments, node.range) }
    if let target, let macro = Self.macro(name, arguments: arguments.count) {
      return checkMacro(macro, target, arguments, node.range)
    }
    guard let usage = Function.usages[name] ?? (name == "dyn" ? "dyn(value)" : nil) else {
      let nearest = NearestName.of(name, among: Function.usages.keys.sorted())
      return refuse(.unknownFunction(name, nearest: nearest, nameRange))
    }
    let operands = (target.map { [$0] } ?? []) + arguments
    let checked = operands.map { check($0) }
    let nodes = checked.compactMap { $0 }
    guard nodes.count == checked.count else { return nil }
    let mistakesBefore = mistakes.count
    let isMethod = target != nil
    if let result = call(name, isMethod: isMethod, nodes, node.range) { return result }
    guard mistakes.count == mistakesBefore else { return nil }
    return refuse(.wrongArguments(name, nodes.map(\.type), usage: usage, node.range))
  }

  /// The functions of CEL that the guard language leaves out.
  private static let refusedFunctions: [String: @Sendable (SourceRange) -> Diagnostic] = [
    "double": { .noDouble($0) }, "uint": { .noUint($0) }, "bytes": { .noBytes($0) },
    "dyn": { .noDyn($0) }, "type": { .noTypeOf($0) }, "matches": { .noMatches($0) },
  ]

  /// The call of a function or method; nil when the arguments do not fit, with or without a
  /// mistake recorded.
  private mutating func call(
    _ name: String, isMethod: Bool, _ nodes: [CheckedNode], _ range: SourceRange
  ) -> CheckedNode? {
    func made(_ function: Function, _ type: CELType, _ arguments: [CheckedNode]? = nil)
      -> CheckedNode
    {
      CheckedNode(.call(function, arguments ?? nodes), type, range)
    }
    let types = nodes.map(\.type)
    if let part = TimePart(rawValue: name) {
      guard isMethod, let type = types.first else { return nil }
      return checkPart(part, type, nodes, range)
    }
    switch (name, isMethod, types.count) {
    case ("size", _, 1):
      switch types[0] {
      case .string, .choice, .list, .map, .dyn: return made(.size, .int)
      default: return nil
      }
    case ("contains", true, 2): return types.allSatisfy(\.isText) ? made(.contains, .bool) : nil
    case ("startsWith", true, 2):
      return types.allSatisfy(\.isText) ? made(.startsWith, .bool) : nil
    case ("endsWith", true, 2): return types.allSatisfy(\.isText) ? made(.endsWith, .bool) : nil
    case ("sum", false, 1):
      guard case .list(let element) = types[0] else { return nil }
      if element == .dyn { return made(.sum, .int) }
      return element.isNumber || element == .duration ? made(.sum, element) : nil
    case ("min", false, 1), ("max", false, 1):
      guard case .list(let element) = types[0], element.isOrdered else { return nil }
      return made(name == "min" ? .min : .max, element)
    case ("div", false, 3), ("round", false, 2):
      guard types.allSatisfy(\.isNumber) else { return nil }
      guard case .literal(.int(let digits)) = nodes[nodes.count - 1].kind,
        (0...Int64(ExactDecimal.maximumScale)).contains(digits)
      else {
        return refuse(.needsLiteral(name, "the digits after the point, 0 to 9,", range))
      }
      let scale = Int(digits)
      let function: Function = name == "div" ? .divide(scale: scale) : .round(scale: scale)
      return made(function, .decimal(scale: scale), nodes.dropLast())
    case ("days", false, 2): return types == [.date, .date] ? made(.days, .int) : nil
    case ("age", false, 2): return types == [.date, .date] ? made(.age, .int) : nil
    case ("add_months", false, 2): return types == [.date, .int] ? made(.addMonths, .date) : nil
    case ("dyn", false, 1): return nodes[0]
    case (_, false, 1): return conversion(name, nodes[0], range)
    default: return nil
    }
  }

  private mutating func checkPart(
    _ part: TimePart, _ type: CELType, _ nodes: [CheckedNode], _ range: SourceRange
  ) -> CheckedNode? {
    if nodes.count == 2, type == .timestamp, nodes[1].type == .string {
      if isProfile { return refuse(.noZone(part.rawValue, range)) }
    } else if nodes.count != 1 {
      return nil
    }
    switch type {
    case .timestamp: break
    case .date: guard !part.isClock else { return nil }
    case .duration: guard part.isClock else { return nil }
    default: return nil
    }
    return CheckedNode(.call(.part(part), nodes), .int, range)
  }

  /// `bool`, `int`, `string`, `date`, `timestamp` and `duration` of one value.
  private mutating func conversion(
    _ name: String, _ node: CheckedNode, _ range: SourceRange
  ) -> CheckedNode? {
    func made(_ function: Function, _ type: CELType) -> CheckedNode {
      CheckedNode(.call(function, [node]), type, range)
    }
    switch (name, node.type) {
    case ("bool", .bool), ("int", .int), ("date", .date), ("timestamp", .timestamp),
      ("duration", .duration), ("string", .string):
      return node
    case ("bool", .string), ("bool", .choice): return made(.toBool, .bool)
    case ("int", .timestamp): return made(.toInt, .int)
    case ("int", .string), ("int", .choice):
      return isProfile ? refuse(.noTextToNumber(name, range)) : made(.parseInt, .int)
    case ("string", .list), ("string", .row), ("string", .map), ("string", .dyn): return nil
    case ("string", _): return made(.toString, .string)
    case ("timestamp", .int): return made(.timestampOfSeconds, .timestamp)
    case ("date", .string), ("timestamp", .string), ("duration", .string):
      if case .literal(.string(let text)) = node.kind {
        guard let (value, type) = constant(name, text) else {
          return refuse(.badLiteral(text, name, node.range))
        }
        return CheckedNode(.literal(value), type, range)
      }
      if isProfile || name == "date" { return refuse(.needsLiteral(name, "a text", range)) }
      return name == "timestamp"
        ? made(.parseTimestamp, .timestamp) : made(.parseDuration, .duration)
    default: return nil
    }
  }

  /// A date, timestamp or duration written out; in the guard language to a microsecond, as stored.
  private func constant(_ name: String, _ text: String) -> (Value, CELType)? {
    switch name {
    case "date":
      return CalendarDate(text).map { (.date($0), .date) }
    case "timestamp":
      guard let timestamp = Timestamp(text), !isProfile || timestamp.nanoseconds % 1_000 == 0
      else { return nil }
      return (.timestamp(timestamp), .timestamp)
    default:
      guard let span = Span(text), !isProfile || span.nanoseconds % 1_000 == 0 else { return nil }
      return (.duration(span), .duration)
    }
  }
}
