public import History
import Postgres

/// Money that is to come back on a day.
public struct Instalment: Equatable, Sendable {
  /// The day, ISO 8601.
  public var due: String
  /// The amount in hundredths.
  public var amount: Int64

  /// `amount` hundredths by `due`.
  public init(due: String, amount: Int64) {
    self.due = due
    self.amount = amount
  }

  /// `total` in `count` parts, the first on `day` and each of the others a month later; where the month is too
  /// short, on its last day. The parts are equal to the cent but the last, which has what is left.
  ///
  /// - Returns: nil when that is no plan: no such day, or less than a cent a part.
  public static func monthly(_ total: Int64, count: Int, from day: String) -> [Instalment]? {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...240).contains(count), total >= Int64(count) else { return nil }
    let part = total / Int64(count)
    return (0..<count).map { number in
      let months = parts[0] * 12 + parts[1] - 1 + number
      let (year, month) = (months / 12, months % 12 + 1)
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
      func digits(_ value: Int, _ count: Int) -> String {
        String(String(10_000 + value).suffix(count))
      }
      let isLast = number == count - 1
      return Instalment(
        due: "\(digits(year, 4))-\(digits(month, 2))-\(digits(min(parts[2], length), 2))",
        amount: isLast ? total - part * Int64(count - 1) : part)
    }
  }
}

extension Session {
  /// Agrees on what is to come back when; a plan that the case had is replaced.
  ///
  /// - Throws: `refused` with the rule `state` where the procedure takes no money back, `amount` for more
  ///   than was paid.
  public func planRecovery(
    of number: String, _ instalments: [Instalment], reason: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    let rows = instalments.map { instalment in
      JSON.object([
        .init("due", .string(instalment.due)),
        .init("amount", .string(Hundredths(instalment.amount).text)),
      ])
    }
    return try call(
      "casework.recovery_plan", [number, JSON.array(rows).compact, reason, request.text],
      request: request)
  }

  /// Plans that are not yet received in full, the longest overdue first.
  public func recoveries(overdueOnly: Bool) throws(CasebookError) -> [JSON] {
    try callAll("casework.recoveries", [overdueOnly, 10_000])
  }

  /// A case's plan, with its instalments and what was received.
  public func recovery(of number: String) throws(CasebookError) -> JSON {
    try call("casework.recovery_show", [number])
  }
}
