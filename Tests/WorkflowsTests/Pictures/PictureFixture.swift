import Foundation
import StandardWorkflows
import Testing
import Workflows

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The procedures that pictures, handbooks and differences are tested with.
enum PictureFixture {
  static let names = StandardWorkflows.procedures.map(\.name) + ["small_grant", "hostile"]

  static func workflow(_ name: String) throws -> Workflow {
    switch name {
    case "small_grant": return try read(String(decoding: Fixture.smallGrant, as: UTF8.self))
    case "hostile": return try read(hostile)
    default:
      let file = try #require(StandardWorkflows.procedure(named: name))
      return try read(String(decoding: file.bytes, as: UTF8.self))
    }
  }

  static func read(_ text: String) throws -> Workflow {
    let (workflow, diagnostics) = Fixture.read(text)
    return try #require(workflow, "\(diagnostics.map { $0.render() }.joined(separator: "\n"))")
  }

  /// The small grant with everything in its labels that a drawing or a page could trip over.
  private static var hostile: String {
    let nasty = #""</script><b>&amp; \"q\" 'a' \\ ] | } `x` *y* <!-- \n🎈 中文 %%{init}%% --> ;#""#
    return String(decoding: Fixture.smallGrant, as: UTF8.self)
      .replacing("en: Caseworker,", with: "en: \(nasty),")
      .replacing("en: Small hardship grant", with: "en: \(nasty)")
      .replacing("zh-Hans: 困难补助", with: "zh-Hans: \(nasty)")
      .replacing(
        "paid:     {ends: granted}",
        with: "paid: {ends: granted, label: {en: \(nasty), zh-Hans: \(nasty)}}"
      )
      .replacing(
        "from: intake\n    to: review",
        with: "label: {en: \(nasty), zh-Hans: \(nasty)}\n    from: intake\n    to: review")
  }

  /// Runs a program on `input`; what it wrote and whether it succeeded.
  static func run(_ words: [String], _ input: String) throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    process.standardInput = try FileHandle(forReadingFrom: file)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }

  static func isWellFormed(_ xml: String) -> Bool {
    XMLParser(data: Data(xml.utf8)).parse()
  }

  /// Compares with a text beside the tests; `CASEWORK_RECORD=1` writes it anew, for review.
  static func expect(_ text: String, recorded name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Snapshots").appending(path: name)
    let isRecording = ProcessInfo.processInfo.environment["CASEWORK_RECORD"] == "1"
    guard let recorded = try? String(contentsOf: file, encoding: .utf8), !isRecording else {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name): review it and run again")
      return
    }
    let lines = zip(recorded.split(separator: "\n"), text.split(separator: "\n"))
    let first = lines.first { $0 != $1 }.map { "- \($0)\n+ \($1)" } ?? "one is longer"
    #expect(text == recorded, "\(name) differs:\n\(first)")
  }
}
