import Foundation
import Testing
import Workflows

@Suite struct PromelaTests {
  @Test func `a model without a sentence is refused, so that a misspelt name proves nothing`()
    throws
  {
    let model = PromelaModel(try Procedures.read("Tests/WorkflowsTests/Fixtures/small_grant.yaml"))
    let scratch = try Scratch()
    let file = try scratch.write(model.text, as: "model.pml").path
    let written = try run(Tool.spin(), ["-DCHECK_four_eye", "-a", file], in: scratch.folder)
    #expect(written.errors.contains("Name a sentence: -DCHECK_four_eyes"))
    #expect(!FileManager.default.fileExists(atPath: scratch.folder.appending(path: "pan.c").path))
  }

  @Test func `a sentence about amounts is left out by name`() throws {
    let model = PromelaModel(try Procedures.read("Tests/WorkflowsTests/Fixtures/small_grant.yaml"))
    #expect(model.leftOut.map(\.name) == ["capped"])
    #expect(model.judged == ["four_eyes", "one_outcome", "books_close", "can_finish"])
  }
}
