public import Engine
import History

extension Session {
  /// Reads a case and its rules, so that the engine can say what could be done and why not.
  ///
  /// - Parameters:
  ///   - why: the purpose of reading a protected case.
  ///   - reveals: whether to read private fields too; what depends on others is undecided.
  /// - Returns: nil when the content is not open to this login.
  public func explanation(
    of number: String, why: String?, reveals: Bool = false
  ) throws(CasebookError) -> CaseExplanation? {
    let json = try snapshot(number, why: why, reveals: reveals)
    guard let digest = json["digest"]?.text else { return nil }
    return CaseExplanation(json, under: try procedure(digest), login: login)
  }

  /// The rules of the case's definition, without its content.
  public func procedure(ofCase number: String) throws(CasebookError) -> Procedure? {
    let data = try call("casework.show", [number])
    guard let digest = data["digest"]?.text else { return nil }
    return try procedure(digest)
  }
}

extension Casebook.Refusal.Item {
  /// The item as the engine words it: the database's verdict, its facts and who could.
  public var engineRefusal: Engine.Refusal? {
    guard let kind = Engine.Refusal.Kind(rawValue: kind) else { return nil }
    var refusal = Engine.Refusal(kind, kind == .when ? rule : reference)
    refusal.isUndecided =
      detail["undecided"]?.bool ?? detail["args"]?["undecided"]?.bool ?? false
    refusal.missing = (detail["missing"]?.elements ?? []).compactMap(\.text)
    refusal.who = (detail["who"]?.elements ?? []).compactMap(\.text)
    if let arguments = detail["args"] { refusal.arguments = PlainValue(arguments) }
    return refusal
  }
}
