extension Workflow {
  /// A sentence under `always:`, proved of every path a case can take.
  ///
  /// What each sentence means, exactly, is in `docs/workflow-file.md`.
  public struct Property: Sendable {
    /// What a sentence says.
    public enum Claim: Sendable {
      /// `every path to S passes A [by someone other than B, C]`: whenever a case arrives in `state`,
      /// `action` took effect before or just now; and nobody who took part in its latest effect has
      /// done one of `others` in this case by then.
      case passes(state: String, action: String, others: [Predecessor])
      /// `A and B never both happen` in one case.
      case neverBoth(String, String)
      /// `A happens at most N times` in one case.
      case atMost(action: String, times: Int)
      /// `at S: E`: whenever a case is there, the expression is true.
      case holds(at: Place, condition: Guard)
      /// `from every state a final state can be reached`.
      case canFinish
      /// `no case stays in S without a deadline`.
      case isWatched(state: String)
    }

    /// Where an expression has to be true.
    public enum Place: Hashable, Sendable {
      /// In this state.
      case state(String)
      /// In every final state.
      case finalStates
    }

    /// Its name.
    public var name: String
    /// The sentence as written.
    public var text: String
    /// What it says.
    public var claim: Claim
    /// Where the sentence is written.
    public var location: SourceLocation
  }
}
