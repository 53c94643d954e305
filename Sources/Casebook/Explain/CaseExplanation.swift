public import Engine
public import History

/// A case with the rules it is under, for one person: what the pure engine explains from.
public struct CaseExplanation: Sendable {
  /// The rules.
  public let procedure: Procedure
  /// The case.
  public let snapshot: CaseSnapshot
  /// The person.
  public let actor: Actor
}

extension CaseExplanation {
  /// Reads what `casework.snapshot` gives.
  ///
  /// - Parameters:
  ///   - json: the answer of `Session.snapshot`.
  ///   - procedure: the rules of the definition that it names.
  ///   - login: the login that asked.
  /// - Returns: nil for a snapshot without content, which explains nothing.
  public init?(_ json: JSON, under procedure: Procedure, login: String) {
    guard let snapshot = CaseSnapshot(json, for: procedure) else { return nil }
    let person = json["actor"] ?? .null
    self.procedure = procedure
    self.snapshot = snapshot
    var actor = Actor(
      login: person["login"]?.text ?? login, person: person["person"]?.text ?? "",
      roles: (person["roles"]?.elements ?? []).compactMap(\.text),
      isApplicant: person["applicant"]?.bool ?? false,
      isRelated: person["related"]?.bool ?? false,
      readsContent: (person["level"]?.text ?? "F") == "F")
    actor.standsFor = (person["for"]?.elements ?? []).map { principal in
      Actor.Principal(
        login: principal["login"]?.text ?? "", person: principal["person"]?.text ?? "",
        role: principal["role"]?.text ?? "", isApplicant: principal["applicant"]?.bool ?? false,
        isRelated: principal["related"]?.bool ?? false)
    }
    self.actor = actor
  }
}
