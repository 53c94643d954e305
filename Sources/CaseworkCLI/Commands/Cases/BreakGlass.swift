import Casebook
import History

extension Context {
  /// Opens a case beyond this person's limits, then reads it.
  func breakGlass(
    _ number: String, reason: String, minutes: Int, _ request: RequestOptions,
    over session: Session
  ) throws -> JSON {
    let answer: JSON
    do {
      answer = try send(
        request, over: session, "show --break-glass", [number, reason, String(minutes)]
      ) { id in
        try session.breakGlass(number, reason: reason, minutes: minutes, request: id)
      }
    } catch CasebookError.refused(let refusal)
      where refusal.items.contains(where: { $0.rule == "needless" })
    {
      throw Failure(
        .refused,
        say("You may read \(number) without it.", "您本来就可以查阅 \(number)。"),
        next: ["casework show \(number) --why TEXT"], data: refusal.detail)
    }
    let until = answer["until"].map { Listing.text(of: $0, as: .instant) } ?? ""
    let told = (answer["told"]?.elements ?? []).compactMap(\.text).joined(separator: ", ")
    tell(
      say(
        "Open to you until \(until) (--why TEXT). Told: \(told.isEmpty ? "nobody" : told).",
        "在 \(until) 之前对您开放（用 --why 说明理由）。已通知：\(told.isEmpty ? "无" : told)。"))
    return try session.read(answer["reading"]?.text ?? "")
  }
}
