import Foundation
import LocalCluster
import Postgres
import SQLFiles
import Testing

@Suite struct FilesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "sql")

  func names(_ part: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: part).path)
      .filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }.sorted()
  }

  @Test func `every file of the folder is in the lists, and nothing else`() throws {
    let migrations = SQLFiles.migrations.map { String(format: "%04d_", $0.version) + $0.name }
    #expect(try names("migrations") == migrations)
    let functions = SQLFiles.functions.map(\.name)
    #expect(try (names("functions") + names("views") + ["rules"]).sorted() == functions.sorted())
    #expect(try names("testing") == SQLFiles.testing.map(\.name).sorted())
  }

  @Test func `the files run again change nothing`() throws {
    let book = try Book()
    let before = try book.digest()
    let functions = SQLFiles.functions.map { $0.sql + "\nRESET ROLE;\n" }.joined()
    let connection = try book.superuser()
    try connection.executeScript("BEGIN;" + SQLFiles.bootstrap + functions + "COMMIT;")
    #expect(try book.digest() == before)
  }

  @Test func `every function a person may call is pinned, owned and a definer's`() throws {
    let book = try Book()
    let loose = try book.superuser().query(
      """
      SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname IN ('casework', 'casework_admin') AND NOT (p.prosecdef AND p.proowner = 'casework_owner'::regrole
         AND p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp', 'standard_conforming_strings=on', 'transform_null_equals=off'])
      UNION ALL
      SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname LIKE 'casework%' AND p.proacl IS NULL
      """)
    #expect(loose.values.isEmpty)
  }

  @Test func `the vector of the entry format hashes to its known digest`() throws {
    let book = try Book()
    let hash = try book.superuser().queryValue(
      """
      SELECT encode(casework_data.entry_hash('11111111-2222-4333-8444-555555555555',
        'aaaaaaaa-0000-4000-8000-000000000001', 1,
        casework_data.genesis('11111111-2222-4333-8444-555555555555', 'aaaaaaaa-0000-4000-8000-000000000001'),
        1795227093112064, 'alice', '9c3d4d34-3509-e542-3859-41dd9b6e0271', 'caseworker', 'open', 'hardship@1',
        decode('b6e975dbe8bdb03f85a457acbad613411bfe44614cbe1784484a4c6d4215fa6c', 'hex'), NULL, 'open', NULL, NULL,
        NULL, NULL, NULL, 'k1', decode('aa3b817d730300081fe12773f6b12e43f2a70fd00501721f02b8504f215a7ff3', 'hex')), 'hex')
      """, as: String.self)
    #expect(hash == "2026e09dce0b59b184ff2a0e74db2831910772d71f56ab53ffff43e01b6637bd")
  }
}
