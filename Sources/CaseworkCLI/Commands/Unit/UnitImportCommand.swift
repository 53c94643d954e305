import ArgumentParser
import Casebook

struct UnitImportCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "import", say("Add units from a CSV file.", "从 CSV 文件导入单位。"),
      say(
        """
        Columns: code, name, and if you like kind and parent; UTF-8. Parents may stand after their \
        children. All or nothing: a row that is wrong stops the import and is named. With --partial \
        the right ones are added, and FILE.rejected.csv holds the others with the reason. A unit that \
        is there as the file has it is left alone, so a file can be imported again.
        """,
        """
        列：code、name，可加 kind、parent；UTF-8 编码。上级可排在下级之后。要么全部导入，要么一行也不导入：\
        出错的行会逐一列出。加 --partial 则导入正确的行，其余连同原因写入 文件.rejected.csv。\
        与现有内容相同的单位不作改动，因此同一文件可再次导入。
        """),
      example: "casework unit import units.csv --dry-run")
  }

  @OptionGroup var file: ImportOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let table = try file.read(required: ["code", "name"], optional: ["kind", "parent"])
    let session = try context.connect(connection, for: .administration)
    let answer = try session.importUnits(
      table.rows, partial: file.partial, isRehearsal: file.dryRun)
    try file.report(answer, of: table, in: context, as: output.format)
  }
}
