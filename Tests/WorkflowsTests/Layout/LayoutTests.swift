import Foundation
import StandardWorkflows
import Testing
import Workflows

/// The one layout: what it looks like, and that it changes nothing else.
@Suite struct LayoutTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every file of the format in the tree: procedures, calendars, maps, fixtures.
  static let files: [String] = ["workflows", "Tests", "sql/bench", "docs"].flatMap { top in
    let path = folder.appending(path: top).resolvingSymlinksInPath().path()
    let found = FileManager.default.enumerator(atPath: path)
    return (found?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
      .map { "\(top)/\($0)" }
  }

  static func bytes(_ file: String) throws -> [UInt8] {
    try Array(Data(contentsOf: folder.appending(path: file)))
  }

  private func format(_ text: String) -> String? {
    guard case .laidOut(let bytes) = WorkflowLayout.format(bytes: Array(text.utf8), file: "a.yaml")
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `every file that ships is in the one layout`() throws {
    let shipped = Self.files.filter { $0.hasPrefix("workflows/") }
    #expect(shipped.count >= 8)
    for file in shipped {
      let bytes = try Self.bytes(file)
      guard case .laidOut(let laidOut) = WorkflowLayout.format(bytes: bytes, file: file) else {
        Issue.record("\(file) cannot be laid out")
        continue
      }
      #expect(laidOut == bytes, "casework workflow format \(file)")
    }
  }

  /// Values and quotes are the same, the second time changes nothing, and a procedure compiles to
  /// the same bytes.
  @Test(arguments: files)
  func `laying a file out keeps what it means`(file: String) throws {
    let bytes = try Self.bytes(file)
    let before = try #require(YAMLReader.read(bytes: bytes, file: file).root)
    guard case .laidOut(let laidOut) = WorkflowLayout.format(bytes: bytes, file: file) else {
      Issue.record("\(file) cannot be laid out")
      return
    }
    #expect(YAMLReader.read(bytes: laidOut, file: file).root?.canonical == before.canonical)
    guard case .laidOut(let again) = WorkflowLayout.format(bytes: laidOut, file: file) else {
      Issue.record("\(file) cannot be laid out twice")
      return
    }
    #expect(String(decoding: again, as: UTF8.self) == String(decoding: laidOut, as: UTF8.self))
    if file.hasSuffix(".map.yaml") || file.contains("calendars/") { return }
    #expect(Self.compiled(laidOut) == Self.compiled(bytes))
  }

  static func compiled(_ bytes: [UInt8]) -> CompiledDefinition? {
    WorkflowReader.read(bytes: bytes, file: "a.yaml").workflow.flatMap {
      WorkflowCompiler.compile($0, digest: String(repeating: "0", count: 64))
    }
  }

  /// Random layouts of every file; `scripts/soak` asks for more of them.
  @Test func `whatever the layout before, the values, the comments and the meaning stay`() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CASEWORK_LAYOUTS"].flatMap(Int.init) ?? 5
    let seed =
      environment["CASEWORK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000_000)
    print("layouts: CASEWORK_SEED=\(seed) CASEWORK_LAYOUTS=\(count)")
    for file in Self.files {
      let root = try #require(YAMLReader.read(bytes: try Self.bytes(file), file: file).root)
      for round in 0..<count {
        var random = RandomLayout(seed: seed &+ UInt64(round))
        let text = random.text(of: root)
        let found = disagreement(text, of: root, comments: random.comments)
        if let found {
          Issue.record("\(file), round \(round): \(found)")
          let path = FileManager.default.temporaryDirectory.appending(path: "layout-failed.yaml")
          try Data(text.utf8).write(to: path)
          return
        }
      }
    }
  }

  private func disagreement(_ text: String, of root: YAMLNode, comments: [String]) -> String? {
    let (relaid, diagnostics) = YAMLReader.read(bytes: Array(text.utf8), file: "random.yaml")
    guard relaid?.canonical == root.canonical else {
      return "the random layout is wrong: \(diagnostics.first?.render() ?? "other values")"
    }
    guard let once = format(text) else { return "it is refused" }
    guard YAMLReader.read(bytes: Array(once.utf8), file: "").root?.canonical == root.canonical
    else { return "the values changed" }
    for comment in comments where !once.contains(comment + "\n") { return "\(comment) is lost" }
    guard format(once) == once else { return "the second time differs" }
    return nil
  }
}
