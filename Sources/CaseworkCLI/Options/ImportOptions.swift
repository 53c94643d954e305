import ArgumentParser
import Casebook
import History

/// The file that an import reads, and what is to become of rows that are wrong.
struct ImportOptions: ParsableArguments {
  @Argument(
    help: .init(
      say("The CSV file, - for standard input.", "CSV 文件，- 为标准输入。"), valueName: "file.csv"))
  var file: String
  @Flag(help: .init(say("Only say what would be done.", "只说明将会怎样，不作改动。")))
  var dryRun = false
  @Flag(
    help: .init(
      say(
        "Take the rows that are right; write the others to FILE.rejected.csv.",
        "导入正确的行；其余写入 文件.rejected.csv。")))
  var partial = false

  /// The rows of the file.
  func read(required: [String], optional: [String]) throws -> CSVTable {
    do {
      return try CSVTable(
        try InputFile.read(file, limit: 64 << 20), required: required,
        optional: optional + ["rejected_row", "reason"])
    } catch let mistake as CSVTable.Mistake {
      throw Failure(.usage, "\(file): " + Self.text(mistake, required + optional))
    }
  }

  private static func text(_ mistake: CSVTable.Mistake, _ known: [String]) -> String {
    switch mistake {
    case .encoding: say("this is not UTF-8; save it as CSV UTF-8.", "不是 UTF-8 编码；请另存为 CSV UTF-8。")
    case .quotes(let row):
      say("the quotation marks in row \(row) do not match.", "第 \(row) 行的引号不配对。")
    case .cells(let row):
      say("row \(row) has more cells than there are columns.", "第 \(row) 行的单元格多于列数。")
    case .missing(let names):
      say("the first row lacks the columns: ", "首行缺少列：") + names.joined(separator: ", ")
    case .unknown(let names):
      say("columns not understood or there twice: ", "无法识别或重复的列：")
        + names.joined(separator: ", ") + say("; known: ", "；可用：") + known.joined(separator: ", ")
    }
  }

  /// Says what an import came to; rows that were refused make it fail, unless it is partial.
  ///
  /// - Parameter answer: `done`, `added`, `unchanged` and the rows `rejected`.
  func report(
    _ answer: JSON, of table: CSVTable, in context: Context, as format: OutputFormat
  ) throws {
    let rejected = (answer["rejected"]?.elements ?? []).map(Rejection.init)
    let added = answer["added"]?.int64 ?? 0
    let unchanged = answer["unchanged"]?.int64 ?? 0
    guard answer["done"]?.bool ?? false else {
      let shown = rejected.prefix(50).map(\.line)
      let more = rejected.count - shown.count
      throw Failure(
        .refused,
        say(
          "\(rejected.count) of \(table.rows.count) rows are refused; nothing was imported.",
          "\(table.rows.count) 行中有 \(rejected.count) 行被拒绝；未导入任何内容。"),
        details: shown + (more > 0 ? [say("… and \(more) more", "……另有 \(more) 行")] : []),
        next: [
          say("Mend the file, or take what is right with --partial.", "修正文件，或用 --partial 导入正确的行。")
        ], data: answer)
    }
    if !rejected.isEmpty, !dryRun { try write(rejected, of: table, in: context) }
    if format != .table { return context.show(Record(answer), as: format) }
    context.output.writeLine(
      dryRun
        ? say(
          "Would add \(added) and leave \(unchanged) as they are; nothing was changed.",
          "将增加 \(added) 项，\(unchanged) 项不变；未作任何改动。")
        : say(
          "Added \(added); \(unchanged) were there already.", "已增加 \(added) 项；\(unchanged) 项此前已有。"))
    if dryRun { for rejection in rejected { context.output.writeLine(rejection.line) } }
  }

  private func write(_ rejected: [Rejection], of table: CSVTable, in context: Context) throws {
    let path = file == "-" ? "rejected.csv" : file + ".rejected.csv"
    let columns = table.columns.filter { $0 != "rejected_row" && $0 != "reason" }
    var csv = CSVWriter()
    csv.row((columns + ["rejected_row", "reason"]).map { .text($0) })
    for rejection in rejected {
      let row = table.rows.first { $0.number == rejection.row }
      csv.row(
        columns.map { .text(row?[$0]) } + [.integer(Int64(rejection.row)), .text(rejection.reason)])
    }
    let output = try OutputFile(path)
    output.write(csv.take())
    try output.finish()
    context.warn(
      say("\(rejected.count) rows were refused; see \(path)", "\(rejected.count) 行被拒绝；见 \(path)"))
  }
}

/// A row of a file that an import refused.
struct Rejection {
  var row: Int
  var name: String
  var reason: String

  init(_ json: JSON) {
    row = Int(json["row"]?.int64 ?? 0)
    name = json["code"]?.text ?? json["login"]?.text ?? ""
    reason =
      json["reason"]?.text
      ?? StaffingText.text(json["why"]?.text ?? "", of: name, json["args"] ?? .null)
  }

  var line: String {
    say("row \(row): ", "第 \(row) 行：") + (name.isEmpty ? "" : name + ": ") + reason
  }
}
