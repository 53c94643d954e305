import Engine
import History
import Workflows

/// A case as a person reads it: one screen.
struct CaseScreen {
  let data: JSON
  /// The case's rules, which give fields their order, labels and types; without them the form is
  /// shown as it is stored.
  var procedure: Procedure?
  var mask: Mask?
  /// How many notes and entries are shown; older ones are counted.
  var limit: Int
  private var content: JSON? { data["content"].flatMap { $0.isNull ? nil : $0 } }

  init(_ data: JSON, under procedure: Procedure?, mask: Mask?, limit: Int = 20) {
    self.data = data
    self.procedure = procedure
    self.mask = mask
    self.limit = limit
  }

  func lines(paint: Paint) -> [String] {
    var lines = heading(paint)
    guard let content else { return lines + payee(paint) + possible(paint) }
    lines += section(say("Form", "表单"), paint, form(content))
    lines += section(say("Checks", "核查"), paint, checks(content))
    lines += section(say("Documents", "材料"), paint, documents(content))
    lines += section(say("Votes", "表决"), paint, votes(content))
    lines += section(say("Notes", "备注"), paint, notes(content))
    lines += older(content["notes"], paint)
    let entries = latest(content["entries"])
    lines += section(say("Who did what", "经办记录"), paint, Self.entries(entries))
    lines += older(content["entries"], paint)
    return lines + possible(paint)
  }

  private func latest(_ list: JSON?) -> [JSON] { (list?.elements ?? []).suffix(limit) }

  private func older(_ list: JSON?, _ paint: Paint) -> [String] {
    let count = (list?.elements?.count ?? 0) - limit
    guard count > 0 else { return [] }
    let number = data["case"]?.text ?? ""
    return [
      "  "
        + paint(
          say(
            "\(count) earlier: casework history \(number)",
            "另有 \(count) 条：casework history \(number)"),
          .faint)
    ]
  }

  private func heading(_ paint: Paint) -> [String] {
    func text(_ key: String) -> String { data[key].map { Listing.text(of: $0) } ?? "" }
    let state =
      Listing.label(data["state_label"]).map { "\($0) (\(text("state")))" } ?? text("state")
    var table = Table([.init(title: ""), .init(title: "")])
    func add(_ title: String, _ value: String, _ style: Paint.Style? = nil) {
      if !value.isEmpty { table.add([.init(title, .faint), .init(value, style)]) }
    }
    add(say("Case", "个案"), text("case"), .bold)
    add(
      say("Procedure", "流程"),
      "\(text("workflow")) \(data["workflow_version"].map { "v" + Listing.text(of: $0) } ?? "")")
    if let name = content?["applicant"]?["name"]?.text { add(say("Applicant", "当事人"), name) }
    add(say("State", "状态"), state, .green)
    add(say("Version", "版本"), text("version"))
    add(say("Unit", "单位"), text("unit"))
    add(say("Opened", "开立"), text("opened_on"))
    if let due = data["due"]?.text {
      let late = data["overdue"]?.bool == true
      add(
        say("Due", "期限"), Timestamps.local(due) + (late ? say("  overdue", "  已逾期") : ""),
        late ? .red : nil)
    }
    if let held = data["held"], !held.isNull {
      let until = held["until"]?.text.map { say(" until ", "，至 ") + $0 } ?? ""
      add(say("On hold", "暂停"), (held["reason"]?.text ?? say("yes", "是")) + until, .yellow)
    }
    add(say("Outcome", "结果"), text("outcome"))
    let money = Self.money(data)
    if !money.isEmpty { add(say("Money", "资金"), money) }
    return table.lines(paint: paint)
  }

  /// The amounts that are not nothing.
  private static func money(_ data: JSON) -> String {
    let parts = [
      ("reserved", say("reserved", "预留")), ("committed", say("committed", "已承诺")),
      ("sent", say("sent to the bank", "已发往银行")), ("paid", say("paid", "已支付")),
    ].compactMap { key, title -> String? in
      guard let amount = data["money"]?[key]?.text, amount != "0.00" else { return nil }
      return "\(title) \(amount)"
    }
    return parts.isEmpty ? "" : parts.joined(separator: ", ") + " " + (data["currency"]?.text ?? "")
  }

  private func section(_ title: String, _ paint: Paint, _ table: Table?) -> [String] {
    guard let table, !table.rows.isEmpty else { return [] }
    return ["", paint(title, .bold)] + table.lines(paint: paint).map { "  " + $0 }
  }

