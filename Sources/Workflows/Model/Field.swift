public import CEL

extension Workflow {
  /// A field of the form, or a column of a field of rows.
  public struct Field: Sendable {
    /// Its name; guards read it as `form.name`.
    public var name: String
    /// What people call it.
    public var label: Label
    /// What it holds, with the limits of its type.
    public var type: FieldType
    /// Whether it may be left out wherever an action fills it.
    public var isOptional: Bool
    /// Whether its value is held back until a reading of it is on record.
    public var isPrivate: Bool
    /// Of a private field, the roles that may read it; nil is everybody who reads the case's content.
    public var readers: [String]?
    /// Whether an approval signs it: a tier, a money amount or a payee reads it.
    public var isSigned: Bool
    /// When it must be filled; nil when always, unless it is optional.
    public var requiredWhen: Guard?
    /// What must hold of it when it is filled.
    public var check: Guard?
    /// Where its name is written.
    public var location: SourceLocation
  }

  /// What a field holds, with its limits; a limit of nil is none.
  public indirect enum FieldType: Sendable {
    /// A text of at most `maxLength` Unicode scalars; `pattern` must match all of it.
    case text(maxLength: Int, pattern: String?)
    /// One of a closed list.
    case choice([NamedLabel])
    /// Yes or no.
    case yesNo
    /// A whole number.
    case integer(min: Int64?, max: Int64?)
    /// An amount in the workflow's currency, with two digits after the point.
    case money(min: ExactDecimal?, max: ExactDecimal?)
    /// A number with at most `scale` digits after the point.
    case decimal(scale: Int, min: ExactDecimal?, max: ExactDecimal?)
    /// A day.
    case date(min: CalendarDate?, max: CalendarDate?)
    /// An instant.
    case datetime
    /// A length of time.
    case duration
    /// A table with these columns.
    case rows(columns: [Field], min: Int?, max: Int?)
    /// A list of plain values of one type.
    case list(FieldType, min: Int?, max: Int?)
    /// The login of a member of staff who holds the role.
    case staff(role: String)
  }
}

extension Workflow.FieldType {
  /// The longest text where the file states no `max`, in Unicode scalars.
  public static let standardTextLength = 2_000

  /// The name of the type as the file writes it, without the scale: `decimal`, `yes_no`.
  public var name: String {
    switch self {
    case .text: "text"
    case .choice: "choice"
    case .yesNo: "yes_no"
    case .integer: "integer"
    case .money: "money"
    case .decimal: "decimal"
    case .date: "date"
    case .datetime: "datetime"
    case .duration: "duration"
    case .rows: "rows"
    case .list: "list"
    case .staff: "staff"
    }
  }

  /// The type of its values in guards; `name` is what messages call a row.
  public func celType(named name: String) -> CELType {
    switch self {
    case .text, .staff: .string
    case .choice(let choices): .choice(choices.map(\.name))
    case .yesNo: .bool
    case .integer: .int
    case .money: .decimal(scale: 2)
    case .decimal(let scale, _, _): .decimal(scale: scale)
    case .date: .date
    case .datetime: .timestamp
    case .duration: .duration
    case .rows(let columns, _, _):
      .list(
        .row(
          RowType(name, columns.map { .init($0.name, $0.type.celType(named: $0.name)) })))
    case .list(let item, _, _): .list(item.celType(named: name))
    }
  }
}
