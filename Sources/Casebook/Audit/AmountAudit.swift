import CEL
import Engine
import History

/// Judges and computes every action of a history again, from the facts and definitions that are kept.
///
/// A payload that was forged together with its hashes must still be one that its definition comes to.
struct AmountAudit {
  private let procedures: [SHA256Hash: Procedure]
  private var trail = MoneyTrail()
  /// The form as the entries so far have filled and corrected it; nil where one of them is not there.
  private var form: [String: JSON]? = [:]
  private var isLost = false
  private var last: UUIDBytes?

  /// Entries whose rules and values were computed again.
  private(set) var recomputed = 0
  /// Entries that could not be: erased, withheld, or under a definition that is not there.
  private(set) var skipped = 0

  init(procedures: [SHA256Hash: Procedure]) { self.procedures = procedures }

  /// Takes the next entry; those of a case must come in their order, one case after another.
  ///
  /// - Parameter body: the payload's body; nil when it is not there.
  mutating func take(_ entry: HistoryEntry, body: [UInt8]?) -> [Finding] {
    if entry.caseID != last {
      trail = MoneyTrail()
      form = [:]
      isLost = false
      last = entry.caseID
    }
    guard let body, let json = try? JSON.parse(body) else { return skip() }
    guard let facts = json["facts"] else {
      takeDeed(entry, json)
      return []
    }
    let action = entry.kind == "open" ? json["action"]?.text ?? "open" : entry.kind
    guard let procedure = entry.workflowHash.flatMap({ procedures[$0] }) else { return skip() }
    var findings = compareForm(entry, facts, json["fields"])
    guard let again = procedure.recompute(action, on: PlainValue(facts)) else {
      // The plain opening is no action of the file and has no rules.
      if entry.kind == "open", action == "open" { return findings }
      return findings + [finding(entry, "its definition has no such action", found: action)]
    }
    recomputed += 1
    findings += again.differences(from: PlainValue(json)).map {
      finding(entry, "the kept \($0.what) is not what the facts come to", $0.computed, $0.kept)
    }
    if !isLost { findings += follow(entry, again) }
    return findings
  }

  private mutating func skip() -> [Finding] {
    isLost = true
    form = nil
    skipped += 1
    return []
  }

  /// A note or a check keeps no facts; a correction changes the form, and the end of a year moves money.
  private mutating func takeDeed(_ entry: HistoryEntry, _ json: JSON) {
    if entry.kind == "correct", let field = json["field"]?.text { form?[field] = json["new"] }
    if entry.kind == "year_end", let amount = json["released"]?.text.flatMap(Hundredths.init) {
      trail.release(amount.value)
    }
  }

  /// The facts' form is what was there with what this entry fills.
  private mutating func compareForm(
    _ entry: HistoryEntry, _ facts: JSON, _ filled: JSON?
  ) -> [Finding] {
    let found = Dictionary(
      (facts["form"]?.members ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    defer { form = found }
    guard var expected = form else { return [] }
    for member in filled?.members ?? [] {
      expected[member.key] = member.value.isNull ? nil : member.value
    }
    return Set(found.keys).union(expected.keys).sorted().compactMap { name in
      guard found[name] != expected[name] else { return nil }
      return finding(
        entry, "the field \(name) is not as the entries before left it",
        expected[name]?.compact ?? "none",
        found[name]?.compact ?? "none")
    }
  }

  /// Compares the entry's amount, which is hashed, with that of the steps.
  private mutating func follow(_ entry: HistoryEntry, _ again: Recomputation) -> [Finding] {
    guard !again.steps.isEmpty, entry.amount != nil || again.isAlone else { return [] }
    guard let amount = try? trail.take(again.steps) else {
      isLost = true
      return [finding(entry, "its amount cannot be told from the facts", found: text(entry.amount))]
    }
    if amount == entry.amount { return [] }
    return [
      finding(entry, "its amount is not what the facts come to", text(amount), text(entry.amount))
    ]
  }

  private func text(_ amount: Int64?) -> String { amount.map { Hundredths($0).text } ?? "none" }

  private func finding(
    _ entry: HistoryEntry, _ message: String, _ expected: String? = nil, _ found: String? = nil
  ) -> Finding {
    Finding(
      .calculation, case: entry.caseID, seq: entry.seq, message, expected: expected, found: found)
  }

  private func finding(_ entry: HistoryEntry, _ message: String, found: String) -> Finding {
    finding(entry, message, nil, found)
  }
}
