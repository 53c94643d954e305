import CEL
import Engine
import History
import Postgres
import Workflows

/// The definitions that entries were made under, as an export keeps them: one JSON object a line with
/// `sha256`, `workflow`, `version` and `source`, the file's exact text.
struct KeptDefinitions {
  /// The rules by the digest of the file they were read from.
  var procedures: [SHA256Hash: Procedure] = [:]
  /// Lines that are no definition, or not the one they say.
  private(set) var findings: [Finding] = []

  /// Takes a definition if its source is what its digest says.
  ///
  /// - Parameter place: what a finding calls it.
  mutating func add(_ source: [UInt8], digest: SHA256Hash, place: String) {
    guard SHA256Hash(of: source) == digest else {
      findings.append(
        Finding(
          .calculation, place: place, "the definition is not the file with this digest",
          expected: digest.description, found: SHA256Hash(of: source).description))
      return
    }
    guard let workflow = WorkflowReader.read(bytes: source, file: place, isProved: false).workflow
    else {
      findings.append(Finding(.calculation, place: place, "the definition cannot be read"))
      return
    }
    // Business days were counted when the entry was made; nothing that is computed again counts any.
    procedures[digest] = Procedure(
      workflow: workflow, calendar: Calendar(name: "none", zone: .utc, weekend: []))
  }

  /// Reads the lines of an export.
  init(lines bytes: [UInt8], path: String) {
    for (number, line) in bytes.split(separator: 0x0a).enumerated() {
      let place = "\(path):\(number + 1)"
      guard let json = try? JSON.parse(Array(line)), let source = json["source"]?.text,
        let digest = json["sha256"]?.text.flatMap({ SHA256Hash(hex: $0) })
      else {
        findings.append(Finding(.format, place: place, "this is no definition"))
        continue
      }
      add(Array(source.utf8), digest: digest, place: place)
    }
  }

  /// None yet.
  init() {}
}

extension Session {
  /// The digests of the definitions behind the entries that this auditor may see, in order.
  func auditedDefinitions(of number: String? = nil) throws -> [SHA256Hash] {
    let only = number == nil ? "" : "WHERE e.number = upper(btrim($1))"
    return try connection.query(
      "SELECT DISTINCT e.workflow_sha256 FROM casework_read.export_entries e \(only) ORDER BY 1",
      number.map { [$0] } ?? []
    ).values.compactMap { row in (row.first ?? nil).flatMap { SHA256Hash(hex: $0) } }
  }

  /// A line of an export's definitions.
  func definitionLine(_ digest: SHA256Hash) throws(CasebookError) -> String {
    let data = try call("casework.workflow_source", [digest.description, nil])
    return JSON.object([
      .init("sha256", .string(digest.description)), .init("workflow", data["workflow"] ?? .null),
      .init("version", data["version"] ?? .null), .init("source", data["source"] ?? .null),
    ]).compact + "\n"
  }
}
