import ArgumentParser
import Casebook

struct StaffImportCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "import", say("Add staff and grants from a CSV file.", "从 CSV 文件导入人员与授权。"),
      say(
        """
        Columns: login, name, and if you like person, union, role, programme, unit, from, until; \
        UTF-8. A person with several roles has several rows. All or nothing: a row that is wrong \
        stops the import and is named. With --partial the right ones are taken, and \
        FILE.rejected.csv holds the others with the reason.
        """,
        """
        列：login、name，可加 person、union、role、programme、unit、from、until；UTF-8 编码。一人多个角色占多行。\
        要么全部导入，要么一行也不导入：出错的行会逐一列出。加 --partial 则导入正确的行，\
        其余连同原因写入 文件.rejected.csv。
        """),
      example: "casework staff import staff.csv --dry-run")
  }

  @OptionGroup var file: ImportOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let table = try file.read(
      required: Session.staffColumns, optional: Session.staffOptionalColumns)
    let session = try context.connect(connection, for: .administration)
    let answer = try session.importStaff(
      table.rows, partial: file.partial, isRehearsal: file.dryRun, reason: StaffingText.reason)
    try file.report(answer, of: table, in: context, as: output.format)
  }
}
