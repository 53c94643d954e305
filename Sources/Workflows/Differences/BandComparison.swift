/// Compares the bands of two tiers by their limits, so that a new band in the middle is one change.
struct BandComparison {
  private let before: Workflow.Tiers
  private let after: Workflow.Tiers
  private let old: Facets
  private let new: Facets

  init(_ before: Workflow.Tiers, _ after: Workflow.Tiers, _ old: Facets, _ new: Facets) {
    self.before = before
    self.after = after
    self.old = old
    self.new = new
  }

  var changes: [(kind: Differences.Change.Kind, text: String)] {
    var changes: [(kind: Differences.Change.Kind, text: String)] = []
    let (beforeLimits, afterLimits) = (old.phrases.limits(before), new.phrases.limits(after))
    for (index, band) in after.bands.enumerated() {
      let (limit, now) = (afterLimits[index], new.needs(band))
      if let match = before.bands.first(where: { Self.limit($0) == Self.limit(band) }) {
        guard old.people(match) != new.people(band) else { continue }
        let was = old.needs(match)
        changes.append(
          (
            .changed,
            new.say(
              "band \(limit) now needs \(now) (before: \(was))", "\(limit)的档次现需\(now)（原：\(was)）")
          ))
      } else if isMoved(index) {
        let was = beforeLimits[index]
        changes.append(
          (.changed, new.say("band \(was) is now \(limit): \(now)", "\(was)的档次改为\(limit)：\(now)")))
      } else {
        changes.append((.added, new.say("new band \(limit): \(now)", "新增档次\(limit)：\(now)")))
      }
    }
    for (index, band) in before.bands.enumerated()
    where !after.bands.contains(where: { Self.limit($0) == Self.limit(band) }) && !isMoved(index) {
      let (limit, was) = (beforeLimits[index], old.needs(band))
      changes.append(
        (.removed, new.say("no band \(limit) any more (before: \(was))", "取消档次\(limit)（原：\(was)）")))
    }
    return changes
  }

  private static func limit(_ band: Workflow.Band) -> String {
    band.upTo.map(Phrases.amount) ?? "none"
  }

  /// Whether the bands in this place have the same people and only another limit.
  private func isMoved(_ index: Int) -> Bool {
    guard before.bands.count == after.bands.count, index < before.bands.count else { return false }
    let (was, now) = (before.bands[index], after.bands[index])
    return !after.bands.contains { Self.limit($0) == Self.limit(was) }
      && !before.bands.contains { Self.limit($0) == Self.limit(now) }
      && old.people(was) == new.people(now)
  }
}

extension Facets {
  /// Who decides in a band, for comparing.
  func people(_ band: Workflow.Band) -> String {
    let roles = band.roles.map { renaming(.role, $0) }.sorted().joined(separator: ",")
    let documents = band.documents.map { renaming(.document, $0) }.sorted().joined(separator: ",")
    return "\(roles) \(band.each) \(band.people) \(documents)"
  }

  func code(_ band: Workflow.Band) -> String {
    "\(band.upTo.map(Phrases.amount) ?? "none") \(people(band))"
  }

  /// Who and what a band needs, in words.
  func needs(_ band: Workflow.Band) -> String {
    let who = phrases.who(band)
    if band.documents.isEmpty { return who }
    let documents = phrases.all(band.documents.map { phrases.quoted(phrases.document($0)) })
    return say("\(who), with \(documents)", "\(who)，并附\(documents)")
  }

  /// All bands in one line.
  func told(_ tiers: Workflow.Tiers) -> String {
    zip(phrases.limits(tiers), tiers.bands).map { "\($0) \(needs($1))" }
      .joined(separator: say("; ", "；"))
  }
}
