import Foundation
import History
import LocalCluster
import Postgres
import Testing

/// What a person at a terminal is asked, and what their answers do.
@Suite struct PromptTests {
  private struct Office {
    let environment: [String: String]
    let database: ConnectionParameters

    init(_ procedure: String, roles: [String] = ["caseworker"]) throws {
      database = try TemporaryCluster.shared().makeDatabase()
      let state = NSTemporaryDirectory() + "casework-cli-\(UUID().uuidString)"
      var environment = ProgramRun.environment(database, state: state)
      let login = "t" + String(UInt32.random(in: 0 ... .max), radix: 36)
      for words in [
        ["init"], ["workflow", "install", "Procedures/\(procedure).yaml"],
        ["staff", "add", login, "--name", "Li Wei"],
      ] + roles.map({ ["staff", "grant", login, $0] }) {
        let run = try ProgramRun(words, environment: environment)
        try #require(run.status == 0, "\(words): \(run.messages)")
      }
      environment["PGUSER"] = login
      self.environment = environment
      _ = try ProgramRun(["person", "add", "Chen Hong"], environment: environment)
    }

    func open(_ procedure: String) throws -> String {
      let opened = try ProgramRun(
        ["open", procedure, "Chen Hong", "--format", "json"], environment: environment)
      return try #require(try JSON.parse(opened.output)["case"]?.text, "\(opened.messages)")
    }

    func entries(_ kind: String) throws -> Int {
      try Connection.connect(database).queryValue(
        "SELECT count(*) FROM casework_data.entry WHERE kind = $1", [kind])
    }

    func pending() throws -> [String] {
      let folder = (environment["XDG_STATE_HOME"] ?? "") + "/casework/requests"
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    }
  }

  @Test func `what is missing is asked for, a wrong answer again, choices and rows with theirs`()
    throws
  {
    let office = try Office("home_visit")
    let number = try office.open("home_visit")
    let terminal = try Terminal(
      ["act", number, "record", "--set", "rent=800.00", "--set", "phone=13900000001"],
      environment: office.environment)
    try terminal.expect("Day of the visit (visited_on)  day such as 2026-03-02\n> ")
    terminal.type("2026-02-30")
    try terminal.expect("'Day of the visit' must be a day such as 2026-03-02.\n> ")
    terminal.type("")
    try terminal.expect("It has to be filled.\n> ")
    terminal.type("2026-03-02")
    try terminal.expect("Arrival (arrived_at)")
    terminal.type("2026-03-02T09:00:00+08:00")
    try terminal.expect("Housing (housing)  one of\n  owned  Own flat\n  rented  Rented room\n> ")
    terminal.type("tent")
    try terminal.expect("'Housing' must be one of owned, rented.\n> ")
    terminal.type("rented")
    try terminal.expect("Lives alone (alone)  yes or no\n> ")
    terminal.type("perhaps")
    try terminal.expect("> ")
    terminal.type("yes")
    try terminal.expect("Household (household)  rows such as [{name: …, born: …}]")
    try terminal.expect("> ")
    terminal.type("[{name: Chen Hong, born: yesterday}]")
    try terminal.expect("'Household', 'born' must be a day such as 2026-03-02.\n> ")
    terminal.type("[{name: Chen Hong, born: 1980-05-01}]")
    try terminal.expect("\(number)  visited  version 2")
    #expect(terminal.finish() == 0)
    #expect(try office.pending() == [])
  }

  @Test func `the questions are Chinese where the person is`() throws {
    let office = try Office("home_visit")
    let number = try office.open("home_visit")
    let terminal = try Terminal(
      [
        "act", number, "record", "--set", "rent=800.00", "--set", "phone=13900000001",
        "--set", "visited_on=2026-03-02", "--set", "arrived_at=2026-03-02T09:00:00+08:00",
        "--set", "household=[{name: A, born: 1980-05-01}]", "--language", "zh-Hans",
      ], environment: office.environment)
    try terminal.expect("住房 (housing)  以下之一\n  owned  自有住房\n  rented  租房\n> ")
    terminal.type("owned")
    try terminal.expect("独居 (alone)  是或否\n> ")
    terminal.type("是")
    try terminal.expect("\(number)  visited  版本 2")
    #expect(terminal.finish() == 0)
  }

  @Test func `Ctrl-C at a question ends with 130 and nothing done`() throws {
    let office = try Office("home_visit")
    let number = try office.open("home_visit")
    let terminal = try Terminal(["act", number, "record"], environment: office.environment)
    try terminal.expect("Day of the visit (visited_on)")
    try terminal.expect("> ")
    terminal.type("2026-03-02")
    try terminal.expect("Arrival (arrived_at)")
    try terminal.expect("> ")
    terminal.interrupt()
    #expect(terminal.finish() == 130)
    #expect(try office.entries("record") == 0)
    #expect(try office.pending() == [])
  }

