import Engine

/// The books as the walk keeps them: what each fund has left a year, and what each case took of it.
struct WalkMoney {
  /// What a case has of one fund's year.
  struct Lot {
    var fund: String
    var year: Int
    var reserved: Int64 = 0
    var committed: Int64 = 0
    var sent: Int64 = 0
    var paid: Int64 = 0
  }

  private(set) var room: [String: [Int: Int64]] = [:]
  private(set) var moved: [String: Int] = [:]

  mutating func allot(_ fund: String, _ year: Int, _ amount: Int64) {
    room[fund, default: [:]][year, default: 0] += amount
  }

  /// The room of every fund in `year`: none where nothing was allotted.
  func funds(in year: Int) -> [String: Amount] {
    room.mapValues { Amount(minorUnits: $0[year] ?? 0) }
  }

  /// Whether any fund was given something for `year`.
  func hasBudget(_ year: Int) -> Bool { room.values.contains { $0[year] != nil } }

  /// Does what an action did, oldest year first, what was committed before what is only reserved.
  mutating func apply(_ movements: [Outcome.Movement], to lots: inout [Lot], in year: Int) {
    for movement in movements where movement.amount > .zero {
      moved[movement.kind, default: 0] += 1
      var left = movement.amount.minorUnits
      if movement.kind == "reserve", let fund = movement.fund {
        room[fund, default: [:]][year, default: 0] -= left
        if !lots.contains(where: { $0.fund == fund && $0.year == year }) {
          lots.append(Lot(fund: fund, year: year))
          lots.sort { ($0.fund, $0.year) < ($1.fund, $1.year) }
        }
        for index in lots.indices where lots[index].fund == fund && lots[index].year == year {
          lots[index].reserved += left
        }
        continue
      }
      for index in lots.indices { take(movement.kind, &left, &lots[index]) }
    }
  }

  private mutating func take(_ kind: String, _ left: inout Int64, _ lot: inout Lot) {
    let sources: [WritableKeyPath<Lot, Int64>] =
      switch kind {
      case "commit": [\.reserved]
      case "recover": [\.paid]
      case "settle", "return": [\.sent]
      default: [\.committed, \.reserved]
      }
    for source in sources {
      let piece = min(left, lot[keyPath: source])
      left -= piece
      lot[keyPath: source] -= piece
      switch kind {
      case "commit": lot.committed += piece
      case "send": lot.sent += piece
      case "return": lot.reserved += piece
      case "pay", "settle": lot.paid += piece
      default: room[lot.fund, default: [:]][lot.year, default: 0] += piece
      }
    }
  }
}
