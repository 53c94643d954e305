public import History
import Postgres

extension Session {
  /// One member of staff: grants with their period and giver, relationships, open cases.
  public func staff(_ login: String) throws(CasebookError) -> JSON {
    try call("casework_admin.staff_show", [login])
  }

  /// Ends somebody's grants and staff record; their open cases go to `successor`, each by an entry.
  ///
  /// - Throws: `refused` with the rule `queue` when there are open cases and no successor, `successor`
  ///   when the successor lacks the role for one of them; nothing was done then.
  public func retire(_ login: String, successor: String?) throws(CasebookError) -> JSON {
    try call("casework_admin.staff_retire", [login, successor])
  }

  /// Declares that a member of staff and a person of the register are related.
  ///
  /// Who declares it of themselves does so as staff; anybody else as an administrator.
  public func relate(
    _ login: String, to person: String, kind: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    login == self.login
      ? try call(
        "casework.relationship_declare", [person, kind, request.text], request: request)
      : try call("casework_admin.staff_relate", [login, person, kind])
  }

  /// Pairs of roles that one person may not hold in one programme, and who does nevertheless.
  public func incompatibleRoles() throws(CasebookError) -> [JSON] {
    try callAll("casework_admin.staff_incompatible", [])
  }

  /// Forbids a pair of roles, or allows it again.
  public func setIncompatible(
    _ role: String, _ other: String, isForbidden: Bool
  ) throws(CasebookError) -> JSON {
    try call("casework_admin.staff_set_incompatible", [role, other, isForbidden])
  }

  /// The columns that a table of staff must have.
  public static let staffColumns = ["login", "name"]
  /// The columns that it may have: a row with a role gives a grant.
  public static let staffOptionalColumns = [
    "person", "union", "role", "programme", "unit", "from", "until",
  ]

  /// Adds the staff of a table and their grants; a login may stand in several rows, one a grant.
  ///
  /// - Parameter reason: the words for why a row was refused.
  /// - Returns: `done`, how many grants or people were `added` and `unchanged`, and the rows
  ///   `rejected`. Nothing was changed when `done` is false.
  public func importStaff(
    _ rows: [CSVTable.Row], partial: Bool, isRehearsal: Bool, reason: (CasebookError) -> String
  ) throws(CasebookError) -> JSON {
    try rehearsing(isRehearsal) { session in
      var added: Int64 = 0
      var rejected: [JSON] = []
      for row in rows {
        do {
          let isNew = try session.connection.transaction(retry: .never) { _ in
            try session.importStaff(row)
          }
          added += isNew ? 1 : 0
        } catch let error as CasebookError {
          rejected.append(Self.rejection(row, reason(error)))
        } catch let error as PostgresError {
          // A lost connection refuses no row.
          guard error.sqlState != nil else { throw error }
          rejected.append(Self.rejection(row, reason(CasebookError(error))))
        }
      }
      let unchanged = Int64(rows.count - rejected.count) - added
      return .object([
        .init("done", .bool(rejected.isEmpty || partial)), .init("added", .integer(added)),
        .init("unchanged", .integer(unchanged)), .init("rejected", .array(rejected)),
      ])
    }
  }

  private static func rejection(_ row: CSVTable.Row, _ reason: String) -> JSON {
    .object([
      .init("row", .integer(Int64(row.number))), .init("login", .string(row["login"] ?? "")),
      .init("reason", .string(reason)),
    ])
  }

  /// - Returns: whether the row brought anything new.
  private func importStaff(_ row: CSVTable.Row) throws -> Bool {
    guard let login = row["login"], let name = row["name"] else {
      throw CasebookError.misunderstood(
        "login and name",
        detail: .object([.init("what", .string(row["login"] == nil ? "login" : "name"))]))
    }
    for day in [row["from"], row["until"]] {
      if let day, !Self.isDay(day) {
        throw CasebookError.misunderstood(
          "a day",
          detail: .object([.init("what", .string("date")), .init("argument", .string(day))]))
      }
    }
    let person = try addStaff(login: login, name: name, person: row["person"], union: row["union"])
    let isNew = person["repeated"]?.bool != true
    guard let role = row["role"] else { return isNew }
    let granted = try grant(
      role: role, to: login, programme: row["programme"], unit: row["unit"], from: row["from"],
      until: row["until"])
    return isNew || granted["repeated"]?.bool != true
  }

  /// Whether it is a day of the calendar, as ISO 8601 writes it.
  static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year > 0, (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }
}
