import Postgres

/// Everything that PostgreSQL's catalogues say of the casework schemas of one database.
struct Catalogue {
  /// What a line is about.
  struct Object: Hashable, Comparable {
    /// `function`, `trigger`, `function rights` …
    var kind: String
    /// Its name, with its schema and what it hangs on.
    var name: String

    static func < (a: Object, b: Object) -> Bool { (a.name, a.kind) < (b.name, b.kind) }

    /// Whether it is a compiled guard of an installed definition, or the rights on one.
    var isGuard: Bool {
      name.hasPrefix("casework_rules.d_") || name.hasPrefix("casework_rules.v_")
    }
  }

  /// A difference from what a release makes.
  struct Difference {
    /// What is different.
    var object: Object
    /// Which way: `added`, `missing` or `changed`.
    var change: String

    /// The line that names it.
    var line: String { "\(change) \(object.kind) \(object.name)" }
  }

  /// The definition of each object.
  private(set) var definitions: [Object: String] = [:]
  /// Functions that another transaction wrote than the one that ended the last `init`.
  private(set) var apart: Set<String> = []

  /// Reads the catalogues of a connection's database, as they are at one moment.
  init(of connection: Connection) throws {
    let (objects, apart) = try connection.transaction(isolation: .repeatableRead, readOnly: true) {
      connection in
      try connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")
      return (
        try connection.query(CatalogueQuery.objects), try connection.query(CatalogueQuery.apart)
      )
    }
    for row in objects {
      definitions[Object(kind: try row.string(0), name: try row.string(1))] = row.values[2] ?? ""
    }
    for row in apart { self.apart.insert(try row.string(0)) }
  }

  /// What is here and not in `release`, there and not here, or otherwise here; the rights on
  /// something that only one of them has are not told beside it.
  func differences(from release: Catalogue) -> [Difference] {
    var differences: [Difference] = []
    for object in Set(definitions.keys).union(release.definitions.keys).sorted() {
      let here = definitions[object]
      let there = release.definitions[object]
      guard here != there else { continue }
      let change = there == nil ? "added" : here == nil ? "missing" : "changed"
      if change != "changed", object.kind.hasSuffix(" rights"), object.kind != "default rights" {
        continue
      }
      differences.append(Difference(object: object, change: change))
    }
    return differences
  }
}
