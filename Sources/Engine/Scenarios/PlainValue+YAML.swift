internal import Workflows

extension PlainValue {
  /// A value as a file writes it; numbers and days stay texts, which a field reads by its type.
  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar("true", .plain): self = .bool(true)
    case .scalar("false", .plain): self = .bool(false)
    case .scalar(let text, _): self = .text(text)
    case .sequence(let items): self = .list(items.map { PlainValue($0) })
    case .mapping(let pairs):
      self = .object(pairs.map { Member($0.key.text ?? "", PlainValue($0.value)) })
    }
  }
}
