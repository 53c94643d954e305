import CEL
import Casebook
import Engine
import History
import Postgres
import Workflows

/// A random walk: each command is judged by the pure engine and by the database, and both must say
/// the same, do the same, and leave the same.
final class Walk {
  let world: WalkWorld
  var dice: Dice
  var values: WalkValues
  var money = WalkMoney()
  var cases: [WalkCase] = []
  var step = 0
  /// The case of the present step.
  var touched: WalkCase?
  /// The case that most steps go on with, so that some come far.
  var focus: WalkCase?
  /// What happened how often.
  private(set) var counts: [String: Int] = [:]
  /// Steps that a former one needs.
  var queue: [(login: String, deed: WalkDeed, target: WalkCase)] = []
  private var lastRequest: (login: String, deed: WalkDeed, target: WalkCase, id: RequestID)?

  init(_ world: WalkWorld, seed: UInt64) {
    self.world = world
    dice = Dice(seed: seed)
    var logins: [String: [String]] = [:]
    for person in WalkPerson.all {
      for grant in person.grants { logins[grant.role, default: []].append(person.login) }
    }
    values = WalkValues(dice: Dice(seed: seed &+ 1), logins: logins)
  }

  func count(_ name: String) { counts[name, default: 0] += 1 }

  var year: Int { today(world.now).year }

  func today(_ microseconds: Int64) -> (days: Int, year: Int) {
    guard let calendar = world.procedures["odd_jobs"]?.calendar,
      let date = Timestamp(microseconds: microseconds).flatMap(calendar.date(of:))
    else { return (0, 0) }
    return (date.days, Int(date.description.prefix(4)) ?? 0)
  }

  /// Judges and sends one deed, and compares everything.
  func perform(_ login: String, _ deed: WalkDeed, on target: WalkCase) throws {
    let actor = actor(login, target)
    target.log.append("\(world.now) \(login): \(deed)")
    let session = try world.session(login)
    let seen = visibility(login, target)
    try refreshFacts(target)
    let decoded = try read(target, session, seen, actor, last: 3)
    let expected = predict(deed, on: target.shadow, by: actor, target, seen)
    if let decoded, case .refused(let rules) = expected {
      let again = predict(deed, on: decoded, by: actor, target, seen)
      guard case .refused(rules) = again else {
        throw WalkDifference("evolved case refuses \(rules), read case: \(again)")
      }
    }
    let request = RequestID.random()
    let actual = send(deed, target, session, request)
    try compare(deed, expected, actual, hasContent: actor.readsContent)
    note(deed, expected)
    if case .done(let change) = expected {
      change.apply(to: target, money: &money, year: year)
      hold(deed, change, by: target)
      lastRequest = (login, deed, target, request)
      let after = visibility(login, target)
      try refreshFacts(target)
      _ = try read(target, session, after, self.actor(login, target), last: 3)
    }
  }

  /// The same request again gives the first answer and changes nothing.
  func repeatLast() throws {
    guard let (login, deed, target, id) = lastRequest, visibility(login, target) != .none else {
      return
    }
    let session = try world.session(login)
    target.log.append("\(world.now) \(login): again \(deed)")
    guard case .done(let answer) = send(deed, target, session, id), answer.isRepeated else {
      throw WalkDifference("a repeated request was not known")
    }
    count("repeated")
  }

