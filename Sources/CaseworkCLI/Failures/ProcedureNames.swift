/// The procedure's own words for its fields, documents and roles, in the person's language; empty
/// where the procedure is not at hand.
struct ProcedureNames {
  var fields: [String: String] = [:]
  var documents: [String: String] = [:]

  func field(_ name: String) -> String { Self.named(name, fields[name]) }
  func document(_ name: String) -> String { Self.named(name, documents[name]) }

  /// The label with the name that is typed.
  private static func named(_ name: String, _ label: String?) -> String {
    label.map { "\($0) (\(name))" } ?? name
  }
}
