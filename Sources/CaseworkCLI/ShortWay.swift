import ArgumentParser

/// The commands of daily work, parsed without building the tree of all commands, which takes a
/// millisecond at every start.
///
/// Only a command line that is right goes this way: on any mistake the whole tree is asked again, so
/// that messages and help pages are the same on both ways.
enum ShortWay {
  static let commands: [(name: String, type: any Subcommand.Type)] = [
    ("act", ActCommand.self), ("advance", ActCommand.self), ("attach", AttachCommand.self),
    ("check", CheckCommand.self), ("explain", ExplainCommand.self), ("inbox", InboxCommand.self),
    ("list", ListCommand.self), ("note", NoteCommand.self), ("open", OpenCommand.self),
    ("show", ShowCommand.self), ("tick", TickCommand.self),
  ]

  /// The command, or nil for any other and for one that cannot be read.
  static func command(_ arguments: [String]) -> (any Subcommand)? {
    guard let name = arguments.first,
      let type = commands.first(where: { $0.name == name })?.type
    else { return nil }
    return try? type.parse(Array(arguments.dropFirst()))
  }
}
