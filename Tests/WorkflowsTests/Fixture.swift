import Glibc
import Workflows

/// The files beside these tests.
enum Fixture {
  static let smallGrant = bytes("Fixtures/small_grant.yaml")

  /// The bytes of a file, by its path from this folder.
  static func bytes(_ path: String) -> [UInt8] {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    guard let file = fopen("/\(folder)/\(path)", "rb") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  static func read(_ text: String) -> (workflow: Workflow?, diagnostics: [Diagnostic]) {
    WorkflowReader.read(bytes: Array(text.utf8), file: "test.yaml")
  }
}
