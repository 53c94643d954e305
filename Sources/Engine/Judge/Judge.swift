internal import CEL
internal import Workflows

/// Judges one action on one case: collects the verdict of every rule, in the documented order.
///
/// The order and the rules are those of the database's `judge`; the two must be changed together.
struct Judge {
  let procedure: Procedure
  let snapshot: CaseSnapshot
  let actor: Actor
  let action: Workflow.Action
  /// Whether passing rules are recorded too, with what every guard read.
  let explains: Bool
  /// Families and full names of rules that are not judged, for whoever knows that they cannot be.
  let leavingOut: Set<String>

  var verdicts: [Verdict] = []
  /// The form with what the command fills.
  var fields: Row
  /// The fields that the command gives, in the order of the action's `fill`.
  var written: [String] = []
  /// Problems found while filling; they are listed after the rules about persons and time.
  var fieldProblems: [(field: String, problem: FieldProblem)] = []
  var bindings = Row()
  var role: String?
  var target: String
  var band: Workflow.Band?
  var votes = Outcome.Votes(have: 1, need: 1)
  var votedRoles: [String] = []
  var movements: [Outcome.Movement] = []
  var signed: SignedContent?

  var workflow: Workflow { procedure.workflow }
  var isRefused: Bool { verdicts.contains { $0.refusal != nil } }

  init(
    _ procedure: Procedure, _ snapshot: CaseSnapshot, _ actor: Actor, _ action: Workflow.Action,
    explains: Bool, leavingOut: Set<String>
  ) {
    self.procedure = procedure
    self.snapshot = snapshot
    self.actor = actor
    self.action = action
    self.explains = explains
    self.leavingOut = leavingOut
    fields = snapshot.fields
    target = action.targets.last?.state ?? snapshot.state
  }

  /// Judges the action with these fields.
  ///
  /// - Parameter expect: the version that the person saw.
  mutating func run(_ given: [Command.FieldEntry], expect: Int64?) {
    guard judgeState() else { return }
    judgeHold()
    judgePersons()
    fill(given)
    if action.isSigned || !action.money.isEmpty {
      signed = SignedContent(of: fields, in: workflow)
    }
    judgeVotes()
    judgeFrequency()
    judgeOpening()
    judgeExpectation(expect)
    bindings = makeBindings()
    judgeFields()
    judgeFilled()
    let amount = findBand()
    judgeDocuments()
    judgeGuards()
    judgeRoute()
    judgeTier(amount)
    judgeBenefits()
    judgeMoney()
  }

  /// Whether a rule is judged: neither its family nor its full name is left out.
  func isJudged(_ kind: Refusal.Kind, _ reference: String?) -> Bool {
    leavingOut.isEmpty
      || !leavingOut.contains(kind.rawValue)
        && !leavingOut.contains(Refusal(kind, reference).rule)
  }

  /// Notes what a rule without a guard says.
  mutating func note(_ refusal: Refusal?, _ kind: Refusal.Kind, _ reference: String? = nil) {
    guard refusal != nil || explains, isJudged(kind, reference ?? refusal?.reference) else {
      return
    }
    let truth: Verdict.Truth =
      switch refusal {
      case nil: .holds
      case let refusal?: refusal.isUndecided ? .undecided : .fails
      }
    verdicts.append(
      Verdict(
        kind: kind, reference: reference ?? refusal?.reference, truth: truth,
        source: refusal?.source, readings: refusal?.readings ?? [], refusal: refusal))
  }

  /// Notes a refusal when `isBroken`, else that the rule holds.
  mutating func note(
    _ kind: Refusal.Kind, _ reference: String? = nil, broken isBroken: Bool, who: [String] = [],
    _ arguments: PlainValue = [:]
  ) {
    let refusal =
      isBroken ? Refusal(kind, reference, who: who, arguments: arguments) : nil
    note(refusal, kind, reference)
  }

  /// Evaluates a guard of the file and notes what it says.
  mutating func note(
    _ guardRule: Guard, _ kind: Refusal.Kind, _ reference: String?, say: Label? = nil,
    arguments: PlainValue = [:]
  ) {
    guard isJudged(kind, reference) else { return }
    let unknown = withheld(guardRule)
    guard unknown.isEmpty else {
      return note(undecided(kind, reference, say: say, unknown, guardRule), kind, reference)
    }
    let result = guardRule.expression.evaluate(bindings)
    if result.isTrue, !explains { return }
    let looked = Self.look(guardRule, bindings)
    let isUndecided = result.value == nil
    var refusal: Refusal?
    if !result.isTrue {
      refusal = Refusal(
        kind, reference, say: say, isUndecided: isUndecided,
        missing: isUndecided ? Self.missing(looked, result) : [],
        source: guardRule.expression.source, readings: looked,
        reasons: guardRule.expression.reasons(bindings), arguments: arguments)
    }
    verdicts.append(
      Verdict(
        kind: kind, reference: reference,
        truth: result.isTrue ? .holds : isUndecided ? .undecided : .fails,
        source: guardRule.expression.source, readings: looked, refusal: refusal))
  }

  /// What a guard reads, with its values.
  static func look(_ guardRule: Guard, _ bindings: Row) -> [Refusal.Reading] {
    guardRule.expression.explain(bindings).reads.map {
      Refusal.Reading(path: $0.path, value: $0.result.value)
    }
  }

  /// The paths without a value; where all have one, the operation that failed.
  static func missing(_ looked: [Refusal.Reading], _ result: Evaluation) -> [String] {
    let absent = looked.filter { $0.value == nil }.map(\.path)
    let facts = absent.filter { $0.hasPrefix("facts.") }
    let plain = absent.filter { !$0.hasPrefix("facts.") }
    if !plain.isEmpty { return plain }
    if !facts.isEmpty { return facts }
    if case .failure(.absent(let path)) = result { return [path] }
    return []
  }
}
