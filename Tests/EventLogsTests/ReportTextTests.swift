import Engine
import EventLogs
import Testing
import Workflows

struct ReportTextTests {
  private func report() throws -> ReplayReport {
    try replay(log([("R1", goodCase), ("R2", [goodCase[0], goodCase[2]]), ("R3", [goodCase[0]])]))
  }

  @Test func `the report in English`() throws {
    #expect(
      try report().text() == """
        Replay of log.xes through “Request” (request, version 1)

          cases                   3
            with no step refused  2  66.7 %
          recorded steps          6
            allowed               5  83.3 %
            refused               1  16.7 %

        Refused, by rule and action (a step may break several rules)
          rule   steps  cases  what was done                        for example
          state      1      1  Pay in “Filed”; only from “Allowed”  R2

        After a refused step the case goes on from where the recorded step leads.

        Where the cases stand at the end of the log
          Filed  1  no end yet
          Paid   2  outcome paid

        What this log cannot decide (not judged)
          rule or field  steps  why
          distinct_from      1  Everybody has one name.
          applicant          6  The log names no applicant.
          note                  The log does not have this field; assumed: none

        """)
  }

  @Test func `the report in Chinese, its columns aligned by the width of the characters`() throws {
    #expect(
      try report().text(in: .simplifiedChinese) == """
        用“申请”（request，第 1 版）回放 log.xes

          案件            3
            全程未被拒绝  2  66.7 %
          记录的步骤      6
            允许          5  83.3 %
            拒绝          1  16.7 %

        按规则和操作列出的拒绝（一个步骤可违反多条规则）
          规则   步骤  案件  所做操作                            例如
          state     1     1  支付，处于“已提交”；只能从“已同意”  R2

        步骤被拒绝后，案件仍从该步骤所到的状态继续。

        日志结束时案件所处状态
          已提交  1  尚未结束
          已付    2  结果 paid

        此日志无法判定的规则（未判定）
          规则或字段     步骤  原因
          distinct_from     1  所有人同名
          applicant         6  日志未记录申请人
          note                 日志没有此字段；假定为：none

        """)
  }

  @Test func `the report as values holds the same counts`() throws {
    let value = try report().value
    #expect(value["refused"] == .number("1"))
    #expect(
      value["findings"]
        == .list([
          [
            "rule": "state", "kind": "state", "ref": .null, "action": "pay", "state": "filed",
            "steps": .integer(1), "cases": .integer(1), "examples": .list(["R2"]),
          ]
        ]))
    #expect(
      value["ends"]
        == .list([
          ["state": "filed", "outcome": .null, "cases": .integer(1)],
          ["state": "paid", "outcome": "paid", "cases": .integer(2)],
        ]))
  }
}
