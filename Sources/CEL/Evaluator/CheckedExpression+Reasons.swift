extension CheckedExpression {
  /// Why the expression is not true, part by part in the order of the source.
  ///
  /// - Parameter bindings: as for `evaluate`.
  /// - Returns: nothing when it is true; for `||` both sides, for a quantifier over a list the first
  ///   item that fails.
  public func reasons(_ bindings: Row) -> [Reason] {
    guard type == .bool else { return [] }
    var finder = ReasonFinder(Evaluator(bindings), source)
    return finder.reasons(root, isWanted: true)
  }
}

/// Looks for the parts of a condition that decide it.
struct ReasonFinder {
  private var evaluator: Evaluator
  /// The source of the expression at hand, in bytes: that of a derived fact is another.
  private let source: [UInt8]
  private var places: [Reason.Place]
  /// The places that are outside the expression at hand, whose own items count from 0.
  private let outside: Int

  init(_ evaluator: Evaluator, _ source: String, within places: [Reason.Place] = []) {
    self.evaluator = evaluator
    self.source = Array(source.utf8)
    self.places = places
    outside = places.count
  }

  /// Why `node` is not `isWanted`.
  mutating func reasons(_ node: CheckedNode, isWanted: Bool) -> [Reason] {
    let result = evaluator.result(of: node)
    guard result.value != .bool(isWanted) else { return [] }
    switch node.kind {
    case .fact(_, let expression):
      var finder = ReasonFinder(Evaluator(evaluator.bindings), expression.source, within: places)
      return finder.reasons(expression.root, isWanted: isWanted)
    case .not(let operand): return reasons(operand, isWanted: !isWanted)
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      return [left, right].flatMap { side -> [Reason] in
        // Where the whole is decided, an undecided side did not matter.
        let isSilent = result.value != nil && evaluator.result(of: side).value == nil
        return isSilent ? [] : reasons(side, isWanted: isWanted)
      }
    case .conditional(let condition, let yes, let no):
      guard case .value(let answer) = evaluator.result(of: condition) else {
        return absent(condition)
      }
      return reasons(answer == .bool(true) ? yes : no, isWanted: isWanted)
    case .macro(let macro) where macro.macro == .all || macro.macro == .exists:
      return reasons(macro, isWanted: isWanted, node)
    default: return plain(node, result, isWanted: isWanted)
    }
  }

  private mutating func plain(
    _ node: CheckedNode, _ result: Evaluation, isWanted: Bool
  ) -> [Reason] {
    guard case .value(let value) = result else { return absent(node) }
    switch node.kind {
    case .has(let operand):
      let path = path(of: operand) ?? text(operand)
      return [Reason(isWanted ? .absent(path) : .present(path), places: places)]
    case .binary(let symbol, let left, let right):
      guard let wanted = symbol.comparison(isWanted), let a = side(left), let b = side(right)
      else { break }
      return [Reason(.comparison(a, wanted, b), places: places)]
    default: break
    }
    return [Reason(.condition(side(node, value)), places: places)]
  }

  /// The first item that is not as it has to be; where any one would do, that there is none.
  private mutating func reasons(
    _ comprehension: Comprehension, isWanted: Bool, _ node: CheckedNode
  ) -> [Reason] {
    guard case .value(.list(let items)) = evaluator.result(of: comprehension.list),
      let condition = comprehension.condition
    else { return absent(comprehension.list) }
    let list = path(of: comprehension.list) ?? text(comprehension.list)
    let whole = evaluator.result(of: node)
    guard (comprehension.macro == .all) == isWanted || whole.value == nil else {
      return [Reason(.noItem(list: list, condition: text(condition)), places: places)]
    }
    for (index, item) in items.enumerated() {
      evaluator.items.append(item)
      places.append(Reason.Place(list: list, number: index + 1))
      let isUndecided = evaluator.result(of: condition).value == nil
      // Where the whole is decided, look for what decided it; otherwise for what is missing.
      let found =
        isUndecided == (whole.value == nil)
        ? reasons(condition, isWanted: isWanted) : []
      places.removeLast()
      evaluator.items.removeLast()
      if !found.isEmpty { return found }
    }
    return []
  }

  /// What has no value in a part that has none.
  private mutating func absent(_ node: CheckedNode) -> [Reason] {
    var paths: [String] = []
    collectAbsent(node, &paths)
    guard !paths.isEmpty else { return [Reason(.impossible(text(node)), places: places)] }
    return paths.map { Reason(.absent($0), places: places) }
  }

  private mutating func collectAbsent(_ node: CheckedNode, _ paths: inout [String]) {
    guard evaluator.result(of: node).value == nil else { return }
    switch node.kind {
    case .variable, .item, .select:
      if case .fact(_, let expression)? = node.leadingFact?.kind {
        var finder = ReasonFinder(Evaluator(evaluator.bindings), expression.source)
        return finder.collectAbsent(expression.root, &paths)
      }
      let path = path(of: node) ?? text(node)
      if !paths.contains(where: { $0.hasSameScalars(as: path) }) { paths.append(path) }
    case .fact(_, let expression):
      var finder = ReasonFinder(Evaluator(evaluator.bindings), expression.source)
      finder.collectAbsent(expression.root, &paths)
    case .macro(let comprehension): collectAbsent(comprehension.list, &paths)
    default: for part in node.kind.parts { collectAbsent(part, &paths) }
    }
  }

  private mutating func side(_ node: CheckedNode) -> Reason.Side? {
    guard case .value(let value) = evaluator.result(of: node) else { return nil }
    return side(node, value)
  }

  private func side(_ node: CheckedNode, _ value: Value) -> Reason.Side {
    var reads: [String] = []
    collectReads(node, &reads)
    return Reason.Side(
      source: text(node), path: path(of: node), reads: reads, value: value,
      isLiteral: node.isLiteral)
  }

  private func collectReads(_ node: CheckedNode, _ reads: inout [String]) {
    if let path = path(of: node) {
      if !reads.contains(where: { $0.hasSameScalars(as: path) }) { reads.append(path) }
      return
    }
    for part in node.kind.parts { collectReads(part, &reads) }
  }

  /// The dotted path of a name; a column of the item at hand goes by its list: `form.people.age`.
  private func path(of node: CheckedNode) -> String? {
    if let path = node.path { return path }
    switch node.kind {
    case .item(let slot):
      return outside + slot < places.count ? places[outside + slot].list : nil
    case .select(let operand, let name): return path(of: operand).map { "\($0).\(name)" }
    default: return nil
    }
  }

  private func text(_ node: CheckedNode) -> String {
    String(decoding: source[node.range.offset..<node.range.end], as: UTF8.self)
  }
}

extension CheckedNode {
  /// Whether nothing is read for it.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .literal: true
    case .variable, .item, .fact: false
    default: kind.parts.allSatisfy(\.isLiteral)
    }
  }
}

extension BinaryOperator {
  /// The comparison that would have to hold; nil for what is none.
  fileprivate func comparison(_ isWanted: Bool) -> String? {
    switch (self, isWanted) {
    case (.equal, true), (.notEqual, false): "=="
    case (.equal, false), (.notEqual, true): "!="
    case (.less, true), (.greaterOrEqual, false): "<"
    case (.lessOrEqual, true), (.greater, false): "<="
    case (.greater, true), (.lessOrEqual, false): ">"
    case (.greaterOrEqual, true), (.less, false): ">="
    case (.isIn, true): "in"
    case (.isIn, false): "!in"
    default: nil
    }
  }
}
