extension Session {
  /// Sends one request under an id that survives this process.
  ///
  /// The id is on disk before `body` sends it. An answer, a refusal included, forgets it; an
  /// unknown outcome keeps it, so that the same command run again asks under the same id.
  ///
  /// - Parameters:
  ///   - command: the command's name, as `act`.
  ///   - arguments: everything that decides what it does; only their digest is kept.
  ///   - id: an id that the user chose; the journal is then left alone.
  ///   - journal: the user's journal.
  /// - Throws: `RequestJournal.Failure` when the id cannot be kept; what `body` throws.
  public func journalled<Result>(
    _ command: String, _ arguments: [String?], id: RequestID?, journal: RequestJournal,
    _ body: (RequestID) throws -> Result
  ) throws -> Result {
    if let id { return try body(id) }
    return try journal.note(for: identity, command, arguments).send(body)
  }
}
