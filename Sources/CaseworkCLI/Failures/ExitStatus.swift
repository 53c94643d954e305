/// How a command ended, as the shell sees it. Documented in docs/command-line.md; stable.
enum ExitStatus: Int32 {
  /// Done.
  case done = 0
  /// A rule refused it; nothing was changed.
  case refused = 1
  /// The command was not understood.
  case usage = 2
  /// Somebody else was faster, or the request id was used for something else.
  case conflict = 3
  /// The database cannot be reached.
  case unreachable = 4
  /// The history or the installation is damaged.
  case integrity = 5
  /// The connection broke before the answer: run the same command again.
  case unknown = 6
  /// Ctrl-C.
  case interrupted = 130
}
