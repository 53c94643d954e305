import Casebook

extension Session {
  /// Runs what may be refused about a case that the program has not read; the refusal in the words of
  /// the case's procedure.
  func inItsWords<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch CasebookError.refused(let refusal) where refusal.caseNumber != nil {
      throw failure(refusal)
    }
  }
}
