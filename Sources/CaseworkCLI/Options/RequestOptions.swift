import ArgumentParser
import Casebook

/// The id that makes a command safe to repeat.
struct RequestOptions: ParsableArguments {
  @Option(
    help: .init(
      say(
        "The request id to send; by default made and journalled for you.",
        "要发送的请求编号；默认自动生成并记入日志。"),
      valueName: "id"))
  var request: String?

  func validate() throws {
    if let request, RequestID(request) == nil {
      throw ValidationError(
        say(
          "A request id is 1 to 64 letters, digits, '-' and '_'.",
          "请求编号由 1 至 64 个字母、数字、“-”或“_”组成。"))
    }
  }
}
