import Foundation
import LocalCluster
import Postgres
import Testing

/// What only a process shows: interruption, broken output, prompts refused.
@Suite struct ProcessTests {
  private func ready() throws -> (environment: [String: String], database: ConnectionParameters) {
    let database = try TemporaryCluster.shared().makeDatabase()
    let state = NSTemporaryDirectory() + "casework-cli-\(UUID().uuidString)"
    let environment = ProgramRun.environment(database, state: state)
    let login = "p" + String(UInt32.random(in: 0 ... .max), radix: 36)
    for words in [
      ["init"], ["workflow", "install", "Procedures/small_relief.yaml"],
      ["staff", "add", login, "--name", "Li Wei"], ["staff", "grant", login, "caseworker"],
    ] {
      let run = try ProgramRun(words, environment: environment)
      try #require(run.status == 0, "\(words): \(run.messages)")
    }
    var own = environment
    own["PGUSER"] = login
    return (own, database)
  }

  @Test func `Ctrl-C ends a waiting command with 130 and does nothing`() throws {
    let (environment, database) = try ready()
    _ = try ProgramRun(["person", "add", "Chen Hong"], environment: environment)
    let opened = try ProgramRun(
      ["open", "small_relief", "Chen Hong", "--format", "json"], environment: environment)
    try #require(opened.status == 0, "\(opened.messages)")
    let admin = try Connection.connect(database)
    let number: String = try admin.queryValue("SELECT number FROM casework_data.cases")
    try admin.execute("BEGIN")
    try admin.execute("SELECT FROM casework_data.cases FOR UPDATE")
    let process = ProgramRun.process(["note", number, "never"], environment: environment)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Interrupted only once it waits for the case; before that there would be nothing to undo.
    let other = try Connection.connect(database)
    var isWaiting = false
    for _ in 0..<100 where !isWaiting {
      usleep(50_000)
      isWaiting = try other.queryValue(
        """
        SELECT EXISTS (SELECT FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock')
        """)
    }
    #expect(isWaiting)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
    try admin.execute("ROLLBACK")
    let notes: Int = try admin.queryValue(
      "SELECT count(*) FROM casework_data.entry WHERE kind = 'note'")
    #expect(notes == 0)
  }

  @Test func `output that cannot be written is a failure, not silence`() throws {
    let (environment, _) = try ready()
    let process = ProgramRun.process(["workflow", "list"], environment: environment)
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
  }

  @Test func `the journal is empty after answers`() throws {
    let (environment, _) = try ready()
    _ = try ProgramRun(["person", "add", "Chen Hong"], environment: environment)
    let state = try #require(environment["XDG_STATE_HOME"])
    let files = try FileManager.default.contentsOfDirectory(
      atPath: state + "/casework/requests")
    #expect(files == [])
  }

  @Test func `a pipe gets no colour and no prompt`() throws {
    let (environment, _) = try ready()
    _ = try ProgramRun(["person", "add", "Chen Hong"], environment: environment)
    let opened = try ProgramRun(["open", "small_relief", "Chen Hong"], environment: environment)
    #expect(!opened.output.contains("\u{1b}"))
    let shown = try ProgramRun(["list", "--format", "csv"], environment: environment)
    #expect(shown.output.hasPrefix("number,workflow,state,"))
    #expect(shown.output.hasSuffix("\r\n"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completion scripts name the commands`(shell: String) throws {
    let run = try ProgramRun(["completion", shell], environment: ["PATH": "/usr/bin"])
    #expect(run.status == 0)
    #expect(run.output.contains("workflow"))
  }
}
