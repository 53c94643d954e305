import Foundation
import Testing

/// Every page whose `console` blocks are run.
private let pages = ["README.md"] + markdownPages(in: "docs")

private func markdownPages(in folder: String) -> [String] {
  let names =
    (try? FileManager.default.contentsOfDirectory(
      atPath: repository.appending(path: folder).path)) ?? []
  return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
}

private func text(_ page: String) throws -> String {
  try String(contentsOf: repository.appending(path: page), encoding: .utf8)
}

/// The year in the calendar of the shipped procedures.
private var presentYear: String {
  let clock = DateFormatter()
  clock.dateFormat = "yyyy"
  clock.timeZone = TimeZone(identifier: "Asia/Shanghai")
  return clock.string(from: Date())
}

@Suite(.serialized) struct DocumentationTests {
  @Test(arguments: try pages.filter { try !Transcript(markdown: text($0)).steps.isEmpty })
  func `the commands of a page do what it shows`(page: String) throws {
    let shell = try Shell()
    defer { shell.remove() }
    for step in try Transcript(markdown: text(page), year: presentYear).steps {
      let (lines, exitCode) = try shell.run(step.command)
      let shown = "\(page):\(step.line): $ \(step.command)\n\(lines.joined(separator: "\n"))"
      try #require(exitCode == step.exitCode, "\(shown)\nexit code \(exitCode)")
      #expect(Transcript.matches(lines, step.expected ?? []), "\(shown)")
    }
  }

  @Test func `at least the pages for people hold commands`() throws {
    for page in ["README.md", "docs/caseworker.md", "docs/supervisor.md", "docs/auditor.md"] {
      #expect(try !Transcript(markdown: text(page)).steps.isEmpty, "\(page) shows no command")
    }
  }

  @Test(arguments: pages)
  func `links to files of the project lead somewhere`(page: String) throws {
    let folder = repository.appending(path: page).deletingLastPathComponent()
    let prose = try text(page).replacing(/```[\s\S]*?```/, with: "")
    for match in prose.matches(of: /\]\(([^)#:\s]+)(?:#[^)]*)?\)/) {
      let target = folder.appending(path: String(match.1)).standardizedFileURL
      #expect(
        FileManager.default.fileExists(atPath: target.path), "\(page) links to \(match.1)")
    }
  }
}

@Suite struct TranscriptTests {
  @Test func `a page's commands are read with their output and exit code`() {
    let transcript = Transcript(
      markdown: """
        <!-- setup: prepare -->
        Text.
        <!-- exit: 3 -->
        ```console
        $ first \\
            --more
        one
        $ second
        ```
        ```
        $ not a command
        ```
        """)
    #expect(transcript.steps.map(\.command) == ["prepare", "first --more", "second"])
    #expect(transcript.steps.map(\.exitCode) == [0, 3, 0])
    #expect(transcript.steps.map(\.expected) == [nil, ["one"], []])
  }

  @Test func `numbers of cases and years of budgets are of the present year, dates stay`() {
    let page = """
      ```console
      $ casework fund allot hardship 2026 1.00 HG-2026-000001 --until 2026-12-31
      hardship  2026  1.00
      ```
      """
    let step = Transcript(markdown: page, year: "2031").steps[0]
    #expect(
      step.command == "casework fund allot hardship 2031 1.00 HG-2031-000001 --until 2026-12-31")
    #expect(step.expected == ["hardship  2031  1.00"])
  }

  @Test(arguments: [
    (["a", "b"], ["a", "b"], true), (["a", "x", "y", "b"], ["a", "…", "b"], true),
    (["HG-2026-000001 open"], ["HG-… open"], true), (["HG-2026 closed"], ["HG-… open"], false),
    (["a"], ["a", "b"], false), (["a", "b"], ["a"], false), (["anything"], [], true),
  ])
  func `dots stand for what differs`(actual: [String], expected: [String], same: Bool) {
    #expect(Transcript.matches(actual, expected) == same)
  }
}
