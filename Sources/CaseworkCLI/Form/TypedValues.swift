import Casebook
import Engine
import History
import Workflows

extension FormValues {
  /// Puts what people may type for a value into the form that the database keeps: a choice's label
  /// in any language into its name, `1h30m` into its microseconds.
  ///
  /// Asked only after a refusal, because the types of fields are the procedure's.
  /// - Returns: whether that changed any of the values that were refused.
  mutating func settle(_ refusal: Casebook.Refusal, by workflow: () throws -> Workflow?) rethrows
    -> Bool
  {
    let refused = refusal.items.filter { $0.kind == "field" }.compactMap(\.reference)
    guard refused.contains(where: { self[$0] != nil }), let workflow = try workflow() else {
      return false
    }
    var isChanged = false
    for name in refused {
      guard let typed = self[name], let field = workflow.field(name),
        let value = (try? FieldInput().value(PlainValue(typed), for: field)) ?? nil,
        value.stored.json != typed
      else { continue }
      set(name, value.stored.json)
      isChanged = true
    }
    return isChanged
  }
}
