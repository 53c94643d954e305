internal import CEL

/// The values that a path, or an expression that is taken as a whole, can have.
enum ValueDomain: Hashable {
  /// Yes or no.
  case truth
  /// A text; one of a closed list if there is one.
  case text(oneOf: [String]?)
  /// A whole number of steps, both ends included; the kind says how to show it.
  case number(least: Int128, most: Int128, NumberKind)
  /// Anything else: only whether it is there can be reasoned about.
  case other
}

/// What a number of steps counts.
enum NumberKind: Hashable {
  case whole
  case decimal(scale: Int)
  case days
  case microseconds
  case span

  init?(_ type: CELType) {
    switch type {
    case .int: self = .whole
    case .decimal(let scale): self = .decimal(scale: scale)
    case .date: self = .days
    case .timestamp: self = .microseconds
    case .duration: self = .span
    default: return nil
    }
  }

  /// The digits after the point of one step.
  var scale: Int {
    if case .decimal(let scale) = self { scale } else { 0 }
  }

  /// The steps that a value of this kind can have at all (`ExactDecimal`, `CalendarDate`, `Timestamp`,
  /// `Span`).
  var range: ClosedRange<Int128> {
    switch self {
    case .whole: Int128(Int64.min)...Int128(Int64.max)
    case .decimal(let scale):
      -(Self.power(18 + scale) - 1)...(Self.power(18 + scale) - 1)
    case .days: Int128(CalendarDate.range.lowerBound)...Int128(CalendarDate.range.upperBound)
    case .microseconds: -62_135_596_800_000_000...253_402_300_799_999_999
    case .span: -9_223_372_036_854_775...9_223_372_036_854_775
    }
  }

  static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
  }

  /// So many steps as a person writes them.
  func text(_ steps: Int128) -> String {
    switch self {
    case .whole: "\(steps)"
    case .decimal(let scale): ExactDecimal(unscaled: steps, scale: scale)?.description ?? "\(steps)"
    case .days: CalendarDate(days: Int(steps))?.description ?? "\(steps)"
    case .microseconds: Timestamp(microseconds: Int64(steps))?.description ?? "\(steps)"
    case .span: Span(microseconds: Int64(steps))?.description ?? "\(steps)"
    }
  }

  /// A value in steps; nil when it has no whole number of them.
  static func steps(_ value: Value) -> (steps: Int128, scale: Int)? {
    switch value {
    case .int(let int): (Int128(int), 0)
    case .decimal(let decimal): (decimal.unscaled, decimal.scale)
    case .date(let date): (Int128(date.days), 0)
    case .timestamp(let instant) where instant.nanoseconds % 1_000 == 0:
      (instant.nanoseconds / 1_000, 0)
    case .duration(let span) where span.nanoseconds % 1_000 == 0: (span.nanoseconds / 1_000, 0)
    default: nil
    }
  }
}

/// The values that every path of a workflow's rules can have, by its form and by what a case is.
struct ValueDomains {
  private let fields: [String: Workflow.FieldType]

  init(_ workflow: Workflow) {
    fields = Dictionary(workflow.fields.map { ($0.name, $0.type) }) { first, _ in first }
  }

  /// The field of a path `form.name`.
  static func field(_ path: String) -> String? {
    path.hasPrefix("form.") ? String(path.dropFirst(5)) : nil
  }

  /// The values at `path`, which has `type`.
  func domain(of path: String, _ type: CELType) -> ValueDomain {
    if let name = Self.field(path), let field = fields[name] { return Self.domain(of: field) }
    switch type {
    case .bool: return .truth
    case .choice(let choices): return .text(oneOf: choices)
    case .string: return .text(oneOf: nil)
    default:
      guard let kind = NumberKind(type) else { return .other }
      // Counts and amounts of a case are not negative; visits count from 1.
      let isNatural =
        path.hasPrefix("did.") && path.hasSuffix(".count") || path.hasPrefix("money.")
        || path.hasPrefix("lookup.")
      var least = kind.range.lowerBound
      if path == "case.round" { least = 1 } else if isNatural { least = 0 }
      return .number(least: least, most: kind.range.upperBound, kind)
    }
  }

  private static func domain(of type: Workflow.FieldType) -> ValueDomain {
    switch type {
    case .yesNo: return .truth
    case .choice(let choices): return .text(oneOf: choices.map(\.name))
    case .text, .staff: return .text(oneOf: nil)
    case .integer(let min, let max):
      return number(.whole, min.map { .int($0) }, max.map { .int($0) })
    case .money(let min, let max):
      return number(.decimal(scale: 2), min.map { .decimal($0) }, max.map { .decimal($0) })
    case .decimal(let scale, let min, let max):
      return number(.decimal(scale: scale), min.map { .decimal($0) }, max.map { .decimal($0) })
    case .date(let min, let max): return number(.days, min.map { .date($0) }, max.map { .date($0) })
    case .datetime: return number(.microseconds, nil, nil)
    case .duration: return number(.span, nil, nil)
    case .rows, .list: return .other
    }
  }

  private static func number(_ kind: NumberKind, _ min: Value?, _ max: Value?) -> ValueDomain {
    func steps(_ value: Value?) -> Int128? {
      guard let (steps, scale) = value.flatMap(NumberKind.steps) else { return nil }
      return steps * NumberKind.power(Swift.max(0, kind.scale - scale))
    }
    return .number(
      least: steps(min) ?? kind.range.lowerBound, most: steps(max) ?? kind.range.upperBound, kind)
  }

  /// How long the text or list at `path` can be; an empty one counts as absent.
  func size(of path: String) -> ValueDomain {
    var (least, most): (Int, Int) = (0, Int(Int32.max))
    if let name = Self.field(path), let field = fields[name] {
      switch field {
      case .text(let maxLength, _): (least, most) = (1, maxLength)
      case .rows(_, let min, let max), .list(_, let min, let max):
        (least, most) = (Swift.max(1, min ?? 1), max ?? 200)
      default: least = 1
      }
    }
    return .number(least: Int128(least), most: Int128(max(least, most)), .whole)
  }

  /// Whether the value at `path` may be missing, whatever people enter.
  static func mayBeAbsent(_ path: String) -> Bool {
    if path.hasPrefix("docs.") { return path.hasSuffix(".issued_on") }
    if path.hasPrefix("did.") { return path.hasSuffix(".by") || path.hasSuffix(".at") }
    return ["form.", "applicant.", "lookup.", "household."].contains { path.hasPrefix($0) }
  }
}
