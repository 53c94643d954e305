extension Checker {
  mutating func checkNot(_ operand: SyntaxNode, _ range: SourceRange) -> CheckedNode? {
    checkCondition(operand).map { CheckedNode(.not($0), .bool, range) }
  }

  mutating func checkNegate(_ operand: SyntaxNode, _ range: SourceRange) -> CheckedNode? {
    guard let operand = check(operand) else { return nil }
    guard operand.type.isNumber else { return refuse(.wrongOperands("-", [operand.type], range)) }
    return CheckedNode(.negate(operand), settled(operand.type), range)
  }

  /// An operand that has to be true or false.
  mutating func checkCondition(_ operand: SyntaxNode) -> CheckedNode? {
    guard let operand = check(operand) else { return nil }
    guard operand.type == .bool || operand.type == .dyn else {
      return refuse(.wrongType(needed: "bool", found: operand.type, operand.range))
    }
    return operand
  }

  mutating func checkConditional(
    _ condition: SyntaxNode, _ yes: SyntaxNode, _ no: SyntaxNode, _ range: SourceRange
  ) -> CheckedNode? {
    let (condition, yes, no) = (checkCondition(condition), check(yes), check(no))
    guard let condition, let yes, let no else { return nil }
    guard let type = yes.type.joined(no.type) ?? (isProfile ? nil : .dyn) else {
      return refuse(.differentTypes(yes.type, no.type, range))
    }
    return CheckedNode(.conditional(condition, yes, no), type, range)
  }

  mutating func checkIndex(
    _ list: SyntaxNode, _ index: SyntaxNode, optional: Bool, _ range: SourceRange
  ) -> CheckedNode? {
    if optional { return refuse(.noOptional(range)) }
    guard let list = check(list), let index = check(index) else { return nil }
    switch list.type {
    case .list(let element):
      guard index.type == .int || index.type == .dyn else {
        return refuse(.wrongType(needed: "int", found: index.type, index.range))
      }
      return CheckedNode(.index(list, index), element, range)
    case .map(_, let value):
      return CheckedNode(.index(list, index), value, range)
    case .dyn where !isProfile:
      return CheckedNode(.index(list, index), .dyn, range)
    default:
      return refuse(.notAList("[ ]", list.type, range))
    }
  }

  mutating func checkBinary(
    _ symbol: BinaryOperator, _ left: SyntaxNode, _ right: SyntaxNode, _ range: SourceRange
  ) -> CheckedNode? {
    if symbol == .and || symbol == .or {
      guard let (left, right) = both(checkCondition(left), checkCondition(right)) else {
        return nil
      }
      return CheckedNode(.binary(symbol, left, right), .bool, range)
    }
    guard let (left, right) = both(check(left), check(right)) else { return nil }
    let mistakesBefore = mistakes.count
    let type = resultType(symbol, left, right, range)
    guard let type else {
      guard mistakes.count == mistakesBefore else { return nil }
      let hint = Self.hint(symbol, left.type, right.type)
      return refuse(.wrongOperands(symbol.rawValue, [left.type, right.type], hint: hint, range))
    }
    return CheckedNode(.binary(symbol, left, right), type, range)
  }

  private func both(_ left: CheckedNode?, _ right: CheckedNode?) -> (CheckedNode, CheckedNode)? {
    if let left, let right { (left, right) } else { nil }
  }

  /// The type of `left symbol right`; nil when there is none, with or without a mistake recorded.
  private mutating func resultType(
    _ symbol: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, _ range: SourceRange
  ) -> CELType? {
    switch symbol {
    case .or, .and: return .bool
    case .equal, .notEqual:
      guard !isProfile || left.type.joined(right.type) != nil else { return nil }
      return comparable(symbol, left, right, range) ? .bool : nil
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let type = left.type.joined(right.type) else { return nil }
      if type == .bool {
        guard isProfile else { return .bool }
        mistakes.append(.noBoolOrder(symbol.rawValue, range))
        return nil
      }
      return comparable(symbol, left, right, range) && type.isOrdered ? .bool : nil
    case .isIn:
      guard let element = right.type.element else { return nil }
      guard !isProfile || element.joined(left.type) != nil else { return nil }
      return comparable(symbol, left, right, range) ? .bool : nil
    case .add: return sumType(left.type, right.type).map(settled)
    case .subtract: return differenceType(left.type, right.type).map(settled)
    case .multiply:
      guard left.type.isNumber, right.type.isNumber else { return nil }
      guard let type = left.type.joined(right.type), case .decimal = type else {
        return left.type.joined(right.type).map(settled)
      }
      let scale = left.type.scale + right.type.scale
      guard scale <= ExactDecimal.maximumScale else {
        mistakes.append(.scaleTooLarge(scale, range))
        return nil
      }
      return .decimal(scale: scale)
    case .divide, .remainder:
      guard let type = left.type.joined(right.type) else { return nil }
      return type == .int || type == .dyn ? settled(type) : nil
    }
  }

  /// Whether nothing speaks against the comparison: no rows, and only choices that exist.
  private mutating func comparable(
    _ symbol: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, _ range: SourceRange
  ) -> Bool {
    if isProfile, left.type.holdsRows || right.type.holdsRows {
      mistakes.append(.rowComparison(symbol.rawValue, range))
      return false
    }
    let mistakesBefore = mistakes.count
    checkChoices(left.type, right)
    checkChoices(right.type, left)
    return mistakes.count == mistakesBefore
  }

  /// Texts written out beside a choice have to be among its choices.
  private mutating func checkChoices(_ type: CELType, _ node: CheckedNode) {
    switch (type, node.kind) {
    case (.choice(let choices), .literal(.string(let text))):
      guard !choices.contains(where: { $0.hasSameScalars(as: text) }) else { return }
      let nearest = NearestName.of(text, among: choices)
      mistakes.append(.unknownChoice(text, nearest: nearest, choices: choices, node.range))
    case (.choice, .list(let items)):
      for item in items { checkChoices(type, item) }
    case (.list(let element), .list(let items)):
      for item in items { checkChoices(element, item) }
    case (.list(let element), .literal):
      checkChoices(element, node)
    default:
      return
    }
  }

  /// Arithmetic on items of an empty list counts as whole: it never happens, but has to have a type.
  private func settled(_ type: CELType) -> CELType {
    isProfile && type == .dyn ? .int : type
  }

  private func sumType(_ left: CELType, _ right: CELType) -> CELType? {
    switch (left, right) {
    case (.timestamp, .duration), (.duration, .timestamp): .timestamp
    case (.duration, .duration): .duration
    case (.list, .list): left.joined(right) ?? (isProfile ? nil : .list(.dyn))
    case (.choice, .choice): .string
    case _ where left.isNumber && right.isNumber: left.joined(right)
    case _ where left.isText && right.isText: .string
    case (.dyn, let type), (let type, .dyn): isProfile ? type : .dyn
    default: nil
    }
  }

  private func differenceType(_ left: CELType, _ right: CELType) -> CELType? {
    switch (left, right) {
    case (.timestamp, .timestamp): .duration
    case (.timestamp, .duration): .timestamp
    case (.duration, .duration): .duration
    case _ where left.isNumber && right.isNumber: left.joined(right)
    default: nil
    }
  }

  /// What to write instead of operands that do not fit.
  private static func hint(_ symbol: BinaryOperator, _ left: CELType, _ right: CELType) -> String {
    let types = [left, right]
    func has(_ test: (CELType) -> Bool) -> Bool { types.contains(where: test) }
    if symbol == .divide, has({ if case .decimal = $0 { true } else { false } }) {
      return "use div(a, b, 2), which says how many digits to keep"
    }
    if symbol == .subtract, has({ $0 == .date }) { return "use days(from, to)" }
    if symbol == .add, has({ $0 == .date }) { return "use add_months(date, months)" }
    if has({ $0 == .date }), has(\.isText) { return "write the day as date('2026-03-01')" }
    if has({ $0 == .timestamp }), has({ $0 == .date }) { return "compare dates with today" }
    if has({ $0 == .duration }), has(\.isText) { return "write the length as duration('72h')" }
    if has(\.isNumber), has(\.isText) { return "write the number without quotes" }
    return ""
  }
}
