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
      File(name: "counselling", bytes: PackageResources.counselling_yaml),
      File(name: "hardship_grant", bytes: PackageResources.hardship_grant_yaml),
      File(name: "legal_aid", bytes: PackageResources.legal_aid_yaml),
    ]
  }

  /// Calendars that a workflow file can name without bringing its own, by name.
  public static var calendars: [File] {
    [
      File(name: "cn_public", bytes: PackageResources.cn_public_yaml),
      File(name: "nl_weekdays", bytes: PackageResources.nl_weekdays_yaml),
      File(name: "weekdays", bytes: PackageResources.weekdays_yaml),
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
