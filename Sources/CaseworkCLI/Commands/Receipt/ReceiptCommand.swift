import ArgumentParser

struct ReceiptCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "receipt", say("Ask a sample of recipients whether the money came.", "抽查受助人是否收到款项。"),
      [
        ReceiptCommitCommand.self, ReceiptDrawCommand.self, ReceiptListCommand.self,
        ReceiptRecordCommand.self,
      ])
  }
}
