/// A claim in the words of the guard language.
struct ClaimText {
  let values: [String: ValueDomain]

  func text(_ claim: Claim) -> String {
    switch claim {
    case .constant(let value): "\(value)"
    case .all(let parts): parts.map(text).joined(separator: " && ")
    case .any(let parts): parts.map(text).joined(separator: " || ")
    case .literal(let atom, let holds): text(atom, holds)
    }
  }

  private func text(_ atom: Claim.Atom, _ holds: Bool) -> String {
    switch atom {
    case .present(let path): holds ? "has(\(path))" : "!has(\(path))"
    case .truth(let path): holds ? path : "!\(path)"
    case .text(let path, let text): "\(path) \(holds ? "==" : "!=") '\(text)'"
    case .notPositive(let sum): comparison(sum, holds)
    case .unknown(let part): holds ? part : "!(\(part))"
    }
  }

  private func comparison(_ sum: LinearSum, _ holds: Bool) -> String {
    let left = sum.parts.filter { $0.factor > 0 }.map(term)
    let right = sum.parts.filter { $0.factor < 0 }.map(term)
    let scale =
      sum.parts.compactMap { part -> NumberKind? in
        if case .number(_, _, let kind)? = values[part.path] { kind } else { nil }
      }.first { $0.scale > 0 || sum.parts.count == 1 } ?? .whole
    let constant = scale.text(sum.constant < 0 ? -sum.constant : sum.constant)
    func side(_ terms: [String], _ takesConstant: Bool) -> String {
      let all = terms + (takesConstant ? [constant] : [])
      return all.isEmpty ? scale.text(0) : all.joined(separator: " + ")
    }
    return """
      \(side(left, sum.constant > 0)) \(holds ? "<=" : ">") \(side(right, sum.constant < 0))
      """
  }

  private func term(_ part: LinearSum.Part) -> String {
    let factor = part.factor.magnitude
    return factor == 1 ? part.path : "\(factor) * \(part.path)"
  }
}
