import CEL
import Engine
import History
import Workflows

extension CaseSnapshot {
  /// Reads what `casework.snapshot` gives.
  ///
  /// - Returns: nil for a snapshot without content, which explains nothing.
  init?(_ json: JSON, for procedure: Procedure) {
    guard json["protected"]?.bool != true, let fields = json["fields"], fields.members != nil,
      let state = json["state"]?.text, let now = json.instant("now_us"),
      let today = json.day("today")
    else { return nil }
    self.init(state: state, now: now, today: today)
    number = json["case"]?.text ?? ""
    version = json["version"]?.int64 ?? 0
    visit = Int(json["visit"]?.int64 ?? 1)
    openedAt = json.instant("opened_us") ?? now
    enteredAt = json.instant("entered_us") ?? now
    due = json.instant("due_us").map { CaseDue(at: $0) }
    for member in json["opens"]?.members ?? [] {
      opens[member.key] = member.value.int64.flatMap { Timestamp(microseconds: $0) }
    }
    if let held = json["held"], !held.isNull {
      hold = CaseHold(
        reason: held["reason"]?.text ?? "", since: held.instant("since_us") ?? now,
        until: held.day("until"))
    }
    self.fields = procedure.fields(stored: PlainValue(fields))
    withheld = Set((json["withheld"]?.elements ?? []).compactMap(\.text))
    applicant = Self.applicant(json["applicant"] ?? .null)
    checks = (json["checks"]?.elements ?? []).map { check in
      CaseCheck(
        name: check["name"]?.text ?? "", result: check["result"]?.text ?? "open",
        due: check.instant("due_us").map { CaseDue(at: $0) })
    }
    for member in json["docs"]?.members ?? [] {
      documents[member.key] = CaseDocument(
        isReceived: member.value["received"]?.bool ?? false,
        issuedOn: member.value.day("issued_on"), isWaived: member.value["waived"]?.bool ?? false)
    }
    readMoney(json)
    lookups = Self.lookups(json["lookup"] ?? .null)
    elsewhere = Self.elsewhere(json["held_elsewhere"] ?? .null)
    for member in json["staff"]?.members ?? [] {
      staff[member.key] = (member.value["roles"]?.elements ?? []).compactMap(\.text)
    }
    let signed = SignedContent(of: self.fields, in: procedure.workflow)
    let presentHash = json["ref_hash"]?.text
    let form = self.fields
    entries = (json["entries"]?.elements ?? []).compactMap { json in
      var entry = CaseEntry(json, presentHash: presentHash, signed: signed)
      if json["filled"]?.bool == true, let action = procedure.workflow.action(entry?.kind ?? ""),
        !action.fill.isEmpty
      {
        entry?.filled = SignedContent(of: form, names: action.fill.map(\.field))
      }
      return entry
    }
  }

  private mutating func readMoney(_ json: JSON) {
    func amount(_ value: JSON?) -> Amount? {
      switch value {
      case .number(let digits)?: Amount(digits)
      case .string(let text)?: Amount(text)
      default: nil
      }
    }
    money = CaseMoney(
      outstanding: amount(json["money"]?["reserved"]) ?? .zero,
      committed: amount(json["money"]?["committed"]) ?? .zero,
      sent: amount(json["money"]?["sent"]) ?? .zero,
      paid: amount(json["money"]?["paid"]) ?? .zero)
    for member in json["funds"]?.members ?? [] {
      if let room = amount(member.value) { funds[member.key] = room }
    }
    for member in json["returns"]?.members ?? [] {
      returns[member.key] = amount(member.value)
    }
    closedYears = (json["closed"]?.elements ?? []).compactMap { closed in
      guard let fund = closed["fund"]?.text, let year = closed["year"]?.int64 else { return nil }
      return ClosedYear(fund: fund, year: Int(year), before: amount(closed["before"]) ?? .zero)
    }
  }

  private static func applicant(_ json: JSON) -> Row {
    var row = Row()
    if let name = json["name"]?.text { row["name"] = .string(name) }
    if let union = json["union"]?.text { row["union"] = .string(union) }
    if let born = json.day("born") { row["born"] = .date(born) }
    if let since = json.day("member_since") { row["member_since"] = .date(since) }
    return row
  }

  private static func elsewhere(_ json: JSON) -> Elsewhere {
    var found = Elsewhere()
    for member in json["benefits"]?.members ?? [] {
      found.benefits[member.key] = (member.value.elements ?? []).compactMap { days in
        guard let ends = days.elements, ends.count == 2, let first = ends[0].int64,
          let last = ends[1].int64, first <= last
        else { return nil }
        return Int(first)...Int(last)
      }
    }
    found.invoices = Set((json["invoices"]?.elements ?? []).compactMap(\.text))
    return found
  }

  private static func lookups(_ json: JSON) -> Row {
    var row = Row()
    for member in json.members ?? [] {
      if member.key == "paid_last_12_months" {
        if case .number(let digits) = member.value, let amount = Amount(digits)?.value {
          row[member.key] = amount
        }
      } else if let count = member.value.int64 {
        row[member.key] = .int(count)
      }
    }
    return row
  }
}

extension CaseEntry {
  /// - Parameters:
  ///   - presentHash: the digest of what an approval would sign now.
  ///   - signed: what that is.
  fileprivate init?(_ json: JSON, presentHash: String?, signed: SignedContent) {
    guard let at = json.instant("at_us") else { return nil }
    let hash = json["ref_hash"]?.text
    let from = json["from"]?.text
    let to = json["to"]?.text ?? ""
    self.init(
      sequence: json["seq"]?.int64 ?? 0, kind: json["kind"]?.text ?? "",
      openingAction: json["kind"]?.text == "open" ? json["action"]?.text : nil,
      person: json["person"]?.text, principal: json["for"]?.text, login: json["login"]?.text ?? "",
      role: json["role"]?.text,
      visit: Int(json["visit"]?.int64 ?? 1),
      at: at, from: from, to: to,
      isEffective: json["moved"]?.bool, signed: hash != nil && hash == presentHash ? signed : nil,
      isRecalled: json["recalled"]?.bool ?? false, check: json["check"]?.text,
      result: json["result"]?.text,
      field: json["kind"]?.text == "correct" ? json["action"]?.text : nil)
  }
}

extension JSON {
  /// A member in microseconds since 1970-01-01 UTC.
  fileprivate func instant(_ key: String) -> Timestamp? {
    self[key]?.int64.flatMap { Timestamp(microseconds: $0) }
  }

  /// A member in days since 1970-01-01.
  fileprivate func day(_ key: String) -> CalendarDate? {
    self[key]?.int64.flatMap { CalendarDate(days: Int($0)) }
  }
}
