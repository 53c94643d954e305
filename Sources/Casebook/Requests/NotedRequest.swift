/// A request whose id is kept, so that it may be sent.
public struct NotedRequest {
  /// The id to send.
  public let id: RequestID
  private let entry: JournalEntry?

  /// A request under an id that the user chose; the journal is left alone.
  public init(id: RequestID) {
    self.id = id
    entry = nil
  }

  init(_ entry: JournalEntry) {
    id = entry.id
    self.entry = entry
  }

  /// Sends it. An answer, a refusal included, forgets the id; an unknown outcome keeps it.
  public func send<Result>(_ body: (RequestID) throws -> Result) throws -> Result {
    do {
      let result = try body(id)
      entry?.answered()
      return result
    } catch {
      if (error as? CasebookError)?.isAnswer ?? true { entry?.answered() }
      throw error
    }
  }

  /// It was not sent, now or by an earlier run: there is nothing to ask about.
  public func notSent() {
    if entry?.isRepeat == false { entry?.answered() }
  }
}

extension RequestJournal {
  /// Notes a request: the id that an unknown outcome left, else a new one, on disk.
  ///
  /// - Parameters:
  ///   - identity: the database and the login, as `Session.identity` gives them.
  ///   - command: the command's name, as `act`.
  ///   - arguments: everything that decides what it does; only their digest is kept.
  /// - Throws: `Failure` when the id cannot be kept.
  public func note(
    for identity: String, _ command: String, _ arguments: [String?]
  ) throws(Failure) -> NotedRequest {
    NotedRequest(
      try begin(RequestDigest(database: identity, command: command, arguments: arguments)))
  }
}
