import Foundation
import Testing
import Workflows

/// spin, which knows nothing of us, judges the exported models.
@Suite struct PromelaTests {
  @Test(arguments: Procedures.files)
  func `spin proves every sentence of a procedure`(file: String) throws {
    let model = PromelaModel(try Procedures.read(file))
    #expect(model.judged.count >= 4)
    let spin = try Spin(model)
    for sentence in model.judged {
      let verdict = try spin.judge(sentence)
      #expect(verdict.isProved, "\(sentence): \(verdict.path)")
      #expect(verdict.states > 20, "\(sentence): the model hardly moves")
    }
  }

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
}
