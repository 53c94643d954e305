/// One node of a checked expression.
final class CheckedNode: Sendable {
  let type: CELType
  let range: SourceRange

  init(type: CELType, range: SourceRange) {
    self.type = type
    self.range = range
  }
}
