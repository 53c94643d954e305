/// What a command runs in: its streams, environment and how to talk to the person.
///
/// Made once by `Program`; tests make their own.
final class Context {
  let environment: [String: String]
  let output: OutputStream
  let messages: OutputStream
  /// Whether somebody at a terminal can be asked.
  let isInteractive: Bool
  let paint: Paint
  let messagePaint: Paint
  /// The words of the command line after the program's name.
  let arguments: [String]

  init(
    environment: [String: String], arguments: [String], output: OutputStream,
    messages: OutputStream, isInteractive: Bool
  ) {
    self.environment = environment
    self.arguments = arguments
    self.output = output
    self.messages = messages
    self.isInteractive = isInteractive
    paint = Paint(isTerminal: output.isTerminal, environment: environment)
    messagePaint = Paint(isTerminal: messages.isTerminal, environment: environment)
  }

  /// A line for the person, on standard error.
  func tell(_ line: String) {
    messages.writeLine(line)
    messages.flush()
  }

  /// A notice that something is not as it should be, on standard error.
  func warn(_ line: String) {
    tell(messagePaint(say("warning:", "警告："), .yellow) + " " + line)
  }
}
