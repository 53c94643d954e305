import Glibc

/// Questions to the person at the terminal, on standard error, so that output stays data.
struct Prompt {
  let context: Context

  /// The line typed, or nil at the end of input (Ctrl-D).
  func ask(_ question: String) -> String? {
    context.output.flush()
    return InterruptWatch.whileAsking {
      // Within: who sees the question may answer it with Ctrl-C.
      context.messages.write(question)
      context.messages.flush()
      return readLine(strippingNewline: true)
    }
  }

  /// Yes only when the person types it; anything else, and the end of input, is no.
  func confirms(_ question: String) -> Bool {
    let answer = ask(question + say(" [yes/no] ", " [是/否] "))?.lowercased()
    return ["yes", "y", "是", "shi"].contains(answer ?? "")
  }
}