  /// Reads the case as this person and compares it with the engine's.
  func read(
    _ target: WalkCase, _ session: Session, _ seen: Visibility, _ actor: Actor, last: Int
  ) throws -> CaseSnapshot? {
    let isFull = seen == .full
    // Who reads in full also reads private fields: the engine must know what the database knows.
    let why = isFull ? "the walk" : nil
    let json: JSON
    do throws(CasebookError) {
      json = try session.snapshot(target.number, why: why, reveals: isFull)
    } catch {
      guard case .notFound = error, seen == .none || seen == .code else {
        throw WalkDifference("reading as \(actor.login) who sees \(seen): \(error)")
      }
      count("not visible")
      return nil
    }
    guard seen == .full || seen == .metadata, (json["protected"]?.bool == false) == isFull else {
      throw WalkDifference("\(actor.login) should see \(seen) of the case")
    }
    let whole = isFull ? json : Self.withoutProtection(json)
    guard
      let read = CaseExplanation(whole, under: target.procedure, login: actor.login)
    else { throw WalkDifference("the snapshot cannot be read") }
    var differences = target.differences(read.snapshot, hasContent: isFull, last: last)
    let who = read.actor
    if who.login != actor.login || who.person != actor.person
      || who.roles.sorted() != actor.roles.sorted() || who.readsContent != actor.readsContent
      || who.isApplicant != (isFull && actor.isApplicant)
      || who.isRelated != (isFull && actor.isRelated)
    {
      differences.append("actor: \(who) instead of \(actor)")
    }
    differences += outside(target, read.snapshot, isFull)
    if !differences.isEmpty { throw WalkDifference(differences.joined(separator: "\n")) }
    return isFull ? read.snapshot : nil
  }

  /// What the case's surroundings are said to be, against the walk's own books.
  private func outside(
    _ target: WalkCase, _ read: CaseSnapshot, _ isFull: Bool
  ) -> [String] {
    var all: [String] = []
    let shadow = target.shadow
    if read.now != shadow.now { all.append("now: \(read.now) instead of \(shadow.now)") }
    if read.today != shadow.today { all.append("today: \(read.today) instead of \(shadow.today)") }
    if read.funds != shadow.funds { all.append("funds: \(read.funds) instead of \(shadow.funds)") }
    if read.returns != shadow.returns {
      all.append("returns: \(read.returns) instead of \(shadow.returns)")
    }
    if read.staff.mapValues({ $0.sorted() }) != shadow.staff {
      all.append("staff: \(read.staff) instead of \(shadow.staff)")
    }
    guard isFull else { return all }
    for (name, value) in read.lookups.entries where shadow.lookups[name] != value {
      all.append("lookup \(name): \(value) instead of \(String(describing: shadow.lookups[name]))")
    }
    return all
  }

  private static func withoutProtection(_ json: JSON) -> JSON {
    .object(
      (json.members ?? []).map { member in
        switch member.key {
        case "protected": JSON.Member(member.key, .bool(false))
        case "fields": JSON.Member(member.key, .object([]))
        default: member
        }
      })
  }

  private func send(
    _ deed: WalkDeed, _ target: WalkCase, _ session: Session, _ request: RequestID
  ) -> WalkAnswer {
    do throws(CasebookError) {
      return .done(
        try deed.send(
          target.number, applicant: world.applicants[target.applicant].id, in: target.workflow,
          over: session, request: request))
    } catch {
      return WalkAnswer(error)
    }
  }

  func compare(
    _ deed: WalkDeed, _ expected: WalkVerdict, _ actual: WalkAnswer,
    hasContent: Bool
  ) throws {
    switch (expected, actual) {
    case (.refused(let rules), .refused(let found)) where rules == found: break
    // Who does not read the case is not told what a route or a tier could not decide.
    case (.refused(let rules), .refused(let found))
    where rules.map(\.withoutReasons) == found.map(\.withoutReasons) && !hasContent: break
    case (.conflict, .conflict), (.misunderstood, .misunderstood), (.absent, .absent): break
    case (.done(let change), .done(let answer)):
      let differences = change.differences(answer, deed)
      if !differences.isEmpty { throw WalkDifference(differences.joined(separator: "\n")) }
    default: throw WalkDifference("engine: \(expected)\ndatabase: \(actual)")
    }
  }

  private func note(_ deed: WalkDeed, _ verdict: WalkVerdict) {
    switch verdict {
    case .refused(let rules):
      count("\(deed.name) refused")
      for rule in rules {
        count("rule \(rule.kind)")
        if rule.isUndecided { count("undecided") }
      }
      if rules.contains(where: { $0.kind == "field" }) { count("field refused") }
    case .conflict: count("conflict")
    case .misunderstood: count("misunderstood")
    case .absent: count("absent")
    case .done(let change):
      count("\(deed.name) done")
      if change.outcome?.isEffective == false { count("short of quorum") }
      if change.outcome?.votes != nil, change.outcome?.isEffective == true { count("quorum") }
    }
  }
}
