internal import CEL

/// When a rule is true and when it is false; in every other case it cannot be decided.
struct Truth {
  var yes: Claim
  var no: Claim

  /// Whether it can be decided.
  var isDecided: Claim { yes || no }

  static func constant(_ value: Bool) -> Truth {
    Truth(yes: .constant(value), no: .constant(!value))
  }
}

/// Turns rules into claims about the values of a case, and collects those values.
struct ClaimBuilder {
  let domains: ValueDomains
  /// The values that the claims are about.
  private(set) var values: [String: ValueDomain] = [:]
  /// The numbers that stand for a part of a rule that is not understood.
  private(set) var opaque: Set<String> = []
  /// What each part that is not understood reads.
  private(set) var parts: [String: Set<String>] = [:]
  /// Whether operations always have a result when their operands are there: what is left is want of
  /// values.
  var ignoresFailure = false
  /// The values that may be missing, as far as the claims ask about them.
  private(set) var absentable: Set<String> = []
  /// The claims made so far; a rule that makes too many is taken as a whole.
  private(set) var size = 0
  private static let largest = 20_000

  init(_ domains: ValueDomains) {
    self.domains = domains
  }

  /// When the expression, which is a condition, holds.
  mutating func truth(of expression: CheckedExpression) -> Truth {
    truth(of: expression.root, expression.source)
  }

  /// When the expression has a value.
  mutating func isDefined(_ expression: CheckedExpression) -> Claim {
    isDefined(expression.root, expression.source)
  }

  mutating func truth(of node: CheckedNode, _ source: String) -> Truth {
    size += 1
    guard size < Self.largest else { return unknown(node, source) }
    switch node.kind {
    case .literal(.bool(let value)): return .constant(value)
    case .fact(_, let expression): return truth(of: expression.root, expression.source)
    case .has(let operand):
      let isThere = isDefined(operand, source)
      return Truth(yes: isThere, no: isThere.negated)
    case .not(let operand):
      let truth = truth(of: operand, source)
      return Truth(yes: truth.no, no: truth.yes)
    case .binary(.and, let left, let right):
      let (a, b) = (truth(of: left, source), truth(of: right, source))
      return Truth(yes: a.yes && b.yes, no: a.no || b.no)
    case .binary(.or, let left, let right):
      let (a, b) = (truth(of: left, source), truth(of: right, source))
      return Truth(yes: a.yes || b.yes, no: a.no && b.no)
    case .conditional(let condition, let yes, let no):
      let test = truth(of: condition, source)
      let (a, b) = (truth(of: yes, source), truth(of: no, source))
      charge(test)
      return Truth(
        yes: (test.yes && a.yes) || (test.no && b.yes),
        no: (test.yes && a.no) || (test.no && b.no))
    case .binary(let symbol, let left, let right):
      return comparison(symbol, left, right, node, source)
    case .variable, .select:
      guard let path = Self.path(of: node) else { return unknown(node, source) }
      values[path] = .truth
      let isThere = present(path)
      let atom = Claim.Atom.truth(path)
      return Truth(
        yes: isThere && .literal(atom, holds: true), no: isThere && .literal(atom, holds: false))
    default: return unknown(node, source)
    }
  }

  /// Claims that stand twice count twice: nested conditions must not double without end.
  private mutating func charge(_ truth: Truth) {
    size += truth.yes.weight + truth.no.weight
  }

  private mutating func comparison(
    _ symbol: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, _ node: CheckedNode,
    _ source: String
  ) -> Truth {
    switch symbol {
    case .equal, .notEqual:
      guard let same = equality(left, right, source) else { return unknown(node, source) }
      return symbol == .equal ? same : Truth(yes: same.no, no: same.yes)
    case .less: return order(left, right, strict: true, node, source)
    case .lessOrEqual: return order(left, right, strict: false, node, source)
    case .greater: return order(right, left, strict: true, node, source)
    case .greaterOrEqual: return order(right, left, strict: false, node, source)
    case .isIn:
      guard case .list(let items) = right.kind else { return unknown(node, source) }
      var choices: [Truth] = []
      for item in items {
        guard let same = equality(left, item, source) else { return unknown(node, source) }
        choices.append(same)
      }
      let isDecided =
        choices.isEmpty ? isDefined(left, source) : .every(choices.map(\.isDecided))
      size += isDecided.weight * 2
      return Truth(
        yes: isDecided && .some(choices.map(\.yes)), no: isDecided && .every(choices.map(\.no)))
    default: return unknown(node, source)
    }
  }

  /// When both are the same; nil when that cannot be said in claims.
  private mutating func equality(
    _ left: CheckedNode, _ right: CheckedNode, _ source: String
  ) -> Truth? {
    if left.type == .bool, right.type == .bool {
      let (a, b) = (truth(of: left, source), truth(of: right, source))
      charge(a)
      charge(b)
      return Truth(
        yes: (a.yes && b.yes) || (a.no && b.no), no: (a.yes && b.no) || (a.no && b.yes))
    }
    if NumberKind(left.type) != nil, NumberKind(right.type) != nil {
      return differences(left, right, source).map { cases in
        Truth(
          yes: .some(
            cases.map { $0.when && $0.term.notPositive() && $0.opposite.notPositive() }),
          no: .some(
            cases.map {
              $0.when && ($0.term.notPositive(plus: 1) || $0.opposite.notPositive(plus: 1))
            }))
      }
    }
    return textEquality(left, right, source)
  }

