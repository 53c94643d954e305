import ArgumentParser

struct PaymentsCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "payments", say("What became of payments.", "付款的后续情况。"),
      [PaymentsStuckCommand.self, PaymentsReconcileCommand.self])
  }
}
