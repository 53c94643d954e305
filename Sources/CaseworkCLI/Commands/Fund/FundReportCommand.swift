public import ArgumentParser
public import Casebook
import History

struct FundReportCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "report",
      say("Report budget and spending by month, procedure or unit.", "按月、流程或单位汇总预算与支出。"),
      say(
        """
        First each year's budget as one bar: what is paid, approved or at the bank, set aside, left. Then \
        a line a month, procedure or unit, with a bar for what was paid less what came back.

        Finance and audit see all; a supervisor what he supervises. Of confidential procedures only \
        payments to five persons or more are told, after the end of the month; months or units with \
        fewer are joined, and a line that is shown once never changes. What is left is named without amounts.
        """,
        """
        先以一条横条显示各年度预算：已支付、已批准或在途、预留、余额；再按月、流程或单位逐行列出，横条为实付减追回。

        财务与审计可查看全部，主管可查看所主管的部分。保密流程只列出月度结束后、涉及五人及以上的支付；\
        不足五人的月份或单位合并列示，已列出的行不再变化；其余仅注明存在，不列金额。
        """),
      example: """
        casework fund report hardship --year 2026
        casework fund report --by unit --svg spending.svg
        """)
  }

  @Argument(help: .init(say("The fund's code; all when left out.", "资金代码；不填则为全部。")))
  var code: String?
  @Option(help: .init(say("Only this year.", "仅该年度。")))
  var year: Int?
  @Option(
    help: .init(
      say("month, programme or unit.", "month（月）、programme（流程）或 unit（单位）。"), valueName: "what"))
  var by: SpendingReport.Division = .month
  @Option(
    help: .init(say("Also write the picture to this file.", "同时将图形写入该文件。"), valueName: "file"))
  var svg: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let report = SpendingReport(
      funds: try session.funds(code: code), rows: try session.fundReport(code: code, year: year),
      by: by)
    if let svg {
      let target = try OutputFile(svg)
      target.write(report.svg(SpendingText.words(of: report)).utf8)
      try target.finish()
    }
    switch output.format {
    case .table: show(report, in: context)
    case .json:
      context.output.writeLine(
        JSON.object([
          .init("budgets", .array(report.budgets.map(SpendingText.data))),
          .init("lines", .array(report.lines.map { SpendingText.data($0, by: by) })),
        ]).compact)
    case .jsonl, .csv:
      Listing(
        (["fund", "currency", "year", by.rawValue]
          + SpendingReport.Measure.allCases.map(\.rawValue) + ["protected", "withheld"])
          .map { .init($0, $0) },
        rows: report.lines.map { SpendingText.data($0, by: by) }, empty: ""
      ).write(to: context, format: output.format)
    }
  }

  private func show(_ report: SpendingReport, in context: Context) {
    guard !report.lines.isEmpty else {
      return context.tell(say("No money has moved.", "没有资金往来。"))
    }
    var budgets = Table(
      [.init(title: say("Fund", "资金")), .init(title: say("Year", "年度"), alignment: .right)]
        + ([say("Allotted", "额度")] + SpendingText.parts).map {
          .init(title: $0, alignment: .right)
        } + [.init(title: "")])
    for budget in report.budgets {
      budgets.add(
        [.init(budget.fund), .init(String(budget.year))]
          + ([budget.allotted] + budget.parts + [budget.room]).map { .init(Hundredths($0).text) }
          + [.init(SpendingReport.bar(budget, width: 20))])
    }
    var lines = Table(
      [
        .init(title: say("Fund", "资金")), .init(title: say("Year", "年度"), alignment: .right),
        .init(title: SpendingText.title(by)),
      ]
        + SpendingReport.Measure.allCases.map {
          .init(title: SpendingText.name(of: $0), alignment: .right)
        } + [.init(title: "")])
    for line in report.lines {
      let amounts = SpendingReport.Measure.allCases.map { line.amounts[$0] }
      lines.add(
        [.init(line.fund), .init(String(line.year)), .init(SpendingText.label(line))]
          + amounts.map { .init($0.map { Hundredths($0).text } ?? "") }
          + [.init(SpendingReport.bar(line.spent, most: report.most, width: 24))])
    }
    let legend = zip(["█", "▓", "▓", "▒", "░"], SpendingText.parts).map { "\($0) \($1)" }
    var text = budgets.lines(paint: context.paint)
    text += [legend.joined(separator: "  "), ""] + lines.lines(paint: context.paint)
    if report.lines.contains(where: \.isProtected) {
      text += ["", SpendingText.caveat]
    }
    context.page(text)
  }
}

extension SpendingReport.Division: ExpressibleByArgument {}