  private func form(_ content: JSON) -> Table {
    let form = content["fields"] ?? .null
    if let procedure, let mask { return FormTable(procedure: procedure, mask: mask).table(form) }
    var table = Table([.init(title: ""), .init(title: "")])
    for member in form.members ?? [] {
      table.add([.init(member.key, .faint), .init(Listing.text(of: member.value))])
    }
    return table
  }

  private func checks(_ content: JSON) -> Table {
    var table = Table([.init(title: ""), .init(title: "")])
    for check in content["checks"]?.elements ?? [] {
      let result = check["result"]?.text ?? ""
      let style: Paint.Style? =
        result == "pass" ? .green : result == "fail" ? .red : result == "open" ? .yellow : nil
      table.add([.init(check["name"]?.text ?? "", .faint), .init(result, style)])
    }
    return table
  }

  private func documents(_ content: JSON) -> Table {
    var table = Table([
      .init(title: "", alignment: .right), .init(title: ""), .init(title: ""), .init(title: ""),
    ])
    let attached = content["documents"]?.elements ?? []
    for document in attached {
      table.add([
        .init(document["no"].map { Listing.text(of: $0) } ?? ""),
        .init(document["document"]?.text ?? "", .faint),
        .init(document["file_name"]?.text ?? ""), .init(document["issued_on"]?.text ?? ""),
      ])
    }
    for member in content["docs"]?.members ?? [] where member.value["waived"]?.bool == true {
      table.add([.init(""), .init(member.key, .faint), .init(say("waived", "免交")), .init("")])
    }
    return table
  }

  private func votes(_ content: JSON) -> Table {
    var table = Table([.init(title: ""), .init(title: ""), .init(title: "")])
    for vote in content["votes"]?.elements ?? [] {
      table.add([
        .init(vote["action"]?.text ?? "", .faint), .init(vote["login"]?.text ?? ""),
        .init(vote["role"]?.text ?? ""),
      ])
    }
    return table
  }

  private func notes(_ content: JSON) -> Table {
    var table = Table([.init(title: ""), .init(title: ""), .init(title: "")])
    for note in latest(content["notes"]) {
      table.add([
        .init(note["at"]?.text.map(Timestamps.local) ?? "", .faint),
        .init(note["by"]?.text ?? ""), .init(note["note"]?.text ?? ""),
      ])
    }
    return table
  }

  /// The entries of a case, oldest first.
  static func entries(_ entries: [JSON]) -> Table {
    var table = Table([
      .init(title: "", alignment: .right), .init(title: ""), .init(title: ""), .init(title: ""),
      .init(title: ""), .init(title: ""),
    ])
    for entry in entries {
      let kind = entry["kind"]?.text ?? ""
      let action = entry["action"]?.text ?? ""
      let what = action.isEmpty || action == kind ? kind : "\(kind) \(action)"
      let result = entry["result"]?.text.map { " \($0)" } ?? ""
      let amount = entry["amount"]?.text.map { "  \($0)" } ?? ""
      let (from, to) = (entry["from"]?.text ?? "", entry["to"]?.text ?? "")
      table.add([
        .init(entry["seq"].map { Listing.text(of: $0) } ?? "", .faint),
        .init(entry["at"]?.text.map(Timestamps.local) ?? "", .faint),
        .init(Self.doer(entry)), .init(entry["role"]?.text ?? "", .faint),
        .init(what + result + amount), .init(from == to ? "" : "→ \(to)", .green),
      ])
    }
    return table
  }

  /// Who did it, and for whom.
  private static func doer(_ entry: JSON) -> String {
    let login = entry["by"]?.text ?? ""
    guard let principal = entry["for"]?.text else { return login }
    return say("\(login) for \(principal)", "\(login) 代 \(principal)")
  }

  private func payee(_ paint: Paint) -> [String] {
    guard let members = data["payee"]?.members else { return [] }
    var table = Table([.init(title: ""), .init(title: "")])
    for member in members {
      let label = procedure?.workflow.field(member.key)?.label
      table.add([
        .init(label?.text(in: Language.current.rawValue, or: member.key) ?? member.key, .faint),
        .init(Listing.text(of: mask?.masked(member.value, of: member.key) ?? member.value)),
      ])
    }
    return section(say("Payee", "收款人"), paint, table)
  }

  private func possible(_ paint: Paint) -> [String] {
    let actions = (data["possible"]?.elements ?? []).compactMap { $0.text ?? $0["action"]?.text }
    guard !actions.isEmpty else { return [] }
    return [
      "", paint(say("You can do now: ", "您现在可以执行："), .bold) + actions.joined(separator: ", "),
    ]
  }
}
