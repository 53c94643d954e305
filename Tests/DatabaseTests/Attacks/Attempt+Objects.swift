extension Attempt {
  /// Views, types, sequences and catalogues.
  static let objects: [Attempt] = [
    Attempt(.caseworker, "INSERT INTO casework_read.cases (number) VALUES ('X')", "55000"),
    Attempt(.caseworker, "UPDATE casework_read.cases SET state = 'paid'", "55000"),
    Attempt(.caseworker, "DELETE FROM casework_read.entries", "55000"),
    Attempt(
      .caseworker,
      "MERGE INTO casework_read.funds f USING (SELECT 1) s ON true WHEN MATCHED THEN "
        + "DELETE",
      "0A000"),
    Attempt(.caseworker, "TRUNCATE casework_read.cases", "42809"),
    Attempt(.caseworker, "COPY casework_read.cases FROM STDIN"),
    Attempt(.caseworker, "SELECT * FROM casework_read.cases FOR UPDATE"),
    Attempt(.caseworker, "BEGIN; LOCK TABLE casework_read.cases"),
    Attempt(.caseworker, "DROP VIEW casework_read.cases"),
    Attempt(.caseworker, "ALTER VIEW casework_read.cases SET (security_barrier = false)"),
    Attempt(.caseworker, "ALTER VIEW casework_read.cases OWNER TO atk_caseworker"),
    Attempt(.caseworker, "CREATE RULE r AS ON UPDATE TO casework_read.cases DO INSTEAD NOTHING"),
    Attempt(
      .caseworker,
      "CREATE TRIGGER t INSTEAD OF UPDATE ON casework_read.cases FOR EACH ROW EXECUTE "
        + "FUNCTION suppress_redundant_updates_trigger()"),
    Attempt(
      .caseworker,
      "CREATE STATISTICS casework.s ON number, state FROM casework_read.cases",
      "42809"),
    Attempt(.caseworker, "DECLARE c CURSOR WITH HOLD FOR SELECT * FROM casework_data.cases"),
    Attempt(.caseworker, "PREPARE p AS SELECT * FROM casework_data.cases"),
    Attempt(.caseworker, "EXPLAIN SELECT * FROM casework_data.cases"),
    Attempt(.caseworker, "SELECT ROW(1)::casework_data.cases"),
    Attempt(.caseworker, "SELECT NULL::casework_data.actor"),
    Attempt(
      .caseworker, "SELECT query_to_xml('SELECT * FROM casework_data.cases', true, true, '')"),
    Attempt(.caseworker, "SELECT table_to_xml('casework_data.cases', true, true, '')"),
    Attempt(.caseworker, "SELECT schema_to_xml('casework_data', true, true, '')"),
    Attempt(.caseworker, "SELECT ts_stat('SELECT to_tsvector(login) FROM casework_data.staff')"),
    Attempt(.caseworker, "SELECT nextval('casework_data.entry_id_seq')"),
    Attempt(.caseworker, "SELECT setval('casework_data.entry_id_seq', 1)"),
    Attempt(.caseworker, "SELECT last_value FROM casework_data.entry_id_seq"),
    Attempt(.caseworker, "SELECT pg_relation_size('casework_data.cases')"),
    Attempt(.caseworker, "SELECT has_table_privilege('casework_data.cases', 'SELECT')"),
    Attempt(.caseworker, "SELECT currtid2('casework_data.cases', '(0,1)')"),
    Attempt(.caseworker, "VACUUM FULL casework_data.cases"),
    Attempt(.caseworker, "CLUSTER casework_data.cases USING cases_pkey"),
    Attempt(.caseworker, "REINDEX TABLE casework_data.cases"),
    Attempt(.caseworker, "SELECT brin_summarize_new_values('casework_data.cases_pkey'::regclass)"),
    Attempt(.caseworker, "UPDATE pg_proc SET prosrc = 'x'"),
    Attempt(.caseworker, "DELETE FROM pg_policy"),
    Attempt(.caseworker, "INSERT INTO pg_auth_members VALUES (1, 1, 1, true)"),
    Attempt(.caseworker, "SELECT rolpassword FROM pg_authid"),
    Attempt(.caseworker, "SELECT passwd FROM pg_shadow"),
    Attempt(.caseworker, "SELECT stavalues1 FROM pg_statistic"),
    Attempt(.caseworker, "SELECT * FROM pg_user_mapping"),
    Attempt(.caseworker, "SELECT subconninfo FROM pg_subscription"),
    Attempt(.caseworker, "SELECT data FROM pg_largeobject"),
  ]
}
