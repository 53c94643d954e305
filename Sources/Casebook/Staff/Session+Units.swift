public import History
import Postgres

extension Session {
  /// Adds a unit under another one, or as a root.
  ///
  /// - Parameter kind: `federation`, `union` or `workshop`.
  public func addUnit(
    code: String, name: String, kind: String, parent: String?
  ) throws(CasebookError) -> JSON {
    try call("casework_admin.unit_add", [code, name, kind, parent])
  }

  /// Puts a unit with everything below it under another one; nil makes it a root.
  ///
  /// - Throws: `refused` with the rule `cycle` when the new place lies below the unit itself.
  public func moveUnit(_ code: String, under parent: String?) throws(CasebookError) -> JSON {
    try call("casework_admin.unit_move", [code, parent])
  }

  /// The tree from a unit down, or all of it, parents before their children.
  public func units(under code: String?) throws(CasebookError) -> [JSON] {
    try callAll("casework_admin.unit_list", [code])
  }

  /// One unit with its place and the grants that cover it.
  public func unit(_ code: String) throws(CasebookError) -> JSON {
    try call("casework_admin.unit_show", [code])
  }

  /// Adds the units of a table with the columns `code`, `name`, `kind`, `parent`.
  ///
  /// - Returns: `done`, how many were `added` and `unchanged`, and the rows `rejected`, each with its
  ///   number and why. Nothing was added when `done` is false.
  public func importUnits(
    _ rows: [CSVTable.Row], partial: Bool, isRehearsal: Bool
  ) throws(CasebookError) -> JSON {
    let list = rows.map { row in
      JSON.object(
        [.init("row", .integer(Int64(row.number)))]
          + ["code", "name", "kind", "parent"].compactMap { column in
            row[column].map { .init(column, .string($0)) }
          })
    }
    return try rehearsing(isRehearsal) { session in
      try session.call("casework_admin.unit_import", [JSON.array(list).compact, partial])
    }
  }

  /// Runs `body` in one transaction, which a rehearsal undoes.
  func rehearsing(
    _ isRehearsal: Bool, _ body: (Session) throws -> JSON
  ) throws(CasebookError) -> JSON {
    var result = JSON.null
    struct Undone: Error {}
    do {
      try connection.transaction(retry: .never) { _ in
        result = try body(self)
        let isDone = result["done"]?.bool ?? true
        if isRehearsal || !isDone { throw Undone() }
      }
    } catch is Undone {
      return result
    } catch let error as CasebookError {
      throw error
    } catch let error as PostgresError {
      throw explained(error)
    } catch {
      throw .damaged("\(error)", detail: .object([]))
    }
    return result
  }
}
