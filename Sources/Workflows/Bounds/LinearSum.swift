/// A whole number and whole multiples of values, each counted in its own smallest step: money in
/// hundredths, days, microseconds.
///
/// As an atom it says that the sum is at most zero. Whole numbers make strict comparisons and exact
/// steps plain: more than zero is at least one.
struct LinearSum: Hashable {
  /// One value, times a number that is not zero.
  struct Part: Hashable {
    var path: String
    var factor: Int128
  }

  /// The values, sorted by path; none twice.
  var parts: [Part]
  /// What is added.
  var constant: Int128

  /// The same claim with factors as small as they get: whole numbers let the constant be rounded up.
  init(_ parts: [Part], _ constant: Int128) {
    let divisor = parts.reduce(Int128(0)) { Self.commonDivisor($0, $1.factor) }
    guard divisor > 1 else {
      self.parts = parts
      self.constant = constant
      return
    }
    self.parts = parts.map { Part(path: $0.path, factor: $0.factor / divisor) }
    let (quotient, remainder) = constant.quotientAndRemainder(dividingBy: divisor)
    self.constant = remainder > 0 ? quotient + 1 : quotient
  }

  /// That the sum is at least one.
  var opposite: LinearSum {
    LinearSum(parts.map { Part(path: $0.path, factor: -$0.factor) }, 1 - constant)
  }

  static func commonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
    var (a, b) = (a < 0 ? -a : a, b < 0 ? -b : b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

/// The value of an expression as a sum: multiples of values by decimals, exactly.
struct LinearTerm {
  /// The factors by path; all are over `10^scale`.
  var factors: [String: Int128]
  var constant: Int128
  var scale: Int

  init(factors: [String: Int128] = [:], constant: Int128 = 0, scale: Int = 0) {
    self.factors = factors
    self.constant = constant
    self.scale = scale
  }

  var isConstant: Bool { factors.isEmpty }

  /// Numbers beyond this are not reasoned about: sums of a few still fit in 128 bits.
  static let limit: Int128 = Int128(1) << 100

  /// The sum of `self` and `other` times `sign`; nil when a number grows out of bounds.
  func adding(_ other: LinearTerm, times sign: Int128 = 1) -> LinearTerm? {
    let common = max(scale, other.scale)
    guard let a = rescaled(to: common), let b = other.rescaled(to: common) else { return nil }
    var sum = a
    sum.constant += sign * b.constant
    for (path, factor) in b.factors {
      let next = (sum.factors[path] ?? 0) + sign * factor
      sum.factors[path] = next == 0 ? nil : next
    }
    return sum.isInBounds ? sum : nil
  }

  /// The product with a constant; nil when a number grows out of bounds.
  func multiplied(by number: Int128, scale more: Int) -> LinearTerm? {
    guard number != 0 else { return LinearTerm() }
    guard number.magnitude < (1 << 62) else { return nil }
    var product = self
    let (constant, overflow) = self.constant.multipliedReportingOverflow(by: number)
    if overflow { return nil }
    product.constant = constant
    product.scale += more
    for (path, factor) in factors {
      let (value, overflow) = factor.multipliedReportingOverflow(by: number)
      if overflow { return nil }
      product.factors[path] = value
    }
    return product.isInBounds ? product : nil
  }

  private func rescaled(to scale: Int) -> LinearTerm? {
    guard scale - self.scale <= 18 else { return nil }
    var power: Int128 = 1
    for _ in 0..<(scale - self.scale) { power *= 10 }
    guard var result = power == 1 ? self : multiplied(by: power, scale: 0) else { return nil }
    result.scale = scale
    return result
  }

  private var isInBounds: Bool {
    scale <= 36 && constant.magnitude < Self.limit.magnitude
      && factors.values.allSatisfy { $0.magnitude < Self.limit.magnitude }
  }

  /// That the term plus `offset` of its smallest parts is at most zero.
  func notPositive(plus offset: Int128 = 0) -> Claim {
    if isConstant { return .constant(constant + offset <= 0) }
    let parts = factors.sorted { $0.key < $1.key }.map {
      LinearSum.Part(path: $0.key, factor: $0.value)
    }
    return .literal(.notPositive(LinearSum(parts, constant + offset)), holds: true)
  }
}
