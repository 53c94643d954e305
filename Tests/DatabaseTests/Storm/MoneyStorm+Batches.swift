import Foundation
import Postgres

extension MoneyStorm {
  /// Sends what cases have reserved to the bank, in batches of a few, and enters its word on each payment:
  /// two in three are paid, the others come back. Every step is sent until it is answered.
  func payByBatches() {
    var dice = SplitMix(seed &+ 4_242)
    var clerk = Link(database.user("clerk"))
    var releaser = Link(database.user("rel"))
    var count = 0
    while !isOver {
      count += 1
      let wanted = Set((0..<12).map { _ in Self.number(ofCase: Int(dice.next() % 48) + 1) })
      let prepared = clerk.ask(
        "SELECT casework.batch_prepare($1::jsonb, NULL, $2::text[], 100, $3)::text",
        [Bank.payer, "{\(wanted.sorted().joined(separator: ","))}", "prepare-\(count)"],
        again: resent)
      guard case .done(let text) = prepared, let batch = Self.text("batch", in: text),
        let seen = Self.text("sha256", in: text)
      else {
        check(prepared, "batch_prepare")
        continue
      }
      // one batch in eight does not leave
      if dice.next() % 8 == 0 {
        check(
          clerk.ask(
            "SELECT casework.batch_cancel($1, 'storm', $2)::text", [batch, "cancel-\(count)"],
            again: resent), "batch_cancel")
        continue
      }
      check(
        releaser.ask(
          "SELECT casework.batch_release($1, $2, $3)::text", [batch, seen, "release-\(count)"],
          again: resent), "batch_release")
      check(
        clerk.ask(
          "SELECT (casework.batch_export($1, NULL, false, $2) - 'content')::text",
          [batch, "export-\(count)"], again: resent), "batch_export")
      answer(batch, count, &clerk, &dice)
      note { $0.batches += 1 }
    }
  }

  /// The bank's word on a batch, in one file; read twice, it counts once.
  private func answer(_ batch: String, _ count: Int, _ clerk: inout Link, _ dice: inout SplitMix) {
    let shown = clerk.ask(
      "SELECT (casework.batch_show($1) -> 'lines')::text", [batch], again: resent)
    guard case .done(let text) = shown,
      let lines = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    else { return check(shown, "batch_show") }
    var amounts: [String: Int64] = [:]
    let rows = lines.enumerated().map { number, line in
      let reference = line["reference"] as? String ?? ""
      let amount = line["amount"] as? String ?? ""
      amounts[reference] = Int64(amount.filter { $0 != "." }) ?? 0
      let status = dice.next() % 3 == 0 ? "returned" : "paid"
      return
        #"{"line": \#(number + 1), "reference": "\#(reference)", "amount": "\#(amount)", "status": "\#(status)"}"#
    }
    let digest = String((String(repeating: "0", count: 64) + String(count)).suffix(64))
    for time in ["first", "second"] {
      let given = clerk.ask(
        "SELECT casework.batch_answer($1, $2::jsonb, $3)::text",
        [digest, "[\(rows.joined(separator: ","))]", "\(time)-\(count)"], again: resent)
      guard case .done(let text) = given,
        let answer = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      else { return check(given, "batch_answer") }
      for (key, path) in [("settled", \Totals.settled), ("returned", \Totals.returned)] {
        for reference in answer[key] as? [String] ?? [] {
          note {
            $0.acknowledged += 2  // that it was sent, and what became of it
            $0[keyPath: path] += amounts[reference] ?? 0
            if !$0.answered.insert(reference).inserted {
              $0.faults.append("\(reference) was answered twice")
            }
          }
        }
      }
      for item in answer["listed"] as? [[String: Any]] ?? [] where time == "first" {
        note { $0.faults.append("\(batch): \(item["why"] ?? "")") }
      }
    }
  }

  private func resent() { note { $0.resent += 1 } }

  private func check(_ answer: Link.Answer, _ call: String) {
    guard case .refused(let state, let detail) = answer else { return }
    note { $0.refused += 1 }
    if state != "KW001" || !detail.contains("\"empty\"") {
      note { $0.faults.append("\(call): \(state) \(detail.prefix(200))") }
    }
  }

  private static func text(_ key: String, in text: String) -> String? {
    guard let start = text.range(of: "\"\(key)\": \"") else { return nil }
    return String(text[start.upperBound...].prefix { $0 != "\"" })
  }
}
