internal import CEL

extension Obligations {
  /// Whether there are values with which a path can be gone and `claim` is false at its end: every
  /// field anew at each step that fills it. Nil when that is too much to work out.
  ///
  /// What is not understood in a condition on the way is taken to hold.
  func canBreak(_ claim: Claim, on path: [Explorer.Step]) -> Bool? {
    var trial = Trial()
    var claims: [Claim] = []
    for (place, step) in path.enumerated() {
      let transition = transition(step.move, isVote: step.isVote)
      trial.place = place
      for changed in transition.changed { trial.versions[changed, default: 0] += 1 }
      for given in transition.given {
        guard let claim = renamed(given, trial) else { return nil }
        claims.append(claim)
      }
      var money: [String: LinearTerm] = [:]
      for (path, term) in transition.money {
        guard let value = renamed(term, trial) else { return nil }
        money[path] = value
      }
      if !money.isEmpty { trial.money = money }
      for name in transition.done { trial.counts[name, default: 0] += 1 }
    }
    trial.place = path.count
    guard let broken = renamed(claim.negated, trial) else { return nil }
    claims.append(broken)
    switch solve(claims) {
    case .possible: return true
    case .impossible: return false
    case .unknown(let part): return part == nil ? nil : true
    }
  }

  /// The values of a case at some place of a path.
  private struct Trial {
    /// How often each field was filled.
    var versions: [String: Int] = [:]
    var money: [String: LinearTerm] = [:]
    var counts: [String: Int] = [:]
    /// What may change without a step has a value of its own at each place.
    var place = 0
  }

  private func renamed(_ claim: Claim, _ trial: Trial) -> Claim? {
    switch claim {
    case .constant: return claim
    case .all(let parts):
      var all: Claim = .constant(true)
      for part in parts {
        guard let part = renamed(part, trial) else { return nil }
        all = all && part
      }
      return all
    case .any(let parts):
      var any: Claim = .constant(false)
      for part in parts {
        guard let part = renamed(part, trial) else { return nil }
        any = any || part
      }
      return any
    case .literal(.notPositive(let sum), let holds):
      let term = LinearTerm(
        factors: Dictionary(sum.parts.map { ($0.path, $0.factor) }) { first, _ in first },
        constant: sum.constant, scale: 2)
      guard let result = renamed(term, trial)?.notPositive() else { return nil }
      return holds ? result : result.negated
    case .literal(.present(let path), let holds):
      if path.hasPrefix("form."), trial.versions[path] == nil { return .constant(!holds) }
      return .literal(.present(name(path, trial)), holds: holds)
    case .literal(.truth(let path), let holds):
      return .literal(.truth(name(path, trial)), holds: holds)
    case .literal(.text(let path, let text), let holds):
      return .literal(.text(name(path, trial), is: text), holds: holds)
    case .literal(.unknown(let part), let holds):
      return .literal(.unknown(name(part, trial)), holds: holds)
    }
  }

  /// The same sum of the values at a place; factors stay multiples of each value's smallest step.
  private func renamed(_ term: LinearTerm, _ trial: Trial) -> LinearTerm? {
    var result = LinearTerm(constant: term.constant, scale: term.scale)
    for (path, factor) in term.factors.sorted(by: { $0.key < $1.key }) {
      var value = LinearTerm(factors: [name(path, trial): factor], scale: term.scale)
      if path.hasPrefix("money.") {
        guard
          var money = (trial.money[path] ?? LinearTerm(scale: 2)).multiplied(by: factor, scale: 0)
        else { return nil }
        guard money.scale == 2 else { return nil }
        // Both count hundredths, whatever the sum as a whole is over.
        money.scale = term.scale
        value = money
      } else if path.hasPrefix("did."), path.hasSuffix(".count") {
        let times = trial.counts[String(path.dropFirst(4).dropLast(6)), default: 0]
        value = LinearTerm(constant: factor * Int128(times), scale: term.scale)
      }
      guard let next = result.adding(value) else { return nil }
      result = next
    }
    return result
  }

  /// The name of a value at a place of a path.
  private func name(_ path: String, _ trial: Trial) -> String {
    let versions = reads(path).sorted().map { read in
      unstable([read]).isEmpty ? "\(trial.versions[read] ?? 0)" : "@\(trial.place)"
    }
    let name = "\(path) #\(versions.joined(separator: ","))"
    copyDomain(of: path, to: name)
    return name
  }
}
