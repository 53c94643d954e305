import History
import Testing

@testable import Casebook

@Suite struct BankReconciliationTests {
  private static func payment(_ reference: String, _ status: String, _ amount: String = "4000.00")
    -> JSON
  {
    .object([
      .init("reference", .string(reference)), .init("status", .string(status)),
      .init("amount", .string(amount)), .init("account", .string("••••••••2230")),
    ])
  }

  private static func answer(
    _ reference: String, _ status: BankAnswer.Status, _ amount: String? = "4000.00",
    account: String? = nil
  ) -> (file: String, answer: BankAnswer) {
    (
      "a.xml",
      BankAnswer(
        line: 1, reference: reference, amount: amount, account: account, status: status, word: "",
        reason: nil, day: nil)
    )
  }

  private func verdicts(
    _ payments: [JSON], _ answers: [(file: String, answer: BankAnswer)]
  ) -> [String] {
    BankReconciliation(.object([.init("payments", .array(payments))]), answers: answers).lines
      .map { "\($0.reference) \($0.verdict.rawValue)" }
  }

  @Test func `every payment and every answer is compared once`() {
    let payments = [
      Self.payment("PB-1", "paid"), Self.payment("PB-2", "sent"), Self.payment("PB-3", "sent"),
      Self.payment("PB-4", "paid"), Self.payment("PB-5", "paid"), Self.payment("PB-6", "paid"),
      Self.payment("PB-7", "paid"), Self.payment("PB-8", "returned"),
      Self.payment("PB-9", "cancelled"), Self.payment("PB-A", "batched"),
      Self.payment("PB-B", "cancelled"), Self.payment("PB-C", "paid"),
    ]
    let answers = [
      Self.answer("PB-1", .paid), Self.answer("PB-3", .paid, "4000"),
      Self.answer("PB-5", .paid, "4000.01"),
      Self.answer("PB-6", .paid, account: "6222020200119999"), Self.answer("PB-7", .returned),
      Self.answer("PB-8", .paid), Self.answer("PB-8", .returned, nil), Self.answer("PB-9", .paid),
      Self.answer("PB-C", .paid), Self.answer("PB-C", .paid), Self.answer("PB-X", .paid),
      Self.answer("PB-2", .pending),
    ]
    #expect(
      verdicts(payments, answers) == [
        "PB-1 agreed", "PB-2 open", "PB-3 not_entered", "PB-4 not_in_files", "PB-5 another_amount",
        "PB-6 another_account", "PB-7 contradiction", "PB-8 agreed", "PB-9 never_sent",
        "PB-A in_batch",
        "PB-B cancelled", "PB-C twice", "PB-X unknown",
      ])
  }

  @Test func `without files what is answered is what we have`() {
    #expect(
      verdicts([Self.payment("PB-1", "paid"), Self.payment("PB-2", "sent")], [])
        == ["PB-1 agreed", "PB-2 open"])
  }

  private static func ends(_ opening: String, _ paid: String, _ closing: String, _ ledger: String)
    -> JSON
  {
    func end(_ sent: String, _ ledger: String) -> JSON {
      .object([
        .init("batched", .string("0.00")), .init("sent", .string(sent)),
        .init("ledger", .string(ledger)),
      ])
    }
    return .object([
      .init(
        "currencies",
        .array([
          .object([
            .init("currency", .string("CNY")), .init("opening", end(opening, opening)),
            .init("prepared", .string("100.00")), .init("paid", .string(paid)),
            .init("returned", .string("0.00")), .init("cancelled", .string("0.00")),
            .init("closing", end(closing, ledger)),
          ])
        ]))
    ])
  }

  @Test(arguments: [
    ("50.00", "120.00", "30.00", "30.00", true), ("50.00", "120.00", "30.00", "30.01", false),
    ("50.00", "119.99", "30.00", "30.00", false),
  ])
  func `the balances lead from one to the other, and the ledger has the same`(
    opening: String, paid: String, closing: String, ledger: String, adds: Bool
  ) {
    let data = Self.ends(opening, paid, closing, ledger)
    #expect(BankReconciliation(data, answers: []).addsUp == adds)
  }

  private static let statement = """
    <Document><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>110000000001</Id></Othr></Id></Acct>
    <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">10000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
    <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">5999.5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
    <Ntry><Amt Ccy="CNY">4000.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><NtryDtls><TxDtls>
      <Refs><EndToEndId>PB-1</EndToEndId></Refs><Amt Ccy="CNY">4000.00</Amt></TxDtls></NtryDtls></Ntry>
    <Ntry><Amt Ccy="CNY">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts></Ntry>
    <Ntry><Amt Ccy="CNY">0.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><NtryDtls><TxDtls>
      <Refs><EndToEndId>FEE</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
    </Stmt></BkToCstmrStmt></Document>
    """

  @Test func `a statement leads from one balance to the other, and its payments are compared`()
    throws
  {
    let read = try #require(try BankStatement.read(Array(Self.statement.utf8)))
    #expect(read.map(\.opening) == [1_000_000] && read.map(\.booked) == [-400_050])
    #expect(read[0].addsUp == true)
    let report = BankReconciliation(
      .object([.init("payments", .array([Self.payment("PB-1", "paid")]))]), answers: [],
      statements: read.map { ("s.xml", $0) })
    #expect(report.lines.map { "\($0.reference) \($0.verdict)" } == ["PB-1 agreed"])
    let wrong = Self.statement.replacing("5999.5<", with: "5999.51<")
    #expect(try BankStatement.read(Array(wrong.utf8))?[0].addsUp == false)
  }

  @Test(arguments: ["4000.005", "NaN", "-1.00", "1e3", ""])
  func `an amount that is none refuses the statement with its line`(amount: String) {
    let bad = Self.statement.replacing(
      ">4000.00</Amt><CdtDbtInd>DBIT", with: ">\(amount)</Amt><CdtDbtInd>DBIT")
    let mistake = #expect(throws: BankFileMistake.self) { try BankStatement.read(Array(bad.utf8)) }
    #expect(mistake?.line == 4)
  }

  @Test func `a message of another kind is no statement`() throws {
    #expect(try BankStatement.read(Array("<Document><X/></Document>".utf8)) == nil)
  }
}
