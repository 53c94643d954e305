import Casebook
import History

extension Failure {
  /// The loser of a race is told who moved the case to what.
  init(_ conflict: Conflict) {
    let by = conflict.by ?? say("somebody", "某人")
    let at = conflict.at.map { say(" at ", "，时间 ") + Timestamps.local($0) } ?? ""
    let number = conflict.detail["case"]?.text ?? ""
    self.init(
      .conflict,
      say(
        "\(number) has moved on since version \(conflict.expected ?? 0): \(by) did \(conflict.action ?? "something")\(at).",
        "\(number) 自版本 \(conflict.expected ?? 0) 后已有变动：\(by) 执行了 \(conflict.action ?? "操作")\(at)。"),
      details: [
        say(
          "It is now in \(conflict.state ?? "?"), version \(conflict.version ?? 0). Nothing of yours was done.",
          "现处于 \(conflict.state ?? "?")，版本 \(conflict.version ?? 0)。您的操作未执行。")
      ],
      next: ["casework show \(number)"], data: conflict.detail)
  }
}
