public import CEL
public import Workflows

/// What an approval signs: the values of the fields that tiers, amounts and payees read.
///
/// Two are equal exactly when every signed field has the same value. The database keeps a digest of
/// the same fields; the two are never compared with each other.
public struct SignedContent: Hashable, Sendable {
  /// The signed fields in the form's order, each name and value with its length before it, so that
  /// no two contents have the same text.
  public let text: String

  /// What a signature over `fields` would cover.
  public init(of fields: Row, in workflow: Workflow) {
    self.init(of: fields, names: workflow.signedFields)
  }

  /// The same of other fields: what a vote stands for besides, those that it fills.
  public init(of fields: Row, names: [String]) {
    var text = ""
    for name in names {
      let value = fields[name].map(\.description) ?? ""
      let mark = fields[name] == nil ? "-" : "+"
      text += "\(name.utf8.count):\(name)\(mark)\(value.utf8.count):\(value)"
    }
    self.text = text
  }
}
