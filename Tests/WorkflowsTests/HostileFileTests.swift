import Testing
import Workflows

/// Files that were not written by somebody who means well.
@Suite struct HostileFileTests {
  private func codes(_ bytes: [UInt8]) -> [String] {
    let (workflow, diagnostics) = WorkflowReader.read(bytes: bytes, file: "hostile.yaml")
    #expect(workflow == nil)
    return diagnostics.map { "\($0.identifier) \($0.location.line):\($0.location.column)" }
  }

  private func codes(_ text: String) -> [String] { codes(Array(text.utf8)) }

  @Test func `a file of a hundred megabytes is not read`() {
    #expect(codes([UInt8](repeating: 0x61, count: 100_000_000)) == ["WF001 1:1"])
  }

  @Test func `a file of just under the limit is read`() {
    let text = Mistake.sound + "# " + String(repeating: "x", count: 1_000_000)
    #expect(Fixture.read(text).diagnostics == [])
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "WF002 1:2"), ([0x61, 0x0A, 0xC3], "WF002 2:1"),
      ([0xED, 0xA0, 0x80], "WF002 1:1"), ([0xC0, 0x80], "WF002 1:1"),
      ([0x61, 0x00, 0x62], "WF003 1:2"), ([0x1B, 0x5B, 0x31, 0x6D], "WF003 1:1"),
      ([0x61, 0xE2, 0x80, 0xA8], "WF003 1:2"),
    ] as [([UInt8], String)])
  func `bytes that are not text are refused where they stand`(bytes: [UInt8], found: String) {
    #expect(codes(bytes) == [found])
  }

  @Test func `a program is not a procedure`() {
    let bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01, 0x00]
    #expect(codes(bytes) == ["WF003 1:1"])
  }

  @Test(arguments: ["", "\n\n", "# nothing but a comment\n", "\u{FEFF}"])
  func `an empty file says so`(text: String) {
    #expect(codes(text) == ["WF004 1:1"])
  }

  @Test func `a byte order mark and other line ends change nothing`() {
    let text = "\u{FEFF}" + Mistake.sound
    #expect(Fixture.read(text).diagnostics == [])
    var unix = String.UnicodeScalarView()
    for scalar in Mistake.sound.unicodeScalars {
      if scalar == "\n" { unix.append("\r") }
      unix.append(scalar)
    }
    #expect(Fixture.read(String(unix)).diagnostics.map { $0.render() } == [])
  }

  @Test func `a bomb of aliases is refused before anything is expanded`() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (name, last) in zip("bcdefghi", "abcdefgh") {
      let items = Array(repeating: "*\(last)", count: 9).joined(separator: ", ")
      text += "\(name): &\(name) [\(items)]\n"
    }
    let found = Set(codes(text).map { $0.prefix(5) })
    #expect(found == ["WF008", "WF101", "WF102"])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func `nesting without end stops early`(opener: String) {
    let found = codes(String(repeating: opener, count: 100_000))
    #expect(found.allSatisfy { $0.hasPrefix("WF006") || $0.hasPrefix("WF005") })
    #expect(found.count == 1)
  }

  @Test func `values without end stop early`() {
    let found = codes("a: [" + String(repeating: "x,", count: 300_000) + "]")
    #expect(found.map { $0.prefix(5) } == ["WF007"])
  }

  @Test func `names without end cost one message each`() {
    let keys = (0..<5_000).map { "key_\($0): x\n" }.joined()
    #expect(codes(keys).filter { $0.hasPrefix("WF101") }.count == 5_000)
  }

  @Test func `an expression without end is refused`() {
    let deep = String(repeating: "(", count: 5_000) + "true" + String(repeating: ")", count: 5_000)
    let text = Mistake("", "'!facts.large'", "'\(deep)'").file.text
    #expect(Fixture.read(text).diagnostics.map(\.identifier) == ["guard.too_deep"])
  }

  @Test func `facts that double each other are refused`() {
    let facts = (1..<40).map { ", f\($0): 'facts.f\($0 - 1) && facts.f\($0 - 1)'" }.joined()
    let text = Mistake(
      "", "{large: form.amount > 50.00}", "{large: form.amount > 50.00, f0: true\(facts)}"
    ).file.text
    #expect(Set(Fixture.read(text).diagnostics.map(\.identifier)) == ["guard.too_large"])
  }

  /// A linear congruential generator: the same mutations on every machine.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `no mutation of a file brings the reader down`(seed: UInt64) {
    var dice = Dice(state: seed)
    let pieces = [
      "{", "}", "[", "]", ": ", "- ", "'", "\"", "!", "&a ", "*a", "\n", "  ", "#", "|", ">", "%",
      "facts.", "form.granted", "张", "\u{0}", "\t", "\\", "? ", "(", ")", ",", "0", "-1", "~",
    ].map { Array($0.utf8) }
    for _ in 0..<150 {
      var bytes = Fixture.smallGrant
      for _ in 0..<Int.random(in: 1...6, using: &dice) {
        let place = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
        case 1:
          let end = min(bytes.count, place + Int.random(in: 1...40, using: &dice))
          bytes.removeSubrange(place..<end)
        case 2:
          let end = min(bytes.count, place + Int.random(in: 1...80, using: &dice))
          bytes.insert(contentsOf: bytes[place..<end], at: place)
        default:
          bytes.insert(contentsOf: pieces.randomElement(using: &dice) ?? [], at: place)
        }
      }
      let (workflow, diagnostics) = WorkflowReader.read(bytes: bytes, file: "mutant.yaml")
      #expect(workflow != nil || diagnostics.contains { $0.severity == .error })
      for diagnostic in diagnostics {
        #expect(!diagnostic.render().isEmpty)
        #expect(!diagnostic.render(language: .simplifiedChinese).isEmpty)
      }
    }
  }
}
