import Testing

@testable import EventLogs

struct EventLogReaderTests {
  private let small = """
    <log xmlns="http://www.xes-standard.org" xes.version="1.0">
      <global scope="event"><string key="concept:name" value="name"/></global>
      <classifier name="Activity" keys="concept:name"/>
      <string key="creator" value="by hand"/>
      <trace>
        <string key="concept:name" value="A &amp; B"/>
        <event>
          <string key="concept:name" value="Filed"><string key="nested" value="x"/></string>
          <list key="parts"><values><int key="n" value="1"/></values></list>
          <float key="amount" value="34.33634285099345"/>
        </event>
        <event/>
      </trace>
      <trace/>
    </log>
    """

  private var expected: [LogItem] {
    [
      .trace(LogTrace(attributes: .init([.init(key: "concept:name", value: "A & B")]), line: 5)),
      .event(
        LogEvent(
          attributes: .init([
            .init(key: "concept:name", value: "Filed"),
            .init(key: "amount", value: "34.33634285099345"),
          ]), line: 7)),
      .event(LogEvent(attributes: .init(), line: 12)),
      .endOfTrace,
      .trace(LogTrace(attributes: .init(), line: 14)),
      .endOfTrace,
    ]
  }

  @Test func `a log is read case by case and event by event, nested attributes passed over`()
    throws
  {
    #expect(try readAll(source(small)) == expected)
  }

  @Test func `gzip is known by its bytes and reads the same, also as several members`() throws {
    let bytes = Array(small.utf8)
    #expect(try readAll(.bytes(gzip(bytes), name: "log")) == expected)
    let two = gzip(Array(bytes.prefix(300))) + gzip(Array(bytes.dropFirst(300)))
    #expect(try readAll(.bytes(two, name: "log")) == expected)
  }

  @Test func `only the keys that are asked for are kept`() throws {
    let events = try readAll(source(small), keys: ["amount"]).compactMap { item in
      if case .event(let event) = item { event.attributes.all } else { nil }
    }
    #expect(events == [[.init(key: "amount", value: "34.33634285099345")], []])
  }

  @Test func `lines are told beyond the 65,535th`() throws {
    let before = String(repeating: "\n<int key=\"a\" value=\"1\"/>", count: 70_000)
    let text = "<log>\(before)\n<trace>\n<event/></trace></log>"
    let lines = try readAll(source(text)).compactMap { item in
      switch item {
      case .trace(let trace): trace.line
      case .event(let event): event.line
      case .endOfTrace: nil
      }
    }
    #expect(lines == [70_002, 70_003])
  }

  @Test func `an empty log has no cases`() throws {
    #expect(try readAll(source("<log/>")) == [])
    #expect(try readAll(source("<log></log>")) == [])
  }

  @Test(arguments: [
    ("", EventLogError(.empty, file: "log.xes")),
    ("concept;time\n1;2\n", EventLogError(.notXML, file: "log.xes", line: 1)),
    ("<html></html>", EventLogError(.notALog("html"), file: "log.xes", line: 1)),
    (
      "<!DOCTYPE log [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<log>&b;</log>",
      EventLogError(.documentType, file: "log.xes", line: 1)
    ),
    (
      "<log>\n<trace>\n<event>\n<string value=\"1\"/></event></trace></log>",
      EventLogError(.missingPart(tag: "string", part: "key"), file: "log.xes", line: 4)
    ),
    (
      "<log>\n<trace>\n<event>\n<string key=\"a\"/></event></trace></log>",
      EventLogError(.missingPart(tag: "string", part: "value"), file: "log.xes", line: 4)
    ),
    (
      "<log>\n<trace>\n<trace/></trace></log>",
      EventLogError(.misplaced(tag: "trace", inside: "trace"), file: "log.xes", line: 3)
    ),
    (
      "<log>\n<event/></log>",
      EventLogError(.misplaced(tag: "event", inside: "log"), file: "log.xes", line: 2)
    ),
    (
      "<log>\n<trace><event>words</event></trace></log>",
      EventLogError(.misplaced(tag: "#text", inside: "event"), file: "log.xes", line: 2)
    ),
  ])
  func `what is no log is refused with its line and what was expected`(
    text: String, error: EventLogError
  ) {
    #expect(problem(source(text)) == error)
  }

