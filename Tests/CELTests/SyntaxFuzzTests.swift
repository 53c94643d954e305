import CEL
import Foundation
import Testing

/// Whatever the text is, lexer, parser and checker answer: a checked expression, or diagnostics
/// with a place inside the text.
struct SyntaxFuzzTests {
  private static let pieces = [
    "form", ".", "form.count", "facts.per_head", "checks", "p", "(", ")", "[", "]", "{", "}", ",",
    ":", "?", "&&", "||", "==", "<=", "in", "+", "-", "!", "'", "\"", "'''", "r'", "b'", "\\u4e2d",
    "\\x", "1", "0x", "1e", "9223372036854775808", "2.50", "u", "all(p, ", "has(", "div(", " ",
    "\n",
    "//", "null", "true", "`", ".?", "\u{0}", "中", "😬", "\u{301}",
  ]

  private static func garbage(_ random: inout SeededNumbers) -> String {
    switch random.below(3) {
    case 0:
      let bytes = (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
      return String(decoding: bytes, as: UTF8.self)
    case 1: return (0..<random.below(25)).map { _ in random.pick(pieces) }.joined()
    default:
      let open = random.pick(["(", "[", "!", "-", "{'a':", "f(", "a.", "true?", "1+"])
      return String(repeating: open, count: random.below(400)) + random.pick(pieces)
    }
  }

  /// A sound expression with some bytes taken out, put in or changed.
  private static func mutated(_ source: String, _ random: inout SeededNumbers) -> String {
    var bytes = Array(source.utf8)
    for _ in 0...random.below(4) {
      let place = random.below(bytes.count + 1)
      switch random.below(4) {
      case 0: bytes.insert(UInt8(random.below(256)), at: place)
      case 1: bytes.insert(contentsOf: random.pick(pieces).utf8, at: place)
      case 2: if place < bytes.count { bytes[place] ^= UInt8(1 << random.below(8)) }
      default: bytes.removeSubrange(place..<min(bytes.count, place + random.below(6)))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test
  func `no bytes make the lexer, the parser or the checker crash`() {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CASEWORK_SYNTAX"].flatMap(Int.init) ?? 4_000
    let seed =
      environment["CASEWORK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000_000)
    print("syntax fuzz: CASEWORK_SEED=\(seed) CASEWORK_SYNTAX=\(count)")
    var full = Samples.environment
    full.language = .full
    var random = SeededNumbers(seed: seed)
    var expressions = RandomExpressions(seed: seed &+ 1)
    var sound = 0
    for number in 0..<count {
      let source =
        number.isMultiple(of: 2)
        ? Self.garbage(&random) : Self.mutated(expressions.expression(), &random)
      let names = number.isMultiple(of: 5) ? full : Samples.environment
      switch CEL.check(source, in: names) {
      case .success(let expression):
        sound += 1
        #expect(expression.source == source)
      case .failure(let rejection):
        #expect(!rejection.diagnostics.isEmpty, "\(source.debugDescription), seed \(seed)")
        #expect(
          rejection.diagnostics.allSatisfy {
            0 <= $0.range.offset && $0.range.offset <= $0.range.end
              && $0.range.end <= source.utf8.count
          }, "\(source.debugDescription), seed \(seed)")
      }
    }
    // Some mutations leave an expression sound; most do not.
    #expect((count / 100...count * 3 / 5).contains(sound))
  }
}
