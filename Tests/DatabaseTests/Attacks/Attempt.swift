/// One statement of somebody with psql, and the SQLSTATE that must come of it.
struct Attempt: Sendable {
  let who: Attacker
  let statement: String
  let sqlState: String

  init(_ who: Attacker, _ statement: String, _ sqlState: String = "42501") {
    self.who = who
    self.statement = statement
    self.sqlState = sqlState
  }

  /// All of them, under the titles of the recorded table.
  static let groups: [(title: String, attacks: [Attempt])] = [
    ("Being somebody else, or more than one is", actor),
    ("Names, operators, casts and defaults in the way of the functions", shadows),
    ("Views, types, sequences and catalogues", objects),
    ("Files, programs, settings, sessions and transactions", server),
    ("Settings of the session while one approves one's own case", settings),
    ("Other people's cases, requests and money", cases),
    ("Lending oneself roles, and putting procedures in force", delegations),
    ("Benefits, households and exceptions", benefits),
    ("Private fields, lists, look-ups, corrections and erasing", privacy),
  ]

  /// Settings that change how expressions read or plans run: none of them changes the verdict.
  static let settings: [Attempt] = [
    "standard_conforming_strings = off", "transform_null_equals = on", "row_security = off",
    "search_path = pg_temp, public", "plpgsql.check_asserts = off", "DateStyle = 'SQL, DMY'",
    "TimeZone = 'Pacific/Kiritimati'", "client_encoding = 'GB18030'", "bytea_output = 'escape'",
    "IntervalStyle = 'iso_8601'", "extra_float_digits = -15", "array_nulls = off",
    "lc_numeric = 'C'", "synchronous_commit = off", "work_mem = '64kB'", "jit = on",
    "quote_all_identifiers = on", "escape_string_warning = off", "lock_timeout = 1",
    "default_transaction_deferrable = on", "constraint_exclusion = on", "enable_indexscan = off",
    "plan_cache_mode = force_generic_plan", "force_parallel_mode = on", "geqo_threshold = 2",
    "xmlbinary = hex", "backslash_quote = on", "check_function_bodies = off",
    "default_table_access_method = heap", "local_preload_libraries = 'x'",
    "plpgsql.extra_errors = 'all'",
    "statement_timeout = '60s'", "session_authorization = DEFAULT", "role = none",
  ].map {
    let approve = "SELECT casework.act('SG-2026-000001', 'approve', '{}', 7, 'self')"
    return Attempt(.submitter, "SET \($0); \(approve)", "KW001")
  }
}
