import Testing

@testable import CaseworkCLI

@Suite struct TableTests {
  private let plain = Paint(isTerminal: false, environment: [:])

  @Test(arguments: [
    ("abc", 3), ("", 0), ("困难补助", 8), ("e\u{301}", 1), ("ｆｕｌｌ", 8), ("한글", 4), ("a\u{200b}b", 2),
    ("\u{1f600}", 2), ("—", 1),
  ])
  func `a text is as wide as a terminal draws it`(text: String, columns: Int) {
    #expect(TextWidth.of(text) == columns)
  }

  @Test(arguments: [
    ("abcdef", 4, "abc…"), ("困难补助", 5, "困难…"), ("困难补助", 4, "困…"), ("abc", 3, "abc"),
  ])
  func `a text too wide is cut and says so`(text: String, limit: Int, expected: String) {
    #expect(TextWidth.cut(text, to: limit) == expected)
  }

  @Test func `columns align by width and numbers to the right`() {
    var table = Table([
      .init(title: "Name"), .init(title: "Amount", alignment: .right), .init(title: "State"),
    ])
    table.add(["陈红", "4000.00", "paid"])
    table.add(["Li Wei", "25.00", ""])
    #expect(
      table.lines(paint: plain) == [
        "Name     Amount  State",
        "陈红    4000.00  paid",
        "Li Wei    25.00",
      ])
  }

  @Test func `a narrow terminal cuts the widest text column and no number`() {
    var table = Table([.init(title: "Note"), .init(title: "N", alignment: .right)])
    table.add(["abcdefghijklmnopqrstuvwxyz", "123456"])
    #expect(
      table.lines(paint: plain, width: 20) == [
        "Note               N", "abcdefghijk…  123456",
      ])
  }

  @Test func `what a person typed cannot move the cursor`() {
    var table = Table([.init(title: ""), .init(title: "")])
    table.add(["a\u{1b}[2Jb\nc", "d"])
    #expect(table.lines(paint: plain) == ["a [2Jb c  d"])
  }

  @Test(
    arguments: [
      (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false),
      (true, ["NO_COLOR": ""], true), (true, ["TERM": "dumb"], false),
    ] as [(Bool, [String: String], Bool)])
  func `colour is for terminals whose owner did not refuse it`(
    terminal: Bool, environment: [String: String], expected: Bool
  ) {
    #expect(Paint(isTerminal: terminal, environment: environment).isOn == expected)
  }
}
