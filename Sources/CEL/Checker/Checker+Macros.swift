extension Checker {
  /// The macro of this name and number of arguments (cel-spec, "Macros").
  static func macro(_ name: String, arguments: Int) -> Comprehension.Macro? {
    switch (name, arguments) {
    case ("map", 2), ("map", 3): .map
    case ("existsOne", 2): .existsOne
    case (_, 2): Comprehension.Macro(rawValue: name)
    default: nil
    }
  }

  /// `has(a.b)`: whether a field or a derived fact has a value.
  mutating func checkHas(_ arguments: [SyntaxNode], _ range: SourceRange) -> CheckedNode? {
    guard arguments.count == 1, case .select = arguments[0].kind else {
      return refuse(.hasNeedsField(range))
    }
    return check(arguments[0]).map { CheckedNode(.has($0), .bool, range) }
  }

  /// `list.all(p, condition)` and its like.
  mutating func checkMacro(
    _ macro: Comprehension.Macro, _ target: SyntaxNode, _ arguments: [SyntaxNode],
    _ range: SourceRange
  ) -> CheckedNode? {
    guard let list = check(target) else { return nil }
    guard let element = list.type.element, element != .dyn || !isProfile || isEmpty(list) else {
      return refuse(.notAList(macro.rawValue, list.type, target.range))
    }
    guard case .identifier(let name, rooted: false) = arguments[0].kind else {
      return refuse(.macroVariable(macro.rawValue, arguments[0].range))
    }
    items.append((name, element))
    defer { items.removeLast() }
    let isMap = macro == .map
    let condition = isMap && arguments.count == 2 ? nil : arguments[1]
    let result = isMap ? arguments[arguments.count - 1] : nil
    let checkedCondition = condition.flatMap { checkCondition($0) }
    let checkedResult = result.flatMap { check($0) }
    guard (condition == nil) == (checkedCondition == nil),
      (result == nil) == (checkedResult == nil)
    else { return nil }
    let comprehension = Comprehension(
      macro: macro, list: list, slot: items.count - 1, condition: checkedCondition,
      result: checkedResult)
    return CheckedNode(.macro(comprehension), type(of: comprehension, element), range)
  }

  private func type(of comprehension: Comprehension, _ element: CELType) -> CELType {
    switch comprehension.macro {
    case .all, .exists, .existsOne: .bool
    case .filter: .list(element)
    case .map: .list(comprehension.result?.type ?? .dyn)
    }
  }

  private func isEmpty(_ list: CheckedNode) -> Bool { list.type == .list(.dyn) }
}
