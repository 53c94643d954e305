internal import CEL

extension ClaimBuilder {
  /// The most cases that one number is split into.
  private static let mostCases = 16

  /// The value of a number, a day or a length of time by cases, of which at most one holds; where
  /// none does, it has no value. Nil when it cannot be said in sums.
  mutating func terms(
    _ node: CheckedNode, _ source: String
  ) -> [(when: Claim, term: LinearTerm)]? {
    switch node.kind {
    case .literal(let value):
      guard let (steps, scale) = NumberKind.steps(value) else { return nil }
      return [(.constant(true), LinearTerm(constant: steps, scale: scale))]
    case .fact(_, let expression): return terms(expression.root, expression.source)
    case .variable, .select:
      guard let path = Self.path(of: node),
        case .number(let least, let most, let kind) = domains.domain(of: path, node.type)
      else { return opaqueTerm(node, source) }
      value(at: path, .number(least: least, most: most, kind))
      return [(present(path), LinearTerm(factors: [path: 1], scale: kind.scale))]
    case .negate(let operand):
      return terms(operand, source).flatMap { cases in
        within(node, cases.map { ($0.when, LinearTerm().adding($0.term, times: -1)) })
      } ?? opaqueTerm(node, source)
    case .conditional(let condition, let yes, let no):
      guard let a = terms(yes, source), let b = terms(no, source),
        a.count + b.count <= Self.mostCases
      else { return opaqueTerm(node, source) }
      let test = truth(of: condition, source)
      return a.map { (test.yes && $0.when, $0.term) } + b.map { (test.no && $0.when, $0.term) }
    case .binary(.add, let left, let right): return sum(left, right, times: 1, node, source)
    case .binary(.subtract, let left, let right): return sum(left, right, times: -1, node, source)
    case .binary(.multiply, let left, let right):
      return combined(left, right, node, source) { a, b in
        if b.isConstant { return a.multiplied(by: b.constant, scale: b.scale) }
        return a.isConstant ? b.multiplied(by: a.constant, scale: a.scale) : nil
      }
    case .binary(.divide, _, let divisor), .binary(.remainder, _, let divisor):
      return divided(by: divisor, node, source)
    case .call(let function, let arguments): return call(function, arguments, node, source)
    default: return opaqueTerm(node, source)
    }
  }

  private mutating func call(
    _ function: Function, _ arguments: [CheckedNode], _ node: CheckedNode, _ source: String
  ) -> [(when: Claim, term: LinearTerm)]? {
    switch function {
    case .days where arguments.count == 2:
      return sum(arguments[1], arguments[0], times: -1, node, source)
    case .divide where arguments.count == 2: return divided(by: arguments[1], node, source)
    case .size:
      guard let path = arguments.first.flatMap(Self.path) else { return opaqueTerm(node, source) }
      value(at: "size(\(path))", domains.size(of: path))
      return [(present(path), LinearTerm(factors: ["size(\(path))": 1]))]
    default: return opaqueTerm(node, source)
    }
  }

  /// A quotient is taken as a whole, and has a value only where its divisor is not zero.
  private mutating func divided(
    by divisor: CheckedNode, _ node: CheckedNode, _ source: String
  ) -> [(when: Claim, term: LinearTerm)]? {
    guard !ignoresFailure, let divisors = terms(divisor, source),
      let quotient = opaqueTerm(node, source)?.first
    else { return opaqueTerm(node, source) }
    let isNotZero = Claim.some(
      divisors.map { divisor in
        let opposite = LinearTerm().adding(divisor.term, times: -1) ?? divisor.term
        return divisor.when
          && (divisor.term.notPositive(plus: 1) || opposite.notPositive(plus: 1))
      })
    return [(quotient.when && isNotZero, quotient.term)]
  }

  private mutating func sum(
    _ left: CheckedNode, _ right: CheckedNode, times sign: Int128, _ node: CheckedNode,
    _ source: String
  ) -> [(when: Claim, term: LinearTerm)]? {
    combined(left, right, node, source) { $0.adding($1, times: sign) }
  }

  private mutating func combined(
    _ left: CheckedNode, _ right: CheckedNode, _ node: CheckedNode, _ source: String,
    _ combine: (LinearTerm, LinearTerm) -> LinearTerm?
  ) -> [(when: Claim, term: LinearTerm)]? {
    guard let a = terms(left, source), let b = terms(right, source),
      a.count * b.count <= Self.mostCases
    else { return opaqueTerm(node, source) }
    var cases: [(Claim, LinearTerm?)] = []
    for x in a { for y in b { cases.append((x.when && y.when, combine(x.term, y.term))) } }
    return within(node, cases) ?? opaqueTerm(node, source)
  }

  /// The cases in which the result is one that its type can hold: beyond that it has no value.
  private func within(
    _ node: CheckedNode, _ cases: [(Claim, LinearTerm?)]
  ) -> [(when: Claim, term: LinearTerm)]? {
    guard let kind = NumberKind(node.type) else { return nil }
    var result: [(when: Claim, term: LinearTerm)] = []
    for (when, term) in cases {
      guard let term else { return nil }
      let least = LinearTerm(constant: kind.range.lowerBound, scale: kind.scale)
      let most = LinearTerm(constant: kind.range.upperBound, scale: kind.scale)
      guard let below = least.adding(term, times: -1), let above = term.adding(most, times: -1)
      else { return nil }
      let fits = ignoresFailure || stays(below) && stays(above)
      result.append((fits ? when : when && below.notPositive() && above.notPositive(), term))
    }
    return result
  }

  /// Whether the term is at most zero whatever the values are.
  private func stays(_ term: LinearTerm) -> Bool {
    var most = term.constant
    for (path, factor) in term.factors {
      guard case .number(let low, let high, _)? = values[path] else { return false }
      let (value, overflow) = factor.multipliedReportingOverflow(by: factor > 0 ? high : low)
      let (sum, beyond) = most.addingReportingOverflow(value)
      if overflow || beyond { return false }
      most = sum
    }
    return most <= 0
  }

  /// When `node` has a value.
  mutating func isDefined(_ node: CheckedNode, _ source: String) -> Claim {
    switch node.kind {
    case .literal: return .constant(true)
    case .fact(_, let expression): return isDefined(expression.root, expression.source)
    default: break
    }
    if node.type == .bool { return truth(of: node, source).isDecided }
    if let path = Self.path(of: node) { return present(path) }
    if NumberKind(node.type) != nil, let cases = terms(node, source) {
      return .some(cases.map(\.when))
    }
    if case .conditional(let condition, let yes, let no) = node.kind {
      let test = truth(of: condition, source)
      return (test.yes && isDefined(yes, source)) || (test.no && isDefined(no, source))
    }
    return needs(node, source)
  }
}
