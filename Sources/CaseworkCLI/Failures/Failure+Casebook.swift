import Casebook
import History
import LocalCluster
import Postgres

extension Failure {
  /// The failure that an error means to the person, or nil for the argument parser's own.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as CasebookError: self.init(error)
    case let failure as RequestJournal.Failure: self.init(failure)
    case let error as LocalClusterError: self.init(error)
    case let error as PostgresError: self.init(CasebookError(error))
    default: return nil
    }
  }

  init(_ failure: RequestJournal.Failure) {
    self.init(
      .usage,
      say(
        "Nothing was sent: the request cannot be noted in \(failure.path) (\(Errno.text(failure.code))).",
        "未发送任何内容：无法在 \(failure.path) 记录请求（\(Errno.text(failure.code))）。"),
      details: [
        say(
          "Without the note a broken connection could lead to doing the work twice.",
          "没有这份记录，连接中断时可能重复办理。")
      ],
      next: ["XDG_STATE_HOME=/some/folder casework …", "casework … --request ID"])
  }

  init(_ error: CasebookError) {
    switch error {
    case .refused(let refusal) where ["fund", "decide", "receipt"].contains(refusal.action):
      self.init(fund: refusal)
    case .refused(let refusal) where StaffingText.isAbout(refusal): self.init(staffing: refusal)
    case .refused(let refusal) where refusal.action?.hasPrefix("household_") == true:
      self.init(household: refusal)
    case .refused(let refusal) where Self.isPayment(refusal): self.init(payment: refusal)
    case .refused(let refusal): self.init(refusal)
    case .conflict(let conflict): self.init(conflict)
    case .requestReused(let id):
      self.init(
        .conflict,
        say(
          "The request id \(id?.text ?? "") was used before for something else.",
          "请求编号 \(id?.text ?? "") 此前已用于其他操作。"),
        next: [say("Leave --request out, or give a new id.", "去掉 --request，或换一个新编号。")])
    case .notFound:
      self.init(
        .refused,
        say("There is no such case, or it is not yours to see.", "没有此个案，或您无权查看。"),
        details: [
          say(
            "Whoever should work on a case needs a role in its programme and unit, which an administrator gives.",
            "需要办理某个案的人，须由管理员授予该项目和单位的角色。")
        ],
        next: ["casework list"])
    case .misunderstood(let message, let detail):
      self.init(misunderstood: message, detail: detail)
    case .notPermitted(let message, let detail):
      self.init(notPermitted: message, detail: detail)
    case .wrongSettings(let message):
      self.init(.usage, message)
    case .damaged(let message, let detail):
      self.init(
        .integrity,
        say("The installation is damaged: \(message)", "安装受损：\(message)"),
        next: ["casework doctor", "casework init"], data: detail)
    case .interrupted:
      self.init(
        .interrupted, say("Interrupted; nothing was done.", "已中断；未做任何更改。"))
    default: self.init(connection: error)
    }
  }

  private init(connection error: CasebookError) {
    switch error {
    case .schemaAbsent:
      self.init(
        .usage,
        say("This database has no Casework yet.", "该数据库尚未安装 Casework。"), next: ["casework init"])
    case .schemaOld(let found, let known):
      self.init(
        .usage,
        found == known
          ? say(
            "The database's functions are another release's than this program's.",
            "数据库中的函数与本程序的版本不同。")
          : say(
            "The database's schema (\(found)) is older than this program's (\(known)).",
            "数据库结构（\(found)）比本程序（\(known)）旧。"),
        next: ["casework init"])
    case .schemaNew(let found, let known):
      self.init(
        .usage,
        say(
          "The database's schema (\(found)) is newer than this program's (\(known)).",
          "数据库结构（\(found)）比本程序（\(known)）新。"),
        next: [say("Install the newer release of casework.", "请安装新版 casework。")])
    case .schemaChanged(let migration):
      self.init(
        .integrity,
        say(
          "The migration \(migration) was applied from another file than this program holds.",
          "迁移 \(migration) 与本程序所带文件不同。"),
        next: [
          say("Use the release that made this database.", "请使用创建该数据库的版本。"), "casework doctor",
        ])
    case .unknownOutcome(let id):
      self.init(
        .unknown,
        say(
          "The connection broke before the answer came: it is done, or it is not.",
          "连接在收到答复前中断：可能已完成，也可能没有。"),
        next: [
          say(
            "Run the same command again: it asks under the same request id and does nothing twice.",
            "请再运行同一命令：会沿用同一请求编号，不会重复办理。")
        ],
        data: id.map { .object([.init("request", .string($0.text))]) })
    case .busy:
      self.init(
        .unreachable,
        say(
          "Somebody else is working on the same thing; nothing was done.", "他人正在处理同一事项；本次未作任何改动。"),
        next: [say("Run the same command again.", "请再运行同一命令。")])
    case .database(let state, let message):
      self.init(database: state, message)
    case .unreachable(let message):
      self.init(
        .unreachable,
        say(
          "The database cannot be reached: \(Self.oneLine(message))",
          "连不上数据库：\(Self.oneLine(message))"),
        next: [
          say(
            "Check --database, PGHOST and PGPORT; without them the private database is used.",
            "请检查 --database、PGHOST 与 PGPORT；均不设置时使用本机私有数据库。"),
          "casework local status",
        ])
    default:
      self.init(.integrity, "\(error)")
    }
  }

  private init(misunderstood message: String, detail: JSON) {
    let what = detail["what"]?.text
    let argument = detail["argument"]?.text ?? ""
    let names = (detail["names"]?.elements ?? []).compactMap(\.text)
    guard let what else {
      self.init(.usage, message, data: detail)
      return
    }
    let near = NearNames.of(argument, in: names)
    var details: [String] = []
    if !near.isEmpty {
      details.append(say("Did you mean: ", "您是否要用：") + near.joined(separator: ", "))
    }
    if !names.isEmpty, near.count < names.count {
      details.append(say("Known: ", "可用：") + names.prefix(40).joined(separator: ", "))
    }
    let noun = Nouns.name(of: what)
    self.init(
      .usage,
      argument.isEmpty
        ? say("The \(noun) is missing or not understood.", "缺少\(noun)，或无法识别。")
        : say("There is no \(noun) '\(argument)'.", "没有\(noun)“\(argument)”。"),
      details: details, data: detail)
  }

  private init(notPermitted message: String, detail: JSON) {
    let login = detail["login"]?.text ?? ""
    switch detail["reason"]?.text {
    case "superuser"?:
      self.init(
        .refused,
        say(
          "'\(login)' is a database superuser, who may administer but not act on cases.",
          "“\(login)”是数据库超级用户，只能管理，不能办理个案。"),
        next: ["casework … --as NAME"], data: detail)
    case "retired"?:
      self.init(
        .refused,
        say("'\(login)' is no longer on the staff.", "“\(login)”已不在岗。"),
        next: ["casework staff list"], data: detail)
    case "not_staff"?, "another_role"?:
      self.init(
        .refused,
        say("'\(login)' is not on the staff.", "“\(login)”不是工作人员。"),
        details: [GiversText.text(detail)].compactMap { $0 },
        next: [
          "casework staff add \(Shell.quoted(login)) --name NAME",
          "casework staff grant \(Shell.quoted(login)) ROLE",
        ],
        data: detail)
    case "no_grant"? where detail["role"]?.text != nil:
      let role = detail["role"]?.text ?? ""
      let all = (detail["roles"]?.elements ?? []).compactMap(\.text)
      let roles = (all.isEmpty ? [role] : all).joined(separator: say(" or ", " 或 "))
      self.init(
        .refused, say("This needs the role \(roles).", "此操作需要角色 \(roles)。"),
        details: [GiversText.text(detail)].compactMap { $0 },
        next: ["casework staff grant \(Shell.quoted(login)) \(role)"], data: detail)
    default:
      let roles = (detail["roles"]?.elements ?? []).compactMap(\.text)
      self.init(
        .refused,
        say("This login may not do that: \(message).", "此登录名无权执行：\(message)。"),
        details: [
          roles.isEmpty
            ? nil : say("Roles that may: ", "有权的角色：") + roles.joined(separator: ", "),
          GiversText.text(detail),
        ].compactMap { $0 },
        next: ["casework staff list", "casework … --as NAME"], data: detail)
    }
  }

  /// libpq breaks its texts into lines.
  static func oneLine(_ text: String) -> String {
    text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
  }
}
