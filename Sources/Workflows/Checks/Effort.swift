/// How much more may be looked at in one file: proofs end whatever the file.
final class Effort {
  private var left: Int
  /// Whether something was left undecided for want of it.
  private(set) var isCut = false

  /// - Parameter steps: some microseconds each; the shipped procedures take some ten thousand.
  init(_ steps: Int = 400_000) {
    left = steps
  }

  /// Takes some of it.
  ///
  /// - Returns: whether there was any left.
  func spend(_ steps: Int) -> Bool {
    left -= steps
    if left < 0 { isCut = true }
    return left >= 0
  }

  /// Notes that something was too much by itself.
  func cut() { isCut = true }
}
