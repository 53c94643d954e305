/// Everything that the private cluster refuses or fails at: a code with its arguments, from which
/// `message(_:)` makes the text for people.
public enum LocalClusterError: Error, Hashable, Sendable {
  /// No PostgreSQL 15 or newer was found.
  case notInstalled
  /// The data were made by another major version than the installed ones.
  case versionAbsent(needed: Int, found: [Int])
  /// Root called, and there is neither a `postgres` nor a `nobody` to run the server as.
  case noUnprivilegedUser
  /// Root called, and neither `setpriv` nor `runuser` is there to become somebody else.
  case noWayToStepDown
  /// The unprivileged user cannot enter the folder.
  case unreachable(path: String, user: String)
  /// A folder or file belongs to somebody else, or others may enter it.
  case notOurs(path: String)
  /// The folder holds other things than a cluster of ours.
  case notACluster(path: String)
  /// Neither CASEWORK_HOME, XDG_DATA_HOME nor HOME says where the data go.
  case noHome
  /// A system call failed.
  case system(call: String, path: String, reason: String)
  /// A program of PostgreSQL failed; `output` is what it wrote.
  case programFailed(program: String, status: Int32, output: String)
  /// The server does not run.
  case notRunning(dataDirectory: String)
}

/// The languages of this module's texts.
public enum Language: String, Hashable, Sendable {
  /// English.
  case english = "en"
  /// Simplified Chinese.
  case chinese = "zh-Hans"
}
