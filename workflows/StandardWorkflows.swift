/// The procedures and calendars that ship with Casework, embedded in the binary.
///
/// A test compares these lists with the folder.
public enum StandardWorkflows {
  /// A shipped file: its exact bytes are what `workflow install` hashes.
  public struct File: Sendable {
    /// The file's name without extension: the name of the workflow or calendar in it.
    public let name: String
    /// The file's bytes.
    public let bytes: [UInt8]
  }

  /// The three programmes, by name.
  public static var procedures: [File] {
    [
      File(name: "counselling", bytes: Array(EmbeddedTexts.counselling_yaml.utf8)),
      File(name: "hardship_grant", bytes: Array(EmbeddedTexts.hardship_grant_yaml.utf8)),
      File(name: "legal_aid", bytes: Array(EmbeddedTexts.legal_aid_yaml.utf8)),
    ]
  }

  /// Calendars that a workflow file can name without bringing its own, by name.
  public static var calendars: [File] {
    [
      File(name: "cn_public", bytes: Array(EmbeddedTexts.cn_public_yaml.utf8)),
      File(name: "nl_weekdays", bytes: Array(EmbeddedTexts.nl_weekdays_yaml.utf8)),
      File(name: "weekdays", bytes: Array(EmbeddedTexts.weekdays_yaml.utf8)),
    ]
  }

  /// The calendar of this name, if it ships.
  public static func calendar(named name: String) -> File? {
    calendars.first { $0.name == name }
  }

  /// The procedure of this name, if it ships.
  public static func procedure(named name: String) -> File? {
    procedures.first { $0.name == name }
  }
}
