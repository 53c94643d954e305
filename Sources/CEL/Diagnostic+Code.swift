extension Diagnostic {
  /// The stable code of a diagnostic.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The word that is printed and documented.
    public let rawValue: String

    /// A code by its word.
    public init(rawValue: String) { self.rawValue = rawValue }
  }
}
