import ArgumentParser
import History

struct BatchCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "batch", say("Payments to the bank, many in one file.", "批量付款。"),
      [
        BatchPrepareCommand.self, BatchShowCommand.self, BatchListCommand.self,
        BatchReleaseCommand.self, BatchExportCommand.self, BatchImportCommand.self,
        BatchCancelCommand.self,
      ])
  }

  /// What a batch comes to, in a line.
  static func line(_ answer: JSON) -> String {
    let number = answer["batch"]?.text ?? ""
    let count = answer["payments"]?.int64 ?? 0
    let total = (answer["total"]?.text ?? "") + " " + (answer["currency"]?.text ?? "")
    let payments = count == 1 ? "1 payment" : "\(count) payments"
    return say("\(number): \(payments), \(total)", "\(number)：\(count) 笔，合计 \(total)")
  }
}
