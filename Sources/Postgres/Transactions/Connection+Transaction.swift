import CLibPQ
import Glibc

/// How strictly a transaction is kept apart from others (the manual's "Transaction Isolation").
public enum Isolation: String, Hashable, Sendable {
  /// Every statement sees what is committed when it starts.
  case readCommitted = "READ COMMITTED"
  /// All statements see one snapshot; a conflicting change is 40001.
  case repeatableRead = "REPEATABLE READ"
  /// As if transactions ran one after another; a conflict is 40001.
  case serializable = "SERIALIZABLE"
}

/// How often a transaction is run again after 40001, 40P01 and 55P03, and no other error.
public struct Retry: Hashable, Sendable {
  /// How often the closure runs at most; at least 1.
  public var attempts: Int
  /// The longest first pause; each next may be twice as long, up to one second.
  public var firstPauseMilliseconds: Int

  /// So many runs, with pauses of a random length between them.
  public init(attempts: Int, firstPauseMilliseconds: Int = 20) {
    self.attempts = max(1, attempts)
    self.firstPauseMilliseconds = max(1, firstPauseMilliseconds)
  }

  /// One run.
  public static let never = Retry(attempts: 1)
  /// Five runs.
  public static let standard = Retry(attempts: 5)

  /// Random from the first millisecond on: transactions that met once should not meet again.
  func pause(after attempt: Int) {
    let longest = min(1_000, firstPauseMilliseconds << min(attempt - 1, 10))
    usleep(UInt32(Int.random(in: 1...longest) * 1_000))
  }
}

extension Connection {
  /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// The whole closure is run again after 40001, 40P01 and 55P03, so it must have no effect outside
  /// the database. Inside another transaction it becomes a savepoint, and only the outermost one
  /// retries.
  ///
  /// - Throws: what `body` throws; `outcomeUnknown` when the connection broke during COMMIT;
  ///   `usage(committedAfterFailure)` when a statement failed, `body` hid it and the server
  ///   therefore rolled back.
  @discardableResult
  public func transaction<T>(
    isolation: Isolation = .readCommitted, readOnly: Bool = false, retry: Retry = .standard,
    _ body: (Connection) throws -> T
  ) throws -> T {
    guard transactionDepth == 0 else { return try savepoint(body) }
    guard transactionStatus == .idle else {
      _ = try idleHandle()
      throw PostgresError.usage(.busy, "a transaction was opened by a statement of its own")
    }
    let begin = "BEGIN ISOLATION LEVEL \(isolation.rawValue)\(readOnly ? " READ ONLY" : "")"
    var attempt = 1
    while true {
      do {
        return try runOnce(begin, body)
      } catch let error as PostgresError where error.isRetryable && attempt < retry.attempts {
        retry.pause(after: attempt)
        attempt += 1
      }
    }
  }

  private func runOnce<T>(_ begin: String, _ body: (Connection) throws -> T) throws -> T {
    try execute(begin)
    transactionDepth += 1
    let value: T
    do {
      defer { transactionDepth -= 1 }
      value = try body(self)
    } catch {
      rollBackAfterFailure("ROLLBACK")
      throw error
    }
    try commit()
    return value
  }

  /// The error that led here matters more than a failing ROLLBACK: then the connection is gone, and
  /// with it the transaction.
  func rollBackAfterFailure(_ sql: String) {
    _ = try? execute(sql)
  }

  /// The manual (COMMIT in a failed transaction): it answers with the tag ROLLBACK and no error.
  func commit() throws(PostgresError) {
    let handle = try idleHandle()
    let list = try ParameterList([])
    let result = try exchange(handle, stake: .commits) { Self.send(handle, "COMMIT", list) }
    guard result.commandTag == "COMMIT" else {
      throw .usage(
        .committedAfterFailure,
        "a statement failed inside the transaction, so COMMIT rolled it back")
    }
  }

  private func savepoint<T>(_ body: (Connection) throws -> T) throws -> T {
    let name = "nested_\(transactionDepth)"
    try execute("SAVEPOINT \(name)")
    transactionDepth += 1
    do {
      defer { transactionDepth -= 1 }
      let value = try body(self)
      try execute("RELEASE SAVEPOINT \(name)")
      return value
    } catch {
      rollBackAfterFailure("ROLLBACK TO SAVEPOINT \(name)")
      throw error
    }
  }
}
