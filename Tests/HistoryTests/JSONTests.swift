import History
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "[]", "{}", "0", "-1", "1.10", "1e400", #""""#, #"[1,"a",{"b":[null,false]}]"#,
    #"{"z":1,"a":2}"#, #""\"\\\b\f\n\r\t\u0000\u001f""#, #""张三 😀 é""#,
    "123456789012345678901234567890",
  ]) func `a compact text comes back as it was`(text: String) throws {
    #expect(try JSON.parse(text).compact == text)
  }

  @Test func `white space and escapes are read away`() throws {
    let value = try JSON.parse(" {\t\"\\u0061\" :\r\n [ 1 , \"\\ud83d\\ude00\\/\" ] } ")
    #expect(value == .object([.init("a", .array([.number("1"), .string("😀/")]))]))
  }

  @Test(arguments: [
    ("", 0, "the value is missing"), ("[1,]", 3, "not the start of a value"),
    ("{\"a\":1,\"a\":2}", 7, "the key is repeated"), ("01", 0, "a number may not start with 0"),
    ("1 2", 2, "unexpected bytes after the value"), ("[1", 2, "expected ']'"),
    ("{\"a\" 1}", 5, "expected ':'"), ("{a:1}", 1, "expected '\"'"), ("nul", 0, "expected null"),
    ("\"a", 0, "the string does not end"), ("\"\\x\"", 1, "no such escape"),
    ("\"\\ud800\"", 1, "a surrogate without its pair"),
    ("\"\\udc00\\ud800\"", 1, "a surrogate without its pair"),
    ("\"\\u12g4\"", 5, "expected four hexadecimal digits"), ("-", 1, "expected a digit"),
    ("1.", 2, "expected a digit"), ("\"\n\"", 1, "a control character must be escaped"),
    ("\u{feff}1", 0, "not the start of a value"), ("+1", 0, "not the start of a value"),
    ("NaN", 0, "not the start of a value"),
  ]) func `a mistake is told with its byte`(text: String, offset: Int, message: String) {
    let error = #expect(throws: JSONError.self) { try JSON.parse(text) }
    #expect(error?.offset == offset)
    #expect(error?.message == message)
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    for bytes: [UInt8] in [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe4, 0xbd]] {
      let error = #expect(throws: JSONError.self) { try JSON.parse([0x22] + bytes + [0x22]) }
      #expect(error?.message == "the string is not valid UTF-8")
    }
  }

  @Test func `keys in two normal forms are two keys`() throws {
    let value = try JSON.parse("{\"\u{e9}\":1,\"e\u{301}\":2}")
    #expect(value["\u{e9}"]?.int64 == 1)
    #expect(value["e\u{301}"]?.int64 == 2)
    #expect(JSON.string("\u{e9}") != JSON.string("e\u{301}"))
  }

  @Test func `depth and size have limits`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError.self) { try JSON.parse(deep) }
    #expect(throws: JSONError.self) { try JSON.parse("[[1]]", limits: .init(depth: 1)) }
    #expect(throws: JSONError.self) { try JSON.parse("1234", limits: .init(bytes: 3)) }
  }

  @Test(
    arguments: [
      ("0", 0), ("-5", -5), ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
      ("9223372036854775808", nil), ("1.0", nil), ("1e2", nil), ("-0", nil), ("\"1\"", nil),
    ] as [(String, Int64?)]) func `only plain integers within 64 bits are integers`(
      text: String, value: Int64?
    ) throws
  {
    #expect(try JSON.parse(text).int64 == value)
  }
}
