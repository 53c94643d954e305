public import Engine
public import History

extension PlainValue {
  /// A JSON value as the engine takes it; numbers keep their digits.
  public init(_ json: JSON) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let digits): self = .number(digits)
    case .string(let text): self = .text(text)
    case .array(let elements): self = .list(elements.map { PlainValue($0) })
    case .object(let members):
      self = .object(members.map { Member($0.key, PlainValue($0.value)) })
    }
  }

  /// The value as JSON.
  public var json: JSON {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let digits): .number(digits)
    case .text(let text): .string(text)
    case .list(let elements): .array(elements.map(\.json))
    case .object(let members): .object(members.map { .init($0.name, $0.value.json) })
    }
  }
}
