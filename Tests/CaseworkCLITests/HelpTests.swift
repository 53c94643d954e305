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
      ["explain", "HG-1"], ["inbox", "--as", "zhao"], ["list", "--overdue"],
      ["note", "HG-1", "called"], ["open", "hardship_grant", "Chen Hong"], ["show", "HG-1"],
      ["tick", "--limit", "5"],
    ]
    #expect(lines.map { $0[0] } == ShortWay.commands.map(\.name))
    for line in lines {
      let short = try #require(ShortWay.command(line))
      let whole = try Casework.parseAsRoot(line)
      #expect("\(short)" == "\(whole)")
    }
    #expect(ShortWay.command(["act", "HG-1"]) == nil)
    #expect(ShortWay.command(["act", "--help"]) == nil)
  }
}
