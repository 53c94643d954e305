import Foundation
import Testing

/// The repository's folder.
let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// What a program printed, and how it ended.
struct Run {
  var output: String
  var errors: String
  var exitCode: Int32
}

/// Runs a program to its end.
///
/// - Parameter limit: after so many seconds it is ended, and its exit code is not 0.
func run(_ program: String, _ arguments: [String], in folder: URL, limit: Double = 120) throws
  -> Run
{
  let process = Process()
  process.executableURL = URL(filePath: program)
  process.arguments = arguments
  process.currentDirectoryURL = folder
  process.standardInput = FileHandle.nullDevice
  let pipe = Pipe()
  process.standardOutput = pipe
  // A file, for nobody reads two pipes at once.
  let log = folder.appending(path: "\(UUID().uuidString).log")
  try Data().write(to: log)
  process.standardError = try FileHandle(forWritingTo: log)
  try process.run()
  let timer = DispatchSource.makeTimerSource()
  timer.schedule(deadline: .now() + limit)
  timer.setEventHandler { process.terminate() }
  timer.resume()
  defer { timer.cancel() }
  let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Run(
    output: String(decoding: bytes, as: UTF8.self),
    errors: try String(contentsOf: log, encoding: .utf8), exitCode: process.terminationStatus)
}

/// A program of the judges that is not installed.
struct MissingTool: Error, CustomStringConvertible {
  var name: String
  var command: String
  var description: String { "\(name) is not installed. Install it with: \(command)" }
}

/// The independent programs that these tests ask.
enum Tool {
  /// Debian's spin.
  static func spin() throws -> String {
    try find("spin", installedBy: "scripts/prerequisites spin")
  }

  /// A C compiler, for the verifier that spin writes.
  static func compiler() throws -> String {
    try find("cc", installedBy: "apt-get install gcc libc6-dev")
  }

  /// The python that knows the packages of `scripts/python-tools.txt`.
  static func python() throws -> String {
    let path = repository.appending(path: ".build/python-tools/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw MissingTool(name: "pm4py", command: "scripts/python-tools")
    }
    return path
  }

  private static func find(_ name: String, installedBy command: String) throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    for folder in path.split(separator: ":") {
      let file = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: file) { return file }
    }
    throw MissingTool(name: name, command: command)
  }
}

/// A folder that is gone when it is no longer used.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "casework-exports-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, as name: String) throws -> URL {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file
  }
}
