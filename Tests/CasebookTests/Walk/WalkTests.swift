import Foundation
import Testing

/// `CASEWORK_WALK` is the number of steps, `CASEWORK_WALK_SEED` the seed.
@Suite struct WalkTests {
  @Test func `both engines say the same of every command of a random walk`() throws {
    let environment = ProcessInfo.processInfo.environment
    let steps = environment["CASEWORK_WALK"].flatMap { Int($0) } ?? 800
    let seed = environment["CASEWORK_WALK_SEED"].flatMap { UInt64($0) } ?? 20_260_302
    let walk = Walk(try WalkWorld(), seed: seed)
    var difference: String?
    do {
      try walk.run(steps)
      try walk.end()
    } catch {
      difference = "seed \(seed), \(steps) steps: \(error)"
    }
    let counts = walk.counts.merging(walk.values.counts, uniquingKeysWith: +)
      .sorted { $0.key < $1.key }
    print("walk: seed \(seed), \(walk.step) steps, \(walk.cases.count) cases")
    print(counts.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    print(walk.money.moved.sorted { $0.key < $1.key })
    try #require(difference == nil, "\(difference ?? "")")
    for (name, least) in steps < 10_000 ? Self.shortCoverage : Self.coverage {
      let met = walk.counts[name] ?? walk.values.counts[name] ?? 0
      #expect(met >= least, "too little of “\(name)”")
    }
  }

  /// What the script at the beginning of every walk meets, whatever the dice say.
  private static let shortCoverage: [(String, Int)] =
    [
      "state", "held", "role", "applicant", "distinct_from", "voted", "at_most", "after", "expect",
      "field", "fill", "document", "when", "route", "tier", "benefit", "invoice", "signature",
      "fund",
      "amount", "undoes",
    ].map { ("rule \($0)", 1) } + [
      ("granted", 3), ("short of quorum", 3), ("quorum", 2), ("hold done", 3), ("resume done", 3),
      ("recall done", 1), ("correct done", 1), ("waive done", 1), ("attach done", 1),
      ("check done", 1), ("clock moved", 2), ("clock escalated", 1), ("not visible", 1),
      ("misunderstood", 1), ("undecided", 1), ("repeated", 1), ("bank send", 2),
      ("bank settle", 1), ("bank return", 1), ("batch refused payee", 1), ("batch sent", 2),
    ]

  /// What a walk must have met at least, so that its silence says something.
  private static let coverage: [(String, Int)] =
    [
      "state", "held", "role", "only", "applicant", "unrelated", "distinct_from", "voted",
      "at_most", "after", "expect", "field", "fill", "document", "when", "route", "tier",
      "benefit", "invoice", "signature", "fund", "amount", "undoes",
    ].map { ("rule \($0)", 1) } + [
      ("granted", 5), ("short of quorum", 3), ("quorum", 3), ("hold done", 5), ("resume done", 3),
      ("recall done", 1), ("correct done", 5), ("waive done", 2), ("attach done", 10),
      ("check done", 10), ("clock moved", 3), ("clock escalated", 3), ("not visible", 10),
      ("conflict", 3), ("misunderstood", 5), ("undecided", 3), ("repeated", 3),
      ("bank send", 20), ("bank settle", 10), ("bank return", 5), ("batch refused payee", 2),
      ("batch refused signature", 1), ("answer listed", 3), ("typed label", 50),
      ("typed yes or no", 20), ("typed duration", 3),
    ]
}
