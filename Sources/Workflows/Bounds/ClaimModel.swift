/// Values of a case, as far as they are settled.
struct ClaimModel {
  /// What was assumed of presence, of yes and no, and of parts that are not understood.
  var facts: [Claim.Atom: Bool] = [:]
  /// The text at a path.
  var texts: [String: String] = [:]
  /// The texts that are not at a path.
  var excluded: [String: Set<String>] = [:]
  /// What each number can still be.
  var bounds: [String: ClosedRange<Int128>] = [:]
  /// The sums of several numbers that are at most zero.
  var sums: [LinearSum] = []
  /// The numbers chosen in the end.
  var numbers: [String: Int128] = [:]

  /// What the values so far say about an atom; nil when nothing.
  func judged(_ atom: Claim.Atom, _ values: [String: ValueDomain]) -> Bool? {
    switch atom {
    case .present, .truth, .unknown: return facts[atom]
    case .text(let path, let text):
      if let known = texts[path] { return known == text }
      if excluded[path]?.contains(text) == true { return false }
      guard case .text(let choices?)? = values[path] else { return nil }
      if !choices.contains(text) { return false }
      return choices.count - (excluded[path]?.count ?? 0) == 1 ? true : nil
    case .notPositive(let sum):
      if sums.contains(sum) { return true }
      guard let (least, most) = extent(of: sum, values) else { return nil }
      return most <= 0 ? true : least > 0 ? false : nil
    }
  }

  /// The least and the most a sum can be; nil when that is beyond reckoning.
  private func extent(
    of sum: LinearSum, _ values: [String: ValueDomain]
  ) -> (least: Int128, most: Int128)? {
    var (least, most) = (sum.constant, sum.constant)
    for part in sum.parts {
      let range = bounds[part.path] ?? Self.domain(values[part.path])
      let (a, over) = part.factor.multipliedReportingOverflow(by: range.lowerBound)
      let (b, beyond) = part.factor.multipliedReportingOverflow(by: range.upperBound)
      if over || beyond { return nil }
      let (low, under) = least.addingReportingOverflow(min(a, b))
      let (high, above) = most.addingReportingOverflow(max(a, b))
      if under || above { return nil }
      (least, most) = (low, high)
    }
    return (least, most)
  }

  private static func domain(_ domain: ValueDomain?) -> ClosedRange<Int128> {
    if case .number(let least, let most, _)? = domain, least <= most { return least...most }
    return NumberKind.decimal(scale: 9).range
  }

  /// Settles whether a text is `text`; false when that cannot be.
  mutating func choose(
    _ path: String, _ text: String, _ holds: Bool, _ domain: ValueDomain?
  ) -> Bool {
    if holds {
      texts[path] = text
      return true
    }
    excluded[path, default: []].insert(text)
    guard case .text(let choices?)? = domain else { return true }
    let left = choices.filter { excluded[path]?.contains($0) == false }
    if left.count == 1 { texts[path] = left[0] }
    return !left.isEmpty
  }

  /// Adds that a sum is at most zero; false when that cannot be.
  mutating func add(_ sum: LinearSum, _ values: [String: ValueDomain]) -> Bool {
    for part in sum.parts where bounds[part.path] == nil {
      guard case .number(let least, let most, _)? = values[part.path] else { continue }
      // A field whose least is above its most is reported by itself.
      guard least <= most else { return false }
      bounds[part.path] = least...most
    }
    sums.append(sum)
    return tighten(sum) != nil
  }

  /// Tightens bounds until nothing changes or it takes long; false when one is empty.
  mutating func narrow() -> Bool {
    for _ in 0..<20 {
      var changed = false
      for sum in sums {
        guard let more = tighten(sum) else { return false }
        changed = changed || more
      }
      if !changed { return true }
    }
    return true
  }

  /// What one sum says about each of its numbers; nil when nothing is left of one.
  private mutating func tighten(_ sum: LinearSum) -> Bool? {
    var changed = false
    for part in sum.parts {
      guard let own = bounds[part.path] else { continue }
      // factor * value <= -(constant + the least of the others)
      var least = sum.constant
      var isKnown = true
      for other in sum.parts where other.path != part.path {
        guard let range = bounds[other.path] else { continue }
        let bound = other.factor > 0 ? range.lowerBound : range.upperBound
        let (product, over) = other.factor.multipliedReportingOverflow(by: bound)
        let (next, beyond) = least.addingReportingOverflow(product)
        if over || beyond { isKnown = false }
        least = next
      }
      guard isKnown else { continue }
      if part.factor > 0 {
        let most = Self.floor(-least, part.factor)
        if most < own.lowerBound { return nil }
        if most < own.upperBound {
          bounds[part.path] = own.lowerBound...most
          changed = true
        }
      } else {
        let low = -Self.floor(-least, -part.factor)
        if low > own.upperBound { return nil }
        if low > own.lowerBound {
          bounds[part.path] = low...own.upperBound
          changed = true
        }
      }
    }
    return changed
  }

  /// The largest whole number not above `a / b`, where `b` is positive.
  static func floor(_ a: Int128, _ b: Int128) -> Int128 {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
