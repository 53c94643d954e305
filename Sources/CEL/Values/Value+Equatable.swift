extension Value: Equatable {
  /// Equality of the guard language: texts by their scalars, decimals by their number, and an int
  /// equals the decimal of the same number.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.decimal(let a), .decimal(let b)): a == b
    case (.int(let a), .decimal(let b)): b.equals(a)
    case (.decimal(let a), .int(let b)): a.equals(b)
    case (.string(let a), .string(let b)): a.hasSameScalars(as: b)
    case (.date(let a), .date(let b)): a == b
    case (.timestamp(let a), .timestamp(let b)): a == b
    case (.duration(let a), .duration(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.row(let a), .row(let b)): a == b
    case (.map(let a), .map(let b)):
      a.count == b.count && a.allSatisfy { entry in b.contains { $0 == entry } }
    default: false
    }
  }
}

extension Row: Equatable {
  /// Whether both have the same names with equal values.
  public static func == (left: Row, right: Row) -> Bool {
    left.entries.count == right.entries.count
      && zip(left.entries, right.entries).allSatisfy {
        $0.name.hasSameScalars(as: $1.name) && $0.value == $1.value
      }
  }
}
