import Foundation
import Testing
import Workflows

@Suite struct PictureTests {
  @Test(arguments: PictureFixture.names, DiagnosticLanguage.allCases)
  func `Graphviz draws every procedure, and the drawing is plain XML`(
    name: String, language: DiagnosticLanguage
  ) throws {
    let workflow = try PictureFixture.workflow(name)
    let picture = Picture(workflow, language: language)
    let (svg, status) = try PictureFixture.run(["dot", "-Tsvg"], picture.dot)
    try #require(status == 0, "dot failed; install it with: scripts/prerequisites graphviz")
    #expect(PictureFixture.isWellFormed(svg))
    #expect(!svg.contains("<script"))
    // Every state has its card, and every other action its entry.
    #expect(svg.components(separatedBy: "<title>state_").count - 1 >= workflow.states.count)
  }

  @Test func `Mermaid itself reads every chart`() throws {
    var charts: [String] = []
    for name in PictureFixture.names {
      let workflow = try PictureFixture.workflow(name)
      for language in DiagnosticLanguage.allCases {
        charts.append(Picture(workflow, language: language).mermaid)
        charts.append(Picture(workflow, language: language, roadOnly: true).mermaid)
      }
    }
    let script = """
      import mermaidx, sys
      charts = sys.stdin.read().split("\\x1e")
      for chart in charts:
          svg = mermaidx.render(chart).svg()
          assert "<script" not in svg, chart
      print(len(charts))
      """
    let output = try PythonTool.answer(script, charts.joined(separator: "\u{1e}"))
    #expect(output.trimmingCharacters(in: .whitespacesAndNewlines) == "\(charts.count)")
  }

  @Test(arguments: PictureFixture.names, DiagnosticLanguage.allCases)
  func `the text keeps to a hundred columns and names every state and action`(
    name: String, language: DiagnosticLanguage
  ) throws {
    let workflow = try PictureFixture.workflow(name)
    let text = Picture(workflow, language: language).text(width: 100)
    for line in text.split(separator: "\n") {
      let cells = line.unicodeScalars.reduce(0) { $0 + (0x2E80...0xFFE6 ~= $1.value ? 2 : 1) }
      #expect(cells <= 100, "\(line)")
    }
    #expect(
      text.components(separatedBy: "◆").count + text.components(separatedBy: "◇").count - 4
        == workflow.states.count)
  }

  @Test(arguments: DiagnosticLanguage.allCases)
  func `the text of the small grant is as it was reviewed`(language: DiagnosticLanguage) throws {
    let workflow = try PictureFixture.workflow("small_grant")
    try PictureFixture.expect(
      Picture(workflow, language: language).text(),
      recorded: "small_grant.\(language.rawValue).picture.txt")
  }

  @Test func `the picture in the README is the one that is drawn`() throws {
    let file = PythonTool.top.appending(path: "README.md")
    let readme = try String(contentsOf: file, encoding: .utf8)
    let workflow = try PictureFixture.workflow("hardship_grant")
    let chart = Picture(workflow, language: .english, roadOnly: true).mermaid
    #expect(readme.contains("```mermaid\n\(chart)```"))
  }

  @Test func `the main road is the way of the first test`() throws {
    let workflow = try PictureFixture.workflow("hardship_grant")
    let chart = Picture(workflow, language: .english, roadOnly: true).mermaid
    #expect(chart.contains("s_approval ==>"))
    #expect(chart.contains("s_follow_up ==>"))
    #expect(!chart.contains("s_refused"))
  }
}