  private mutating func textEquality(
    _ left: CheckedNode, _ right: CheckedNode, _ source: String
  ) -> Truth? {
    switch (text(left), text(right)) {
    case (.literal(let a)?, .literal(let b)?): return .constant(a.utf8.elementsEqual(b.utf8))
    case (.path(let path, let type)?, .literal(let text)?),
      (.literal(let text)?, .path(let path, let type)?):
      values[path] = domains.domain(of: path, type)
      let isThere = present(path)
      let atom = Claim.Atom.text(path, is: text)
      return Truth(
        yes: isThere && .literal(atom, holds: true), no: isThere && .literal(atom, holds: false))
    default: return nil
    }
  }

  private enum TextOperand {
    case literal(String)
    case path(String, CELType)
  }

  private func text(_ node: CheckedNode) -> TextOperand? {
    switch node.kind {
    case .literal(.string(let text)): return .literal(text)
    case .fact(_, let expression): return text(expression.root)
    default:
      switch node.type {
      case .string, .choice: return Self.path(of: node).map { .path($0, node.type) }
      default: return nil
      }
    }
  }

  private mutating func order(
    _ left: CheckedNode, _ right: CheckedNode, strict: Bool, _ node: CheckedNode, _ source: String
  ) -> Truth {
    guard NumberKind(left.type) != nil, NumberKind(right.type) != nil,
      let cases = differences(left, right, source)
    else { return unknown(node, source) }
    let (yes, no): (Int128, Int128) = strict ? (1, 0) : (0, 1)
    return Truth(
      yes: .some(cases.map { $0.when && $0.term.notPositive(plus: yes) }),
      no: .some(cases.map { $0.when && $0.opposite.notPositive(plus: no) }))
  }

  /// Left minus right, by cases.
  private mutating func differences(
    _ left: CheckedNode, _ right: CheckedNode, _ source: String
  ) -> [(when: Claim, term: LinearTerm, opposite: LinearTerm)]? {
    guard let a = terms(left, source), let b = terms(right, source) else { return nil }
    var result: [(when: Claim, term: LinearTerm, opposite: LinearTerm)] = []
    for x in a {
      for y in b {
        guard let term = x.term.adding(y.term, times: -1),
          let opposite = y.term.adding(x.term, times: -1)
        else { return nil }
        result.append((x.when && y.when, term, opposite))
      }
    }
    size += result.count
    return result
  }

  // MARK: What is not understood

  /// A condition taken as a whole: true or false whenever everything it reads is there.
  private mutating func unknown(_ node: CheckedNode, _ source: String) -> Truth {
    let isThere = needs(node, source)
    let text = Self.text(of: node, source)
    parts[text] = Self.reads(node)
    let atom = Claim.Atom.unknown(text)
    return Truth(
      yes: isThere && .literal(atom, holds: true), no: isThere && .literal(atom, holds: false))
  }

  /// A number taken as a whole.
  mutating func opaqueTerm(
    _ node: CheckedNode, _ source: String
  ) -> [(when: Claim, term: LinearTerm)]? {
    guard let kind = NumberKind(node.type) else { return nil }
    let text = Self.text(of: node, source)
    let range = kind.range
    values[text] = .number(least: range.lowerBound, most: range.upperBound, kind)
    opaque.insert(text)
    parts[text] = Self.reads(node)
    return [(needs(node, source), LinearTerm(factors: [text: 1], scale: kind.scale))]
  }

  mutating func value(at path: String, _ domain: ValueDomain) {
    values[path] = domain
  }

  /// Everything that has to be there so that the parts of `node` have values. What the rule itself
  /// asks about with `has` is left to it.
  mutating func needs(_ node: CheckedNode, _ source: String) -> Claim {
    var paths: Set<String> = []
    var asked: Set<String> = []
    Self.collect(node, &paths, &asked)
    return .every(paths.subtracting(asked).sorted().map { present($0) })
  }

  private static func reads(_ node: CheckedNode) -> Set<String> {
    var paths: Set<String> = []
    var asked: Set<String> = []
    collect(node, &paths, &asked)
    return paths.union(asked)
  }

  private static func collect(
    _ node: CheckedNode, _ paths: inout Set<String>, _ asked: inout Set<String>
  ) {
    if let path = path(of: node) {
      paths.insert(path)
      return
    }
    if case .has(let operand) = node.kind {
      var below: Set<String> = []
      collect(operand, &below, &asked)
      asked.formUnion(below)
      return
    }
    for part in node.kind.parts { collect(part, &paths, &asked) }
  }

  /// That the value at `path` is there.
  mutating func present(_ path: String) -> Claim {
    // Who did an action, and when, is known as soon as it was done.
    if !ignoresFailure, path.hasPrefix("did."), path.hasSuffix(".by") || path.hasSuffix(".at") {
      let count = path.dropLast(2) + "count"
      values[String(count)] = domains.domain(of: String(count), .int)
      return LinearTerm(factors: [String(count): -1], constant: 1).notPositive()
    }
    guard ValueDomains.mayBeAbsent(path) else { return .constant(true) }
    absentable.insert(path)
    return .literal(.present(path), holds: true)
  }

  /// The dotted path of a value of the case; nil for anything that is computed.
  static func path(of node: CheckedNode) -> String? {
    switch node.kind {
    case .variable(let path): path
    case .select(let operand, let name): path(of: operand).map { "\($0).\(name)" }
    default: nil
    }
  }

  static func text(of node: CheckedNode, _ source: String) -> String {
    node.range.text(in: source)
  }
}

extension Claim {
  /// The parts of a claim, counted up to a bound.
  var weight: Int {
    switch self {
    case .constant, .literal: 1
    case .all(let claims), .any(let claims): claims.reduce(1) { min($0 + $1.weight, 100_000) }
    }
  }
}
