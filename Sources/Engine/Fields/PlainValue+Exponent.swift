extension PlainValue {
  /// A number written with an exponent, such as `1e3`, with all its digits instead: JSON has such
  /// numbers, and the database reads them so. One beyond 40 digits stays as it is, and fits no field.
  var withoutExponent: PlainValue {
    guard case .number(let text) = self,
      let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }),
      let exponent = Int(text[text.index(after: mark)...]), abs(exponent) <= 40
    else { return self }
    let isNegative = text.hasPrefix("-")
    let parts = text[..<mark].drop { $0 == "-" }.split(
      separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2 else { return self }
    var digits = whole + (parts.count == 2 ? parts[1] : "")
    var point = whole.count + exponent
    if point < 1 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    }
    if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
    let end = digits.index(digits.startIndex, offsetBy: point)
    let fraction = digits[end...]
    let sign = isNegative ? "-" : ""
    return .number("\(sign)\(digits[..<end])\(fraction.isEmpty ? "" : ".")\(fraction)")
  }
}
