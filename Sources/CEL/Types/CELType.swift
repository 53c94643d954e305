/// A type of the guard language.
public indirect enum CELType: Hashable, Sendable {
  /// `true` or `false`.
  case bool
  /// A whole number of 64 bits.
  case int
  /// An exact decimal with at most `scale` digits after the point (0 to 9).
  case decimal(scale: Int)
  /// A text, compared by Unicode scalars.
  case string
  /// A text that is one of these; comparing it with any other literal is a mistake.
  case choice([String])
  /// A calendar day.
  case date
  /// An instant between the years 0001 and 9999.
  case timestamp
  /// A length of time.
  case duration
  /// An ordered list.
  case list(CELType)
  /// Named fields, any of which may be absent.
  case row(RowType)
  /// A map; in the full language only.
  case map(CELType, CELType)
  /// Any type, known when evaluated; in the full language, and for the items of an empty list.
  case dyn
}

/// The declared fields of a row, in order.
public struct RowType: Hashable, Sendable {
  /// One field of a row.
  public struct Field: Hashable, Sendable {
    /// The field's name.
    public var name: String
    /// The field's type.
    public var type: CELType

    /// A field `name` of type `type`.
    public init(_ name: String, _ type: CELType) {
      self.name = name
      self.type = type
    }
  }

  /// What messages call a row of this type, such as `form`.
  public var name: String
  /// The fields in their declared order; no name twice.
  public private(set) var fields: [Field]

  /// A row type; of two fields with the same name the first counts.
  public init(_ name: String, _ fields: [Field]) {
    self.name = name
    self.fields = []
    for field in fields { append(field) }
  }

  /// A row type with its fields written as a dictionary literal.
  public init(_ name: String, _ fields: KeyValuePairs<String, CELType>) {
    self.init(name, fields.map { Field($0.key, $0.value) })
  }

  /// The type of the field `name`, or nil when it is not declared.
  public subscript(name: String) -> CELType? {
    fields.first { $0.name.hasSameScalars(as: name) }?.type
  }

  mutating func append(_ field: Field) {
    if self[field.name] == nil { fields.append(field) }
  }
}

extension CELType: CustomStringConvertible {
  /// The type as the documentation writes it, such as `list(decimal(2))`.
  public var description: String {
    switch self {
    case .bool: "bool"
    case .int: "int"
    case .decimal(let scale): "decimal(\(scale))"
    case .string: "string"
    case .choice: "choice"
    case .date: "date"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(let element): "list(\(element))"
    case .row(let row): "row \(row.name)"
    case .map(let key, let value): "map(\(key), \(value))"
    case .dyn: "dyn"
    }
  }
}
