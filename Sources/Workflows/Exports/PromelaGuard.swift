internal import CEL

/// What a guard of the file says of the situations that the model tells apart: counts and debts.
/// Everything else may be true or false.
struct PromelaGuard {
  /// A condition over the model's variables.
  enum Condition: Equatable {
    case always
    case never
    /// A Promela expression.
    case text(String)

    var promela: String {
      switch self {
      case .always: "true"
      case .never: "false"
      case .text(let text): text
      }
    }

    static func && (left: Condition, right: Condition) -> Condition {
      switch (left, right) {
      case (.never, _), (_, .never): .never
      case (.always, let other), (let other, .always): other
      case (.text(let left), .text(let right)):
        left == right ? .text(left) : .text("(\(left) && \(right))")
      }
    }

    static func || (left: Condition, right: Condition) -> Condition {
      switch (left, right) {
      case (.always, _), (_, .always): .always
      case (.never, let other), (let other, .never): other
      case (.text(let left), .text(let right)):
        left == right ? .text(left) : .text("(\(left) || \(right))")
      }
    }

    static prefix func ! (condition: Condition) -> Condition {
      switch condition {
      case .always: .never
      case .never: .always
      case .text(let text): .text("!\(text)")
      }
    }
  }

  let workflow: Workflow

  /// When the expression may have this truth.
  func may(be truth: Bool, _ node: CheckedNode) -> Condition {
    switch node.kind {
    case .literal(.bool(let value)): return value == truth ? .always : .never
    case .fact(_, let expression): return may(be: truth, expression.root)
    case .not(let operand): return may(be: !truth, operand)
    case .binary(.and, let left, let right):
      return truth
        ? may(be: true, left) && may(be: true, right)
        : may(be: false, left) || may(be: false, right)
    case .binary(.or, let left, let right):
      return truth
        ? may(be: true, left) || may(be: true, right)
        : may(be: false, left) && may(be: false, right)
    case .conditional(let condition, let yes, let no):
      return may(be: true, condition) && may(be: truth, yes)
        || may(be: false, condition) && may(be: truth, no)
    case .binary(let comparison, let left, let right):
      return compare(comparison, left, right, truth) ?? .always
    default: return .always
    }
  }

  /// Whether the model's variables decide the expression, so that it is always one or the other.
  func decides(_ node: CheckedNode) -> Bool {
    switch node.kind {
    case .literal(.bool): true
    case .fact(_, let expression): decides(expression.root)
    case .not(let operand): decides(operand)
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      decides(left) && decides(right)
    case .conditional(let condition, let yes, let no):
      decides(condition) && decides(yes) && decides(no)
    case .binary(let comparison, let left, let right):
      if let yes = compare(comparison, left, right, true),
        let no = compare(comparison, left, right, false)
      {
        // An amount that is some may be more or less than a limit above nothing.
        !Self.isOpen(yes, no)
      } else {
        false
      }
    default: false
    }
  }

  private static func isOpen(_ yes: Condition, _ no: Condition) -> Bool {
    yes == .always && no != .never || no == .always && yes != .never || yes == no
  }

  /// The actions whose count the expression compares with a number, with the largest such number.
  func counts(_ node: CheckedNode) -> [String: Int] {
    var found: [String: Int] = [:]
    if case .binary(_, let left, let right) = node.kind {
      for (one, other) in [(left, right), (right, left)] {
        if let name = counted(one), let number = wholeNumber(other) {
          found[name] = max(found[name] ?? 0, number)
        }
      }
    }
    for part in node.kind.parts { found.merge(counts(part), uniquingKeysWith: max) }
    return found
  }

  /// The comparison as a condition; nil when it is about something else.
  private func compare(
    _ comparison: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, _ truth: Bool
  ) -> Condition? {
    guard let holds = Self.tests[comparison] else { return nil }
    if let name = counted(left), let number = wholeNumber(right) {
      let text = "(taken_\(name) \(comparison.rawValue) \(number))"
      return truth ? .text(text) : .text("!\(text)")
    }
    if let name = counted(right), let number = wholeNumber(left) {
      let text = "(\(number) \(comparison.rawValue) taken_\(name))"
      return truth ? .text(text) : .text("!\(text)")
    }
    if let debt = debt(left) {
      let others = signs(right)
      return debtCondition(debt) { sign in
        others.contains { other in
          Self.orders(sign, other).contains { holds($0) == truth }
        }
      }
    }
    if let debt = debt(right) {
      let others = signs(left)
      return debtCondition(debt) { sign in
        others.contains { other in
          Self.orders(other, sign).contains { holds($0) == truth }
        }
      }
    }
    return nil
  }

  private func debtCondition(_ debt: String, _ may: (Int) -> Bool) -> Condition {
    switch (may(0), may(1)) {
    case (true, true): .always
    case (false, false): .never
    case (true, false): .text("!\(debt)")
    case (false, true): .text(debt)
    }
  }

  /// What each comparison asks of the order of its sides.
  private static let tests: [BinaryOperator: @Sendable (Int) -> Bool] = [
    .equal: { $0 == 0 }, .notEqual: { $0 != 0 }, .less: { $0 < 0 }, .lessOrEqual: { $0 <= 0 },
    .greater: { $0 > 0 }, .greaterOrEqual: { $0 >= 0 },
  ]

  /// The orders that two numbers of these signs can have.
  private static func orders(_ left: Int, _ right: Int) -> [Int] {
    if left == right { return left == 0 ? [0] : [-1, 0, 1] }
    return [left < right ? -1 : 1]
  }

  private func counted(_ node: CheckedNode) -> String? {
    if case .fact(_, let expression) = node.kind { return counted(expression.root) }
    guard let words = node.path?.split(separator: "."), words.count == 3, words[0] == "did",
      words[2] == "count"
    else { return nil }
    return String(words[1])
  }

  private func debt(_ node: CheckedNode) -> String? {
    switch node.path {
    case "money.reserved"?: "reserved"
    case "money.sent"?: "sent"
    case "money.paid"?: "paid"
    default: nil
    }
  }

  private func wholeNumber(_ node: CheckedNode) -> Int? {
    guard case .literal(.int(let number)) = node.kind, (0...200).contains(number) else {
      return nil
    }
    return Int(number)
  }

  /// The signs that a number can have, by its literal or the field's limits: -1, 0, 1.
  func signs(_ node: CheckedNode) -> Set<Int> {
    switch node.kind {
    case .literal(.int(let number)): return [Int(number.signum())]
    case .literal(.decimal(let number)): return [Self.sign(number)]
    case .fact(_, let expression): return signs(expression.root)
    default: break
    }
    guard let path = node.path, path.hasPrefix("form."),
      let field = workflow.field(String(path.dropFirst(5)))
    else { return [-1, 0, 1] }
    switch field.type {
    case .money(let min, let max), .decimal(_, let min, let max):
      return Self.signs(min.map(Self.sign), max.map(Self.sign))
    case .integer(let min, let max):
      return Self.signs(min.map { Int($0.signum()) }, max.map { Int($0.signum()) })
    default: return [-1, 0, 1]
    }
  }

  private static func signs(_ least: Int?, _ most: Int?) -> Set<Int> {
    Set([-1, 0, 1].filter { $0 >= least ?? -1 && $0 <= most ?? 1 })
  }

  private static func sign(_ number: ExactDecimal) -> Int {
    number.unscaled == 0 ? 0 : number.unscaled < 0 ? -1 : 1
  }
}
