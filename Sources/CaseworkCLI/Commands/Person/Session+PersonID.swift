import Casebook
import History

extension Session {
  /// The id of the person whom somebody means: the id itself, or a name that only one person has.
  ///
  /// - Parameter command: the command to type again with the id in the place of `ID`.
  func personID(_ text: String, command: String) throws -> String {
    if UUIDBytes(text.lowercased()) != nil { return text.lowercased() }
    let people = try findPeople(name: text)
    let exact = people.filter { $0["name"]?.text == text }
    if exact.count == 1, let id = exact[0]["person"]?.text { return id }
    let candidates = exact.isEmpty ? people : exact
    if candidates.isEmpty {
      throw Failure(
        .refused, say("Nobody in the register is called '\(text)'.", "登记中没有“\(text)”。"),
        next: ["casework person add \(Shell.quoted(text))"])
    }
    throw Failure(
      .usage,
      say(
        "'\(text)' does not name exactly one person of the register.",
        "“\(text)”在登记中不能确定为一人。"),
      details: candidates.prefix(10).map { person in
        [
          person["person"]?.text, person["name"]?.text,
          person["born"].map { Listing.text(of: $0, as: .day) },
        ]
        .compactMap { $0 }.joined(separator: "  ")
      },
      next: [command])
  }
}
