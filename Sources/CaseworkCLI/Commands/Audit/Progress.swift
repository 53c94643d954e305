/// One line on a terminal that says how far long work is; nothing where no person looks.
final class Progress {
  private let stream: OutputStream
  private let isShown: Bool
  private var isOpen = false

  init(_ stream: OutputStream) {
    self.stream = stream
    isShown = stream.isTerminal
  }

  func show(_ text: String) {
    guard isShown else { return }
    stream.write("\r\u{1b}[K\(text) …")
    stream.flush()
    isOpen = true
  }

  /// Takes the line away.
  func end() {
    guard isOpen else { return }
    stream.write("\r\u{1b}[K")
    stream.flush()
    isOpen = false
  }
}
