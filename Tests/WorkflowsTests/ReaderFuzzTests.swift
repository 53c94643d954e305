import Foundation
import Testing
import Workflows

/// The readers and the layout on random and mutated files: no crash, no hang, an answer each time.
@Suite struct ReaderFuzzTests {
  private static let words = [
    "{", "}", "[", "]", ": ", ":\n", "- ", "'", "\"", "!", "&a ", "*a", "\n", "\n  ", "#", " #",
    "|", "|2-\n",
    ">", "%", "? ", "---\n", "...\n", "facts.", "form.granted", "when:", "to: ", "张", "\u{0}", "\t",
    "\\",
    "(", ")", ",", "0", "-1", "~", "1e9", "\u{FEFF}", "\u{2028}", "{{", "}}", " && ", " ? ",
    "exists(p, ",
    "<<: ", "!!int ", "\r\n", "true", "9223372036854775808", "0.1234567891", "date('2026-02-30')",
  ].map { Array($0.utf8) }

  private var dice: LayoutDice
  private let seeds: [[UInt8]]
  private let calendars: [[UInt8]]

  init() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed =
      environment["CASEWORK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000_000)
    print("files: CASEWORK_SEED=\(seed)")
    dice = LayoutDice(state: seed)
    seeds = [
      Fixture.smallGrant, Array(Mistake.sound.utf8), Array(Mistake.sound.utf8),
      Fixture.bytes("Fixtures/constructs.yaml"),
    ]
    calendars = [try LayoutTests.bytes("workflows/calendars/weekdays.yaml")]
  }

  private mutating func mutant(of bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<(1 + dice.below(6)) where !bytes.isEmpty {
      let place = dice.below(bytes.count)
      let end = min(bytes.count, place + 1 + dice.below(dice.happens(10) ? 2_000 : 40))
      switch dice.below(6) {
      case 0: bytes[place] = UInt8(dice.below(256))
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: dice.below(bytes.count))
      case 4: bytes = Array(bytes[..<end])
      default: bytes.insert(contentsOf: Self.words[dice.below(Self.words.count)], at: place)
      }
    }
    return bytes
  }

  private mutating func noise() -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<dice.below(60) {
      if dice.happens(10) {
        bytes.append(UInt8(dice.below(256)))
      } else {
        bytes += Self.words[dice.below(Self.words.count)]
      }
    }
    return bytes
  }

  /// Memory in KiB that this process has used at most.
  private static var peak: Int {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }

  @Test mutating func `no file brings a reader down, stops it for long, or goes without an answer`()
  {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CASEWORK_FILES"].flatMap(Int.init) ?? 600
    let clock = ContinuousClock()
    var slowest = Duration.zero
    var read = 0
    var leftAlone: [String] = []
    let before = Self.peak
    for round in 0..<count {
      let isCalendar = round % 8 == 7
      let source = isCalendar ? calendars[0] : seeds[dice.below(seeds.count)]
      let bytes = round % 5 == 4 ? noise() : mutant(of: source)
      let time = clock.measure {
        let diagnostics: [Diagnostic]
        let isSound: Bool
        if isCalendar {
          let result = CalendarReader.read(bytes: bytes, file: "mutant.yaml")
          (isSound, diagnostics) = (result.calendar != nil, result.diagnostics)
        } else {
          let result = WorkflowReader.read(bytes: bytes, file: "mutant.yaml")
          (isSound, diagnostics) = (result.workflow != nil, result.diagnostics)
        }
        if isSound { read += 1 }
        if isSound == diagnostics.contains(where: { $0.severity == .error }) {
          Issue.record("round \(round) has no clear answer: \(bytes)")
        }
        for diagnostic in diagnostics.prefix(20) {
          if diagnostic.render().isEmpty || diagnostic.render(language: .simplifiedChinese).isEmpty
          {
            Issue.record("round \(round) has a mistake without words")
          }
        }
        if case .unsafe = WorkflowLayout.format(bytes: bytes, file: "mutant.yaml") {
          leftAlone.append(String(decoding: bytes.suffix(300), as: UTF8.self))
        }
      }
      slowest = max(slowest, time)
    }
    print(
      "files: \(count), read \(read), left alone \(leftAlone.count), slowest \(slowest), memory \(Self.peak - before) KiB more"
    )
    #expect(slowest < .seconds(5))
    // Nobody writes such files; the layout leaves them as they are.
    #expect(leftAlone.count * 50 <= count, "\(leftAlone.prefix(3))")
    #expect(Self.peak - before < 200_000)
  }
}
