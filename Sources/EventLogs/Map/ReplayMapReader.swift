public import Workflows

/// Reads a map file for a workflow.
///
/// ```swift
/// let (map, diagnostics) = ReplayMapReader.read(bytes: bytes, file: path, for: workflow)
/// for diagnostic in diagnostics { print(diagnostic.render()) }
/// ```
public enum ReplayMapReader {
  /// Reads and checks a file.
  ///
  /// - Parameters:
  ///   - bytes: the file, UTF-8, at most 1 MiB.
  ///   - file: its name, for messages.
  ///   - workflow: whose actions, roles and fields the map may name.
  /// - Returns: the map, nil when there is any mistake; and every mistake, sorted by place.
  public static func read(
    bytes: [UInt8], file: String, for workflow: Workflow
  ) -> (map: ReplayMap?, diagnostics: [MapDiagnostic]) {
    let (root, diagnostics) = YAMLReader.read(bytes: bytes, file: file)
    guard let root else { return (nil, diagnostics.map(MapDiagnostic.file)) }
    var builder = MapBuilder(reading: MapReading(bytes), workflow: workflow)
    let map = builder.map(root)
    let mistakes = builder.reading.mistakes.sorted { $0.location < $1.location }
    return (mistakes.isEmpty ? map : nil, mistakes.map(MapDiagnostic.map))
  }
}
