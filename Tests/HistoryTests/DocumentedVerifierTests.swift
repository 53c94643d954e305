import Foundation
import Testing

/// The program in docs/history-format.md, as it stands there.
@Suite struct DocumentedVerifierTests {
  private static func program() throws -> String {
    let page = VectorFiles.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("docs/history-format.md")
    let text = String(decoding: try Data(contentsOf: page), as: UTF8.self)
    let parts = text.components(separatedBy: "```python\n")
    return try #require(parts.dropFirst().first?.components(separatedBy: "```").first)
  }

  private static func run(on bundle: URL, key: URL) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let older = VectorFiles.folder.appendingPathComponent("old-checkpoint")
    process.arguments = ["python3", "-c", try program(), bundle.path, key.path, older.path]
    process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private static let key = VectorFiles.folder.appendingPathComponent("vkey")

  @Test func `the documented program accepts the vectors`() throws {
    let (status, output) = try Self.run(on: VectorFiles.folder, key: Self.key)
    #expect(status == 0)
    #expect(
      output == """
        aaaaaaaa-0000-4000-8000-000000000001: 3 entries, 0 newer than the seal
        aaaaaaaa-0000-4000-8000-000000000002: 2 entries, 0 newer than the seal
        aaaaaaaa-0000-4000-8000-000000000003: 2 entries, 1 newer than the seal
        verified

        """)
  }

  @Test(arguments: [
    ("events.jsonl", "\"amount\":120050", "\"amount\":120051"),
    ("payloads.jsonl", "after the first", "after the other"), ("checkpoint", "\n8\n", "\n9\n"),
    ("consistency", "AJzVn4VPDXq7", "AJzVn4VPDXq8"),
    ("heads/aaaaaaaa-0000-4000-8000-000000000001.json", "\"seal\": 2", "\"seal\": 3"),
  ]) func `the documented program refuses a changed file`(
    name: String, old: String, new: String
  ) throws {
    let copy = FileManager.default.temporaryDirectory
      .appendingPathComponent("history-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.copyItem(at: VectorFiles.folder, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    let file = copy.appendingPathComponent(name)
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text.contains(old))
    try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: file)
    #expect(try Self.run(on: copy, key: Self.key).status == 1)
  }
}