  @Test func `a log that is cut off is refused at the line where it ends`() {
    for length in [20, 200, 400, small.utf8.count - 3] {
      let found = problem(.bytes(Array(small.utf8.prefix(length)), name: "log.xes"))
      guard case .malformed? = found?.problem else {
        Issue.record("\(length) bytes: \(String(describing: found))")
        continue
      }
      #expect(found?.line == small.utf8.prefix(length).count { $0 == 0x0A } + 1)
    }
  }

  @Test func `compressed data that are cut off or damaged are told apart`() {
    let bytes = gzip(Array(small.utf8))
    let cut = problem(.bytes(Array(bytes.dropLast(100)), name: "log.xes"))
    #expect(cut?.problem == .truncatedCompression)
    var damaged = bytes
    damaged[11] ^= 0xFF
    #expect(problem(.bytes(damaged, name: "log.xes"))?.problem == .damagedCompression)
    var wrongSum = bytes
    wrongSum[bytes.count - 6] ^= 1
    #expect(problem(.bytes(wrongSum, name: "log.xes"))?.problem == .damagedCompression)
  }

  @Test func `binary data are refused`() {
    let bytes = (0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
    #expect(problem(.bytes(bytes, name: "log.xes"))?.problem == .notXML)
  }

  @Test func `depth, length and number of attributes are bounded`() {
    let deep = String(repeating: "<list key=\"a\">", count: 100)
    #expect(
      problem(source("<log><trace><event>\(deep)"))?.problem
        == .tooDeep(limit: EventLogReader.maximumDepth))
    let long = String(repeating: "x", count: 70_000)
    #expect(
      problem(source("<log><trace><string key=\"a\" value=\"\(long)\"/></trace></log>"))?.problem
        == .longValue(key: "a", limit: EventLogReader.maximumValueLength))
    let many = String(repeating: "<int key=\"a\" value=\"1\"/>", count: 1_001)
    #expect(
      problem(source("<log><trace><event>\(many)</event></trace></log>"))?.problem
        == .manyAttributes(limit: EventLogReader.maximumAttributes))
  }

  @Test func `a document type that goes on for ever is refused early`() {
    let entities = (0..<20_000).map { "<!ENTITY e\($0) \"xxxxxxxxxxxxxxxx\">" }.joined()
    let found = problem(source("<!DOCTYPE log [\(entities)]><log/>"))
    #expect(found?.problem == .longProlog(limit: EventLogReader.maximumProlog))
  }

  @Test func `a file that is not there is refused in the system's words`() {
    let found = problem(.file(path: "/nowhere/log.xes"))
    #expect(
      found == EventLogError(.unreadable("No such file or directory"), file: "/nowhere/log.xes"))
    #expect(
      found?.description
        == "/nowhere/log.xes: the log cannot be read (No such file or directory)")
  }

  @Test func `a library that is not installed is named with its package`() throws {
    let log = source("<log/>")
    let noXML = #expect(throws: EventLogError.self) {
      try EventLogReader(
        log, keys: nil,
        xml: { () throws(SharedLibrary.Missing) in try LibXML2(["libnone.so.1", "libnone.so.2"]) })
    }
    #expect(noXML?.problem == .notInstalled(library: "libxml2", package: "libxml2"))
    #expect(
      noXML?.description
        == "log.xes: libxml2 is not installed, which reads event logs; "
        + "install it with: apt-get install libxml2")
    let reader = try EventLogReader(
      .bytes(gzip(Array("<log/>".utf8)), name: "log.xes"), keys: nil,
      xml: { () throws(SharedLibrary.Missing) in try LibXML2() },
      zlib: { () throws(SharedLibrary.Missing) in try Zlib("libnone.so.1") })
    let noZlib = #expect(throws: EventLogError.self) { try reader.next() }
    #expect(noZlib?.problem == .notInstalled(library: "zlib", package: "zlib1g"))
  }

  @Test func `a library without a function that is needed is not taken`() {
    #expect(throws: SharedLibrary.Missing(library: "libxml2", package: "libxml2")) {
      try LibXML2(["libz.so.1"])
    }
  }
}
