import ArgumentParser
import Foundation
import Testing

@testable import CaseworkCLI

/// Every help page, in both languages, as a person reads it.
@Suite struct HelpTests {
  static let pages: [String] = all(Casework.self, path: ["casework"]).map(\.path).sorted()

  private static func all(
    _ command: any ParsableCommand.Type, path: [String]
  ) -> [(path: String, command: any ParsableCommand.Type)] {
    let configuration = command.configuration
    return [(path.joined(separator: " "), command)]
      + configuration.subcommands.flatMap { child in
        all(child, path: path + [child.configuration.commandName ?? ""])
      }
  }

  private func page(_ path: String, in language: Language) -> String {
    Language.$current.withValue(language) {
      let found = Self.all(Casework.self, path: ["casework"]).first { $0.path == path }
      return found.map { Casework.helpMessage(for: $0.command, columns: 100) + "\n" } ?? ""
    }
  }

  @Test(arguments: Language.allCases)
  func `the help pages are as they were reviewed`(language: Language) throws {
    let text = Self.pages.map { "== \($0)\n\n\(page($0, in: language))" }.joined(separator: "\n")
    try Snapshot(name: "help.\(language.rawValue).txt").expect(text)
  }

  @Test func `every command teaches with a discussion or an example`() {
    for (path, command) in Self.all(Casework.self, path: ["casework"])
    where command.configuration.subcommands.isEmpty {
      #expect(
        command.configuration.discussion.contains("EXAMPLE:"), "\(path) shows no example")
    }
  }

  @Test func `every page is in Chinese too`() {
    for path in Self.pages {
      #expect(page(path, in: .english) != page(path, in: .chinese), "\(path)")
    }
  }

  @Test func `advance is another name for act`() throws {
    #expect(try Casework.parseAsRoot(["advance", "HG-1", "approve"]) is ActCommand)
  }

  @Test func `the short way reads what the whole tree reads`() throws {
    let lines = [
      ["act", "HG-1", "approve", "--expect", "7"], ["advance", "HG-1", "pay"],
      ["attach", "HG-1", "id_card", "a.pdf"], ["check", "HG-1", "home_visit", "pass"],
      ["correct", "HG-1", "account", "1", "--reason", "typo"], ["explain", "HG-1"],
      ["fetch", "HG-1", "2"], ["find", "Chen"], ["history", "HG-1"],
      ["hold", "HG-1", "appeal", "--until", "2026-12-01"], ["inbox", "--as", "zhao"],
      ["list", "--overdue"], ["note", "HG-1", "called"], ["open", "hardship_grant", "Chen Hong"],
      ["recall", "HG-1", "approve"], ["resume", "HG-1"], ["show", "HG-1"],
      ["tick", "--limit", "5"], ["waive", "HG-1", "id_card", "--reason", "known"],
    ]
    #expect(lines.map { $0[0] } == ShortWay.commands.map(\.name))
    for line in lines {
      let type = try #require(ShortWay.commands.first { $0.name == line[0] }?.type)
      let short = try type.parse(Array(line.dropFirst()))
      let whole = try Casework.parseAsRoot(line)
      #expect("\(short)" == "\(whole)")
      #expect(ShortWay.job(line) != nil)
    }
    #expect(ShortWay.job(["act", "HG-1"]) == nil)
    #expect(ShortWay.job(["act", "--help"]) == nil)
  }

  @Test(arguments: [
    [], ["--expect", "7"], ["--expect=7"], ["--dry-run"], ["--fields", "form.yaml"],
    ["--set", "a=1", "--set", "b=x=y", "--set=c=[{d: 1}]"], ["--why", "the second session"],
    ["--request", "r-1_A"], ["--database", "dbname=other"], ["-d", "dbname=other"],
    ["--as", "zhao"], ["--format", "json"], ["--language", "zh-Hans"], ["--set", "a="],
  ])
  func `act is read alike with and without the argument parser`(options: [String]) throws {
    for words in [["HG-1", "approve"] + options, options + ["HG-1", "approve"]] {
      let command = try #require(try Casework.parseAsRoot(["act"] + words) as? ActCommand)
      let short = try #require(Act(short: words))
      #expect("\(short)" == "\(command.act)")
    }
  }

  @Test func `the short reading of act knows every option that its help page names`() throws {
    let page = ActCommand.helpMessage(columns: 400)
    let named = Set(page.matches(of: /--[a-z-]+/).map { String($0.output) })
    let known: Set = [
      "--set", "--fields", "--expect", "--dry-run", "--why", "--request", "--database", "--as",
      "--format", "--language",
    ]
    #expect(named.subtracting(["--help", "--version"]) == known)
  }

  @Test(arguments: [
    ["HG-1"], ["HG-1", "approve", "more"], ["HG-1", "approve", "--expect", "x"],
    ["HG-1", "approve", "--expect", "1", "--expect", "2"], ["HG-1", "approve", "--nothing", "1"],
    ["HG-1", "approve", "--set", "a"], ["HG-1", "approve", "--set"], ["HG-1", "--", "approve"],
    ["HG-1", "approve", "--request", "a b"], ["HG-1", "approve", "--format", "xml"],
    ["HG-1", "approve", "--language", "fr"], ["HG-1", "approve", "--why", "-x"], ["--help"],
  ])
  func `what is wrong or unusual is left to the argument parser`(words: [String]) {
    #expect(Act(short: words) == nil)
  }
}
