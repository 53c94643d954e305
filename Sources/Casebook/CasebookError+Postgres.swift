import History
public import Postgres

extension CasebookError {
  /// What an error of the database means for a use case.
  ///
  /// - Parameters:
  ///   - error: the error of the client library.
  ///   - request: the id that was sent, if the statement was a write.
  public init(_ error: PostgresError, request: RequestID? = nil) {
    switch error.kind {
    case .connectionFailed, .connectionLost: self = .unreachable(error.message)
    case .outcomeUnknown:
      self = request == nil ? .unreachable(error.message) : .unknownOutcome(request)
    case .interrupted: self = .interrupted
    case .usage: self = .misunderstood(error.message, detail: .object([]))
    case .server: self.init(server: error, request: request)
    }
  }

  private init(server error: PostgresError, request: RequestID?) {
    let detail = error.server?.detail.flatMap { try? JSON.parse($0) } ?? .object([])
    switch error.sqlState {
    case "KW001"?: self = .refused(Refusal(detail))
    case "KW002"?: self = .conflict(Conflict(detail))
    case "KW003"?: self = .requestReused(request)
    case "KW004"?: self = .notFound
    case "KW005"?: self = .misunderstood(error.message, detail: detail)
    case "KW006"?: self = .notPermitted(error.message, detail: detail)
    case "KW007"?: self = .wrongSettings(error.message)
    case "KW008"?: self = .damaged(error.message, detail: detail)
    case SQLState.insufficientPrivilege?: self = .notPermitted(error.message, detail: detail)
    case SQLState.lockNotAvailable?, SQLState.deadlockDetected?, SQLState.serializationFailure?:
      self = .busy
    case let state:
      self = .database(state: state?.code ?? "", message: error.message)
    }
  }

  /// Whether the database said no or failed before doing anything, so that the request id is spent.
  public var isAnswer: Bool {
    switch self {
    case .unknownOutcome, .unreachable: false
    default: true
    }
  }
}
