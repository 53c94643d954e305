import ArgumentParser

struct StaffCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .group(
      "staff", say("Who may act, in which role. For administrators.", "谁以何种角色办理个案（管理员用）。"),
      [
        StaffAddCommand.self, StaffGrantCommand.self, StaffRevokeCommand.self,
        StaffListCommand.self, StaffShowCommand.self, StaffImportCommand.self,
        StaffRetireCommand.self, StaffRelateCommand.self, StaffIncompatibleCommand.self,
        StaffDelegateCommand.self, StaffDelegationsCommand.self, StaffUndelegateCommand.self,
      ])
  }
}
