import Casebook

/// Asks at a terminal for what an action still needs: fields, and the eyes of who signs.
struct ActDialogue {
  let context: Context
  let session: Session
  let number: String
  let action: String
  let why: String?

  /// Answers a refusal; false when nothing can be asked, so that the refusal stands.
  func answers(
    _ refusal: Refusal, fields: inout FormValues, expected: inout Int64?
  ) throws -> Bool { false }
}
