extension CheckedExpression {
  /// Evaluates the expression and keeps what each part came to, so that a refusal can say
  /// "facts.per_head is 2866.67, the limit is 2500.00".
  ///
  /// - Parameter bindings: as for `evaluate`.
  /// - Returns: the parts and everything that was read; also what `&&` and `||` did not need.
  public func explain(_ bindings: Row) -> Explanation {
    var explainer = Explainer(Evaluator(bindings), source)
    return explainer.explanation(of: root)
  }
}

/// Builds the explanation of an expression by evaluating its parts one by one.
struct Explainer {
  private var evaluator: Evaluator
  /// The source of the expression at hand, in bytes: that of a derived fact is another.
  private let source: [UInt8]
  /// The items of a list that are explained; more would help nobody.
  private static let explainedItems = 20

  init(_ evaluator: Evaluator, _ source: String) {
    self.evaluator = evaluator
    self.source = Array(source.utf8)
  }

  mutating func explanation(of node: CheckedNode) -> Explanation {
    let result = evaluator.result(of: node)
    var parts: [Explanation] = []
    var reads: [Explanation.Reading] = []
    if let path = node.path { reads.append(Explanation.Reading(path: path, result: result)) }
    switch node.kind {
    case .fact(_, let expression):
      var explainer = Explainer(Evaluator(evaluator.bindings), expression.source)
      parts = [explainer.explanation(of: expression.root)]
    case .select where node.path != nil:
      if let fact = node.leadingFact { parts = [explanation(of: fact)] }
    case .macro(let comprehension):
      parts = explanations(of: comprehension)
    default:
      for part in node.kind.parts { parts.append(explanation(of: part)) }
    }
    for reading in parts.flatMap(\.reads) where !reads.contains(where: { $0.isSame(as: reading) }) {
      reads.append(reading)
    }
    return Explanation(source: text(node.range), result: result, parts: parts, reads: reads)
  }

  /// The list, and then the condition and the result for each of the first items.
  private mutating func explanations(of comprehension: Comprehension) -> [Explanation] {
    var parts = [explanation(of: comprehension.list)]
    guard case .value(.list(let items)) = parts[0].result else { return parts }
    let nodes = [comprehension.condition, comprehension.result].compactMap { $0 }
    for item in items.prefix(Self.explainedItems) {
      evaluator.items.append(item)
      for node in nodes { parts.append(explanation(of: node)) }
      evaluator.items.removeLast()
    }
    return parts
  }

  private func text(_ range: SourceRange) -> String {
    String(decoding: source[range.offset..<range.end], as: UTF8.self)
  }
}

extension CheckedNode {
  /// The derived fact at the head of `facts.latest.amount`.
  var leadingFact: CheckedNode? {
    switch kind {
    case .fact: self
    case .select(let operand, _): operand.leadingFact
    default: nil
    }
  }
}

extension Explanation.Reading {
  fileprivate func isSame(as other: Explanation.Reading) -> Bool {
    path.hasSameScalars(as: other.path)
  }
}
