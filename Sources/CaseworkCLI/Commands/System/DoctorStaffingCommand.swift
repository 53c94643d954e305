import ArgumentParser
import Casebook
import History

struct DoctorStaffingCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "staffing", say("Can somebody take every next step?", "每一步都有人能办吗？"),
      say(
        """
        Looks at every open case and every installed procedure, and names each step that too few \
        people can take: who holds the role, and what bars each of them. --without says what could \
        not be done if that person fell ill. Changes nothing. Exit code 1 when something is missing.
        """,
        """
        逐一查看在办个案与已安装流程，列出可办人数不足的步骤：谁有此角色，各因何不能办理。\
        --without 说明该人缺席时哪些事无人可办。不作任何改动。有缺口时退出码为 1。
        """),
      example: "casework doctor staffing --without zhao")
  }

  @Option(help: .init(say("As if this person were absent.", "假定此人缺席。"), valueName: "login"))
  var without: String?
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  /// More than a person reads; programs get all of them.
  private static let shownCases = 50

  func run(in context: Context) throws {
    let session = try context.connect(connection, for: .administration)
    let proof = try session.staffing(without: without)
    if output.format == .table {
      for step in proof.procedures { show(step, of: Self.procedure(step), in: context) }
      for step in proof.cases.prefix(Self.shownCases) {
        show(step, of: Self.openCase(step), in: context)
      }
      let more = proof.cases.count - Self.shownCases
      if more > 0 {
        context.output.writeLine(
          say("… and \(more) more: --format jsonl lists all", "……另有 \(more) 项：--format jsonl 可全部列出")
        )
      }
    } else {
      Listing(
        ["workflow", "case", "unit", "state", "step", "roles", "need", "able", "barred", "stuck"]
          .map { Listing.Column($0, $0) },
        rows: proof.procedures + proof.cases, empty: ""
      ).write(to: context, format: output.format)
    }
    guard proof.isComplete else {
      let cases = Set(proof.cases.compactMap { $0["case"]?.text }).count
      throw Failure(
        .refused,
        say(
          "\(proof.procedures.count) steps of procedures and \(cases) open cases lack people.",
          "\(proof.procedures.count) 个流程步骤、\(cases) 件在办个案人手不足。"))
    }
    if output.format == .table {
      context.output.writeLine(
        context.paint("✓", .green) + " " + say("Every next step can be taken.", "每一步都有人能办。"))
    }
  }

  private func show(_ step: JSON, of place: String, in context: Context) {
    let isStuck = step["stuck"]?.bool ?? false
    let mark = isStuck ? context.paint("✗", .red) : context.paint("!", .yellow)
    context.output.writeLine("\(mark) \(place): \(Self.lack(step))")
    let barred = (step["barred"]?.elements ?? []).map(Self.why)
    if !barred.isEmpty {
      context.output.writeLine("    " + barred.joined(separator: say("; ", "；")))
    }
    context.output.writeLine("    " + context.paint(Self.remedy(step), .faint))
  }

  private static func procedure(_ step: JSON) -> String {
    let workflow = step["workflow"]?.text ?? ""
    guard let units = step["units"]?.int64, let examples = step["examples"]?.elements,
      !examples.isEmpty
    else { return workflow }
    let names = examples.compactMap(\.text).joined(separator: ", ")
    return workflow
      + (units > Int64(examples.count)
        ? say(" (\(units) units: \(names), …)", "（\(units) 个单位：\(names)……）") : " (\(names))")
  }

  private static func openCase(_ step: JSON) -> String {
    let number = step["case"]?.text ?? ""
    let isStuck = step["stuck"]?.bool ?? false
    return number + " (\(step["state"]?.text ?? ""))"
      + (isStuck ? say(", which nobody can move", "，无人可推进") : "")
  }

  private static func lack(_ step: JSON) -> String {
    let name = step["step"]?.text ?? ""
    let bound = step["up_to"]?.text.map { say(" up to \($0)", "（\($0) 以内）") } ?? ""
    let roles = (step["roles"]?.elements ?? []).compactMap(\.text).joined(
      separator: say(" or ", " 或 "))
    let need = step["need"]?.int64 ?? 1
    let able = step["able"]?.int64 ?? 0
    if let beside = step["beside"]?.text {
      return say(
        "\(name)\(bound) needs somebody else than \(beside), and both roles are held by the same people",
        "\(name)\(bound) 须由 \(beside) 经办人以外的人办理，而两个角色由同样的人担任")
    }
    return say(
      "\(name)\(bound) needs \(need) × \(roles), and \(able) can",
      "\(name)\(bound) 需 \(need) 名 \(roles)，仅 \(able) 人可办")
  }

  private static func why(_ holder: JSON) -> String {
    let login = holder["login"]?.text ?? ""
    let why = holder["why"]?.text ?? ""
    switch why {
    case "applicant": return say("\(login) is the applicant", "\(login) 是申请人本人")
    case "related": return say("\(login) is related to the applicant", "\(login) 与申请人有关系")
    case "voted": return say("\(login) has voted", "\(login) 已投票")
    case "not_named": return say("\(login) is not the one named in the form", "\(login) 不是表单指定的人")
    case "absent": return say("\(login) is absent", "\(login) 缺席")
    default:
      let deed = why.split(separator: ":").last.map(String.init) ?? why
      return say("\(login) did \(deed)", "\(login) 已办理 \(deed)")
    }
  }

  private static func remedy(_ step: JSON) -> String {
    let grant = step["grant"] ?? .null
    let people = grant["people"]?.int64 ?? 1
    let unit = grant["unit"]?.text.map { " --unit \(Shell.quoted($0))" } ?? ""
    let command =
      "casework staff grant LOGIN \(grant["role"]?.text ?? "ROLE") --programme \(grant["programme"]?.text ?? "")"
      + unit
    return people == 1
      ? say("One more person would do: ", "再有一人即可：") + command
      : say("\(people) more people would do: ", "再有 \(people) 人即可：") + command
  }
}
