import Casebook
import History

/// A reconciliation for a person and for programs.
struct ReconciliationText {
  let report: BankReconciliation

  func listing(titles isForPeople: Bool) -> Listing {
    Listing(
      [
        .init("reference", say("Reference", "付款编号")), .init("case", say("Case", "个案")),
        .init("account", say("Account", "账号")),
        .init("amount", say("Amount", "金额"), .number), .init("currency", say("Currency", "货币")),
        .init("sent_at", say("Sent", "发出"), .instant), .init("status", say("Ours", "我方")),
        .init("bank", say("Bank", "银行")),
        .init("bank_amount", say("Bank's amount", "银行金额"), .number),
        .init("file", say("File", "文件")), .init("line", say("Line", "行"), .number),
        .init("verdict", say("Comparison", "核对")),
      ],
      rows: report.lines.map { row($0, isForPeople) },
      empty: say("No payment was under way.", "期间没有在途付款。"))
  }

  private func row(_ line: BankReconciliation.Line, _ isForPeople: Bool) -> JSON {
    func own(_ key: String) -> JSON { line.payment?[key] ?? .null }
    let bank = line.answer
    let status = own("status").text
    return .object([
      .init("reference", .string(line.reference)), .init("case", own("case")),
      .init("account", own("account")), .init("amount", own("amount")),
      .init("currency", own("currency")), .init("sent_at", own("sent_at")),
      .init("status", status.map { .string(isForPeople ? Self.name($0) : $0) } ?? .null),
      .init(
        "bank",
        bank.map {
          .string(isForPeople ? Self.name($0.answer.status.rawValue) : $0.answer.status.rawValue)
        }
          ?? .null),
      .init("bank_amount", bank?.answer.amount.map { .string($0) } ?? .null),
      .init("file", bank.map { .string($0.file) } ?? .null),
      .init("line", bank.map { .integer($0.answer.line) } ?? .null),
      .init(
        "verdict",
        .string(isForPeople ? Self.name(line.verdict) : line.verdict.rawValue)),
    ])
  }

  /// Counts, balances of the period and the bank's statements.
  func sums(_ paint: Paint) -> [String] {
    var counts = Table([
      .init(title: ""), .init(title: "", alignment: .right), .init(title: "", alignment: .right),
    ])
    for (verdict, count, amount) in report.sums {
      counts.add([
        .init(Self.name(verdict), verdict.isFault ? .red : nil), .init(String(count)),
        .init(Hundredths(amount).text),
      ])
    }
    var lines = counts.lines(paint: paint)
    for data in report.currencies { lines += balances(data, paint) }
    for (file, statement) in report.statements {
      lines += [""] + self.statement(file, statement, paint)
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(
      report.addsUp
        ? say("Payments and ledger have the same in transit.", "付款与账簿的在途金额一致。")
        : paint(
          say("Payments and ledger do not have the same in transit.", "付款与账簿的在途金额不一致。"), .red))
    return lines
  }

  private func balances(_ data: JSON, _ paint: Paint) -> [String] {
    func text(_ path: String...) -> String {
      path.reduce(Optional(data)) { $0?[$1] }?.text ?? "0.00"
    }
    var table = Table([
      .init(title: data["currency"]?.text ?? ""),
      .init(title: say("In batches", "待发"), alignment: .right),
      .init(title: say("At the bank", "已发未答"), alignment: .right),
      .init(title: say("Ledger", "账簿在途"), alignment: .right),
    ])
    func moved(_ sign: String, _ key: String) -> Table.Cell {
      .init(text(key) == "0.00" ? "0.00" : sign + text(key))
    }
    func end(_ title: String, _ key: String) {
      table.add([
        .init(title), .init(text(key, "batched")), .init(text(key, "sent")),
        .init(text(key, "ledger")),
      ])
    }
    end(say("at the beginning", "期初"), "opening")
    table.add([.init(say("prepared", "编批")), moved("+", "prepared"), .init(""), .init("")])
    table.add([
      .init(say("sent", "发出")), moved("-", "exported"), moved("+", "exported"),
      .init(""),
    ])
    table.add([.init(say("paid", "已支付")), .init(""), moved("-", "paid"), .init("")])
    table.add([.init(say("came back", "退回")), .init(""), moved("-", "returned"), .init("")])
    table.add([.init(say("cancelled", "取消")), moved("-", "cancelled"), .init(""), .init("")])
    end(say("at the end", "期末"), "closing")
    return [""] + table.lines(paint: paint)
  }

  private func statement(_ file: String, _ statement: BankStatement, _ paint: Paint) -> [String] {
    func text(_ amount: Int64?) -> String { amount.map { Hundredths($0).text } ?? "?" }
    let account = String(statement.account.suffix(4))
    var lines = [
      say(
        "\(file): account …\(account), \(text(statement.opening)) at the beginning, \(text(statement.booked)) booked, \(text(statement.closing)) at the end",
        "\(file)：账户 …\(account)，期初 \(text(statement.opening))，发生 \(text(statement.booked))，期末 \(text(statement.closing))"
      )
    ]
    if statement.addsUp == false {
      lines.append(
        paint(
          say("  its entries do not lead from one balance to the other", "  发生额与期初、期末余额不符"), .red))
    }
    return lines
  }

  var data: JSON {
    .object([
      .init("adds_up", .bool(report.addsUp)),
      .init("lines", .array(report.lines.map { row($0, false) })),
      .init(
        "sums",
        .array(
          report.sums.map {
            .object([
              .init("verdict", .string($0.verdict.rawValue)), .init("count", .integer($0.count)),
              .init("amount", .string(Hundredths($0.amount).text)),
            ])
          })),
      .init("currencies", .array(report.currencies)),
      .init(
        "statements",
        .array(
          report.statements.map { file, statement in
            func amount(_ value: Int64?) -> JSON {
              value.map { .string(Hundredths($0).text) } ?? .null
            }
            return .object([
              .init("file", .string(file)),
              .init("account", .string(String(statement.account.suffix(4)))),
              .init("opening", amount(statement.opening)),
              .init("booked", amount(statement.booked)),
              .init("closing", amount(statement.closing)),
              .init("adds_up", statement.addsUp.map { .bool($0) } ?? .null),
            ])
          })),
    ])
  }

  private static func name(_ status: String) -> String {
    switch status {
    case "batched": say("in a batch", "待发")
    case "sent": say("sent", "已发出")
    case "paid": say("paid", "已支付")
    case "returned": say("came back", "退回")
    case "cancelled": say("cancelled", "已取消")
    default: status
    }
  }

  private static func name(_ verdict: BankReconciliation.Verdict) -> String {
    switch verdict {
    case .agreed: say("agreed", "一致")
    case .open: say("open", "未答复")
    case .notEntered: say("not entered here", "银行已答复，未登记")
    case .notInFiles: say("not in the files", "文件中没有")
    case .anotherAmount: say("another amount", "金额不符")
    case .anotherAccount: say("another account", "账户不符")
    case .contradiction: say("contradiction", "相互矛盾")
    case .twice: say("more than once", "重复出现")
    case .neverSent: say("never sent by us", "我方从未发出")
    case .unknown: say("not ours", "非我方编号")
    case .inBatch: say("in a batch", "在批次中")
    case .cancelled: say("cancelled", "已取消")
    }
  }
}
