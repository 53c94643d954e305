public import CEL
public import Engine

/// One step that the log records: who took which action when, and with what.
public struct ReplayStep: Hashable, Sendable {
  /// The case, as the log names it.
  public var caseName: String
  /// The action of the workflow.
  public var action: String
  /// Who took it. A person whose role the log does not tell has every role that the action takes.
  public var actor: Actor
  /// Whether the log tells the role.
  public var isRoleKnown: Bool
  /// When.
  public var at: Timestamp
  /// The fields that the action fills, as far as the map has them.
  public var fields: [Command.FieldEntry]
  /// The line of the event in the log.
  public var line: Int
}

/// What a log holds when it is read through a map, in the order of the file.
public enum ReplayItem: Hashable, Sendable {
  /// A case begins; its name.
  case caseBegan(String)
  /// A step of the case.
  case step(ReplayStep)
  /// An event that the map says to ignore.
  case ignored
  /// The case ends.
  case caseEnded
}
