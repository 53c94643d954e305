import ArgumentParser
import Casebook

/// The commands of daily work, read without building the tree of all commands, which takes a
/// millisecond at every start.
///
/// Only a command line that is right goes this way: on any mistake the whole tree is asked again, so
/// that messages and help pages are the same on both ways.
enum ShortWay {
  static let commands: [(name: String, type: any Subcommand.Type)] = [
    ("act", ActCommand.self), ("advance", ActCommand.self), ("attach", AttachCommand.self),
    ("check", CheckCommand.self), ("correct", CorrectCommand.self),
    ("explain", ExplainCommand.self), ("fetch", FetchCommand.self), ("find", FindCommand.self),
    ("history", HistoryCommand.self), ("hold", HoldCommand.self), ("inbox", InboxCommand.self),
    ("list", ListCommand.self), ("note", NoteCommand.self), ("open", OpenCommand.self),
    ("recall", RecallCommand.self), ("resume", ResumeCommand.self), ("show", ShowCommand.self),
    ("tick", TickCommand.self), ("waive", WaiveCommand.self),
  ]

  /// What to run, or nil for any other command and for one that cannot be read.
  static func job(_ arguments: [String]) -> ((Context) throws -> Void)? {
    guard let name = arguments.first else { return nil }
    // The one command that a program may call a thousand times: even the argument parser's own
    // machinery for one command, reflection and decoding, takes it longer than all the rest.
    if name == "act" || name == "advance", let act = Act(short: arguments.dropFirst()) {
      return act.run(in:)
    }
    guard let type = commands.first(where: { $0.name == name })?.type,
      let command = try? type.parse(Array(arguments.dropFirst()))
    else { return nil }
    return { context in try command.run(in: context) }
  }
}

extension Act {
  /// Reads the words after `act`; the tests compare it with the argument parser, option by option.
  init?(short words: some Sequence<String>) {
    guard var line = ShortLine(words, flags: ["--dry-run"]), let number = line.word(),
      let action = line.word()
    else { return nil }
    self.number = number
    self.action = action
    form = FieldOptions()
    form.assignments = line.all("--set")
    form.fields = line.value("--fields")
    let expect = line.value("--expect")
    self.expect = expect.flatMap { Int64($0) }
    isTrial = line.flag("--dry-run")
    why = line.value("--why")
    request = RequestOptions()
    request.request = line.value("--request")
    connection = ConnectionOptions()
    connection.database = line.value("--database", "-d")
    connection.login = line.value("--as")
    let format = line.value("--format")
    guard let format = format.map({ OutputFormat(rawValue: $0) }) ?? .table else { return nil }
    self.format = format
    let language = line.value("--language")
    guard line.isEmpty, (expect == nil) == (self.expect == nil),
      form.assignments.allSatisfy({ FieldOptions.split($0) != nil }),
      request.request.map({ RequestID($0) != nil }) ?? true,
      language.map({ Language(named: $0) != nil }) ?? true
    else { return nil }
  }
}
