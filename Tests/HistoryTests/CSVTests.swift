import History
import Testing

@Suite struct CSVTests {
  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"),
    ("@sum", "'@sum"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("=a,b", "\"'=a,b\""), ("", ""),
    ("张三", "张三"), ("a=1", "a=1"),
  ]) func `a text cell is quoted and guarded as needed`(text: String, cell: String) {
    var csv = CSVWriter()
    csv.row([.text(text), .text(nil)])
    #expect(String(decoding: csv.take(), as: UTF8.self) == cell + ",\r\n")
  }

  @Test func `numbers are not guarded`() {
    var csv = CSVWriter()
    csv.row([.integer(-5), .integer(nil), .integer(.max)])
    #expect(String(decoding: csv.bytes, as: UTF8.self) == "-5,,9223372036854775807\r\n")
  }

  @Test func `the history is one row an entry under the header`() throws {
    var csv = HistoryCSV(resource: .login)
    csv.add(try VectorFiles.entries()[2], caseName: "HG-2026-000001")
    #expect(
      String(decoding: csv.take(), as: UTF8.self)
        == "case_id,activity,timestamp,resource,role,lifecycle,seq,from,to,amount_minor,currency,"
        + "fund,ref,workflow,request,hash\r\n"
        + "HG-2026-000001,approve,2026-11-21T02:11:33.152672Z,bob,supervisor,complete,3,open,"
        + "approved,120050,CNY,22222222-2222-4222-8222-222222222222,"
        + "b28ae4fe-37c6-5f86-be41-0d5eb42a612e,hardship@1,k2,"
        + "917fc041eae40fce2ba0891e06c5b6260755777584381a1967b273b2ec1085bd\r\n")
    #expect(csv.take().isEmpty)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (951_782_400_000_001, "2000-02-29T00:00:00.000001Z"),
      (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
      (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
      (1_735_689_599_999_999, "2024-12-31T23:59:59.999999Z"),
    ] as [(Int64, String)]) func `times are ISO 8601 in UTC with microseconds`(
      microseconds: Int64, text: String
    ) throws
  {
    var entry = try VectorFiles.entries()[0]
    entry.atMicroseconds = microseconds
    var csv = HistoryCSV(resource: .login)
    csv.add(entry)
    #expect(String(decoding: csv.take(), as: UTF8.self).contains(",open,\(text),alice,"))
  }

  @Test func `a pseudonym is the documented one and hides the login`() throws {
    let pseudonym = try #require(Pseudonym(key: Array(0..<32)))
    let entry = try VectorFiles.entries()[0]
    var csv = HistoryCSV(resource: .pseudonym(pseudonym))
    csv.add(entry)
    let text = String(decoding: csv.take(), as: UTF8.self)
    #expect(!text.contains("alice"))
    #expect(text.contains(",e3td7gmwadui3njtonwogjqd34,caseworker,"))
    #expect(pseudonym.text(for: "a") != pseudonym.text(for: "b"))
    #expect(Pseudonym(key: Array(0..<15)) == nil)
  }
}
