import History
import Testing

@testable import Casebook
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

  private func fund(_ kind: String, _ arguments: [JSON.Member]) -> Failure {
    Failure(
      fund: Refusal(
        .object([
          .init("action", .string("fund")),
          .init(
            "refused",
            .array([
              .object([
                .init("rule", .string(kind)), .init("kind", .string(kind)),
                .init("ref", .string("hardship")), .init("args", .object(arguments)),
              ])
            ])),
        ])))
  }

  @Test(arguments: [
    ("closed", "hardship 2026 is closed.", "hardship 2026 年度已关闭。"),
    ("not_closed", "hardship 2026 is not closed.", "hardship 2026 年度未关闭。"),
    ("no_money", "hardship 2026 has never had money.", "hardship 2026 年度从未有过额度。"),
    ("in_transit", "Money of hardship 2026 is with the bank.", "hardship 2026 年度有款项在途。"),
    (
      "not_over", "hardship 2026 is not over, and not frozen: new reservations may still come.",
      "hardship 2026 年度尚未结束，也未冻结：仍可能有新的预留。"
    ), ("no_room", "hardship 2026 has 7.00 left.", "hardship 2026 余额为 7.00。"),
  ])
  func `what a fund's year refuses is told in both languages`(
    why: String, english: String, chinese: String
  ) {
    let arguments: [JSON.Member] = [
      .init("why", .string(why)), .init("year", .number("2026")), .init("room", .string("7.00")),
    ]
    #expect(fund("fund", arguments).details == ["- " + english])
    #expect(fund("fund", arguments).next == ["casework fund show hardship"])
    let told = Language.$current.withValue(.chinese) { fund("fund", arguments).details }
    #expect(told == ["- " + chinese])
  }
}
