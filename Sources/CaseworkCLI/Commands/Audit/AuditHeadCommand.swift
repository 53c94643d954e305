import ArgumentParser
import Casebook
import Glibc
import History
import Postgres

struct AuditHeadCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "head",
      say("Show one hash over the whole history, to keep elsewhere.", "显示覆盖全部历史的一个哈希，供另行留存。"),
      say(
        """
        For auditors. One SHA-256 over the last entries of all cases that you may see; it changes \
        when any entry before it is changed, taken out or added. Keep it where the database's \
        administrator cannot reach it, and compare later with 'audit verify --expect-head'.

        Take it while nobody is writing: an entry that is just being written counts by its place, \
        and may come into the past of the head.
        """,
        """
        供审计员使用。对您可查看的全部个案的最后一条记录计算一个 SHA-256；此前任何记录被修改、移除或增加，它都会改变。\
        请将其保存在数据库管理员接触不到的地方，日后用 audit verify --expect-head 比对。

        请在无人办理时获取：正在写入的记录可能排入该摘要之前。
        """),
      example: "casework audit head --print --as sun")
  }

  @Flag(
    name: .customLong("print"), help: .init(say("As a page to print and sign.", "按可打印、签署的格式输出。")))
  var isPage = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws {
    let session = try context.connect(connection)
    try session.requireAuditor()
    let head = try session.head()
    guard isPage, output.format == .table else {
      return context.show(Record(Self.data(head, session), lines: Self.lines), as: output.format)
    }
    for line in Self.page(head, session) { context.output.writeLine(line) }
  }

  private static var lines: [Record.Line] {
    [
      .init(key: "taken_at", title: say("Taken at (UTC)", "获取时间（UTC）")),
      .init(key: "database", title: say("Database", "数据库")),
      .init(key: "install", title: say("Installation", "安装编号")),
      .init(key: "entries", title: say("Entries", "记录数"), kind: .number),
      .init(key: "cases", title: say("Cases", "个案数"), kind: .number),
      .init(key: "head", title: "SHA-256"),
    ]
  }

  private static func data(_ head: HistoryHead, _ session: Session) -> JSON {
    .object([
      .init("taken_at", .string(UTCText.of(microseconds: head.takenAt))),
      .init("database", .string(session.connection.database)),
      .init("login", .string(session.login)),
      .init("install", head.install.map { .string($0.description) } ?? .null),
      .init("entries", .integer(head.root.entries)), .init("cases", .integer(head.root.cases)),
      .init("head", .string(head.root.hash.description)),
    ])
  }

  /// The page: the hash in groups of four digits, eight a line, which a person can read aloud.
  private static func page(_ head: HistoryHead, _ session: Session) -> [String] {
    let hex = head.root.hash.description
    return [
      say("Head of the history of a Casework installation", "Casework 安装的历史摘要"), "",
      say("Installation  ", "安装编号  ") + (head.install?.description ?? "-"),
      say("Database      ", "数据库    ") + session.connection.database,
      say("Taken at      ", "获取时间  ") + UTCText.of(microseconds: head.takenAt)
        + say(" by \(session.login)", "，由 \(session.login) 获取"),
      say("Entries       ", "记录数    ") + String(head.root.entries),
      say("Cases         ", "个案数    ") + String(head.root.cases), "",
      "SHA-256", "  " + group(hex.prefix(32)), "  " + group(hex.suffix(32)), "",
    ]
      + say(
        """
        What this proves: whoever holds this page can tell later whether any of these entries was
        changed, taken out or put in between, by
          casework audit verify --entries \(head.root.entries) --expect-head \(hex)
        with the same rights to see. What it does not prove: that the entries were true, and
        anything about entries after this moment. Without such a page the owner of the database
        can rewrite the history and all its hashes.

        Date and signature: ______________________________
        """,
        """
        它能证明：持有此页的人日后可用
          casework audit verify --entries \(head.root.entries) --expect-head \(hex)
        （以同样的查看权限）判断这些记录有无被修改、移除或插入。它不能证明：记录内容属实，\
        以及此刻之后的任何记录。没有这样一页，数据库所有者可以改写历史及其全部哈希。

        日期与签名：______________________________
        """
      ).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func group(_ digits: Substring) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, index % 4 == 0 { text += " " }
      text.append(digit)
    }
    return text
  }
}

/// Instants on paper: in UTC, to the second.
enum UTCText {
  static func of(microseconds: Int64) -> String {
    var seconds = time_t(microseconds / 1_000_000)
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return String(microseconds) }
    func pad(_ value: Int32) -> String { value < 10 ? "0\(value)" : String(value) }
    return "\(parts.tm_year + 1900)-\(pad(parts.tm_mon + 1))-\(pad(parts.tm_mday))T"
      + "\(pad(parts.tm_hour)):\(pad(parts.tm_min)):\(pad(parts.tm_sec))Z"
  }
}
