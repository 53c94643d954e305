import ArgumentParser
import Casebook

struct HouseholdImportCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "import", say("Enter households from a CSV file.", "从 CSV 文件导入家庭。"),
      say(
        """
        A row a member; UTF-8. Columns: household, relation, since (yyyy-mm-dd) and person (the id) or \
        id_number; a column name is for your own eyes. Rows of one household live together: write its \
        number, or any name for one that is new, which needs a row with the relation head. All or \
        nothing; with --partial the right rows are taken and FILE.rejected.csv holds the others with \
        the reason. A row that is entered already is left alone.
        """,
        """
        每行一名成员，UTF-8 编码。列：household、relation、since（yyyy-mm-dd），以及 person（人员编号）或 \
        id_number；name 列仅供查看。household 相同的行属于同一家庭：填家庭编号；新家庭可填任意名称，\
        且须有一行 relation 为 head。要么全部导入，要么一行也不导入；加 --partial 则导入正确的行，\
        其余连同原因写入 文件.rejected.csv。已登记的行不作改动。
        """),
      example: "casework household import households.csv --dry-run")
  }

  @OptionGroup var file: ImportOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let table = try file.read(
      required: Session.householdColumns, optional: Session.householdOptionalColumns)
    let session = try context.connect(connection)
    let answer = try session.importHouseholds(
      table.rows, partial: file.partial, isRehearsal: file.dryRun, reason: HouseholdText.reason)
    try file.report(answer, of: table, in: context, as: output.format)
  }
}
