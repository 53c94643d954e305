extension Failure {
  /// What the server could not do, by SQLSTATE (the manual's appendix "PostgreSQL Error Codes"): what
  /// happened, that nothing was done, and what to do.
  init(database state: String, _ message: String) {
    let again = say("Run the same command again.", "请再运行同一命令。")
    switch state {
    case "53100":
      self.init(
        .unreachable,
        say("The database's disk is full. Nothing was done.", "数据库磁盘已满。未做任何更改。"),
        next: [say("Tell the administrator.", "请告知管理员。"), "casework doctor"])
    case "53300":
      self.init(
        .unreachable,
        say(
          "The database has no free connection. Nothing was done.", "数据库没有空闲连接。未做任何更改。"),
        next: [again])
    case "57P01", "57P02", "57P03":
      self.init(
        .unreachable,
        say(
          "The database is stopping or starting. Nothing was done.", "数据库正在停止或启动。未做任何更改。"),
        next: [again])
    case "25P03", "57P05":
      self.init(
        .unreachable,
        say(
          "The database ended a connection that had been idle for too long. Nothing was done.",
          "连接空闲过久，已被数据库断开。未做任何更改。"),
        next: [again])
    default:
      self.init(
        .unreachable,
        say("The database could not do it: \(message)", "数据库未能完成：\(message)"),
        details: ["SQLSTATE \(state)"], next: [again, "casework doctor"])
    }
  }
}
