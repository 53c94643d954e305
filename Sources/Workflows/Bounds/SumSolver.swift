/// Whole numbers for which every one of some sums is at most zero (Fourier and Motzkin's elimination).
///
/// Numbers are eliminated one after the other. With factors of one and minus one, as rules about
/// amounts and days have, that is exact for whole numbers; otherwise a whole number may be missing
/// in the end, and the answer is that it is not known.
struct SumSolver {
  enum Outcome {
    case impossible
    case possible([String: Int128])
    case unknown
  }

  private let bounds: [String: ClosedRange<Int128>]
  private static let mostSums = 500

  init(_ bounds: [String: ClosedRange<Int128>]) {
    self.bounds = bounds
  }

  mutating func solve(_ sums: [LinearSum]) -> Outcome {
    // One number alone is in its bounds already.
    var rest = Array(Set(sums.filter { $0.parts.count > 1 }))
    let joined = Set(rest.flatMap { $0.parts.map(\.path) }).sorted()
    for path in joined {
      guard let range = bounds[path] else { continue }
      rest.append(LinearSum([.init(path: path, factor: 1)], -range.upperBound))
      rest.append(LinearSum([.init(path: path, factor: -1)], range.lowerBound))
    }
    var eliminated: [(path: String, sums: [LinearSum])] = []
    for path in joined {
      let about = rest.filter { $0.factor(of: path) != 0 }
      rest.removeAll { $0.factor(of: path) != 0 }
      eliminated.append((path, about))
      for upper in about where upper.factor(of: path) > 0 {
        for lower in about where lower.factor(of: path) < 0 {
          guard let sum = Self.eliminating(path, upper, lower) else { return .unknown }
          if sum.parts.isEmpty {
            if sum.constant > 0 { return .impossible }
          } else if !rest.contains(sum) {
            rest.append(sum)
          }
        }
      }
      guard rest.count <= Self.mostSums else { return .unknown }
    }
    return substituted(eliminated)
  }

  /// Chooses numbers in the opposite order, each within what those chosen before leave.
  private func substituted(_ eliminated: [(path: String, sums: [LinearSum])]) -> Outcome {
    var numbers: [String: Int128] = [:]
    for (path, sums) in eliminated.reversed() {
      var low: Int128?
      var high: Int128?
      for sum in sums {
        var constant = sum.constant
        for part in sum.parts where part.path != path {
          guard let number = numbers[part.path] else { return .unknown }
          let (product, over) = part.factor.multipliedReportingOverflow(by: number)
          if over { return .unknown }
          constant += product
        }
        let factor = sum.factor(of: path)
        if factor > 0 {
          let bound = ClaimModel.floor(-constant, factor)
          high = high.map { min($0, bound) } ?? bound
        } else {
          let bound = -ClaimModel.floor(-constant, -factor)
          low = low.map { max($0, bound) } ?? bound
        }
      }
      guard let low, let high, low <= high else { return .unknown }
      numbers[path] = low
    }
    for (path, range) in bounds where numbers[path] == nil { numbers[path] = range.lowerBound }
    return .possible(numbers)
  }

  /// What two sums, one with the number and one with its opposite, say without it.
  private static func eliminating(
    _ path: String, _ upper: LinearSum, _ lower: LinearSum
  ) -> LinearSum? {
    let (a, b) = (upper.factor(of: path), -lower.factor(of: path))
    let divisor = LinearSum.commonDivisor(a, b)
    let (forUpper, forLower) = (b / divisor, a / divisor)
    var factors: [String: Int128] = [:]
    for (sum, times) in [(upper, forUpper), (lower, forLower)] {
      for part in sum.parts where part.path != path {
        let (product, over) = part.factor.multipliedReportingOverflow(by: times)
        if over { return nil }
        factors[part.path, default: 0] += product
      }
    }
    let (first, over) = upper.constant.multipliedReportingOverflow(by: forUpper)
    let (second, beyond) = lower.constant.multipliedReportingOverflow(by: forLower)
    let (constant, above) = first.addingReportingOverflow(second)
    if over || beyond || above { return nil }
    let parts = factors.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    return LinearSum(parts.map { .init(path: $0.key, factor: $0.value) }, constant)
  }
}

extension LinearSum {
  /// The factor of a value, zero when the sum does not have it.
  func factor(of path: String) -> Int128 {
    parts.first { $0.path == path }?.factor ?? 0
  }
}
