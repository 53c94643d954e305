internal import CEL

/// Doing without what a step fills.
extension Obligations {
  /// A sum that is never below the given one and reads nothing that the step changes; of several the
  /// one with the fewest values. Nil when the step's conditions give none.
  func withoutChanged(_ sum: LinearSum, _ step: Transition) -> LinearSum? {
    var known: [LinearSum] = []
    func collect(_ claim: Claim) {
      switch claim {
      case .literal(.notPositive(let sum), true): known.append(sum)
      case .all(let parts): for part in parts { collect(part) }
      default: return
      }
    }
    for claim in step.given { collect(claim) }
    var frontier = [sum]
    var found: [LinearSum] = []
    for _ in 0..<4 {
      var next: [LinearSum] = []
      for sum in frontier {
        guard let part = sum.parts.first(where: { isChanged($0.path, by: step) }) else {
          found.append(sum)
          continue
        }
        var options = known
        if case .number(let least, let most, _)? = builder.values[part.path] {
          options.append(LinearSum([.init(path: part.path, factor: 1)], -most))
          options.append(LinearSum([.init(path: part.path, factor: -1)], least))
        }
        for option in options {
          guard let rest = Self.cancelled(part, in: sum, by: option), !next.contains(rest) else {
            continue
          }
          next.append(rest)
        }
      }
      frontier = Array(next.prefix(200))
    }
    return found.min { ($0.parts.count, $0.constant) < ($1.parts.count, $1.constant) }
  }

  /// `sum` with `part` replaced by the bound that `bound <= 0` gives for it.
  private static func cancelled(
    _ part: LinearSum.Part, in sum: LinearSum, by bound: LinearSum
  ) -> LinearSum? {
    let factor = bound.factor(of: part.path)
    guard factor != 0, (factor > 0) == (part.factor > 0) else { return nil }
    let (forSum, forBound) = (factor.magnitude, part.factor.magnitude)
    guard forSum < 1 << 40, forBound < 1 << 40 else { return nil }
    let whole = LinearTerm(
      factors: Dictionary(sum.parts.map { ($0.path, $0.factor) }) { first, _ in first },
      constant: sum.constant)
    let other = LinearTerm(
      factors: Dictionary(bound.parts.map { ($0.path, $0.factor) }) { first, _ in first },
      constant: bound.constant)
    guard let a = whole.multiplied(by: Int128(forSum), scale: 0),
      let b = other.multiplied(by: Int128(forBound), scale: 0), let rest = a.adding(b, times: -1)
    else { return nil }
    return LinearSum(
      rest.factors.sorted { $0.key < $1.key }.map { .init(path: $0.key, factor: $0.value) },
      rest.constant)
  }
}
