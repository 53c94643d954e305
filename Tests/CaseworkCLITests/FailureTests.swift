import Casebook
import Testing

@testable import CaseworkCLI

@Suite struct FailureTests {
  @Test(arguments: [
    ("53100", "The database's disk is full."), ("53300", "The database has no free connection."),
    ("57P01", "The database is stopping or starting."),
    ("25P03", "The database ended a connection that had been idle for too long."),
  ])
  func `a failure of the server reads as what happened and what to do`(
    state: String, text: String
  ) {
    let failure = Failure(
      CasebookError.database(state: state, message: "canceling statement due to …"))
    #expect(failure.status == .unreachable)
    #expect(failure.message == text + " Nothing was done.")
    #expect(!failure.next.isEmpty)
    let chinese = Language.$current.withValue(.chinese) {
      Failure(CasebookError.database(state: state, message: ""))
    }
    #expect(chinese.message.hasSuffix("未做任何更改。"))
  }

  @Test func `what is not known is told in the server's words with its code`() {
    let failure = Failure(CasebookError.database(state: "XX000", message: "cache lookup failed"))
    #expect(failure.message == "The database could not do it: cache lookup failed")
    #expect(failure.details == ["SQLSTATE XX000"])
  }
}