  @Test func `Ctrl-C is not lost however soon after a question it comes`() throws {
    let office = try Office("home_visit")
    let number = try office.open("home_visit")
    for _ in 1...40 {
      let terminal = try Terminal(["act", number, "record"], environment: office.environment)
      try terminal.expect("Day of the visit")
      terminal.interrupt()
      #expect(terminal.finish(patience: 3_000) == 130)
    }
    #expect(try office.entries("record") == 0)
  }

  @Test func `open asks for what its action fills`() throws {
    let office = try Office("home_visit_by_request")
    let terminal = try Terminal(
      ["open", "home_visit_by_request", "Chen Hong"], environment: office.environment)
    try terminal.expect("Wished day (wished_on)")
    terminal.type("2026-03-05")
    try terminal.expect("planned  version 1")
    #expect(terminal.finish() == 0)
    #expect(try office.entries("open") == 1)
  }

  @Test func `who signs sees the case with its payee, and anything but yes is no`() throws {
    let office = try Office("small_relief")
    let number = try office.open("small_relief")
    let submitted = try ProgramRun(
      [
        "act", number, "submit", "--set", "income=1000", "--set", "people=[{age: 40}]",
        "--set", "amount=500", "--set", "account=6222020200112233",
      ], environment: office.environment)
    try #require(submitted.status == 0, "\(submitted.messages)")
    let login = "s" + String(UInt32.random(in: 0 ... .max), radix: 36)
    var owner = office.environment
    owner["PGUSER"] = LocalCluster.superuser
    for words in [
      ["staff", "add", login, "--name", "Zhao Min"], ["staff", "grant", login, "supervisor"],
      ["staff", "incompatible", "--allow", "supervisor,finance_officer"],
      ["staff", "grant", login, "finance_officer"],
      ["staff", "add", login + "2", "--name", "Jin Hua"],
      ["staff", "grant", login + "2", "finance_officer"],
    ] {
      try #require(try ProgramRun(words, environment: owner).status == 0)
    }
    var supervisor = office.environment
    supervisor["PGUSER"] = login
    let year = String(Calendar(identifier: .gregorian).component(.year, from: Date()))
    for words in [
      ["fund", "add", "relief"], ["fund", "allot", "relief", year, "1000", "--reason", "budget"],
    ] {
      let run = try ProgramRun(words, environment: supervisor)
      try #require(run.status == 0, "\(words): \(run.messages)")
    }
    var second = office.environment
    second["PGUSER"] = login + "2"
    try #require(try ProgramRun(["fund", "confirm", "1"], environment: second).status == 0)
    let doubtful = try Terminal(["act", number, "approve"], environment: supervisor)
    try doubtful.expect("6222020200112233")
    try doubtful.expect("This would")
    try doubtful.expect("approve on this? [yes/no] ")
    doubtful.type("maybe")
    try doubtful.expect("Not confirmed; nothing was done.")
    #expect(doubtful.finish() == 1)
    #expect(try office.entries("approve") == 0)
    let sure = try Terminal(["act", number, "approve"], environment: supervisor)
    try sure.expect("approve on this? [yes/no] ")
    sure.type("yes")
    try sure.expect("approved  version 3  500.00")
    #expect(sure.finish() == 0)
  }

  @Test(arguments: [
    (["history"], "cat -n", true), (["history", "--no-pager"], "cat -n", false),
    (["history"], "", false), (["history"], "/nowhere/pager", false), (["list"], "cat -n", false),
  ])
  func `only output longer than the terminal is paged`(
    command: [String], pager: String, isPaged: Bool
  ) throws {
    let office = try Office("small_relief")
    let number = try office.open("small_relief")
    for index in 1...8 {
      _ = try ProgramRun(["note", number, "note \(index)"], environment: office.environment)
    }
    var environment = office.environment
    environment["CASEWORK_PAGER"] = pager
    let words = command[0] == "history" ? [command[0], number] + command.dropFirst() : command
    let terminal = try Terminal(words, environment: environment, rows: 6)
    #expect(terminal.finish() == 0)
    // The shell's own complaint about a pager that is not there comes before the output.
    let lines = terminal.screen.split(separator: "\n").filter { !$0.contains("/nowhere") }
    #expect(lines.count == (command[0] == "list" ? 2 : 9), "\(terminal.screen)")
    #expect(lines.first?.hasPrefix("     1\t") == isPaged, "\(terminal.screen)")
  }

  @Test func `a pipe gets no pager`() throws {
    let office = try Office("small_relief")
    let number = try office.open("small_relief")
    var environment = office.environment
    environment["CASEWORK_PAGER"] = "false"
    let run = try ProgramRun(["history", number], environment: environment)
    #expect(run.output.contains("open"))
  }
}
