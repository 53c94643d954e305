import History

/// Why a command did not do what was asked, in words for the person who asked.
struct Failure: Error {
  var status: ExitStatus
  /// What happened, one sentence.
  var message: String
  /// Why: the rules, the facts, who can; one line each.
  var details: [String] = []
  /// What to type next.
  var next: [String] = []
  /// The same for programs.
  var data: JSON?

  init(
    _ status: ExitStatus, _ message: String, details: [String] = [], next: [String] = [],
    data: JSON? = nil
  ) {
    self.status = status
    self.message = message
    self.details = details
    self.next = next
    self.data = data
  }

  static func usage(_ message: String, next: [String] = []) -> Failure {
    Failure(.usage, message, next: next)
  }

  /// The failure for standard error.
  func lines(paint: Paint) -> [String] {
    let colour: Paint.Style = status == .refused || status == .conflict ? .yellow : .red
    var lines = [paint("casework:", colour) + " " + message]
    lines += details.map { "  " + $0 }
    if !next.isEmpty {
      lines.append(paint(say("Next:", "接下来："), .bold))
      lines += next.map { "  " + paint($0, .cyan) }
    }
    return lines
  }

  /// The failure as one object, for `--format json` and `jsonl`.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("status", .string(name)), .init("exit", .integer(status.rawValue)),
      .init("message", .string(message)), .init("details", .array(details.map(JSON.string))),
      .init("next", .array(next.map(JSON.string))),
    ]
    if let data { members.append(.init("detail", data)) }
    return .object([.init("error", .object(members))])
  }

  private var name: String {
    switch status {
    case .done: "done"
    case .refused: "refused"
    case .usage: "usage"
    case .conflict: "conflict"
    case .unreachable: "unreachable"
    case .integrity: "integrity"
    case .unknown: "unknown"
    case .interrupted: "interrupted"
    }
  }
}
