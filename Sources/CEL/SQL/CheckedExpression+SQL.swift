extension CheckedExpression {
  /// The expression as a PostgreSQL expression that gives the same answer as `evaluate`.
  ///
  /// It reads one `jsonb` value laid out as `{"form": {…}, "checks": [{…}], "today": days, …}`: a
  /// number is a JSON number, a date days since 1970-01-01, a timestamp and a duration
  /// microseconds, and what is absent is missing or null. It never raises; `NULL` is a CEL error,
  /// so a guard is `(…) IS TRUE`. Its functions are those of `sql/rules.sql`; run it with
  /// `search_path = pg_catalog, pg_temp` and `standard_conforming_strings = on`.
  ///
  /// - Parameter facts: the SQL of that value: a parameter's name, or `$1`.
  /// - Returns: an expression of type `boolean` (bool), `numeric` (int, decimal, date, timestamp,
  ///   duration), `text` (string) or `jsonb` (list, row).
  public func sql(facts: String) -> String {
    SQLCompiler(facts: facts).sql(root)
  }
}
