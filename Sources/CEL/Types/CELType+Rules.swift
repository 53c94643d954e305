extension CELType {
  /// The type that holds values of both: an int widens to a decimal, a choice to a text, and the
  /// items of an empty list to anything. Nil when there is none.
  func joined(_ other: CELType) -> CELType? {
    switch (self, other) {
    case (.dyn, let type), (let type, .dyn): type
    case (.int, .decimal), (.decimal, .int), (.decimal, .decimal):
      .decimal(scale: max(scale, other.scale))
    case (.choice(let a), .choice(let b)): a == b ? self : .string
    case (.choice, .string), (.string, .choice): .string
    case (.list(let a), .list(let b)): a.joined(b).map(CELType.list)
    case (.map(let k, let v), .map(let l, let w)):
      if let key = k.joined(l), let value = v.joined(w) { .map(key, value) } else { nil }
    default: self == other ? self : nil
    }
  }

  /// Whether a value of this type can stand where `needed` is.
  func fits(_ needed: CELType) -> Bool {
    switch (self, needed) {
    case (.dyn, _), (_, .dyn): true
    case (.int, .decimal): true
    case (.decimal(let scale), .decimal(let allowed)): scale <= allowed
    case (.choice, .string), (.string, .choice), (.choice, .choice): true
    case (.list(let a), .list(let b)): a.fits(b)
    case (.map(let k, let v), .map(let l, let w)): k.fits(l) && v.fits(w)
    default: self == needed
    }
  }

  /// The digits after the point: a whole number has none.
  var scale: Int {
    if case .decimal(let scale) = self { scale } else { 0 }
  }

  var isNumber: Bool {
    switch self {
    case .int, .decimal, .dyn: true
    default: false
    }
  }

  var isText: Bool {
    switch self {
    case .string, .choice, .dyn: true
    default: false
    }
  }

  /// Whether values are ordered by `<`, in the guard language.
  var isOrdered: Bool {
    switch self {
    case .int, .decimal, .string, .choice, .date, .timestamp, .duration, .dyn: true
    default: false
    }
  }

  var holdsRows: Bool {
    switch self {
    case .row: true
    case .list(let element): element.holdsRows
    case .map(_, let value): value.holdsRows
    default: false
    }
  }

  /// The type of a list's items, or of a map's keys: what a macro runs over.
  var element: CELType? {
    switch self {
    case .list(let element): element
    case .map(let key, _): key
    case .dyn: .dyn
    default: nil
    }
  }
}
