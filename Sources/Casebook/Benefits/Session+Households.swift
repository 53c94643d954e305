public import History
import Postgres

extension Session {
  /// Adds a household with its head; days are ISO 8601.
  ///
  /// - Throws: `refused` with the rule `household`: the reference says why (`elsewhere`, `own`).
  public func addHousehold(
    head person: String, since: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call("casework.household_add", [person, since, request.text], request: request)
  }

  /// Enters a member from a day on.
  public func joinHousehold(
    _ number: String, person: String, relation: String, since: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.household_join", [number, person, relation, since, request.text], request: request)
  }

  /// Enters that somebody has moved out.
  ///
  /// - Parameter day: the first day on which they do not live there.
  public func leaveHousehold(
    _ number: String, person: String, on day: String, reason: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.household_leave", [number, person, day, reason, request.text], request: request)
  }

  /// A household with everybody who lives or lived in it.
  public func household(_ number: String) throws(CasebookError) -> JSON {
    try call("casework.household_show", [number])
  }

  /// The household in which somebody lives now.
  ///
  /// - Throws: `notFound` for who lives in none that is entered.
  public func household(ofPerson id: String) throws(CasebookError) -> JSON {
    try call("casework.household_show", [nil, id])
  }
}

extension Session {
  /// The columns that a table of households must have.
  public static let householdColumns = ["household", "relation", "since"]
  /// The columns that it may have; each row names its person by one of the first two.
  public static let householdOptionalColumns = ["person", "id_number", "name"]

  /// Enters the households of a table, a row a member: rows of one `household` live together, by its
  /// number or by whatever name the file gives it; a new one begins with the row of its `head`.
  ///
  /// - Parameter reason: the words for why a row was refused.
  /// - Returns: `done`, how many rows were `added` and `unchanged`, and the rows `rejected`. Nothing
  ///   was changed when `done` is false.
  public func importHouseholds(
    _ rows: [CSVTable.Row], partial: Bool, isRehearsal: Bool, reason: (CasebookError) -> String
  ) throws(CasebookError) -> JSON {
    // A household is there before its members join it.
    let order = rows.filter { $0["relation"] == "head" } + rows.filter { $0["relation"] != "head" }
    let known = try peopleByNumber(rows)
    return try rehearsing(isRehearsal) { session in
      var numbers: [String: String] = [:]
      var added: Int64 = 0
      var rejected: [(row: Int, data: JSON)] = []
      for row in order {
        do {
          let isNew = try session.connection.transaction(retry: .never) { _ in
            try session.importMember(row, known, &numbers)
          }
          added += isNew ? 1 : 0
        } catch let error as CasebookError {
          rejected.append((row.number, Self.rejection(row, reason(error))))
        } catch let error as PostgresError {
          // A lost connection refuses no row.
          guard error.sqlState != nil else { throw error }
          rejected.append((row.number, Self.rejection(row, reason(CasebookError(error)))))
        }
      }
      let unchanged = Int64(rows.count - rejected.count) - added
      rejected.sort { $0.row < $1.row }
      return .object([
        .init("done", .bool(rejected.isEmpty || partial)), .init("added", .integer(added)),
        .init("unchanged", .integer(unchanged)), .init("rejected", .array(rejected.map(\.data))),
      ])
    }
  }

  private static func rejection(_ row: CSVTable.Row, _ reason: String) -> JSON {
    .object([
      .init("row", .integer(Int64(row.number))), .init("login", .string(row["household"] ?? "")),
      .init("reason", .string(reason)),
    ])
  }

  private static func missing(_ what: String) -> CasebookError {
    .misunderstood(what, detail: .object([.init("what", .string(what))]))
  }

  /// - Returns: whether the row brought anything new.
  private func importMember(
    _ row: CSVTable.Row, _ known: [Int: String], _ numbers: inout [String: String]
  ) throws -> Bool {
    guard let key = row["household"] else { throw Self.missing("household") }
    guard let relation = row["relation"] else { throw Self.missing("relation") }
    guard let since = row["since"], Self.isDay(since) else { throw Self.missing("since") }
    guard let person = row["person"] ?? known[row.number] else { throw Self.missing("person") }
    var number = numbers[key] ?? (Self.isNumber(key) ? key : nil)
    if number == nil, relation == "head" {
      // Where the file was imported before, its head lives in the household that it made.
      number = try presentHousehold(of: person)
      guard number != nil else {
        let answer = try addHousehold(head: person, since: since, request: .random())
        numbers[key] = answer["household"]?.text
        return true
      }
      numbers[key] = number
    }
    guard let number else { throw Self.missing("head") }
    let answer = try joinHousehold(
      number, person: person, relation: relation, since: since, request: .random())
    return answer["repeated"]?.bool != true
  }

  /// The number of the household in which somebody lives; nil where none is entered.
  private func presentHousehold(of person: String) throws(CasebookError) -> String? {
    let found: JSON
    do throws(CasebookError) {
      found = try household(ofPerson: person)
    } catch {
      guard case .notFound = error else { throw error }
      return nil
    }
    return found["household"]?.text
  }

  /// The people of rows that name them by resident ID, by row. Each look-up is on record and counts,
  /// whatever becomes of the import: a rehearsal is no way around either.
  private func peopleByNumber(_ rows: [CSVTable.Row]) throws(CasebookError) -> [Int: String] {
    var found: [Int: String] = [:]
    for row in rows {
      guard row["person"] == nil, let number = row["id_number"] else { continue }
      do throws(CasebookError) {
        found[row.number] = try findPeople(residentID: number).first?["person"]?.text
      } catch {
        // What is no resident ID is refused with its row.
        guard case .misunderstood = error else { throw error }
      }
    }
    return found
  }

  private static func isNumber(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0] == "HH" && parts[1].utf8.count >= 6
      && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
