/// The id under which the database knows one command, so that a repeat is recognised.
public struct RequestID: Hashable, Sendable, CustomStringConvertible {
  /// One to sixty-four of `A-Z a-z 0-9 _ -`.
  public let text: String

  /// Takes an id as the user typed it.
  ///
  /// - Returns: nil when it is empty, too long or holds another character.
  public init?(_ text: String) {
    let allowed = text.utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d: true
      default: false
      }
    }
    guard allowed, (1...64).contains(text.utf8.count) else { return nil }
    self.text = text
  }

  /// A new id: 128 random bits in hexadecimal.
  public static func random() -> RequestID {
    var generator = SystemRandomNumberGenerator()
    let digits = [generator.next(), generator.next()].map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
    return RequestID(unchecked: digits.joined())
  }

  private init(unchecked text: String) { self.text = text }

  /// The id.
  public var description: String { text }
}
