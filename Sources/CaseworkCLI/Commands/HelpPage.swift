import ArgumentParser

extension CommandConfiguration {
  /// A help page that teaches: what the command does, how it behaves, and one call to copy.
  static func page(
    _ name: String, _ abstract: String, _ discussion: String = "", example: String = "",
    aliases: [String] = []
  ) -> CommandConfiguration {
    var parts: [String] = []
    if !discussion.isEmpty { parts.append(discussion) }
    if !example.isEmpty {
      let lines = example.split(separator: "\n").map { "  " + $0 }
      parts.append(say("EXAMPLE:", "示例：") + "\n" + lines.joined(separator: "\n"))
    }
    return CommandConfiguration(
      commandName: name, abstract: abstract, discussion: parts.joined(separator: "\n\n"),
      aliases: aliases)
  }

  /// A help page over a group of commands.
  static func group(
    _ name: String, _ abstract: String, _ subcommands: [any ParsableCommand.Type]
  ) -> CommandConfiguration {
    CommandConfiguration(commandName: name, abstract: abstract, subcommands: subcommands)
  }
}
