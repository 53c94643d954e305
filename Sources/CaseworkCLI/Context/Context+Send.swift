import Casebook

extension Context {
  /// Sends one request under an id that is journalled first; `--request` overrides it.
  func send<Answer>(
    _ options: RequestOptions, over session: Session, _ command: String, _ arguments: [String?],
    _ body: (RequestID) throws -> Answer
  ) throws -> Answer {
    try note(options, for: session.identity, command, arguments).send(body)
  }

  /// Notes a request that is to be sent to the database and as the login of `identity`.
  func note(
    _ options: RequestOptions, for identity: String, _ command: String, _ arguments: [String?]
  ) throws -> NotedRequest {
    if let id = options.request.flatMap({ RequestID($0) }) { return NotedRequest(id: id) }
    guard let journal = RequestJournal(environment: environment) else {
      throw Failure.usage(
        say(
          "There is no folder for the request journal: neither XDG_STATE_HOME nor HOME is set.",
          "没有存放请求日志的目录：XDG_STATE_HOME 与 HOME 均未设置。"),
        next: ["casework … --request ID"])
    }
    return try journal.note(for: identity, command, arguments)
  }
}
