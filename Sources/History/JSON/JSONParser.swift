extension JSON {
  /// Bounds on what is read, so that hostile input costs little.
  public struct Limits: Sendable {
    /// Bytes of input.
    public var bytes: Int
    /// Arrays and objects within each other.
    public var depth: Int

    /// Makes limits; by default 16 MiB and 64 levels.
    public init(bytes: Int = 16 << 20, depth: Int = 64) {
      self.bytes = bytes
      self.depth = depth
    }
  }

  /// Reads one value that fills the whole input, white space around it aside.
  ///
  /// Strict: UTF-8 only, no byte order mark, no duplicate keys, no lone surrogates, nothing after
  /// the value.
  /// - Throws: `JSONError` with the offset of the first mistake.
  public static func parse(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) -> JSON {
    if bytes.count > limits.bytes {
      throw JSONError("more than \(limits.bytes) bytes", at: limits.bytes)
    }
    var parser = JSONParser(bytes: bytes, maximumDepth: limits.depth)
    return try parser.document()
  }

  /// Reads one value from text.
  ///
  /// - Throws: `JSONError` with the offset of the first mistake.
  public static func parse(_ text: String, limits: Limits = Limits()) throws(JSONError) -> JSON {
    try parse(Array(text.utf8), limits: limits)
  }
}

struct JSONParser {
  private let bytes: [UInt8]
  private let maximumDepth: Int
  private var at = 0

  init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func document() throws(JSONError) -> JSON {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    if at < bytes.count { throw JSONError("unexpected bytes after the value", at: at) }
    return value
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    if next == byte {
      at += 1
      return true
    }
    return false
  }

  private mutating func expect(_ byte: Unicode.Scalar) throws(JSONError) {
    if !take(UInt8(ascii: byte)) { throw JSONError("expected '\(byte)'", at: at) }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    if depth > maximumDepth { throw JSONError("nested deeper than \(maximumDepth)", at: at) }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case .some(0x2d), .some(0x30...0x39): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw JSONError("the value is missing", at: at)
    default: throw JSONError("not the start of a value", at: at)
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[at...].starts(with: word.utf8) else {
      throw JSONError("expected \(word)", at: at)
    }
    at += word.utf8.count
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    at += 1
    var members: [JSON.Member] = []
    var keys: Set<[UInt8]> = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipSpace()
      let start = at
      let key = try string()
      if !keys.insert(Array(key.utf8)).inserted {
        throw JSONError("the key is repeated", at: start)
      }
      skipSpace()
      try expect(":")
      skipSpace()
      members.append(JSON.Member(key, try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    try expect("}")
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    at += 1
    var elements: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array([]) }
    repeat {
      skipSpace()
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    try expect("]")
    return .array(elements)
  }

  private mutating func digits() throws(JSONError) {
    let start = at
    while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
    if at == start { throw JSONError("expected a digit", at: at) }
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = at
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if let byte = next, (0x30...0x39).contains(byte) {
        throw JSONError("a number may not start with 0", at: at - 1)
      }
    } else {
      try digits()
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return .number(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  private mutating func string() throws(JSONError) -> String {
    try expect("\"")
    let start = at
    var decoded: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        guard let text = String(validating: decoded, as: UTF8.self) else {
          throw JSONError("the string is not valid UTF-8", at: start)
        }
        return text
      case UInt8(ascii: "\\"):
        at += 1
        decoded.append(contentsOf: Array(String(try escape()).utf8))
      case 0..<0x20:
        throw JSONError("a control character must be escaped", at: at)
      default:
        decoded.append(byte)
        at += 1
      }
    }
    throw JSONError("the string does not end", at: start - 1)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    guard let byte = next else { throw JSONError("the string does not end", at: at) }
    at += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw JSONError("no such escape", at: at - 2)
    }
  }

  private mutating func unicode() throws(JSONError) -> Unicode.Scalar {
    let start = at - 2
    let high = try unit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    if high < 0xdc00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      let low = try unit()
      if (0xdc00...0xdfff).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
      {
        return scalar
      }
    }
    throw JSONError("a surrogate without its pair", at: start)
  }

  private mutating func unit() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw JSONError("expected four hexadecimal digits", at: at)
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
