import ArgumentParser
import CEL

/// Reading a case that one's unit or queue keeps one from, at once and for a time.
struct BreakGlassOptions: ParsableArguments {
  @Option(
    help: .init(
      say(
        "Read it beyond your limits, for this reason; recorded, and the supervisor is told.",
        "以此理由越权查阅；会留下记录并通知主管。"),
      valueName: "text"))
  var breakGlass: String?
  @Option(
    name: .customLong("for"),
    help: .init(
      say("For how long, such as 30m; at most 2h.", "时长，如 30m；最多 2h。"), valueName: "time"))
  var time: String?
  @OptionGroup var request: RequestOptions

  /// Whole minutes.
  var minutes: Int? {
    guard let time else { return 30 }
    guard let span = Span(time), span.nanoseconds > 0, span.nanoseconds % 60_000_000_000 == 0 else {
      return nil
    }
    return Int(clamping: span.nanoseconds / 60_000_000_000)
  }

  func validate() throws {
    guard let minutes, (1...120).contains(minutes) else {
      throw ValidationError(
        say(
          "--for takes whole minutes up to two hours, such as 30m or 1h30m.",
          "--for 为整分钟数，最长两小时，如 30m 或 1h30m。"))
    }
    if breakGlass == nil, time != nil || request.request != nil {
      throw ValidationError(
        say(
          "--for and --request go with --break-glass.", "--for 与 --request 须与 --break-glass 同用。"))
    }
  }
}
