import ArgumentParser
import Casebook
import History
import Postgres

struct AuditVerifyCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "verify",
      say("Verify the history: the database's, or exported files.", "核验历史：数据库中的，或已导出的文件。"),
      say(
        """
        Recomputes every hash, the numbering of each case, the order of times, and every payload \
        that can be seen. Files need no database; the installation's id is read from FILE.install, \
        payloads from FILE.payloads.jsonl if it is there ('install' and 'payloads.jsonl' beside an \
        events.jsonl). Exit code 5 when anything is wrong.

        --recompute also judges every action again and computes every amount, from the facts in the \
        payloads under the definition they were judged by (FILE.definitions.jsonl): what was forged \
        together with its hashes must still be what the rules come to.

        A whole chain proves that nobody changed a single entry and left the rest. Whoever owns \
        the database can rewrite all of it: compare with a head that was kept elsewhere \
        (casework audit head --print) by --expect-head and --entries. In the database the head of \
        the first so many entries is compared; in a file the head of all of it.
        """,
        """
        重新计算每个哈希、每个个案的编号、时间先后，以及可查看的全部内容。核验文件不需要数据库；\
        安装编号取自“文件.install”，内容取自“文件.payloads.jsonl”（若有；对 events.jsonl 则为同目录的 install 与 \
        payloads.jsonl）。有任何问题时退出码为 5。

        --recompute 还会根据内容中留存的事实，按当时的流程文件（“文件.definitions.jsonl”）重新判断每个操作并核算每笔金额：\
        连同哈希一并伪造的内容，也必须与规则的结果一致。

        链条完整，说明没有人单独改动某条记录。但数据库所有者可以改写全部：请用 --expect-head 与 --entries \
        同另行留存的摘要（casework audit head --print）比对。对数据库，比对的是最先若干条记录的摘要；对文件，比对全部。
        """),
      example: """
        casework audit verify --as sun
        casework audit verify history.jsonl --recompute
        casework audit verify --entries 1204 --expect-head '9f2c 07aa …' --as sun
        """)
  }

  @Argument(help: .init(say("Exported files; without any, the database.", "导出的文件；不给则核验数据库。")))
  var files: [String] = []
  @Option(
    help: .init(
      say("The installation's id, where no file beside says it.", "安装编号（旁边没有文件说明时）。"),
      valueName: "uuid"))
  var install: String?
  @Option(
    name: .customLong("expect-head"),
    help: .init(
      say("The hash that was kept; spaces do not matter.", "留存的哈希；空格不影响。"), valueName: "hex"))
  var expectedHead: String?
  @Option(
    help: .init(say("The count of entries that was kept.", "留存的记录数。"), valueName: "count"))
  var entries: Int64?
  @Flag(help: .init(say("Judge and compute everything again.", "重新判断并核算全部内容。")))
  var recompute = false
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if expectedHead != nil, hash == nil {
      throw ValidationError(
        say("--expect-head takes 64 hexadecimal digits.", "--expect-head 应为 64 位十六进制数字。"))
    }
    if install != nil, installID == nil {
      throw ValidationError(say("--install takes a uuid.", "--install 应为 uuid。"))
    }
    if let entries, entries < 0 {
      throw ValidationError(say("--entries takes a count.", "--entries 应为数目。"))
    }
  }

  func run(in context: Context) throws {
    let progress = Progress(context.messages)
    defer { progress.end() }
    var results: [AuditResult] = []
    if files.isEmpty {
      let session = try context.connect(connection)
      try session.requireAuditor()
      let report = try session.verifyHistory(
        expected: hash, entries: entries, recomputes: recompute
      ) { count in
        progress.show(say("\(count) entries", "\(count) 条记录"))
      }
      results.append(AuditResult(subject: session.connection.database, report: report))
    }
    for file in files {
      var report = try verified(file, progress)
      report.compare(hash: hash, entries: entries)
      results.append(AuditResult(subject: file, report: report))
    }
    progress.end()
    show(results, in: context)
    let count = results.reduce(0) { $0 + $1.report.findingCount }
    if count > 0 {
      throw Failure(
        .integrity, say("The history does not verify: \(count) fault(s).", "历史核验未通过：\(count) 处问题。"))
    }
  }

  private var hash: SHA256Hash? {
    expectedHead.flatMap {
      SHA256Hash(hex: $0.lowercased().filter { !$0.isWhitespace && $0 != "-" })
    }
  }

  private var installID: UUIDBytes? { install.flatMap { UUIDBytes($0.lowercased()) } }

  private func verified(_ file: String, _ progress: Progress) throws -> AuditReport {
    do {
      return try HistoryFile(file).verify(install: installID, recomputes: recompute) { bytes in
        progress.show("\(file): \(bytes >> 20) MiB")
      }
    } catch let failure as HistoryFile.Failure {
      progress.end()
      throw Failure(failure, file: file)
    }
  }

  private func show(_ results: [AuditResult], in context: Context) {
    switch output.format {
    case .table:
      for result in results {
        for line in result.lines { context.output.writeLine(line) }
      }
    case .json where results.count == 1: context.output.writeLine(results[0].json.compact)
    case .json: context.output.writeLine(JSON.array(results.map(\.json)).compact)
    case .jsonl: for result in results { context.output.writeLine(result.json.compact) }
    case .csv:
      Listing(
        ["file", "rule", "case", "seq", "place", "message", "expected", "found"]
          .map { .init($0, $0) },
        rows: results.flatMap(\.findings), empty: ""
      ).write(to: context, format: .csv)
    }
  }
}

extension Failure {
  fileprivate init(_ failure: HistoryFile.Failure, file: String) {
    switch failure {
    case .unreadable(let path, let code):
      self = .usage(say("Cannot read \(path): ", "无法读取 \(path)：") + Errno.text(code))
    case .csv:
      self = .usage(
        say(
          "\(file) is CSV, which does not hold everything that is hashed.",
          "\(file) 是 CSV，不含全部参与哈希的字段。"),
        next: ["casework audit export --format jsonl --output FILE"])
    case .installUnknown(let path):
      self = .usage(
        say(
          "Nothing says which installation wrote \(file): there is no \(path).",
          "无法得知 \(file) 由哪个安装写出：没有 \(path)。"),
        next: ["casework audit verify \(Shell.quoted(file)) --install UUID"])
    case .notThere(let path):
      self = .usage(
        say(
          "Nothing can be computed again without \(path).", "没有 \(path)，无法重新核算。"),
        next: ["casework audit export --payloads --output FILE"])
    case .installUnreadable(let path):
      self = .usage(say("\(path) does not hold a uuid.", "\(path) 中不是 uuid。"))
    }
  }
}
