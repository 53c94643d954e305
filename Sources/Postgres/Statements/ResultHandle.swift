import CLibPQ

/// The one owner of a PGresult.
///
/// The manual: a result lives until PQclear, even when its connection is closed. Non-copyable, so
/// that there is exactly one PQclear and it cannot be forgotten.
struct ResultHandle: ~Copyable {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    PQclear(pointer)
  }

  var status: ExecStatusType { PQresultStatus(pointer) }

  /// The command tag, such as `INSERT 0 3`.
  var commandTag: String { String(cString: PQcmdStatus(pointer)) }

  /// The number in the command tag; 0 for commands that have none.
  ///
  /// The manual: PQcmdTuples gives an empty string when there is no number.
  var affectedRows: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }
}
