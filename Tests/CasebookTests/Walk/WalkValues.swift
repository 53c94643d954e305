import CEL
import Engine
import Workflows

/// Makes values for fields: mostly ones that a field takes, sometimes ones that it must not.
struct WalkValues {
  var dice: Dice
  /// How often what people type was chosen instead of what is kept.
  var counts: [String: Int] = [:]
  /// The logins by role, for fields that name a colleague.
  var logins: [String: [String]]

  private static let words = [
    "as stated", "known to us", "家访属实", "factory gate", "Synthetic Toys Ltd", "Applicant 3",
    "applicant 5 ", "none",
  ]
  private static let patterned = [
    "6222020200112230", "13900000001", "ABC123", "AB1234", "622202020011", "020-1234567",
  ]
  private static let amounts = [
    "0.01", "500", "900.00", "1500.50", "2000", "2000.00", "2600", "4000.00", "4999.99", "9000",
    "12000.00", "30000",
  ]

  /// A value that the field mostly takes.
  mutating func plausible(_ field: Workflow.Field, _ shadow: CaseSnapshot) -> PlainValue {
    if let number = number(field.name, shadow) { return .integer(number) }
    if field.isOptional, dice.chance(10) { return .null }
    return value(field.type, field.name, shadow, row: 0, isTyped: true)
  }

  /// Counted fields: the number that comes next.
  private mutating func number(_ name: String, _ shadow: CaseSnapshot) -> Int? {
    let counted: [String: [String]] = [
      "objection_no": ["object"], "ruling_no": ["settle_objection", "uphold_objection"],
      "session_no": ["record_session"], "review_no": ["review"],
      "instalment_no": ["record_repayment"], "verified_year": ["verify_again"],
    ]
    guard let actions = counted[name], dice.chance(90) else { return nil }
    return 1 + shadow.entries.count { actions.contains($0.kind) }
  }

  private mutating func value(
    _ type: Workflow.FieldType, _ name: String, _ shadow: CaseSnapshot, row: Int,
    isTyped: Bool = false
  ) -> PlainValue {
    switch type {
    case .text(let most, let pattern):
      if let pattern {
        let fits = Self.patterned.filter { (try? Pattern(pattern))?.matches($0) == true }
        return .text(dice.pick(fits) ?? "")
      }
      return .text(String((dice.pick(Self.words) ?? "").prefix(most)))
    case .choice(let choices):
      if name == "relation" { return row == 0 ? "self" : "child" }
      guard let choice = dice.pick(choices) else { return "" }
      // A choice is typed by its name or by its label in either language.
      guard isTyped, dice.chance(20), let label = dice.pick(choice.label.texts)?.text else {
        return .text(choice.name)
      }
      counts["typed label", default: 0] += 1
      return .text(label)
    case .staff(let role): return .text(dice.pick(logins[role] ?? []) ?? "w_nobody")
    case .yesNo:
      let isYes = dice.chance(75)
      guard isTyped, dice.chance(25) else { return .bool(isYes) }
      counts["typed yes or no", default: 0] += 1
      let words: [PlainValue] = isYes ? ["yes", "true", "是"] : ["no", "false", "否"]
      return dice.pick(words) ?? .bool(isYes)
    case .integer(let min, let max):
      let low = Int(min ?? -3)
      return whole(low + dice.number(0...Swift.min(dice.chance(70) ? 8 : 90, Int(max ?? 90) - low)))
    case .money(let min, let max): return money(min, max)
    case .decimal(let scale, let min, let max):
      let choices = ["0", "1.5", "2.25", "0.125", "-0.5", "1"].filter {
        guard let number = ExactDecimal($0)?.rescaled(to: scale) else { return false }
        return (min.map { number >= $0 } ?? true) && (max.map { number <= $0 } ?? true)
      }
      return .number(dice.pick(choices) ?? "1")
    case .date: return date(name, shadow)
    case .datetime:
      return dice.chance(50)
        ? "2026-03-02T09:00:00+08:00"
        : .integer(shadow.now.microseconds - Int64(dice.number(0...1_000_000)))
    case .duration:
      guard isTyped, dice.chance(30) else { return .integer(dice.number(-5...5_000_000)) }
      counts["typed duration", default: 0] += 1
      return dice.pick(["1h30m", "90s", "-2ms"]) ?? .integer(0)
    case .rows(let columns, let min, let max):
      let count = dice.number((min ?? 0)...Swift.min(max ?? 3, 3))
      return .list(
        (0..<count).map { index in
          .object(
            columns.map { column in
              PlainValue.Member(column.name, value(column.type, column.name, shadow, row: index))
            })
        })
    case .list(let item, let min, let max):
      let count = dice.number((min ?? 0)...Swift.min(max ?? 3, 3))
      return .list((0..<count).map { value(item, name, shadow, row: $0) })
    }
  }

