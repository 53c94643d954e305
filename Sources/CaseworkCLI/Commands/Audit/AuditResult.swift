import Casebook
import History

/// A verified history as it is shown.
struct AuditResult {
  /// The file, or the database.
  var subject: String
  var report: AuditReport

  var lines: [String] {
    let head = report.head
    var lines = [
      say(
        "\(subject): \(head.entries) entries, \(head.cases) cases",
        "\(subject)：\(head.entries) 条记录，\(head.cases) 个个案"),
      say("  payloads: ", "  内容：")
        + (report.hasPayloads
          ? say(
            "\(report.payloadsChecked) checked, \(report.payloadsAbsent) erased or not to be seen",
            "\(report.payloadsChecked) 份已核对，\(report.payloadsAbsent) 份已删除或不可查看")
          : say("not there to be checked", "没有可核对的内容")),
      "  head: \(head.hash)",
    ]
    if let recomputed = report.recomputed {
      lines.append(
        say(
          "  computed again: \(recomputed) entries; \(report.notRecomputed) could not be",
          "  重新核算：\(recomputed) 条记录；\(report.notRecomputed) 条无法核算"))
    }
    lines += report.findings.map { "  " + text($0) }
    let rest = report.findingCount - report.findings.count
    if rest > 0 { lines.append(say("  … and \(rest) more", "  …… 另有 \(rest) 处")) }
    if report.isSound {
      lines.append(say("  every hash is right", "  所有哈希均正确"))
    }
    return lines
  }

  var json: JSON {
    .object([
      .init("subject", .string(subject)), .init("sound", .bool(report.isSound)),
      .init("install", report.install.map { .string($0.description) } ?? .null),
      .init("entries", .integer(report.head.entries)), .init("cases", .integer(report.head.cases)),
      .init("head", .string(report.head.hash.description)),
      .init("payloads_checked", report.hasPayloads ? .integer(report.payloadsChecked) : .null),
      .init("payloads_absent", report.hasPayloads ? .integer(report.payloadsAbsent) : .null),
      .init("recomputed", report.recomputed.map { .integer($0) } ?? .null),
      .init(
        "not_recomputed", report.recomputed.map { _ in .integer(report.notRecomputed) } ?? .null),
      .init("faults", .integer(report.findingCount)), .init("findings", .array(findings)),
    ])
  }

  var findings: [JSON] {
    report.findings.map { finding in
      func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
      return .object([
        .init("file", .string(subject)), .init("rule", .string(finding.rule.rawValue)),
        .init("case", text(finding.caseID.map(name))),
        .init("seq", finding.seq.map { .integer($0) } ?? .null),
        .init("place", text(finding.place)), .init("message", .string(finding.message)),
        .init("expected", text(finding.expected)), .init("found", text(finding.found)),
      ])
    }
  }

  private func name(_ id: UUIDBytes) -> String { report.numbers[id] ?? id.description }

  private func text(_ finding: Finding) -> String {
    var parts: [String] = []
    if let place = finding.place { parts.append(place) }
    if let id = finding.caseID { parts.append(say("case ", "个案 ") + name(id)) }
    if let seq = finding.seq { parts.append(say("entry \(seq)", "第 \(seq) 条")) }
    var text = parts.joined(separator: " ") + (parts.isEmpty ? "" : say(": ", "："))
    text += say(finding.message, Self.chinese(finding))
    if let expected = finding.expected { text += say("; expected ", "；应为 ") + expected }
    if let found = finding.found { text += say("; found ", "；实为 ") + found }
    return text
  }

  private static func chinese(_ finding: Finding) -> String {
    switch finding.rule {
    case .format: "此行无法读取（\(finding.message)）"
    case .install: "属于另一安装"
    case .seq: "编号不连续"
    case .prev: "与前一条记录的哈希不符"
    case .time: "时间没有递增"
    case .hash: "记录被改动"
    case .order: "个案次序有误"
    case .payload: "内容与承诺值不符或缺失"
    case .signature: "签名有误"
    case .inclusion: "不在日志中"
    case .head: "与留存的摘要不符"
    case .consistency: "与旧检查点不一致"
    case .calculation: "与按留存事实和流程文件重新核算的结果不符（\(finding.message)）"
    }
  }
}
