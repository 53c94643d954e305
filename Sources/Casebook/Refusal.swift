public import History

/// What the database said when rules refused an action (KW001).
public struct Refusal: Equatable, Sendable {
  /// One rule that failed.
  public struct Item: Equatable, Sendable {
    /// The rule's full name, such as `distinct_from` or `fill:granted`.
    public var rule: String
    /// Its family: `state`, `role`, `fill`, `when`, …
    public var kind: String
    /// What it refers to: a field, a document, an earlier action.
    public var reference: String?
    /// Everything the database said about it.
    public var detail: JSON
  }

  /// The case's number; nil when opening.
  public var caseNumber: String?
  /// The state the case is in.
  public var state: String?
  /// The case's version.
  public var version: Int64?
  /// The action that was asked for.
  public var action: String?
  /// Every rule that failed, in the order of judging.
  public var items: [Item]
  /// The actions that are possible in this state.
  public var possible: [String]
  /// The whole detail.
  public var detail: JSON

  /// Reads the DETAIL of KW001.
  init(_ detail: JSON) {
    caseNumber = detail["case"]?.text
    state = detail["state"]?.text
    version = detail["version"]?.int64
    action = detail["action"]?.text
    items = (detail["refused"]?.elements ?? []).map { item in
      let rule = item["rule"]?.text ?? ""
      return Item(
        rule: rule, kind: item["kind"]?.text ?? rule, reference: item["ref"]?.text, detail: item)
    }
    possible = (detail["possible"]?.elements ?? []).compactMap { $0.text ?? $0["action"]?.text }
    self.detail = detail
  }
}

/// Who moved a case while somebody else was looking at it (KW002).
public struct Conflict: Equatable, Sendable {
  /// The version that was expected.
  public var expected: Int64?
  /// The case's version now.
  public var version: Int64?
  /// The state it is in now.
  public var state: String?
  /// The login that moved it last.
  public var by: String?
  /// What they did.
  public var action: String?
  /// When.
  public var at: String?
  /// The whole detail.
  public var detail: JSON

  /// Reads the DETAIL of KW002.
  init(_ detail: JSON) {
    expected = detail["expected"]?.int64
    version = detail["version"]?.int64
    state = detail["state"]?.text
    by = detail["by"]?.text
    action = detail["action"]?.text
    at = detail["at"]?.text
    self.detail = detail
  }
}
