/// A statement about the values of a case that is either true or false.
///
/// The guard language has a third outcome, "cannot decide". Whether a rule is true, and whether it is
/// false, are two claims; it cannot be decided when neither holds.
indirect enum Claim: Hashable {
  case constant(Bool)
  case literal(Atom, holds: Bool)
  case all([Claim])
  case any([Claim])

  /// What a claim is made of.
  enum Atom: Hashable {
    /// Whether the value at a path is there.
    case present(String)
    /// Whether a yes-or-no value is yes.
    case truth(String)
    /// Whether a text is this one.
    case text(String, is: String)
    /// A sum of whole multiples is not above zero.
    case notPositive(LinearSum)
    /// A part of a rule that is not understood, by its text.
    case unknown(String)
  }

  /// The opposite.
  var negated: Claim {
    switch self {
    case .constant(let value): .constant(!value)
    case .literal(.notPositive(let sum), true): .literal(.notPositive(sum.opposite), holds: true)
    case .literal(let atom, let holds): .literal(atom, holds: !holds)
    case .all(let claims): .any(claims.map(\.negated))
    case .any(let claims): .all(claims.map(\.negated))
    }
  }

  static func && (left: Claim, right: Claim) -> Claim {
    switch (left, right) {
    case (.constant(true), let other), (let other, .constant(true)): other
    case (.constant(false), _), (_, .constant(false)): .constant(false)
    case (.all(let a), .all(let b)): .all(a + b)
    case (.all(let a), _): .all(a + [right])
    case (_, .all(let b)): .all([left] + b)
    default: left == right ? left : .all([left, right])
    }
  }

  static func || (left: Claim, right: Claim) -> Claim {
    switch (left, right) {
    case (.constant(false), let other), (let other, .constant(false)): other
    case (.constant(true), _), (_, .constant(true)): .constant(true)
    case (.any(let a), .any(let b)): .any(a + b)
    case (.any(let a), _): .any(a + [right])
    case (_, .any(let b)): .any([left] + b)
    default: left == right ? left : .any([left, right])
    }
  }

  /// That all of them hold.
  static func every(_ claims: some Sequence<Claim>) -> Claim {
    claims.reduce(.constant(true)) { $0 && $1 }
  }

  /// That one of them holds.
  static func some(_ claims: some Sequence<Claim>) -> Claim {
    claims.reduce(.constant(false)) { $0 || $1 }
  }
}
