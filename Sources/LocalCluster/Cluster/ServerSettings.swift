/// What goes into `casework.conf`, which is written anew at each start.
struct ServerSettings: Sendable {
  /// Whether an acknowledged change survives a crash of the machine.
  var durable = true
  /// Lines put before the one that lets the folder's owner in.
  var hostBasedAuthentication: [String] = []
  /// Further settings, which win.
  var extra: [String: String] = [:]

  func text(socketFolder: String) -> String {
    var lines = [
      // Nobody outside this machine, and nobody who may not enter the folder.
      ("listen_addresses", ""),
      ("unix_socket_directories", "\"\(socketFolder)\""),
      ("unix_socket_permissions", "0700"),
      // A small machine, a few people.
      ("max_connections", "100"),
      ("shared_buffers", "128MB"),
      ("min_wal_size", "80MB"),
      ("max_wal_size", "1GB"),
      ("jit", "off"),
      // What the client sets for each session otherwise, at the price of a round trip.
      ("timezone", "UTC"),
      ("log_timezone", "UTC"),
      ("datestyle", "ISO, YMD"),
      ("password_encryption", "scram-sha-256"),
      // The log must hold no person's data: errors quote values, statements hold them.
      ("log_min_messages", "log"),
      ("log_min_error_statement", "panic"),
      ("log_parameter_max_length", "0"),
      ("log_parameter_max_length_on_error", "0"),
      ("log_checkpoints", "off"),
      ("log_autovacuum_min_duration", "-1"),
    ]
    if !durable {
      lines += [("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off")]
    }
    lines += extra.sorted { $0.key < $1.key }
    return lines.map { "\($0) = '\(escaped($1))'\n" }.joined()
  }

  private func escaped(_ value: String) -> String {
    value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}
