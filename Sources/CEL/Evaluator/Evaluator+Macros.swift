extension Evaluator {
  mutating func run(_ comprehension: Comprehension) throws(Failure) -> Value {
    let list: [Value]
    switch try value(of: comprehension.list) {
    case .list(let items): list = items
    case .map(let entries): list = entries.map(\.key)
    default: throw .invalid(comprehension.macro.rawValue)
    }
    switch comprehension.macro {
    case .all: return try quantify(list, comprehension, absorber: false)
    case .exists: return try quantify(list, comprehension, absorber: true)
    case .existsOne: return .bool(try chosen(list, comprehension).count == 1)
    case .filter: return .list(try chosen(list, comprehension))
    case .map:
      guard let result = comprehension.result else { throw .invalid("map") }
      return .list(try transformed(list, comprehension, result))
    }
  }

  /// `all` and `exists`: one absorbing item decides, whatever errors the others are.
  private mutating func quantify(
    _ list: [Value], _ comprehension: Comprehension, absorber: Bool
  ) throws(Failure) -> Value {
    guard let condition = comprehension.condition else { throw .invalid("condition") }
    var failure: Failure?
    for item in list {
      items.append(item)
      let result = result(of: condition)
      items.removeLast()
      switch result {
      case .value(.bool(absorber)): return .bool(absorber)
      case .value: continue
      case .failure(let error): failure = failure ?? error
      }
    }
    if let failure { throw failure }
    return .bool(!absorber)
  }

  /// The items for which the condition is true; an error on any of them is an error.
  private mutating func chosen(
    _ list: [Value], _ comprehension: Comprehension
  ) throws(Failure) -> [Value] {
    guard let node = comprehension.condition else { return list }
    var chosen: [Value] = []
    for item in list {
      items.append(item)
      defer { items.removeLast() }
      if try condition(node) { chosen.append(item) }
    }
    return chosen
  }

  private mutating func transformed(
    _ list: [Value], _ comprehension: Comprehension, _ result: CheckedNode
  ) throws(Failure) -> [Value] {
    var transformed: [Value] = []
    for item in list {
      items.append(item)
      defer { items.removeLast() }
      if let node = comprehension.condition, try !condition(node) { continue }
      transformed.append(try value(of: result))
    }
    return transformed
  }
}
