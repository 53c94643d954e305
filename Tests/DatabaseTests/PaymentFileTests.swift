import Foundation
import Postgres
import Testing

/// The file for the bank against ISO 20022's own schema (docs/examples/pain.001.001.09.xsd, as
/// iso20022.org publishes it), judged by lxml.
@Suite struct PaymentFileTests {
  static let judge = """
    import sys
    from lxml import etree
    schema = etree.XMLSchema(etree.parse(sys.argv[1]))
    print(schema.validate(etree.parse(sys.argv[2])), schema.error_log)
    """

  /// What the schema says of a message.
  private func verdict(_ message: Data) throws -> String {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let top = tests.deletingLastPathComponent().deletingLastPathComponent()
    let tool = top.appending(path: "scripts/python-tools").path
    let python = try run(tool, []).split(separator: "\n").last.map(String.init) ?? ""
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xml")
    try message.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let schema = top.appending(path: "docs/examples/pain.001.001.09.xsd").path
    return try run(python, ["-c", Self.judge, schema, file.path])
  }

  private func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(program) failed; run scripts/python-tools")
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `the file for the bank is valid against ISO 20022's schema`() throws {
    let bank = try Bank(funds: "90000.00")
    _ = try bank.book.call(
      "li",
      """
      casework.payee_add('\(Bank.applicant)', 'Sister & <Brother>', '\(Bank.account)', 'Bank "A" & B',
        NULL, 'she is in hospital', \(bank.id()))
      """)
    let payee = try bank.book.superuser().queryValue(
      "SELECT id::text FROM casework_data.bank_account", as: String.self)
    _ = try bank.book.call(
      "fin", "casework.payee_verify('\(payee)', '\(Bank.account)', \(bank.id()))")
    for amount in ["0.01", "4000.50", "5000.00"] { _ = try bank.approved(amount) }
    let batch = try bank.sent()
    let file = try bank.book.superuser().queryValue(
      "SELECT convert_from(message, 'UTF8') FROM casework_data.batch WHERE number = $1", [batch],
      as: String.self)
    #expect(try verdict(Data(file.utf8)) == "True \n")
    #expect(file.contains("<NbOfTxs>3</NbOfTxs><CtrlSum>9000.51</CtrlSum>"))
    #expect(file.contains("<EndToEndId>\(batch)-000003</EndToEndId>"))
    #expect(file.contains("<Nm>Sister &amp; &lt;Brother&gt;</Nm>"))
    // The judge does say no.
    let wrong = file.replacingOccurrences(of: "<PmtMtd>TRF</PmtMtd>", with: "<PmtMtd>CASH</PmtMtd>")
    #expect(try verdict(Data(wrong.utf8)).hasPrefix("False"))
  }
}
