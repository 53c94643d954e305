import ArgumentParser
import Glibc
import History

/// The program `casework`: reads the command line, runs one command and answers with an exit code.
public enum Program {
  /// Runs the process's own command line and ends the process.
  public static func main() -> Never {
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessEnvironment.current
    let arguments = Array(CommandLine.arguments.dropFirst())
    let output = OutputStream(descriptor: STDOUT_FILENO)
    let messages = OutputStream(descriptor: STDERR_FILENO)
    let context = Context(
      environment: environment, arguments: arguments, output: output, messages: messages,
      isInteractive: isatty(STDIN_FILENO) == 1 && messages.isTerminal)
    let language = Language.chosen(arguments: arguments, environment: environment)
    let status = Language.$current.withValue(language) { run(in: context) }
    exit(status.rawValue)
  }

  /// Runs the command of `context` and reports a failure on its message stream.
  static func run(in context: Context) -> ExitStatus {
    var status = ExitStatus.done
    do {
      if let job = ShortWay.job(context.arguments) {
        try job(context)
      } else {
        let command = try Casework.parseAsRoot(context.arguments)
        if let command = command as? any Subcommand {
          try command.run(in: context)
        } else {
          // A group without its subcommand, and `help`, print a page by throwing it.
          var command = command
          try command.run()
        }
      }
    } catch {
      status = report(error, in: context)
    }
    context.output.flush()
    if let failure = context.output.failure, failure.code != EPIPE, status == .done {
      status = .usage
      context.messages.writeLine(
        "casework: " + say("cannot write the output: ", "无法写出结果：") + Errno.text(failure.code))
    }
    context.messages.flush()
    return status
  }

  private static func report(_ error: any Error, in context: Context) -> ExitStatus {
    guard let failure = Failure(error) else {
      let text = Casework.fullMessage(for: error)
      if Casework.exitCode(for: error) == .success {
        if !text.isEmpty { context.output.writeLine(text) }
        return .done
      }
      context.output.flush()
      if let unknown = unknownCommand(in: context) { return report(unknown, in: context) }
      context.messages.writeLine(text)
      return .usage
    }
    context.output.flush()
    if wantsJSON(context.arguments) {
      context.messages.writeLine(failure.json.compact)
    } else {
      for line in failure.lines(paint: context.messagePaint) { context.messages.writeLine(line) }
    }
    return failure.status
  }

  /// A first word that is no command, with the commands it may have meant.
  private static func unknownCommand(in context: Context) -> Failure? {
    let configuration = Casework.configuration
    let names =
      configuration.subcommands.flatMap { command in
        [command.configuration.commandName ?? ""] + command.configuration.aliases
      } + ["help"]
    guard let word = context.arguments.first, !word.hasPrefix("-"), !names.contains(word) else {
      return nil
    }
    let near = NearNames.of(word, in: names)
    return Failure(
      .usage, say("There is no command '\(word)'.", "没有命令“\(word)”。"),
      details: near.isEmpty
        ? [] : [say("Did you mean: ", "您是否要用：") + near.joined(separator: ", ")],
      next: ["casework --help"])
  }

  /// Whether the command line asks for JSON; read from the words, for the options may be what
  /// could not be read.
  private static func wantsJSON(_ arguments: [String]) -> Bool {
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { return false }
      let value =
        argument == "--format"
        ? (index + 1 < arguments.count ? arguments[index + 1] : "")
        : argument.hasPrefix("--format=") ? String(argument.dropFirst(9)) : ""
      if value == "json" || value == "jsonl" { return true }
    }
    return false
  }
}
