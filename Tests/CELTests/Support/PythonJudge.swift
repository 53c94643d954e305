import Foundation

/// The Python of `scripts/python-tools`, which installs what is missing and says so.
enum PythonJudge {
  struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  private static let python = Result { () throws -> String in
    let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = try run(top.appending(path: "scripts/python-tools").path(), [], Data())
    return path.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// The lines that `program` prints when it reads `input`.
  static func lines(_ program: String, _ input: Data) throws -> [String] {
    try run(try python.get(), ["-c", program], input).split(separator: "\n").map(String.init)
  }

  private static func run(_ path: String, _ arguments: [String], _ input: Data) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
    try input.write(to: file)
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
