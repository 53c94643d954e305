import Glibc
import LocalCluster
import Postgres
import Synchronization
import Testing

@Suite struct LocalClusterTests {
  @Test func `a cluster is made, started, found again, stopped and destroyed`() throws {
    try withHome { home in
      let cluster = try LocalCluster(home: home)
      #expect(!cluster.status().exists)
      #expect(try !cluster.stop())
      #expect(try cluster.start())
      #expect(try !cluster.start())

      let status = cluster.status()
      #expect(status.exists)
      #expect(status.isRunning)
      #expect(status.version ?? 0 >= 15)
      #expect(status.sizeInBytes > 10_000_000)
      #expect(status.dataDirectory == "\(home)/cluster/data")
      let pid = try #require(status.pid)
      #expect(runs(pid))

      // Another command, later, finds the same server.
      let later = try LocalCluster(home: home)
      #expect(later.status() == status)
      #expect(try later.stop())
      #expect(!later.isRunning)
      #expect(cluster.status().pid == nil)
      #expect(try cluster.start())
      #expect(try cluster.destroy())
      #expect(!exists("\(home)/cluster"))
      #expect(!exists(status.socketDirectory))
      #expect(try !cluster.destroy())
    }
  }

  @Test func `the database is there, durable, in UTF-8 with C order, and known to nobody else`()
    throws
  {
    try withHome { home in
      let cluster = try LocalCluster(home: home)
      try cluster.start()
      let connection = try Connection.connect(cluster.connectionParameters())
      #expect(connection.database == "casework")
      #expect(connection.user == "casework_admin")
      let settings = try connection.query(
        """
        SELECT name, setting FROM pg_settings
        WHERE name = ANY (string_to_array($1, ' ')) ORDER BY name
        """,
        [
          """
          data_checksums fsync full_page_writes listen_addresses log_min_error_statement \
          log_min_messages log_parameter_max_length log_parameter_max_length_on_error \
          server_encoding synchronous_commit
          """
        ])
      #expect(
        settings.values == [
          ["data_checksums", "on"], ["fsync", "on"], ["full_page_writes", "on"],
          ["listen_addresses", ""], ["log_min_error_statement", "panic"],
          ["log_min_messages", "log"], ["log_parameter_max_length", "0"],
          ["log_parameter_max_length_on_error", "0"], ["server_encoding", "UTF8"],
          ["synchronous_commit", "on"],
        ])
      #expect(
        try connection.query(
          "SELECT datcollate, datctype FROM pg_database WHERE datname = $1", ["casework"]
        )
        .values == [["C", "C.UTF-8"]])
      let owner: uid_t = try ownerAndMode(cluster.dataDirectory).uid
      #expect(owner != 0)
      for folder in [cluster.path, cluster.dataDirectory, cluster.socketDirectory] {
        #expect(try ownerAndMode(folder) == (owner, 0o700))
      }
    }
  }

  @Test func `the log holds nobody's data`() throws {
    try withHome { home in
      let cluster = try quickCluster(home)
      try cluster.start()
      let connection = try Connection.connect(cluster.connectionParameters())
      try connection.execute("CREATE TABLE person (name text PRIMARY KEY)")
      for _ in 1...2 {
        _ = try? connection.execute("INSERT INTO person VALUES ($1)", ["Synthetic Name"])
      }
      _ = try? connection.execute("SELECT $1::date", ["Synthetic Name"])
      _ = try? connection.execute("SELECT 'Synthetic Name' FORM person")
      try cluster.stop()
      let text = try readFile(cluster.logFile)
      #expect(text.contains("database system is ready to accept connections"))
      #expect(!text.contains("Synthetic"))
    }
  }

  @Test func `twenty commands at once start one server`() throws {
    try withHome { home in
      let cluster = try quickCluster(home)
      let outcomes = Mutex<[Bool]>([])
      let failures = Mutex<[LocalClusterError]>([])
      onThreads(20) {
        do throws(LocalClusterError) {
          let started = try cluster.start()
          outcomes.withLock { $0.append(started) }
        } catch {
          failures.withLock { $0.append(error) }
        }
      }
      #expect(failures.withLock { $0 } == [])
      #expect(outcomes.withLock { $0.count } == 20)
      #expect(outcomes.withLock { $0.filter { $0 }.count } == 1)
      #expect(try Connection.connect(cluster.connectionParameters()).isOpen)
    }
  }

  @Test func `a server killed hard leaves a stale pid file and socket, and starts again`() throws {
    try withHome { home in
      let cluster = try LocalCluster(home: home)
      try cluster.start()
      let connection = try Connection.connect(cluster.connectionParameters())
      try connection.execute("CREATE TABLE kept (a int)")
      let pid = try #require(cluster.status().pid)
      let socket = "\(cluster.socketDirectory)/.s.PGSQL.5432"
      kill(pid_t(pid), SIGKILL)
      #expect(soon { !cluster.isRunning })
      #expect(exists("\(cluster.dataDirectory)/postmaster.pid"))
      #expect(exists(socket))
      #expect(try cluster.start())
      let again = try Connection.connect(cluster.connectionParameters())
      #expect(try again.query("SELECT FROM kept").isEmpty)
    }
  }

  @Test func `a pid file that names another program does not stop the start`() throws {
    try withHome { home in
      let cluster = try quickCluster(home)
      try cluster.start()
      try cluster.stop()
      let file = "\(cluster.dataDirectory)/postmaster.pid"
      try writeFile(
        "\(getpid())\n\(cluster.dataDirectory)\n1\n5432\n/tmp\n\n1 1\nready   \n", to: file)
      chown(file, try ownerAndMode(cluster.path).uid, gid_t.max)
      #expect(!cluster.isRunning)
      #expect(try cluster.start())
    }
  }

  @Test func `a socket removed from outside is made again`() throws {
    try withHome { home in
      let cluster = try quickCluster(home)
      try cluster.start()
      unlink("\(cluster.socketDirectory)/.s.PGSQL.5432")
      #expect(!cluster.isRunning)
      #expect(try cluster.start())
      #expect(try Connection.connect(cluster.connectionParameters()).isOpen)
    }
  }

  @Test func `psql is the server's own, with where to connect`() throws {
    try withHome { home in
      let cluster = try quickCluster(home)
      #expect(
        try failure { try cluster.psql() } == .notRunning(dataDirectory: cluster.dataDirectory))
      try cluster.start()
      let command = try cluster.psql(user: "zhao", arguments: ["-c", "SELECT 1"])
      #expect(command.program.hasSuffix("/bin/psql"))
      #expect(exists(command.program))
      #expect(command.arguments == ["psql", "-c", "SELECT 1"])
      #expect(
        command.environment == [
          "PGHOST": cluster.socketDirectory, "PGPORT": "5432", "PGDATABASE": "casework",
          "PGUSER": "zhao",
        ])
    }
  }
}
