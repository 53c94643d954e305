import History
import Testing

@testable import CaseworkCLI

@Suite struct InputTests {
  @Test(arguments: [
    ("4000.00", #""4000.00""#), ("6222020200112233", #""6222020200112233""#),
    ("true", "true"), ("no", "false"), ("是", "true"), ("陈红", #""陈红""#), ("", #""""#),
    ("[{age: 45, disabled: false}]", #"[{"age":45,"disabled":false}]"#),
    (#"[{"age": 45}, {age: 12, note: 'it''s'}]"#, #"[{"age":45},{"age":12,"note":"it's"}]"#),
    ("[a, b,]", #"["a","b"]"#), ("[]", "[]"), ("{}", "{}"),
    (#"["a\"b", 007, -1.50]"#, #"["a\"b","007",-1.50]"#),
    ("[{since: 2020-01-01, name: Li Wei}]", #"[{"since":"2020-01-01","name":"Li Wei"}]"#),
  ])
  func `a typed value keeps its characters and reads brackets`(text: String, json: String) throws {
    #expect(try FlowText.value(text).compact == json)
  }

  @Test(arguments: [
    ("[1, 2", 6), ("[{age 45}]", 9), ("[1] x", 5), ("{a: 1, a: 2}", 8), ("[,]", 2), ("['a]", 5),
  ])
  func `a mistake in brackets says where`(text: String, column: Int) {
    let mistake = #expect(throws: FlowText.Mistake.self) { try FlowText.value(text) }
    #expect(mistake?.column == column)
  }

  @Test func `brackets nested without end are refused`() {
    #expect(throws: FlowText.Mistake.self) {
      try FlowText.value(String(repeating: "[", count: 100_000))
    }
  }

  @Test(arguments: [
    ("2026-02-28", true), ("2024-02-29", true), ("2026-02-29", false), ("2026-13-01", false),
    ("2026-1-01", false), ("0000-01-01", false), ("2026-11-21x", false), ("", false),
  ])
  func `a day is one that the calendar has`(text: String, isDay: Bool) {
    #expect((Day(argument: text) != nil) == isDay)
  }

  @Test(arguments: [
    ("approve", "approve"), ("Chen Hong", "'Chen Hong'"), ("it's", #"'it'\''s'"#), ("", "''"),
    ("陈红", "陈红"), ("$HOME", "'$HOME'"),
  ])
  func `a word is quoted so that a shell gives it back`(word: String, quoted: String) {
    #expect(Shell.quoted(word) == quoted)
  }

  @Test(arguments: [
    ("aprove", ["approve"]), ("sbumit", ["submit"]), ("with", ["withdraw"]), ("zzz", []), ("", []),
  ])
  func `a mistyped name finds its neighbours`(word: String, expected: [String]) {
    let names = ["submit", "approve", "refuse", "withdraw", "pay"]
    #expect(NearNames.of(word, in: names) == expected)
  }

  @Test(arguments: [
    ("2026-11-21T04:51:33.112064Z", 1_795_236_693_112_064 as Int64?),
    ("2026-11-21T12:51:33+08:00", 1_795_236_693_000_000),
    ("2026-11-21 04:51:33+00", 1_795_236_693_000_000),
    ("1970-01-01T00:00:00.000001Z", 1), ("2026-11-21T04:51", nil), ("yesterday", nil),
  ])
  func `an instant is read with its zone`(text: String, expected: Int64?) {
    #expect(Timestamps.microseconds(text) == expected)
  }
}
