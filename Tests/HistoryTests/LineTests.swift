import History
import Testing

@Suite struct LineTests {
  private func read(_ text: String, chunk: Int = .max) throws -> [String] {
    var reader = EntryReader(install: try VectorFiles.uuid(VectorFiles.install))
    return collect(text, chunk: chunk) { bytes, last, add in
      let body = { (number: Int, line: EntryReader.Line) in
        switch line {
        case .success(let entry): add("\(number) \(entry.seq)")
        case .failure(let error): add("\(error)")
        }
      }
      if last { reader.finish(body) } else { reader.read(bytes, body) }
    }
  }

  private func collect(
    _ text: String, chunk: Int, _ feed: ([UInt8], Bool, (String) -> Void) -> Void
  ) -> [String] {
    var found: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      feed(Array(rest.prefix(chunk)), false) { found.append($0) }
      rest = rest.dropFirst(chunk)
    }
    feed([], true) { found.append($0) }
    return found
  }

  private func first() throws -> String {
    try #require(
      String(decoding: try VectorFiles.bytes("events.jsonl"), as: UTF8.self)
        .split(separator: "\n").first.map(String.init))
  }

  @Test func `entries are written as the very bytes of the vectors`() throws {
    var bytes: [UInt8] = []
    for entry in try VectorFiles.entries() { entry.appendJSONLine(to: &bytes) }
    #expect(bytes == (try VectorFiles.bytes("events.jsonl")))
    #expect(try VectorFiles.entries()[0].jsonLine == (try first()))
  }

  @Test func `payloads are written as the very bytes of the vectors`() throws {
    let given = try VectorFiles.bytes("payloads.jsonl")
    var bytes: [UInt8] = []
    var reader = PayloadReader()
    reader.read(given) { _, line in
      if case .success(let line) = line { line.appendJSONLine(to: &bytes) }
    }
    #expect(bytes == given)
  }

  @Test(arguments: [1, 7, 619, 4096, 100_000])
  func `chunks may end anywhere`(size: Int) throws {
    let text = String(decoding: try VectorFiles.bytes("events.jsonl"), as: UTF8.self)
    let expected = ["1 1", "2 2", "3 3", "4 1", "5 2", "6 1", "7 2"]
    #expect(try read(text, chunk: size) == expected)
    #expect(try read(String(text.dropLast()), chunk: size) == expected)
  }

  @Test func `the general way reads what the fixed layout does not cover`() throws {
    let line = try first()
    let install = try VectorFiles.uuid(VectorFiles.install)
    let expected = try VectorFiles.entries()[0]
    let spaced = line.replacing(",", with: " , ")
    let escaped = line.replacing("\"alice\"", with: "\"\\u0061lice\"")
    let reordered = line.replacing("\"seq\":1,", with: "").replacing("}", with: ",\"seq\":1}")
    for text in [spaced, escaped, reordered] {
      var reader = EntryReader(install: install)
      var entries: [HistoryEntry] = []
      reader.read(Array(text.utf8) + [0x0a]) { _, line in
        if case .success(let entry) = line { entries.append(entry) }
      }
      #expect(entries == [expected])
    }
  }

  @Test func `the fixed layout keeps texts beyond ASCII and empty ones`() throws {
    var entry = try VectorFiles.entries()[0]
    entry.actor = "张三 😀 e\u{301}"
    entry.role = ""
    entry.kind = "quote \" tab \t"
    entry.amount = -.max
    entry.hash = entry.computedHash
    #expect(try VectorFiles.entries(in: Array(entry.jsonLine.utf8)) == [entry])
  }

  @Test(arguments: [
    ("\"seq\":1", "\"seq\":1,\"seq\":1", "line 1: byte 55: the key is repeated"),
    ("\"seq\":1,", "", "line 1: the key \"seq\" is missing"),
    ("\"seq\":1", "\"sequ\":1", "line 1: unknown key \"sequ\""),
    ("\"seq\":1", "\"seq\":\"1\"", "line 1: \"seq\" is not a 64-bit integer"),
    ("\"seq\":1", "\"seq\":1.0", "line 1: \"seq\" is not a 64-bit integer"),
    ("\"seq\":1", "\"seq\":-0", "line 1: \"seq\" is not a 64-bit integer"),
    ("\"seq\":1", "\"seq\":9223372036854775808", "line 1: \"seq\" is not a 64-bit integer"),
    ("\"seq\":1", "\"seq\":01", "line 1: byte 53: a number may not start with 0"),
    ("\"actor\":\"alice\"", "\"actor\":null", "line 1: \"actor\" is not a text"),
    ("\"actor\":\"alice\"", "\"actor\":7", "line 1: \"actor\" is not a text"),
    ("\"person\":\"9c", "\"person\":\"9C", "line 1: \"person\" is not a lower-case uuid"),
    ("\"prev\":\"69", "\"prev\":\"6", "line 1: \"prev\" is not 64 lower-case hexadecimal digits"),
    ("\"prev\":\"69", "\"prev\":\"gg", "line 1: \"prev\" is not 64 lower-case hexadecimal digits"),
    (
      "\"hash\":\"2026e0", "\"hash\":\"2026E0",
      "line 1: \"hash\" is not 64 lower-case hexadecimal digits"
    ),
    ("\"amount\":null", "\"amount\":true", "line 1: \"amount\" is not a 64-bit integer"),
    ("\"role\":\"caseworker\"", "\"role\":[]", "line 1: \"role\" is not a text"),
    ("{\"case\"", "[{\"case\"", "line 1: byte 618: expected ']'"),
  ]) func `a wrong line is refused with its number and reason`(
    old: String, new: String, message: String
  ) throws {
    #expect(try read(try first().replacing(old, with: new)) == [message])
  }

  @Test func `a wrong line does not hide the next`() throws {
    let line = try first()
    #expect(
      try read("\n\(line)\nx\n\(line)\n") == [
        "line 1: byte 0: the value is missing", "2 1",
        "line 3: byte 0: not the start of a value", "4 1",
      ])
  }

  @Test(arguments: [16, 5000]) func `a line too long is refused, in one chunk or several`(
    chunk: Int
  ) throws {
    var reader = EntryReader(
      install: try VectorFiles.uuid(VectorFiles.install), maximumLineBytes: 1000)
    let line = try first()
    let long = String(repeating: "a", count: 1001)
    let found = collect("\(long)\n\(line)\n\(long)", chunk: chunk) { bytes, last, add in
      let body = { (number: Int, line: EntryReader.Line) in
        switch line {
        case .success(let entry): add("\(number) \(entry.seq)")
        case .failure(let error): add("\(error)")
        }
      }
      if last { reader.finish(body) } else { reader.read(bytes, body) }
    }
    #expect(found == ["line 1: the line is too long", "2 1", "line 3: the line is too long"])
  }

  @Test(arguments: [
    (#"{"commit":"C","salt":"C"}"#, "line 1: an erased payload has neither salt nor body"),
    (#"{"commit":"C","body":""}"#, "line 1: an erased payload has neither salt nor body"),
    (#"{"commit":"C","salt":"C","body":1}"#, "line 1: \"body\" is not a text"),
    (#"{"commit":"C","note":""}"#, "line 1: unknown key \"note\""),
    (#"{}"#, "line 1: the key \"commit\" is missing"),
    (#"C"#, "line 1: byte 0: not the start of a value"),
    (#"{"commit":"C"}"#, "erased"), (#"{"commit":"C","salt":null,"body":null}"#, "erased"),
    (#"{"commit":"C","salt":"C","body":""}"#, "kept"),
  ]) func `a payload is kept or erased as a whole`(text: String, outcome: String) throws {
    let hash = String(repeating: "c0", count: 32)
    var found: [String] = []
    var reader = PayloadReader()
    let body = { (number: Int, line: PayloadReader.Line) in
      switch line {
      case .success(let line): found.append(line.payload == nil ? "erased" : "kept")
      case .failure(let error): found.append("\(error)")
      }
    }
    reader.read(Array(text.replacing("\"C\"", with: "\"\(hash)\"").utf8), body)
    reader.finish(body)
    #expect(found == [outcome])
  }
}
