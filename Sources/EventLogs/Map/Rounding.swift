/// How a number of a log is brought to the digits a field can hold.
public struct Rounding: Hashable, Sendable {
  /// What is done with a half and what lies beyond.
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    /// To the nearest; a half away from zero.
    case halfUp = "half_up"
    /// To the nearest; a half to the even digit.
    case halfEven = "half_even"
    /// Towards zero.
    case down
  }

  /// The digits after the point.
  public var scale: Int
  /// How to round.
  public var mode: Mode

  /// A rounding to `scale` digits after the point.
  public init(scale: Int, mode: Mode) {
    self.scale = scale
    self.mode = mode
  }

  /// Rounds a decimal number of any length, as XML Schema's `xs:double` and `xs:decimal` write it
  /// (`34.33634285099345`, `-1.5E-3`), on its digits: nothing passes through a floating point
  /// number.
  ///
  /// - Returns: the number with `scale` digits after the point; nil when the text is no number.
  public func apply(to text: String) -> String? {
    guard var number = DecimalDigits(text) else { return nil }
    let excess = number.scale - scale
    if excess <= 0 {
      number.digits += [UInt8](repeating: 0, count: -excess)
    } else {
      let missing = max(0, excess + 1 - number.digits.count)
      number.digits.insert(contentsOf: [UInt8](repeating: 0, count: missing), at: 0)
      let dropped = number.digits.suffix(excess)
      let roundsUp = roundsUp(dropped, after: number.digits.dropLast(excess).last ?? 0)
      number.digits.removeLast(excess)
      if roundsUp { number.addOne() }
    }
    number.scale = scale
    return number.text
  }

  private func roundsUp(_ dropped: ArraySlice<UInt8>, after last: UInt8) -> Bool {
    let first = dropped.first ?? 0
    switch mode {
    case .down: return false
    case .halfUp: return first >= 5
    case .halfEven:
      if first != 5 { return first > 5 }
      return dropped.dropFirst().contains { $0 != 0 } || last % 2 == 1
    }
  }
}

/// The digits of a decimal number and how many of them stand after the point.
struct DecimalDigits {
  var isNegative = false
  var digits: [UInt8] = []
  var scale = 0

  /// The most digits and the largest exponent that are taken.
  private static let limit = 400

  init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      bytes.removeFirst()
    }
    var hasPoint = false
    while let byte = bytes.first, byte | 0x20 != UInt8(ascii: "e") {
      bytes.removeFirst()
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if (0x30...0x39).contains(byte), digits.count < Self.limit {
        digits.append(byte - 0x30)
        if hasPoint { scale += 1 }
      } else {
        return nil
      }
    }
    guard !digits.isEmpty else { return nil }
    if !bytes.isEmpty {
      guard let exponent = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)),
        (-Self.limit...Self.limit).contains(exponent)
      else { return nil }
      scale -= exponent
      if scale < 0 {
        digits += [UInt8](repeating: 0, count: -scale)
        scale = 0
      }
    }
  }

  mutating func addOne() {
    var index = digits.count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
  }

  var text: String {
    let padding = [UInt8](repeating: 0, count: max(0, scale + 1 - digits.count))
    var all = padding + digits
    while all.count > scale + 1, all[0] == 0 { all.removeFirst() }
    let isZero = all.allSatisfy { $0 == 0 }
    let characters = all.map { $0 + 0x30 }
    let whole = String(decoding: characters.dropLast(scale), as: UTF8.self)
    let fraction = String(decoding: characters.suffix(scale), as: UTF8.self)
    return (isNegative && !isZero ? "-" : "") + whole + (scale > 0 ? "." + fraction : "")
  }
}
