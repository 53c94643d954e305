import Foundation

/// The Python of `scripts/python-tools`, which installs what is missing and says so.
enum PythonTool {
  static let top = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  private static let python = Result { () throws -> String in
    let path = try run(top.appending(path: "scripts/python-tools").path(), [], "")
    return path.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// What `program` prints when it reads `input`.
  static func answer(_ program: String, _ input: String) throws -> String {
    try run(try python.get(), ["-c", program], input)
  }

  private static func run(_ path: String, _ arguments: [String], _ input: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(description: "\(path) failed; run scripts/python-tools")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
