/// The five characters by which the server names a condition (SQL standard, ISO/IEC 9075; the list
/// is appendix A of the PostgreSQL manual).
///
/// Matched by value or by class:
/// ```swift
/// switch error.sqlState {
/// case .uniqueViolation?: …
/// case let state? where state.is(.integrityConstraintViolation): …
/// default: …
/// }
/// ```
public struct SQLState: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The five characters, such as `40001`.
  public let code: String

  /// A state of these five characters; `nil` when there are not five ASCII letters or digits.
  public init?(_ code: some StringProtocol) {
    guard code.utf8.count == 5, code.utf8.allSatisfy(Self.isCodeCharacter) else { return nil }
    self.code = String(code)
  }

  /// A state written in the source; five characters, which the compiler cannot check.
  public init(stringLiteral code: String) {
    self.code = code
  }

  /// The class: the first two characters.
  public var `class`: Class { Class(stringLiteral: String(code.prefix(2))) }

  /// Whether this state belongs to `class`.
  public func `is`(_ class: Class) -> Bool { self.class == `class` }

  /// The five characters.
  public var description: String { code }

  private static func isCodeCharacter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  /// The first two characters of a state.
  public struct Class: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The two characters, such as `23`.
    public let code: String

    /// A class written in the source.
    public init(stringLiteral code: String) {
      self.code = code
    }
  }
}

extension SQLState {
  /// A concurrent change made this transaction impossible to order; run it again.
  public static let serializationFailure: SQLState = "40001"
  /// Two transactions waited for each other; this one was chosen to give way.
  public static let deadlockDetected: SQLState = "40P01"
  /// A lock was not to be had within `lock_timeout`, or with NOWAIT.
  public static let lockNotAvailable: SQLState = "55P03"
  /// The statement was cancelled: by the user, or by `statement_timeout`.
  public static let queryCanceled: SQLState = "57014"
  /// `pg_terminate_backend`, or the server is being stopped.
  public static let adminShutdown: SQLState = "57P01"
  /// The server is starting up or shutting down.
  public static let cannotConnectNow: SQLState = "57P03"
  /// Two rows with one key.
  public static let uniqueViolation: SQLState = "23505"
  /// A CHECK said no.
  public static let checkViolation: SQLState = "23514"
  /// A reference to a row that is not there.
  public static let foreignKeyViolation: SQLState = "23503"
  /// NULL where there must be a value.
  public static let notNullViolation: SQLState = "23502"
  /// This role may not do that.
  public static let insufficientPrivilege: SQLState = "42501"
  /// No such table, view or sequence.
  public static let undefinedTable: SQLState = "42P01"
  /// No such function with these arguments.
  public static let undefinedFunction: SQLState = "42883"
  /// No such schema.
  public static let invalidSchemaName: SQLState = "3F000"
  /// No such database.
  public static let invalidCatalogName: SQLState = "3D000"
  /// The password is wrong.
  public static let invalidPassword: SQLState = "28P01"
  /// The role is absent, or the server's rules do not let it in.
  public static let invalidAuthorization: SQLState = "28000"
  /// No connection is free.
  public static let tooManyConnections: SQLState = "53300"
  /// The transaction failed earlier and takes no more statements.
  public static let inFailedTransaction: SQLState = "25P02"
}

extension SQLState.Class {
  /// 08: the connection itself.
  public static let connectionException: Self = "08"
  /// 22: a value that cannot be read or computed with. Its messages quote the value.
  public static let dataException: Self = "22"
  /// 23: a constraint.
  public static let integrityConstraintViolation: Self = "23"
  /// 40: the transaction was rolled back by the server.
  public static let transactionRollback: Self = "40"
  /// 42: a statement that is wrong or not allowed.
  public static let syntaxErrorOrAccessRuleViolation: Self = "42"
  /// 53: out of memory, disk or connections.
  public static let insufficientResources: Self = "53"
  /// 57: an operator or a timeout stepped in.
  public static let operatorIntervention: Self = "57"
}
