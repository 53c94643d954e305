extension LocalClusterError: CustomStringConvertible {
  /// The English text.
  public var description: String { message(.english) }

  /// What happened, why, and what to type next.
  public func message(_ language: Language = .english) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }

  private var english: String {
    switch self {
    case .notInstalled:
      "PostgreSQL 15 or newer is not installed. Type: apt install postgresql"
    case .versionAbsent(let needed, let found):
      """
      The private database was made by PostgreSQL \(needed), but only \(list(found)) is \
      installed. Type: apt install postgresql-\(needed)
      """
    case .noUnprivilegedUser:
      """
      PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as. \
      Type: apt install postgresql
      """
    case .noWayToStepDown:
      """
      PostgreSQL does not run as root, and neither setpriv nor runuser is there to run it as \
      somebody else. Type: apt install util-linux
      """
    case .unreachable(let path, let user):
      """
      PostgreSQL does not run as root but as "\(user)", who cannot enter \(path). Set \
      CASEWORK_HOME to a folder that everybody may enter, or unset it to use /var/lib/casework.
      """
    case .notOurs(let path):
      """
      \(path) belongs to another user or may be entered by others, so it is not used. Look at it \
      with: ls -ld \(path)
      """
    case .notACluster(let path):
      """
      \(path) is not a folder that casework made for its private database, so it is left alone. \
      Set CASEWORK_HOME to another folder.
      """
    case .noHome:
      "There is no folder to keep the private database in. Set CASEWORK_HOME to one."
    case .system(let call, let path, let reason):
      "\(call) failed for \(path): \(reason)."
    case .programFailed(let program, let status, let output):
      "\(program) failed (exit \(status)): \(output)"
    case .notRunning(let directory):
      "The private database in \(directory) does not run. Type: casework local start"
    }
  }

  private var chinese: String {
    switch self {
    case .notInstalled:
      "未安装 PostgreSQL 15 或更高版本。请输入：apt install postgresql"
    case .versionAbsent(let needed, let found):
      """
      本机私有数据库由 PostgreSQL \(needed) 创建，但只安装了 \(list(found))。\
      请输入：apt install postgresql-\(needed)
      """
    case .noUnprivilegedUser:
      """
      PostgreSQL 不能以 root 运行，而系统中没有可用的 postgres 或 nobody 用户。\
      请输入：apt install postgresql
      """
    case .noWayToStepDown:
      """
      PostgreSQL 不能以 root 运行，而系统中没有 setpriv 或 runuser 可用来切换用户。\
      请输入：apt install util-linux
      """
    case .unreachable(let path, let user):
      """
      PostgreSQL 不以 root 而以 \(user) 运行，该用户无法进入 \(path)。\
      请将 CASEWORK_HOME 设为所有人可进入的目录，或取消设置以使用 /var/lib/casework。
      """
    case .notOurs(let path):
      "\(path) 属于其他用户或允许他人进入，因此不使用。请查看：ls -ld \(path)"
    case .notACluster(let path):
      """
      \(path) 不是 casework 为私有数据库创建的目录，因此不作改动。\
      请将 CASEWORK_HOME 设为另一目录。
      """
    case .noHome:
      "没有可存放私有数据库的目录。请将 CASEWORK_HOME 设为一个目录。"
    case .system(let call, let path, let reason):
      "对 \(path) 执行 \(call) 失败：\(reason)。"
    case .programFailed(let program, let status, let output):
      "\(program) 失败（退出码 \(status)）：\(output)"
    case .notRunning(let directory):
      "\(directory) 中的私有数据库未运行。请输入：casework local start"
    }
  }

  private func list(_ versions: [Int]) -> String {
    versions.map { String($0) }.joined(separator: ", ")
  }
}
