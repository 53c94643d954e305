import Foundation
import Testing

/// Who may import whom. `Package.swift` lists dependencies, but a transitive one can be imported
/// all the same; this table is the promise, and the sources are read to keep it.
private let arrows: [String: Set<String>] = [
  "CEL": [],
  // CYaml is the C library inside Yams: Yams itself has no event-level interface, and its node-level
  // one expands aliases.
  "Workflows": ["CEL", "CYaml", "Yams"],
  "Engine": ["CEL", "Workflows"],
  "History": ["Crypto"],
  "EventLogs": ["CEL", "CZlib", "Engine", "Workflows"],
  "Postgres": ["CLibPQ"],
  "LocalCluster": ["Postgres"],
  "Casebook": [
    "CEL", "Engine", "EventLogs", "History", "Postgres", "SQLFiles", "StandardWorkflows",
    "Workflows",
  ],
  "CaseworkCLI": [
    "ArgumentParser", "CEL", "Casebook", "Engine", "EventLogs", "History", "LocalCluster",
    "Postgres", "Workflows",
  ],
  "casework": ["CaseworkCLI"],
  // A tool of the build, for Plugins/EmbedTexts.
  "embed-texts": [],
]

/// The platform: what any target may import.
private let platform: Set<String> = ["Dispatch", "Foundation", "Glibc", "Synchronization"]

/// These decide and compute: no clock, no file, no process may be reached from them.
private let pure: Set<String> = ["CEL", "Engine", "History"]

/// The one exception: the full CEL language names time zones, which only the system's zone files know.
/// The profile of workflow files refuses such names.
private let zoneReader = "TimeZoneOffset.swift"

private let root = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func swiftFiles(under folder: URL) throws -> [URL] {
  let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
  return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
}

private func imports(of file: URL) throws -> [String] {
  let text = try String(contentsOf: file, encoding: .utf8)
  return text.split(separator: "\n").compactMap { line in
    var words = line.split(separator: " ")
    while let first = words.first,
      first.hasPrefix("@") || ["public", "internal", "package", "private"].contains(first)
    {
      words.removeFirst()
    }
    guard words.first == "import", words.count > 1 else { return nil }
    let path = words.count > 2 ? words[2] : words[1]
    return path.split(separator: ".").first.map(String.init)
  }
}

@Suite struct ArrowTests {
  @Test(arguments: arrows.keys.sorted())
  func `a target imports only what its arrow allows`(target: String) throws {
    let allowed = try #require(arrows[target])
    let folder = root.appending(path: "Sources/\(target)")
    let files = try swiftFiles(under: folder)
    #expect(!files.isEmpty, "Sources/\(target) has no Swift file")
    for file in files {
      let foreign = Set(try imports(of: file)).subtracting(allowed).subtracting(platform)
      #expect(foreign.isEmpty, "\(file.lastPathComponent) imports \(foreign.sorted())")
    }
  }

  @Test func `every folder of sources has an arrow`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
    let named = try folders.filter { try !swiftFiles(under: $0).isEmpty }.map(\.lastPathComponent)
    #expect(Set(named) == Set(arrows.keys))
  }

  @Test(arguments: pure.sorted())
  func `a pure module reaches neither clock, file nor process`(target: String) throws {
    for file in try swiftFiles(under: root.appending(path: "Sources/\(target)"))
    where file.lastPathComponent != zoneReader {
      let text = try String(contentsOf: file, encoding: .utf8)
      for call in ["clock_gettime(", "fopen(", "FileManager", "Date()", "Process()", "getenv("] {
        #expect(!text.contains(call), "\(file.lastPathComponent) calls \(call)")
      }
    }
  }

  @Test func `only the database layer speaks SQL`() throws {
    for target in ["CaseworkCLI", "Engine", "EventLogs", "History", "Workflows"] {
      for file in try swiftFiles(under: root.appending(path: "Sources/\(target)")) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for phrase in ["\"SELECT ", "\"INSERT INTO ", "\"UPDATE ", "\"DELETE FROM "] {
          #expect(!text.contains(phrase), "\(target)/\(file.lastPathComponent) holds SQL")
        }
      }
    }
  }
}
