/// Decimal numbers in one spelling only.
enum PlainNumber {
  static func parse(_ text: some Collection<UInt8>) -> UInt64? {
    let digits = Array(text)
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.count == 1 || digits[0] != 0x30
    else { return nil }
    return UInt64(String(decoding: digits, as: UTF8.self))
  }
}
