import Casebook
import History
import Testing

@Suite struct SpendingReportTests {
  private static func row(
    _ month: String, _ programme: String?, _ paid: String, _ back: String, unit: String? = "A"
  ) -> JSON {
    .object([
      .init("fund", .string("aid")), .init("currency", .string("CNY")),
      .init("year", .number("2026")), .init("month", .string(month)),
      .init("until", .string(month)), .init("programme", programme.map { .string($0) } ?? .null),
      .init("unit", unit.map { .string($0) } ?? .null), .init("several", .array([])),
      .init("reserved", .string("9.00")), .init("committed", .string("0.00")),
      .init("released", .string("0.10")), .init("paid", .string(paid)),
      .init("recovered", .string(back)),
      .init("left", .object([.init("reserved", .string("-1.00")), .init("paid", .string(paid))])),
      .init("protected", .bool(false)), .init("withheld", .bool(false)),
    ])
  }

  private static func confidential(_ paid: String?, until: String?) -> JSON {
    .object([
      .init("fund", .string("aid")), .init("currency", .string("CNY")),
      .init("year", .number("2026")),
      .init("month", until.map { _ in .string("2026-01") } ?? .null),
      .init("until", until.map { .string($0) } ?? .null), .init("programme", .string("talks")),
      .init("unit", .null), .init("several", .array([.string("unit")])),
      .init("paid", paid.map { .string($0) } ?? .null), .init("protected", .bool(true)),
      .init("withheld", .bool(paid == nil)),
    ])
  }

  private static let rows = [
    row("2026-01", "grant", "10.00", "0.00"), row("2026-01", "<legal>", "2.50", "0.00"),
    row("2026-02", "grant", "5.00", "5.00", unit: nil), confidential("4.00", until: "2026-03"),
    confidential(nil, until: nil),
  ]

  private static let funds: [JSON] = [
    .object([
      .init("fund", .string("aid")), .init("currency", .string("CNY")),
      .init("year", .number("2026")), .init("allotted", .string("100.00")),
      .init("paid", .string("25.00")), .init("in_transit", .string("0.00")),
      .init("committed", .string("25.00")), .init("reserved", .string("12.50")),
    ]),
    .object([.init("fund", .string("other")), .init("year", .number("2026"))]),
  ]

  private func lines(_ division: SpendingReport.Division) -> [String] {
    SpendingReport(funds: Self.funds, rows: Self.rows, by: division).lines.map { line in
      let amounts = SpendingReport.Measure.allCases.map { measure in
        line.amounts[measure].map { Hundredths($0).text } ?? "-"
      }
      return "\(line.label)\(line.isWithheld ? " withheld" : "") \(amounts.joined(separator: " "))"
    }
  }

  @Test func `amounts of the same month are added to the cent, and joined months stay apart`() {
    #expect(
      lines(.month) == [
        #"name("2026-01") 18.00 0.00 0.20 12.50 0.00"#, #"name("2026-01…2026-03") - - - 4.00 -"#,
        #"name("2026-02") 9.00 0.00 0.10 5.00 5.00"#, "several withheld - - - - -",
      ])
  }

  @Test func `a unit, none and several are three things`() {
    #expect(
      lines(.unit) == [
        #"name("A") 18.00 0.00 0.20 12.50 0.00"#, "absent 9.00 0.00 0.10 5.00 5.00",
        "several - - - 4.00 -", "several withheld - - - - -",
      ])
  }

  @Test(
    arguments: [
      (0, ""), (1, "▏"), (12, "▌"), (25, "█"), (40, "█▋"), (100, "████"), (-5, ""),
    ] as [(Int64, String)])
  func `a bar is drawn to an eighth of a column`(value: Int64, bar: String) {
    #expect(SpendingReport.bar(value, most: 100, width: 4) == bar)
  }

  @Test func `a budget's bar is full whatever its parts are`() throws {
    let report = SpendingReport(funds: Self.funds, rows: Self.rows, by: .month)
    let budget = try #require(report.budgets.first)
    #expect(report.budgets.count == 1)
    #expect(budget.room == 3750)
    #expect(SpendingReport.bar(budget, width: 8) == "██▓▓▒░░░")
  }

  @Test func `the picture has a bar for each line, amounts, and no markup from a name`() {
    let report = SpendingReport(funds: Self.funds, rows: Self.rows, by: .programme)
    let picture = report.svg(
      .init(title: "预算 & spending", parts: ["a", "b", "c", "d", "e"], spent: "Spent") {
        "\($0.label)"
      })
    #expect(picture.contains("预算 &amp; spending"))
    #expect(picture.contains("name(\"&lt;legal&gt;\")</text>"))
    #expect(picture.contains(">10.00 CNY</text>"))
    #expect(!picture.contains("<legal>"))
    // the ground, five of the legend, four of the budget, three lines with an amount
    #expect(picture.split(separator: "<rect ").count - 1 == 1 + 5 + 4 + 3)
  }
}
