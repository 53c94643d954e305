import ArgumentParser

struct FundCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "fund", say("The funds that cases are paid from.", "支付个案的资金。"),
      [
        FundAddCommand.self, FundAllotCommand.self, FundTransferCommand.self,
        FundCloseYearCommand.self, FundConfirmCommand.self, FundRejectCommand.self,
        FundProposalsCommand.self, FundShowCommand.self, FundLedgerCommand.self,
        FundReportCommand.self, FundExportCommand.self,
      ])
  }
}
