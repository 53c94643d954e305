/// Why a value cannot stand in a field. The raw names are those of a refusal's `why`.
public indirect enum FieldProblem: Error, Hashable, Sendable {
  /// The action does not fill this field; those it fills.
  case notHere(fillable: [String])
  /// It is not a value of the field's type, which is named as the file names it.
  case type(String)
  /// The text is longer than this many Unicode scalars.
  case tooLong(Int)
  /// The text is not of this form.
  case pattern(String)
  /// It is none of these choices.
  case choice([String])
  /// It is no login of somebody with this role.
  case staff(role: String)
  /// More rows than this.
  case tooMany(Int)
  /// Fewer rows than this.
  case tooFew(Int)
  /// More digits after the point than this.
  case decimals(Int)
  /// Beyond what numbers and dates can be at all.
  case tooLarge
  /// Below the smallest value, written as the file would.
  case belowMinimum(String)
  /// Above the largest value, written as the file would.
  case aboveMaximum(String)
  /// A column of a row has a problem of its own; the row counts from 1.
  case column(String, row: Int, FieldProblem)
  /// A column of a row is missing; the row counts from 1.
  case missingColumn(String, row: Int)
  /// There is no such column.
  case unknownColumn(String)
  /// The field's own check is false; or, if `true`, cannot be decided.
  case check(undecided: Bool)

  /// The name in a refusal's arguments.
  public var name: String {
    switch self {
    case .notHere: "not_here"
    case .type: "type"
    case .tooLong: "too_long"
    case .pattern: "pattern"
    case .choice: "choice"
    case .staff: "staff"
    case .tooMany: "too_many"
    case .tooFew: "too_few"
    case .decimals: "decimals"
    case .tooLarge: "too_large"
    case .belowMinimum: "min"
    case .aboveMaximum: "max"
    case .column(let name, _, let problem): "\(name):\(problem.name)"
    case .missingColumn(let name, _): "\(name):absent"
    case .unknownColumn: "unknown_column"
    case .check: "check"
    }
  }

  /// The arguments of a refusal: `why`, and the limit that was passed.
  var arguments: PlainValue {
    var members = [PlainValue.Member("why", .text(name))]
    switch self {
    case .notHere(let fields): members.append(.init("fields", .texts(fields)))
    case .type(let type): members.append(.init("limits", ["type": .text(type)]))
    case .tooLong(let limit): members.append(.init("limits", ["max_length": .integer(limit)]))
    case .pattern(let pattern): members.append(.init("limits", ["pattern": .text(pattern)]))
    case .choice(let names): members.append(.init("limits", ["choices": .texts(names)]))
    case .staff(let role): members.append(.init("limits", ["role": .text(role)]))
    case .tooMany(let limit): members.append(.init("limits", ["max_rows": .integer(limit)]))
    case .tooFew(let limit): members.append(.init("limits", ["min_rows": .integer(limit)]))
    case .decimals(let scale): members.append(.init("limits", ["scale": .integer(scale)]))
    case .belowMinimum(let limit): members.append(.init("limits", ["min": .text(limit)]))
    case .aboveMaximum(let limit): members.append(.init("limits", ["max": .text(limit)]))
    case .column(_, let row, let problem):
      members.append(.init("row", .integer(row)))
      if let limits = problem.arguments["limits"] { members.append(.init("limits", limits)) }
    case .missingColumn(_, let row): members.append(.init("row", .integer(row)))
    case .unknownColumn(let name): members.append(.init("column", .text(name)))
    case .tooLarge, .check: break
    }
    return .object(members)
  }
}
