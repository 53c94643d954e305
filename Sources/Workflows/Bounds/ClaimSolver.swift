/// Looks for values of a case under which every one of some claims holds.
///
/// Splits the claims into the ways they can hold and rules ways out as soon as the values they leave
/// are empty. Exact, but for a bound on the work and for parts of rules that are not understood.
struct ClaimSolver {
  /// What was found.
  enum Outcome {
    /// No values make all claims hold.
    case impossible
    /// These values do.
    case possible(ClaimModel)
    /// Values may do; it depends on a part that is not understood, nil when it is too much work.
    case unknown(String?)
  }

  private let values: [String: ValueDomain]
  private let opaque: Set<String>
  /// Parts that are not understood and may have any value all the same.
  private let free: Set<String>
  private var allowsUnknown = false
  private(set) var work = 0
  private var usedUnknown: String?
  private var gaveUp = false
  private static let mostWork = 2_000

  init(_ builder: ClaimBuilder, free: Set<String> = []) {
    self.free = free
    values = builder.values
    opaque = builder.opaque
  }

  /// Whether all claims can hold at once.
  mutating func solve(_ claims: [Claim]) -> Outcome {
    work = 0
    gaveUp = false
    usedUnknown = nil
    allowsUnknown = false
    if let model = search(claims, [], ClaimModel()) { return .possible(model) }
    // Only if a part that is not understood stood in the way, look again with any value for it.
    guard usedUnknown != nil || gaveUp else { return .impossible }
    if gaveUp { return .unknown(nil) }
    let part = usedUnknown
    allowsUnknown = true
    if search(claims, [], ClaimModel()) != nil { return .unknown(part) }
    return gaveUp ? .unknown(nil) : .impossible
  }

  private mutating func search(
    _ claims: [Claim], _ choices: [[Claim]], _ start: ClaimModel
  ) -> ClaimModel? {
    work += 1
    guard work < Self.mostWork * (allowsUnknown ? 2 : 1) else {
      gaveUp = true
      return nil
    }
    var model = start
    var waiting = claims
    var open = choices
    while true {
      while let claim = waiting.popLast() {
        switch claim {
        case .constant(true): continue
        case .constant(false): return nil
        case .all(let parts): waiting.append(contentsOf: parts)
        case .any(let parts): open.append(parts)
        case .literal(let atom, let holds):
          guard assume(atom, holds, &model) else { return nil }
        }
      }
      guard simplify(&open, &waiting, model) else { return nil }
      if waiting.isEmpty { break }
    }
    guard let narrowed = narrow(model) else { return nil }
    model = narrowed
    guard let index = open.indices.min(by: { open[$0].count < open[$1].count }) else {
      return finish(model)
    }
    let branches = open.remove(at: index)
    for branch in branches {
      if let found = search([branch], open, model) { return found }
      if gaveUp { return nil }
    }
    return nil
  }

  /// Drops what holds already and what cannot; false when nothing is left of a choice.
  private mutating func simplify(
    _ open: inout [[Claim]], _ waiting: inout [Claim], _ model: ClaimModel
  ) -> Bool {
    var rest: [[Claim]] = []
    for choice in open {
      var left: [Claim] = []
      var isMet = false
      for claim in choice {
        switch judged(claim, model) {
        case true?: isMet = true
        case false?: continue
        case nil: left.append(claim)
        }
        if isMet { break }
      }
      if isMet { continue }
      if left.isEmpty { return false }
      if left.count == 1 { waiting.append(left[0]) } else { rest.append(left) }
    }
    open = rest
    return true
  }

  /// What the values so far say about a claim; nil when nothing.
  private func judged(_ claim: Claim, _ model: ClaimModel) -> Bool? {
    switch claim {
    case .constant(let value): return value
    case .literal(let atom, let holds): return model.judged(atom, values).map { $0 == holds }
    case .all(let parts):
      var result: Bool? = true
      for part in parts {
        switch judged(part, model) {
        case false?: return false
        case nil: result = nil
        case true?: continue
        }
      }
      return result
    case .any(let parts):
      var result: Bool? = false
      for part in parts {
        switch judged(part, model) {
        case true?: return true
        case nil: result = nil
        case false?: continue
        }
      }
      return result
    }
  }

  /// Adds a literal to the values; false when they contradict it.
  private mutating func assume(
    _ atom: Claim.Atom, _ holds: Bool, _ model: inout ClaimModel
  ) -> Bool {
    if let known = model.judged(atom, values) { return known == holds }
    switch atom {
    case .unknown(let part):
      guard use(part) else { return false }
    case .notPositive(let sum):
      if let part = sum.parts.first(where: { opaque.contains($0.path) }), !use(part.path) {
        return false
      }
      // A sum is turned round before it is denied.
      return model.add(holds ? sum : sum.opposite, values)
    case .text(let path, let text):
      return model.choose(path, text, holds, values[path])
    case .present, .truth: break
    }
    model.facts[atom] = holds
    return true
  }

  private mutating func use(_ part: String) -> Bool {
    if free.contains(part) { return true }
    if !allowsUnknown { usedUnknown = usedUnknown ?? part }
    return allowsUnknown
  }

  private func narrow(_ model: ClaimModel) -> ClaimModel? {
    var model = model
    return model.narrow() ? model : nil
  }

  /// Whole numbers for all sums together, once no choice is open.
  private mutating func finish(_ model: ClaimModel) -> ClaimModel? {
    var solver = SumSolver(model.bounds)
    switch solver.solve(model.sums) {
    case .impossible: return nil
    case .possible(let numbers):
      var model = model
      model.numbers = numbers
      return model
    case .unknown:
      gaveUp = true
      return nil
    }
  }
}
