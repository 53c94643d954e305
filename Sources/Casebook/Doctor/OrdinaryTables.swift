import Postgres

/// Looks at tables before they are read with all rights.
///
/// Whoever owns a schema can put a view in a table's place, or an index over a function of their own:
/// the next superuser who reads it would run that function. So the tables are locked against any
/// change of what they are, and looked at in PostgreSQL's own catalogues, before the first is read.
/// Reading and writing go on meanwhile.
enum OrdinaryTables {
  /// Holds tables until the transaction ends.
  ///
  /// - Parameter names: with their schema.
  /// - Returns: what is wrong with each that must not be read.
  static func hold(
    _ names: [String], over connection: Connection
  ) throws -> [String: String] {
    let list = names.map { "'\($0)'" }.joined(separator: ", ")
    try connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")
    try connection.execute("SET LOCAL lock_timeout = '10s'")
    let tables = try connection.query(
      """
      SELECT w.name FROM unnest(ARRAY[\(list)]) w (name) JOIN pg_class c
          ON c.oid = to_regclass(w.name) AND c.relkind = 'r' ORDER BY w.name
      """
    ).map { try $0.string(0) }
    if !tables.isEmpty {
      try connection.execute(
        "LOCK TABLE \(tables.joined(separator: ", ")) IN SHARE UPDATE EXCLUSIVE MODE")
    }
    return try faults(of: list, over: connection)
  }

  /// What is wrong with tables that are locked already, as something to be read.
  private static func faults(
    of list: String, over connection: Connection
  ) throws -> [String: String] {
    var faults: [String: String] = [:]
    for row in try connection.query(question(list)) {
      faults[try row.string(0)] = "\(try row.string(0)) \(try row.string(1))"
    }
    return faults
  }

  /// What is wrong with the table of migrations, which is also written to; nil when nothing is. The
  /// caller holds a lock on it that lets nobody change it.
  static func faultOfMigrations(over connection: Connection) throws -> String? {
    let name = "casework_data.schema_migration"
    if let fault = try faults(of: "'\(name)'", over: connection)[name] { return fault }
    let isWritable: Bool = try connection.queryValue(written, [name])
    return isWritable ? nil : "\(name) has a trigger, a default or a check that calls a function"
  }

  private static func question(_ list: String) -> String {
    """
    SELECT t.name, t.fault FROM (
      SELECT w.name, CASE
          WHEN c.oid IS NULL THEN 'is not there'
          WHEN c.relkind <> 'r' THEN 'is not a table'
          WHEN pg_get_userbyid(c.relowner) <> 'casework_owner' THEN 'belongs to somebody else'
          WHEN EXISTS (SELECT FROM pg_catalog.pg_rewrite r WHERE r.ev_class = c.oid)
            THEN 'has a rule'
          WHEN EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid))
            THEN 'has heirs'
          WHEN EXISTS (
            SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_type b ON b.oid = y.typbasetype
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
               AND coalesce(b.typnamespace, y.typnamespace) <> 'pg_catalog'::regnamespace)
            THEN 'has a column of a type that is not PostgreSQL''s own'
          WHEN EXISTS (
            SELECT FROM pg_catalog.pg_depend d
             WHERE d.refclassid IN ('pg_catalog.pg_proc'::regclass,
                     'pg_catalog.pg_operator'::regclass, 'pg_catalog.pg_type'::regclass)
               AND (d.classid = 'pg_catalog.pg_class'::regclass AND d.objid IN (
                      SELECT x.indexrelid FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid)
                 OR d.classid = 'pg_catalog.pg_statistic_ext'::regclass AND d.objid IN (
                      SELECT s.oid FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = c.oid)))
            THEN 'has an index or statistics over a function that is not PostgreSQL''s own'
        END AS fault
        FROM unnest(ARRAY[\(list)]) w (name)
        LEFT JOIN pg_catalog.pg_class c ON c.oid = to_regclass(w.name)
    ) t WHERE t.fault IS NOT NULL
    """
  }

  /// Whether nothing of a user's runs when a row is added.
  private static let written = """
    SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid)
       AND NOT EXISTS (
         SELECT FROM pg_catalog.pg_depend d
          WHERE d.refclassid IN ('pg_catalog.pg_proc'::regclass,
                  'pg_catalog.pg_operator'::regclass, 'pg_catalog.pg_type'::regclass)
            AND (d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid IN (
                   SELECT k.oid FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid)
              OR d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid IN (
                   SELECT a.oid FROM pg_catalog.pg_attrdef a WHERE a.adrelid = c.oid)))
      FROM pg_catalog.pg_class c WHERE c.oid = to_regclass($1)
    """
}
