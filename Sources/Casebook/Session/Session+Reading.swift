public import History
import Postgres

extension Session {
  /// A case as this login may see it.
  ///
  /// - Parameters:
  ///   - why: the purpose of reading a protected case; its content is then included, after the reading
  ///     is on record.
  ///   - reveals: whether that reading opens private fields too, as far as this login may read them.
  public func show(
    _ number: String, why: String?, reveals: Bool = false
  ) throws(CasebookError) -> JSON {
    guard let why else { return try call("casework.show", [number]) }
    return try call("casework.read", [try reading(number, why: why, reveals: reveals)])
  }

  /// Puts a reading of a case, or of one of its documents, on record, committed, and gives its id.
  public func reading(
    _ number: String, why: String, document: Int? = nil, reveals: Bool = false
  ) throws(CasebookError) -> String {
    do {
      return try connection.queryValue(
        "SELECT casework.reading($1, $2, $3, $4)", [number, why, document, reveals])
    } catch {
      throw explained(error)
    }
  }

  /// Puts on record that payloads with private fields are exported; for an hour they then are.
  public func recordExport(why: String) throws(CasebookError) {
    do {
      let _: Int = try connection.queryValue("SELECT casework.export_reading($1)", [why])
    } catch {
      throw explained(error)
    }
  }

  /// Everything the pure engine needs to judge for this person.
  public func snapshot(
    _ number: String, why: String?, reveals: Bool = false
  ) throws(CasebookError) -> JSON {
    var id: String?
    if let why { id = try reading(number, why: why, reveals: reveals) }
    return try call("casework.snapshot", [number, id])
  }

  /// A case's number, version, head hash and `entries`, oldest first.
  public func history(
    _ number: String, why: String?, reveals: Bool = false
  ) throws(CasebookError) -> JSON {
    var id: String?
    if let why { id = try reading(number, why: why, reveals: reveals) }
    return try call("casework.history", [number, id])
  }

  /// What waits for this person.
  public func inbox() throws(CasebookError) -> [JSON] { try callAll("casework.inbox", []) }

  /// Who this login is: name and grants.
  public func me() throws(CasebookError) -> JSON { try call("casework.me", []) }
}

extension Session {
  /// An attached document.
  public struct AttachedDocument: Equatable, Sendable {
    /// The name of the file as it was attached.
    public var fileName: String
    /// Its bytes.
    public var content: [UInt8]
  }

  /// Fetches a document by the number that `show` gives it.
  public func fetch(
    _ number: String, document: Int, why: String?
  ) throws(CasebookError) -> AttachedDocument {
    var id: String?
    if let why { id = try reading(number, why: why, document: document) }
    do {
      guard
        let row = try connection.queryRow(
          "SELECT content, file_name FROM casework.fetch_document($1, $2, $3)",
          [number, document, id])
      else { throw CasebookError.notFound }
      return AttachedDocument(
        fileName: try row.string("file_name"), content: try row.bytes("content"))
    } catch let error as PostgresError {
      throw explained(error)
    } catch let error as CasebookError {
      throw error
    } catch {
      throw .notFound
    }
  }
}