  private mutating func whole(_ number: Int) -> PlainValue {
    dice.chance(80) ? .integer(number) : .text("\(number)")
  }

  private mutating func money(_ min: ExactDecimal?, _ max: ExactDecimal?) -> PlainValue {
    let fits = Self.amounts.filter {
      guard let number = ExactDecimal($0) else { return false }
      return (min.map { number >= $0 } ?? true) && (max.map { number <= $0 } ?? true)
    }
    let chosen = dice.pick(fits) ?? "1"
    return dice.chance(70) ? .number(chosen) : .text(chosen)
  }

  private mutating func date(_ name: String, _ shadow: CaseSnapshot) -> PlainValue {
    var back = dice.pick([0, 0, 0, 1, 3, 8]) ?? 0
    if name == "limitation_from" { back = dice.pick([10, 200, 357, 360, 500]) ?? 0 }
    if name.hasPrefix("hearing") { back = -back }
    let days = shadow.today.days - back
    return dice.chance(70)
      ? .text(CalendarDate(days: days)?.description ?? "") : .integer(days)
  }

  /// A value that the field must not take, or one at the edge of what it takes.
  mutating func broken(_ field: Workflow.Field, _ shadow: CaseSnapshot) -> PlainValue {
    if dice.chance(25) {
      return one(of: [
        .bool(true), .text("maybe"), .number("7"), .list(["a"]), .object([]), .null, .text(""),
        .list([]), .text("２"), .text(" "), .number("1e3"), .list([.null]),
      ])
    }
    switch field.type {
    case .text(let most, _):
      return .text(String(repeating: dice.chance(50) ? "字" : "x", count: most + dice.number(0...1)))
    case .choice: return one(of: ["nothing", "Self", "illness "])
    case .staff: return one(of: ["w_nobody", "w_sun", "w_tick"])
    case .yesNo: return one(of: [.text("maybe"), .number("1")])
    case .integer(let min, let max):
      return one(of: [
        .integer((min ?? 0) - 1), .integer((max ?? 0) + 1), .number("1.5"), .number("2.0"),
        .text("99999999999999999999"), .integer(min ?? 0), .integer(max ?? 0),
        .number("9223372036854775808"),
      ])
    case .money(let min, let max):
      return limits(min, max, ["1.005", "1.0000", "-0.01", "999999999999999999", "1.", ".5"])
    case .decimal(_, let min, let max):
      return limits(
        min, max, ["1.23456", "1.5000000000", "-7", "1000000000000000000000", "0.0001"])
    case .date:
      return one(of: [
        "2026-02-30", "2026-2-3", .number("3000000"), .number("-800000"), .text("20500"),
        .number("20500.0"), .text("9999-12-31"), .integer(shadow.today.days + 1), .number("0.5"),
      ])
    case .datetime:
      return one(of: [
        "2026-03-02", "2026-03-02T25:00:00Z", .number("1.5"), .number("999999999999999999"),
        "2026-03-02T09:00:00",
      ])
    case .duration:
      return one(of: [.text("soon"), .number("99999999999999999999"), .number("0.1")])
    case .rows, .list: return brokenList(field, shadow)
    }
  }

  private mutating func one(of values: [PlainValue]) -> PlainValue { dice.pick(values) ?? .null }

  private mutating func limits(
    _ min: ExactDecimal?, _ max: ExactDecimal?, _ others: [String]
  ) -> PlainValue {
    let edges = [min, max].compactMap { $0?.description }
    let text = dice.pick(others + edges + edges.map { $0 + "1" }) ?? "x"
    // What is no JSON number goes as a text.
    let isOther = text.hasSuffix(".") || text.hasPrefix(".") || text.hasPrefix("0") && text != "0"
    let isNumber = !isOther || text.hasPrefix("0.")
    return isNumber && dice.chance(60) ? .number(text) : .text(text)
  }

  private mutating func brokenList(
    _ field: Workflow.Field, _ shadow: CaseSnapshot
  ) -> PlainValue {
    guard case .rows(let columns, _, let max) = field.type, let column = dice.pick(columns) else {
      return .list(Array(repeating: .text("a"), count: dice.number(1...4)))
    }
    let whole = value(
      .rows(columns: columns, min: 1, max: 1), field.name, shadow, row: 0)
    guard case .list(let rows) = whole, case .object(var members)? = rows.first else {
      return whole
    }
    switch dice.number(0...3) {
    case 0: members.removeAll { $0.name == column.name }
    case 1: members.append(PlainValue.Member("stray", .bool(true)))
    case 2:
      return .list(Array(repeating: .object(members), count: (max ?? 200) + dice.number(0...1)))
    default:
      let replacement = broken(column, shadow)
      members = members.map { $0.name == column.name ? .init($0.name, replacement) : $0 }
    }
    return .list([.object(members)])
  }
}
