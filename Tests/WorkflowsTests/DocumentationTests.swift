import Testing
import Workflows

@Suite struct DocumentationTests {
  private let page = String(
    decoding: Fixture.bytes("../../docs/workflow-file.md"), as: UTF8.self)

  @Test(arguments: Diagnostic.Code.allCases)
  func `the author's page explains every code`(code: Diagnostic.Code) {
    #expect(!page.pieces(around: code.rawValue).before.isEmpty)
    #expect(page.pieces(around: code.rawValue).before != page)
  }
}
