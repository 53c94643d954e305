import Casebook
import History

/// Asks at a terminal for what a refusal says is missing.
struct FormDialogue {
  /// Where the form's definition is found.
  enum Form {
    case workflow(String)
    case definition(digest: String)
  }

  let context: Context
  let session: Session
  let form: Form

  /// Fills what is missing; false when there is nothing more to ask, so that the refusal stands.
  func answers(_ refusal: Refusal, fields: inout FormValues) throws -> Bool { false }
}
