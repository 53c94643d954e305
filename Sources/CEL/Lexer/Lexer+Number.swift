extension Lexer {
  /// A number: whole, hexadecimal, unsigned, decimal or with an exponent.
  mutating func number() -> Token.Kind? {
    let start = position
    if peek() == UInt8(ascii: "0"), peek(1).map({ $0 | 0x20 == UInt8(ascii: "x") }) == true,
      peek(2)?.hexadecimalValue != nil
    {
      position += 2
      let digits = take { $0.hexadecimalValue != nil }
      return whole(UInt64(digits, radix: 16), from: start)
    }
    let digits = take(\.isDigit)
    var fraction = ""
    if peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
      position += 1
      fraction = take(\.isDigit)
    }
    if let length = exponentLength() {
      position += length
      return .double(text(from: start))
    }
    if fraction.isEmpty { return whole(UInt64(digits), from: start) }
    guard let decimal = ExactDecimal((digits.isEmpty ? "0" : digits) + "." + fraction) else {
      mistakes.append(.decimalOutOfRange(text(from: start), range(from: start)))
      return nil
    }
    return .decimal(decimal)
  }

  private mutating func whole(_ magnitude: UInt64?, from start: Int) -> Token.Kind? {
    let unsigned = peek().map { $0 | 0x20 == UInt8(ascii: "u") } == true
    if unsigned { position += 1 }
    guard let magnitude, unsigned || magnitude <= Int64.min.magnitude else {
      mistakes.append(.numberOutOfRange(text(from: start), range(from: start)))
      return nil
    }
    return unsigned ? .uint(magnitude) : .int(magnitude)
  }

  /// The length of `e+10` and its like at the position.
  private func exponentLength() -> Int? {
    guard let byte = peek(), byte | 0x20 == UInt8(ascii: "e") else { return nil }
    var length = 1
    if let sign = peek(1), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { length += 1 }
    guard peek(length)?.isDigit == true else { return nil }
    while peek(length)?.isDigit == true { length += 1 }
    return length
  }

  private mutating func take(_ isPart: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = peek(), isPart(byte) { position += 1 }
    return text(from: start)
  }

  func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
