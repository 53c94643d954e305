import Foundation
import Testing
import Workflows

/// The procedures that are exported: those that ship, the example log's, and the format's example.
enum Procedures {
  static let files = [
    "workflows/hardship_grant.yaml", "workflows/legal_aid.yaml", "workflows/counselling.yaml",
    "workflows/examples/request_for_payment.yaml", "Tests/WorkflowsTests/Fixtures/small_grant.yaml",
  ]

  static func read(_ file: String) throws -> Workflow {
    let bytes = try Data(contentsOf: repository.appending(path: file))
    let (workflow, diagnostics) = WorkflowReader.read(bytes: Array(bytes), file: file)
    return try #require(workflow, "\(diagnostics.map { $0.render() })")
  }

  /// A procedure whose sentences need not be true.
  static func unproved(_ text: String) throws -> Workflow {
    let (workflow, diagnostics) = WorkflowReader.read(
      bytes: Array(text.utf8), file: "mutant.yaml", isProved: false)
    return try #require(workflow, "\(diagnostics.map { $0.render() })")
  }
}
