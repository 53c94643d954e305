import Foundation
import History
import LocalCluster
import Postgres
import Testing

/// How `show`, `history` and `explain` present a form with a field of every kind.
@Suite struct FormDisplayTests {
  /// A case whose form is filled, in a database of its own.
  private struct Filled {
    let environment: [String: String]
    let number: String

    init() throws {
      let database = try TemporaryCluster.shared().makeDatabase()
      let state = NSTemporaryDirectory() + "casework-cli-\(UUID().uuidString)"
      var environment = ProgramRun.environment(database, state: state)
      let login = "f" + String(UInt32.random(in: 0 ... .max), radix: 36)
      for words in [
        ["init"], ["workflow", "install", "Procedures/home_visit.yaml"],
        ["staff", "add", login, "--name", "Li Wei"], ["staff", "grant", login, "caseworker"],
      ] {
        let run = try ProgramRun(words, environment: environment)
        try #require(run.status == 0, "\(words): \(run.messages)")
      }
      environment["PGUSER"] = login
      _ = try ProgramRun(["person", "add", "Chen Hong"], environment: environment)
      let opened = try ProgramRun(
        ["open", "home_visit", "Chen Hong", "--format", "json"], environment: environment)
      number = try #require(try JSON.parse(opened.output)["case"]?.text)
      let filled = try ProgramRun(
        [
          "act", number, "record", "--set", "visited_on=2026-03-02",
          "--set", "arrived_at=2026-03-02T16:30:00Z", "--set", "stayed=1h30m",
          "--set", "housing=Rented room", "--set", "alone=no", "--set", "rent=1200",
          "--set", "phone=13900000001",
          "--set",
          "household=[{name: Chen Hong, born: 1980-05-01}, {name: Chen Xin, born: 2012-01-31}]",
        ], environment: environment)
      try #require(filled.status == 0, "\(filled.messages)")
      self.environment = environment
    }

    func run(_ words: [String]) throws -> ProgramRun {
      try ProgramRun(words, environment: environment)
    }
  }

  @Test(arguments: [
    (
      "en",
      """
      Form
        Day of the visit     2026-03-02
        Arrival              2026-03-03 00:30
        Length of the visit  1h30m
        Housing              Rented room
        Lives alone          no
        Rent                 1200.00
        Telephone            ••••
        Household            Name Chen Hong, Born 1980-05-01
                             Name Chen Xin, Born 2012-01-31
      """
    ),
    (
      "zh-Hans",
      """
      表单
        走访日期  2026-03-02
        到达时间  2026-03-03 00:30
        走访时长  1h30m
        住房      租房
        独居      否
        房租      1200.00
        联系电话  ••••
        家庭成员  姓名 Chen Hong, 出生 1980-05-01
                  姓名 Chen Xin, 出生 2012-01-31
      """
    ),
  ])
  func `a form reads as its file does: order, labels, days, the calendar's time`(
    language: String, form: String
  ) throws {
    let filled = try Filled()
    let shown = try filled.run(["show", filled.number, "--language", language])
    let parts = shown.output.components(separatedBy: "\n\n")
    #expect(parts.dropFirst().first == form)
  }

  @Test func `private fields are masked wherever a case is shown, and --reveal shows them`() throws
  {
    let filled = try Filled()
    let number = filled.number
    for words in [
      ["show", number], ["show", number, "--format", "json"],
      ["history", number, "--format", "json"], ["history", number, "--format", "jsonl"],
    ] {
      let masked = try filled.run(words)
      #expect(!masked.output.contains("13900000001"), "\(words)")
      let revealed = try filled.run(words + ["--reveal", "--why", "to call her"])
      #expect(revealed.output.contains("13900000001"), "\(words)")
      let bare = try filled.run(words + ["--reveal"])
      #expect(bare.status == 2 && bare.messages.contains("--why"), "\(words)")
      // Everything else is the same.
      #expect(
        masked.output.replacing(#""withheld":["phone"]"#, with: #""withheld":[]"#)
          == revealed.output.replacing("13900000001", with: "••••"), "\(words)")
    }
  }

  @Test func `a rule that reads a private field is explained without its value`() throws {
    let filled = try Filled()
    let opened = try filled.run(["open", "home_visit", "Chen Hong", "--format", "json"])
    let number = try #require(try JSON.parse(opened.output)["case"]?.text)
    let words = ["explain", number, "record", "--set", "phone=13900000002"]
    let masked = try filled.run(words)
    #expect(masked.output.contains("form.phone = '••••'"), "\(masked.output)")
    #expect(!masked.output.contains("13900000002"))
    let data = try filled.run(words + ["--format", "json"])
    #expect(!data.output.contains("13900000002"))
    let revealed = try filled.run(words + ["--reveal", "--why", "to call her"])
    #expect(revealed.output.contains("form.phone = '13900000002'"), "\(revealed.output)")
    let trial = try filled.run(
      ["act", number, "record", "--set", "phone=0", "--dry-run"])
    #expect(!trial.messages.contains("form.phone is '0'"), "\(trial.messages)")
  }
}
