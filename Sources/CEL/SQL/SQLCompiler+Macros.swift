extension SQLCompiler {
  /// A macro. The list is bound once, behind `OFFSET 0` so that the planner does not write it out
  /// again; `NULL` stays `NULL`, where a set-returning function would give no rows.
  func macro(_ comprehension: Comprehension) -> String {
    let slot = comprehension.slot
    guard case .list = comprehension.list.type else {
      return "NULL::\(Self.sqlType(comprehension))"
    }
    return """
      (SELECT CASE WHEN l\(slot).v IS NOT NULL THEN \(result(comprehension)) END \
      FROM (SELECT \(sql(comprehension.list)) AS v OFFSET 0) AS l\(slot))
      """
  }

  /// The value of the macro over `l0.v`, which is not `NULL`.
  private func result(_ comprehension: Comprehension) -> String {
    let slot = comprehension.slot
    let condition = comprehension.condition.map { sql($0, as: .bool) } ?? "true"
    let items = "pg_catalog.jsonb_array_elements(l\(slot).v)"
    let ordered = "\(items) WITH ORDINALITY AS e\(slot)(v, n)"
    switch comprehension.macro {
    case .all: return "TRUE = ALL (SELECT \(condition) FROM \(items) AS e\(slot)(v))"
    case .exists: return "TRUE = ANY (SELECT \(condition) FROM \(items) AS e\(slot)(v))"
    case .existsOne:
      // bool_and over no rows is NULL: IS NOT FALSE takes an empty list for one without errors.
      return """
        (SELECT CASE WHEN pg_catalog.bool_and(q.c IS NOT NULL) IS NOT FALSE \
        THEN pg_catalog.count(*) FILTER (WHERE q.c) = 1 END \
        FROM (SELECT \(condition) AS c FROM \(items) AS e\(slot)(v) OFFSET 0) AS q)
        """
    case .filter:
      return """
        (SELECT CASE WHEN pg_catalog.bool_and(q.c IS NOT NULL) IS NOT FALSE \
        THEN COALESCE(pg_catalog.jsonb_agg(q.v ORDER BY q.n) FILTER (WHERE q.c), '[]') END \
        FROM (SELECT e\(slot).v, e\(slot).n, \(condition) AS c FROM \(ordered) OFFSET 0) AS q)
        """
    case .map:
      guard let node = comprehension.result else { return "NULL::pg_catalog.jsonb" }
      // The result counts only where the condition holds, and has to have a value there.
      return """
        (SELECT CASE WHEN pg_catalog.bool_and(q.c IS FALSE OR q.r IS NOT NULL) IS NOT FALSE \
        THEN COALESCE(pg_catalog.jsonb_agg(q.r ORDER BY q.n) FILTER (WHERE q.c), '[]') END \
        FROM (SELECT s.n, s.c, CASE WHEN s.c THEN \(json(node)) END AS r \
        FROM (SELECT e\(slot).v, e\(slot).n, \(condition) AS c FROM \(ordered) OFFSET 0) AS s, \
        LATERAL (SELECT s.v) AS e\(slot)(v) OFFSET 0) AS q)
        """
    }
  }

  private static func sqlType(_ comprehension: Comprehension) -> String {
    switch comprehension.macro {
    case .all, .exists, .existsOne: "pg_catalog.bool"
    case .filter, .map: "pg_catalog.jsonb"
    }
  }
}
