import ArgumentParser
import Casebook
import History

struct RecoveryPlanCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "plan", say("Agree on instalments for money that must come back.", "商定分期追回计划。"),
      say(
        """
        For a case in a state from which its procedure takes money back. Each instalment is a day and \
        an amount; together at most what was paid. What is received is entered by the procedure's own \
        action ('casework act'), as often as it comes, and counts for the oldest instalment first. A \
        new plan replaces the old one; both stay in the history.
        """,
        """
        个案须处于流程可以收回款项的状态。每期为一个日期和金额，合计不超过已付金额。\
        实收款项用流程本身的操作（casework act）逐笔登记，先抵最早一期。新计划取代旧计划，两者都保留在历史中。
        """),
      example: """
        casework recovery plan HG-2026-000123 --total 3000.00 --monthly 6 --first 2026-12-31 \
        --reason "income was understated"
        casework recovery plan HG-2026-000123 2026-12-31=500.00 2027-01-31=700.00 --reason "agreed by letter"
        """)
  }

  /// `2026-12-31=500.00`.
  struct Part: ExpressibleByArgument {
    var instalment: Instalment

    init?(argument: String) {
      let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, let day = Day(argument: String(parts[0])),
        let amount = Hundredths(String(parts[1])), amount.value > 0
      else { return nil }
      instalment = Instalment(due: day.text, amount: amount.value)
    }
  }

  /// `500.00`.
  struct Sum: ExpressibleByArgument {
    var hundredths: Int64

    init?(argument: String) {
      guard let amount = Hundredths(argument), amount.value > 0 else { return nil }
      hundredths = amount.value
    }
  }

  @OptionGroup var subject: CaseArgument
  @Argument(
    help: .init(
      say("Instalments: a day, '=' and an amount with two decimals.", "各期：日期=金额（两位小数）。"),
      valueName: "day=amount"))
  var parts: [Part] = []
  @Option(help: .init(say("All of it, for --monthly.", "总额，与 --monthly 合用。"), valueName: "amount"))
  var total: Sum?
  @Option(help: .init(say("In so many equal months.", "按月等额分期的期数。"), valueName: "count"))
  var monthly: Int?
  @Option(help: .init(say("The day of the first month's.", "第一期的日期。"), valueName: "yyyy-mm-dd"))
  var first: Day?
  @Option(help: .init(say("Why it must come back.", "追回理由。"), valueName: "text"))
  var reason: String
  @OptionGroup var request: RequestOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  private var instalments: [Instalment]? {
    guard let total, let monthly, let first else {
      return total == nil && monthly == nil && first == nil && !parts.isEmpty
        ? parts.map(\.instalment) : nil
    }
    guard parts.isEmpty else { return nil }
    return Instalment.monthly(total.hundredths, count: monthly, from: first.text)
  }

  func validate() throws {
    if instalments == nil {
      throw ValidationError(
        say(
          "Give instalments (2026-12-31=500.00 …), or --total, --monthly (1 to 240) and --first.",
          "请给出各期（2026-12-31=500.00 …），或同时给出 --total、--monthly（1 至 240）和 --first。"))
    }
  }

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    let instalments = instalments ?? []
    let words = instalments.map { "\($0.due)=\($0.amount)" }
    do {
      let answer = try context.send(
        request, over: session, "recovery plan", [subject.number, reason] + words
      ) { id in
        try session.planRecovery(of: subject.number, instalments, reason: reason, request: id)
      }
      let total = answer["total"]?.text ?? ""
      context.confirm(
        answer,
        say(
          "\(subject.number): \(total) in \(instalments.count) instalments, the first by \(instalments[0].due).",
          "\(subject.number)：\(total)，分 \(instalments.count) 期，首期 \(instalments[0].due)。"),
        as: output.format)
    } catch CasebookError.refused(let refusal) {
      throw session.failure(refusal)
    }
  }
}
