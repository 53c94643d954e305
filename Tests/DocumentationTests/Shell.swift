import Foundation

/// A throw-away home with a private cluster of its own, in which a page's commands are run.
final class Shell {
  let folder: URL
  private let environment: [String: String]

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "casework-docs-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // The cluster's own account must be able to pass through when root runs the tests.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    for name in ["workflows", "docs"] {
      try FileManager.default.copyItem(
        at: repository.appending(path: name), to: folder.appending(path: name))
    }
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
    let binaries = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    environment["PATH"] = "\(binaries.path):\(environment["PATH"] ?? "/usr/bin:/bin")"
    environment["CASEWORK_HOME"] = folder.appending(path: "home").path
    environment["XDG_STATE_HOME"] = folder.appending(path: "state").path
    environment["LC_ALL"] = "C.UTF-8"
    environment["NO_COLOR"] = "1"
    environment["COLUMNS"] = "100"
    self.environment = environment
  }

  /// Runs one command line as a person would type it; standard error is shown among the output.
  func run(_ command: String) throws -> (lines: [String], exitCode: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "exec 2>&1; \(command)"]
    process.environment = environment
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    return (lines, process.terminationStatus)
  }

  func remove() {
    _ = try? run("casework local destroy --yes")
    try? FileManager.default.removeItem(at: folder)
  }
}

/// The top of the checkout.
let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
