/// Bounds on an expression, so that hostile input costs a diagnostic and nothing else.
public struct Limits: Hashable, Sendable {
  /// The longest source, in UTF-8 bytes.
  public var sourceBytes: Int
  /// The deepest nesting of sub-expressions.
  public var depth: Int
  /// The most sub-expressions, derived facts written out.
  public var nodes: Int

  /// Bounds of your own.
  public init(sourceBytes: Int, depth: Int, nodes: Int) {
    self.sourceBytes = sourceBytes
    self.depth = depth
    self.nodes = nodes
  }

  /// 16 KiB of source, 100 levels, 4,000 sub-expressions: cel-spec asks for at least 24 to 32
  /// repetitions and 12 levels.
  public static let standard = Limits(sourceBytes: 16_384, depth: 100, nodes: 4_000)
}
