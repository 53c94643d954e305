import CLibPQ

/// Where and as whom to connect, in all of libpq's own ways.
///
/// Weakest first: libpq's defaults and `~/.pgpass`, a service file, the `PG*` variables, the
/// connection string, the keywords.
/// ```swift
/// ConnectionParameters()                                        // PG* variables and defaults
/// ConnectionParameters("postgresql://zhao@db.example/casework?target_session_attrs=read-write")
/// ConnectionParameters("service=casework connect_timeout=5")
/// ConnectionParameters(["host": "/tmp/cluster", "dbname": "casework"])
/// ```
public struct ConnectionParameters: Hashable, Sendable {
  /// A URL or a keyword string (the manual's "Connection Strings"), if there is one.
  public var connectionString: String?
  /// Keywords that win over the string; the manual's "Parameter Key Words".
  public var keywords: [String: String]
  /// What the server shows this program as, unless the string or PGAPPNAME says otherwise.
  public var applicationName: String?

  /// A connection string, keywords or both; with neither, the environment decides.
  public init(
    _ connectionString: String? = nil, keywords: [String: String] = [:],
    applicationName: String? = nil
  ) {
    self.connectionString = connectionString
    self.keywords = keywords
    self.applicationName = applicationName
  }

  /// Keywords alone.
  public init(_ keywords: [String: String]) {
    self.init(nil, keywords: keywords)
  }

  /// The same with these keywords put over it.
  public func with(_ keywords: [String: String]) -> ConnectionParameters {
    var copy = self
    copy.keywords.merge(keywords) { _, new in new }
    return copy
  }

  /// The same, as this role.
  public func user(_ name: String) -> ConnectionParameters { with(["user": name]) }

  /// The same, in this database.
  public func database(_ name: String) -> ConnectionParameters { with(["dbname": name]) }

  /// The pairs for PQconnectStartParams, in order: the manual lets a later pair win, and expands a
  /// connection string only in the first `dbname`.
  func pairs() throws(PostgresError) -> [(key: String, value: String)] {
    var pairs: [(key: String, value: String)] = []
    if let connectionString { pairs.append(("dbname", connectionString)) }
    for (key, value) in keywords.sorted(by: { $0.key < $1.key }) {
      // A database named like a connection string would be expanded as one; with a string before
      // it, it is taken literally.
      if key == "dbname", connectionString == nil { pairs.append(("dbname", "postgresql://")) }
      pairs.append((key, value))
    }
    if let applicationName { pairs.append(("fallback_application_name", applicationName)) }
    pairs.append(("client_encoding", "UTF8"))
    for (key, value) in pairs {
      _ = try checkedForNul(key, "a connection keyword")
      _ = try checkedForNul(value, "the connection parameter \(key)")
    }
    return pairs
  }
}
