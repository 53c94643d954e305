/// How an expression came to its value, part by part.
public struct Explanation: Sendable {
  /// A path that was read, with what it held.
  public struct Reading: Equatable, Sendable {
    /// The dotted path, such as `form.granted` or `facts.per_head`.
    public var path: String
    /// What it held.
    public var result: Evaluation

    /// A reading of `path`.
    public init(path: String, result: Evaluation) {
      self.path = path
      self.result = result
    }
  }

  /// The text of this part.
  public var source: String
  /// What this part came to.
  public var result: Evaluation
  /// The parts of this part, in the order of the source.
  public var parts: [Explanation]
  /// Every path read in this part, once each, in the order of the source; a derived fact comes
  /// before what it reads in turn.
  public var reads: [Reading]
}
