/// One node of a checked expression: macros expanded, names resolved, overloads chosen.
///
/// The package sees it so that the checks of a whole procedure can reason about its rules.
package final class CheckedNode: Sendable {
  package let kind: Kind
  package let type: CELType
  package let range: SourceRange
  /// The dotted path it reads, when it is a name with fields: `form.granted`.
  package let path: String?
  /// The levels of the tree from here down, derived facts written out.
  let height: Int
  /// The nodes of the tree from here down, derived facts written out; never overflows.
  let weight: Int

  init(_ kind: Kind, _ type: CELType, _ range: SourceRange, path: String? = nil) {
    self.kind = kind
    self.type = type
    self.range = range
    self.path = path
    let parts = kind.parts
    height = 1 + (parts.map(\.height).max() ?? 0)
    weight = parts.reduce(1) { min($0 + $1.weight, 1 << 40) }
  }

  package enum Kind: Sendable {
    case literal(Value)
    /// A declared variable, by its path.
    case variable(String)
    /// The item a macro is at; the outermost macro's is 0.
    case item(Int)
    /// A derived fact, by its path.
    case fact(String, CheckedExpression)
    /// A field of a row, or a value of a map.
    case select(CheckedNode, String)
    /// Whether a field or fact has a value.
    case has(CheckedNode)
    case index(CheckedNode, CheckedNode)
    case not(CheckedNode)
    case negate(CheckedNode)
    case binary(BinaryOperator, CheckedNode, CheckedNode)
    case conditional(CheckedNode, CheckedNode, CheckedNode)
    case call(Function, [CheckedNode])
    case list([CheckedNode])
    case map([(key: CheckedNode, value: CheckedNode)])
    case macro(Comprehension)
  }
}

/// A macro over the items of a list (or the keys of a map).
package struct Comprehension: Sendable {
  package enum Macro: String, Sendable {
    case all, exists, filter, map
    case existsOne = "exists_one"
  }

  package var macro: Macro
  package var list: CheckedNode
  /// The place of the item among the items in scope.
  package var slot: Int
  /// The condition of `all`, `exists`, `exists_one`, `filter`, and of `map` with three arguments.
  package var condition: CheckedNode?
  /// What `map` makes of an item.
  package var result: CheckedNode?
}

extension CheckedNode.Kind {
  /// The nodes directly below, in the order of the source.
  package var parts: [CheckedNode] {
    switch self {
    case .literal, .variable, .item: []
    case .fact(_, let expression): [expression.root]
    case .select(let operand, _), .has(let operand), .not(let operand), .negate(let operand):
      [operand]
    case .index(let left, let right), .binary(_, let left, let right): [left, right]
    case .conditional(let condition, let yes, let no): [condition, yes, no]
    case .call(_, let arguments): arguments
    case .list(let items): items
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .macro(let macro):
      [macro.list] + [macro.condition, macro.result].compactMap { $0 }
    }
  }
}
