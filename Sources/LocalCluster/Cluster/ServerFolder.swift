import Glibc

/// One cluster on disk and the acts on it, without any thought of who calls or why.
///
/// The folder holds `data` (PostgreSQL's), `server.log` and its predecessor, the marker and the
/// lock. It belongs to `owner` and to nobody else.
struct ServerFolder: Sendable {
  let path: String
  let owner: Account
  let settings: ServerSettings

  static let superuser = "casework_admin"
  static let markerName = "CASEWORK_CLUSTER"

  var data: String { "\(path)/data" }
  var log: String { "\(path)/server.log" }
  var marker: String { "\(path)/\(Self.markerName)" }
  var lockPath: String { "\(path)/lock" }

  /// The major version that made the data; `nil` when there are none.
  var dataVersion: Int? {
    Files.read("\(data)/PG_VERSION").flatMap { Int($0.prefix { $0.isNumber }) }
  }

  var postmaster: PostmasterFile? { PostmasterFile(data: data) }

  /// Runs initdb into a place beside and renames, so that a crash leaves no half cluster.
  func initialise(_ installation: Installation) throws(LocalClusterError) {
    let fresh = "\(path)/data.new"
    try Files.removeTree(fresh)
    try run(
      installation, "initdb",
      [
        "--pgdata=\(fresh)", "--username=\(Self.superuser)", "--encoding=UTF8",
        "--locale=C.UTF-8", "--lc-collate=C", "--auth=trust", "--no-instructions",
      ] + (settings.durable ? ["--data-checksums"] : ["--no-sync"]))
    let rules = settings.hostBasedAuthentication + ["local all all trust"]
    try Files.write(
      rules.joined(separator: "\n") + "\n", to: "\(fresh)/pg_hba.conf", owner: owner)
    let main = "\(fresh)/postgresql.conf"
    try Files.write(
      (Files.read(main) ?? "") + "\ninclude 'casework.conf'\n", to: main, owner: owner)
    guard rename(fresh, data) == 0 else { throw Files.failure("rename", data) }
  }

  /// Starts the server and returns when it takes connections.
  func start(
    _ installation: Installation, socketFolder: String
  ) throws(LocalClusterError) {
    try Files.write(
      settings.text(socketFolder: socketFolder), to: "\(data)/casework.conf", owner: owner)
    rotateLog()
    let words = [
      "start", "--pgdata=\(data)", "--log=\(log)", "--wait", "--timeout=60", "--silent",
    ]
    for _ in 1..<10 {
      do throws(LocalClusterError) {
        return try run(installation, "pg_ctl", words)
      } catch {
        // Processes of a server that was killed are still ending.
        guard case .programFailed(_, _, let output) = error,
          output.contains("shared memory block")
        else { throw error }
        usleep(500_000)
      }
    }
    try run(installation, "pg_ctl", words)
  }

  func stop(_ installation: Installation, mode: String) throws(LocalClusterError) {
    try run(
      installation, "pg_ctl",
      ["stop", "--pgdata=\(data)", "--mode=\(mode)", "--wait", "--timeout=60", "--silent"])
  }

  private func run(
    _ installation: Installation, _ program: String, _ arguments: [String]
  ) throws(LocalClusterError) {
    let words = try owner.stepDown() + [installation.program(program)] + arguments
    let outcome = try ChildProcess.run(words)
    guard outcome.status == 0 else {
      let lines = outcome.output.split(separator: "\n") + lastLogLines(for: program)
      throw .programFailed(
        program: program, status: outcome.status, output: lines.joined(separator: "\n"))
    }
  }

  /// pg_ctl only says "examine the log output"; so the reader need not.
  private func lastLogLines(for program: String) -> [Substring] {
    guard program == "pg_ctl", let text = Files.read(log) else { return [] }
    return text.split(separator: "\n").suffix(5)
  }

  /// Keeps at most one megabyte and one predecessor. Statements and errors are not logged, so a
  /// running server adds a few lines a day.
  private func rotateLog() {
    guard let facts = Files.facts(log), facts.st_size > 1_048_576 else { return }
    rename(log, "\(log).1")
  }
}
