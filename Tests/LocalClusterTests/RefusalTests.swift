import Glibc
import LocalCluster
import Postgres
import Testing

/// What the private cluster does not touch, and what it says then.
@Suite struct RefusalTests {
  @Test func `a socket folder that somebody else made is refused`() throws {
    try withHome { home in
      let cluster = try quickCluster(home)
      let folder = cluster.socketDirectory
      mkdir(folder, 0o755)
      defer { rmdir(folder) }
      #expect(try failure { try cluster.start() } == .notOurs(path: folder))
      #expect(try failure { try cluster.connectionParameters() } == .notOurs(path: folder))
      rmdir(folder)
      symlink("/tmp", folder)
      #expect(try failure { try cluster.start() } == .notOurs(path: folder))
      unlink(folder)
      #expect(try cluster.start())
    }
  }

  @Test func `a folder of other things is neither used nor destroyed`() throws {
    try withHome { home in
      let cluster = try quickCluster(home)
      try cluster.start()
      try cluster.stop()
      unlink("\(cluster.path)/CASEWORK_CLUSTER")
      #expect(try failure { try cluster.destroy() } == .notACluster(path: cluster.path))
      #expect(try failure { try cluster.start() } == .notACluster(path: cluster.path))
      #expect(exists("\(cluster.dataDirectory)/PG_VERSION"))
      try writeFile("", to: "\(cluster.path)/CASEWORK_CLUSTER")
    }
  }

  @Test func `a folder that others may enter is refused`() throws {
    try withHome { home in
      let cluster = try quickCluster(home)
      mkdir(cluster.path, 0o700)
      chmod(cluster.path, 0o777)
      defer { rmdir(cluster.path) }
      #expect(try failure { try cluster.start() } == .notOurs(path: cluster.path))
      #expect(try failure { try cluster.destroy() } == .notOurs(path: cluster.path))
    }
  }

  @Test func `a home that the server's user cannot enter is refused with what to do`() throws {
    try withHome { home in
      chmod(home, 0o700)
      let cluster = try quickCluster(home)
      guard geteuid() == 0 else {
        // An ordinary user's server is himself, who can enter.
        #expect(try cluster.start())
        return
      }
      let error = try failure { try cluster.start() }
      guard case .unreachable(let path, let user) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(path == home)
      #expect(["postgres", "nobody"].contains(user))
      #expect(error.description.contains("CASEWORK_HOME"))
      #expect(!exists(cluster.path))
    }
  }

  @Test func `without PostgreSQL one line says what to install`() async {
    await #expect(processExitsWith: .success) {
      setenv("CASEWORK_POSTGRES_BIN", "/nonexistent", 1)
      let error = try failure { try TemporaryCluster.shared() }
      #expect(error == .notInstalled)
      #expect(
        error.message(.english)
          == "PostgreSQL 15 or newer is not installed. Type: apt install postgresql")
      #expect(error.message(.chinese) == "未安装 PostgreSQL 15 或更高版本。请输入：apt install postgresql")
    }
  }

  @Test func `data of a version that is not installed are left alone`() throws {
    try withHome { home in
      let cluster = try quickCluster(home)
      try cluster.start()
      let version = try #require(cluster.status().version)
      try cluster.stop()
      try writeFile("99\n", to: "\(cluster.dataDirectory)/PG_VERSION")
      let error = try failure { try cluster.start() }
      guard case .versionAbsent(99, let found) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(found.contains(version))
      #expect(error.description.contains("apt install postgresql-99"))
    }
  }

  @Test func `a program that fails is named with what it wrote`() throws {
    let error = try failure {
      try TemporaryCluster(settings: ["shared_buffers": "a lot"])
    }
    guard case .programFailed("pg_ctl", _, let output) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(output.contains("shared_buffers"))
  }

  @Test func `the home is where the environment says`() async {
    await #expect(processExitsWith: .success) {
      setenv("CASEWORK_HOME", "/srv/office", 1)
      #expect(try LocalCluster.standard().path == "/srv/office/cluster")
      unsetenv("CASEWORK_HOME")
      let forRoot = geteuid() == 0 ? "/var/lib/casework/cluster" : nil
      setenv("XDG_DATA_HOME", "/srv/data", 1)
      let inData = try LocalCluster.standard().path
      #expect(inData == forRoot ?? "/srv/data/casework/cluster")
      unsetenv("XDG_DATA_HOME")
      setenv("HOME", "/home/zhao", 1)
      let inHome = try LocalCluster.standard().path
      #expect(inHome == forRoot ?? "/home/zhao/.local/share/casework/cluster")
    }
  }

  @Test func `an ordinary user has a cluster of his own, in his runtime folder`() async {
    await #expect(processExitsWith: .success) {
      if geteuid() == 0 {
        // nobody: who has no home and no shell, the poorest account there is.
        try #require(setgid(65_534) == 0)
        try #require(setuid(65_534) == 0)
      }
      try withHome { home in
        let runtime = "\(home)/run"
        mkdir(runtime, 0o700)
        defer { rmdir(runtime) }
        setenv("XDG_RUNTIME_DIR", runtime, 1)
        let cluster = try quickCluster("\(home)/data")
        defer { rmdir("\(home)/data") }
        #expect(try cluster.start())
        #expect(cluster.socketDirectory.hasPrefix("\(runtime)/casework-"))
        #expect(try ownerAndMode(cluster.dataDirectory) == (geteuid(), 0o700))
        #expect(try Connection.connect(cluster.connectionParameters()).isOpen)
        #expect(try cluster.destroy())

        // Too long for a socket: the temporary folder is taken instead.
        let long = "\(runtime)/\(String(repeating: "r", count: 60))"
        mkdir(long, 0o700)
        defer { rmdir(long) }
        setenv("XDG_RUNTIME_DIR", long, 1)
        let other = try quickCluster("\(home)/data")
        #expect(other.socketDirectory.hasPrefix("/tmp/casework-\(geteuid())-"))
      }
    }
  }

  @Test(arguments: [
    LocalClusterError.notInstalled, .versionAbsent(needed: 16, found: [15]), .noUnprivilegedUser,
    .noWayToStepDown, .unreachable(path: "/root", user: "postgres"), .notOurs(path: "/tmp/x"),
    .notACluster(path: "/srv/x"), .noHome, .notRunning(dataDirectory: "/srv/x"),
  ])
  func `every refusal says what to type, in both languages`(error: LocalClusterError) {
    let commands = ["apt install", "CASEWORK_HOME", "ls -ld", "casework local start"]
    for language in [Language.english, .chinese] {
      let text = error.message(language)
      #expect(commands.contains { text.contains($0) }, "\(text)")
      #expect(!text.contains("\n"))
    }
    #expect(error.message(.chinese).unicodeScalars.contains { $0.value > 0x4e00 })
  }
}
