import Foundation
import LocalCluster
import Postgres

/// The real binary, run as a shell would run it.
struct ProgramRun {
  var output: String
  var messages: String
  var status: Int32

  /// The binary beside the test bundle.
  static let binary: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folder = (bundle?.bundleURL ?? URL(filePath: CommandLine.arguments[0]))
      .deletingLastPathComponent()
    return folder.appending(path: "casework")
  }()

  /// What a process gets: nothing of the caller's but the path.
  static func environment(_ database: ConnectionParameters, state: String) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": state, "XDG_STATE_HOME": state, "TZ": "UTC", "LC_ALL": "en_US.UTF-8",
      "PGHOST": database.keywords["host"] ?? "", "PGPORT": database.keywords["port"] ?? "",
      "PGDATABASE": database.keywords["dbname"] ?? "", "PGUSER": LocalCluster.superuser,
    ]
  }

  static func process(_ words: [String], environment: [String: String]) -> Process {
    let process = Process()
    process.executableURL = binary
    process.arguments = words
    process.environment = environment
    process.currentDirectoryURL = Snapshot.folder
    process.standardInput = FileHandle.nullDevice
    return process
  }

  init(_ words: [String], environment: [String: String]) throws {
    let process = Self.process(words, environment: environment)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files and not pipes: neither can fill up while the other is read.
    let files = [folder.appending(path: "out"), folder.appending(path: "err")]
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    output = try String(contentsOf: files[0], encoding: .utf8)
    messages = try String(contentsOf: files[1], encoding: .utf8)
    status = process.terminationReason == .exit ? process.terminationStatus : -1
  }
}
