import History
import Testing

@testable import Casebook

@Suite struct BankFileTests {
  private func message(_ body: String) -> [UInt8] {
    Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8)
      + Array("\n<Document xmlns=\"urn:iso\">\(body)</Document>".utf8)
  }

  private let transaction = """
    <TxInfAndSts>
    <OrgnlEndToEndId>PB-2026-000001-000001</OrgnlEndToEndId><TxSts>RJCT</TxSts>
    <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>
    <OrgnlTxRef><Amt><InstdAmt Ccy="CNY">4000.00</InstdAmt></Amt>
    <CdtrAcct><Id><Othr><Id>6222020200112230</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>
    """

  @Test(arguments: [
    ("RJCT", BankAnswer.Status.returned), ("CANC", .returned), ("ACSC", .paid), ("ACCC", .paid),
    ("ACSP", .pending), ("PDNG", .pending), ("", .pending), ("acsc", .pending),
  ])
  func `a payment status report says what became of each payment`(
    word: String, status: BankAnswer.Status
  ) throws {
    let text = transaction.replacing("RJCT", with: word)
    let answers = try BankAnswer.read(
      message: message(
        "<CstmrPmtStsRpt><OrgnlPmtInfAndSts>\(text)</OrgnlPmtInfAndSts></CstmrPmtStsRpt>"))
    #expect(
      answers == [
        BankAnswer(
          line: 2, reference: "PB-2026-000001-000001", amount: "4000.00",
          account: "6222020200112230", status: status, word: word, reason: "AC04", day: nil,
          currency: "CNY")
      ])
  }

  @Test func `two statuses of one payment are none`() throws {
    let text = transaction.replacing(
      "<TxSts>RJCT</TxSts>", with: "<TxSts>ACSC</TxSts><TxSts>RJCT</TxSts>")
    let answers = try BankAnswer.read(
      message: message(
        "<CstmrPmtStsRpt><OrgnlPmtInfAndSts>\(text)</OrgnlPmtInfAndSts></CstmrPmtStsRpt>"))
    #expect(answers.map(\.status) == [.pending])
  }

  @Test func `a status of a whole group says nothing of one payment`() throws {
    let answers = try BankAnswer.read(
      message: message(
        "<CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>PB-2026-000001</OrgnlMsgId><GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt>"
      ))
    #expect(answers.map(\.status) == [.pending])
  }

  /// Without an amount the batch tells the payment, where the bank took the message.
  @Test(arguments: [
    ("ACCP", "ACSC", true), ("PART", "ACSC", true), ("PART", "RJCT", true), ("RJCT", "RJCT", true),
    ("RJCT", "ACSC", false), ("PDNG", "ACSC", false), ("RCVD", "RJCT", false), ("", "ACSC", false),
  ])
  func `an answer without an amount counts when the bank took the message that it names`(
    group: String, word: String, isComplete: Bool
  ) throws {
    let head =
      "<OrgnlGrpInfAndSts><OrgnlMsgId>PB-2026-000001</OrgnlMsgId>"
      + (group.isEmpty ? "" : "<GrpSts>\(group)</GrpSts>") + "</OrgnlGrpInfAndSts>"
    let item =
      "<TxInfAndSts><OrgnlEndToEndId>R1</OrgnlEndToEndId><TxSts>\(word)</TxSts></TxInfAndSts>"
    func answers(_ head: String) throws -> [BankAnswer] {
      try BankAnswer.read(
        message: message(
          "<CstmrPmtStsRpt>\(head)<OrgnlPmtInfAndSts>\(item)</OrgnlPmtInfAndSts></CstmrPmtStsRpt>"))
    }
    #expect(try answers(head).map(\.isComplete) == [isComplete])
    #expect(try answers(head).map(\.batch) == ["PB-2026-000001"])
    #expect(try answers("").map(\.isComplete) == [false])
  }

  @Test func `only what stands where an answer stands is one`() throws {
    let item = "<TxInfAndSts><OrgnlEndToEndId>R1</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>"
    let answers = try BankAnswer.read(
      message: message(
        """
        <CstmrPmtStsRpt><SplmtryData><Envlp>\(item)</Envlp></SplmtryData>
        <OrgnlPmtInfAndSts>\(item)</OrgnlPmtInfAndSts></CstmrPmtStsRpt>
        """))
    #expect(answers.map(\.line) == [3])
  }

  @Test(arguments: [
    ("BOOK", "DBIT", "", BankAnswer.Status.paid),
    ("BOOK", "CRDT", "<RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf>", .returned),
    ("PDNG", "DBIT", "", .pending),
    ("BOOK", "DBIT", "<RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf>", .pending),
  ])
  func `a notification says what was booked`(
    state: String, side: String, more: String, status: BankAnswer.Status
  ) throws {
    let answers = try BankAnswer.read(
      message: message(
        """
        <BkToCstmrDbtCdtNtfctn><Ntfctn><Ntry><Amt Ccy="CNY">4000.00</Amt><CdtDbtInd>\(side)</CdtDbtInd>
        <Sts><Cd>\(state)</Cd></Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt><NtryDtls><TxDtls>
        <Refs><EndToEndId>R1</EndToEndId></Refs><Amt Ccy="CNY">4000.00</Amt>\(more)</TxDtls></NtryDtls>
        </Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn>
        """))
    #expect(answers.map(\.status) == [status])
    #expect(answers.first?.reference == "R1")
    #expect(answers.first?.day == "2026-03-05")
  }

  /// Each of them is refused as a whole, on the line named.
  @Test(
    arguments: [
      (
        #"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Document>&b;</Document>"#, 1,
        .documentType
      ),
      ("<Document>\n&xxe;</Document>", 2, .documentType),
      (#"<!DOCTYPE d SYSTEM "file:///etc/passwd"><Document/>"#, 1, .documentType),
      ("<Document>\n<A>", 2, .truncated), ("<Document", 1, .truncated), ("", 1, .truncated),
      ("<Document><A></B></Document>", 1, .xml(expected: "</A>")),
      ("<Document></Document><More/>", 1, .xml(expected: "the end")),
      ("<Document></Document>x", 1, .xml(expected: "the end")),
      ("hello", 1, .xml(expected: "<")),
      (#"<?xml version="1.0" encoding="GB18030"?><Document/>"#, 1, .encoding("UTF-8")),
      ("<Document><Other/></Document>", 1, .message("Other")),
      (String(repeating: "<a>", count: 100_000), 1, .xml(expected: "at most 40 levels")),
    ] as [(String, Int, BankFileMistake.Kind)])
  func `a hostile or broken message is refused with its line`(
    text: String, line: Int, kind: BankFileMistake.Kind
  ) {
    #expect(throws: BankFileMistake(kind, line: line)) {
      try BankAnswer.read(message: Array(text.utf8))
    }
  }

  @Test func `bytes that are not UTF-8 are refused with their line`() {
    #expect(throws: BankFileMistake(.encoding("UTF-8"), line: 2)) {
      try BankAnswer.read(
        message: Array("<Document>\n".utf8) + [0xD6, 0xD0] + Array("</Document>".utf8))
    }
  }

  // MARK: Lists

  private func template(_ more: String = "") throws -> JSON {
    try JSON.parse(
      """
      {"columns": ["编号", "账号", "金额", "状态"], "reference": "编号", "account": "账号", "amount": "金额",
       "status": "状态", "paid": ["成功"], "returned": ["失败"]\(more)}
      """)
  }

  @Test func `a list in GB18030 with amounts in fen is read as it is meant`() throws {
    // 编号,账号,金额,状态 / R1,6222,400050,成功
    let head: [UInt8] = [
      0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xD5, 0xCB, 0xBA, 0xC5, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x2C,
      0xD7, 0xB4, 0xCC, 0xAC, 0x0D, 0x0A,
    ]
    let bytes = head + Array("R1,6222 02,400050,".utf8) + [0xB3, 0xC9, 0xB9, 0xA6, 0x0D, 0x0A]
    let answers = try BankAnswer.read(
      list: bytes, template: try template(#", "encoding": "GB18030", "amounts": "fen""#))
    #expect(
      answers == [
        BankAnswer(
          line: 2, reference: "R1", amount: "4000.50", account: "622202", status: .paid, word: "成功",
          reason: nil, day: nil)
      ])
    #expect(throws: BankFileMistake(.encoding("UTF-8"), line: 1)) {
      try BankAnswer.read(list: bytes, template: try template())
    }
  }

  @Test(
    arguments: [
      ("账号,编号,金额,状态\nR1,1,1.00,成功", 1, .title("账号", "编号")),
      ("编号,账号,金额\nR1,1,1.00", 1, .title("", "状态")),
      ("编号,账号,金额,状态\nR1,1,1.00", 2, .columns(3, 4)),
      ("编号,账号,金额,状态\nR1,622202,1.00,成功\n,R1,622202,1.00,成功", 3, .columns(5, 4)),
      ("编号,账号,金额,状态\nR1,622202,1.001,成功", 2, .value("金额", "4000.00")),
      ("编号,账号,金额,状态\nR1,622202,-1.00,成功", 2, .value("金额", "4000.00")),
      ("编号,账号,金额,状态\nR1,622202,NaN,成功", 2, .value("金额", "4000.00")),
      ("编号,账号,金额,状态\n622202,R1,1.00,成功", 2, .value("账号", "6222020200112230")),
      ("编号,账号,金额,状态\nR1,622202,1.00,处理中", 2, .value("状态", "成功, 失败")),
      ("编号,账号,金额,状态\n,622202,1.00,成功", 2, .value("编号", "PB-2026-000001-000001")),
      ("编号,账号,金额,状态\nR1,622202,\"1.00", 2, .truncated), ("", 1, .truncated),
    ] as [(String, Int, BankFileMistake.Kind)])
  func `a list with a shifted column or a value of another kind is refused with its line`(
    text: String, line: Int, kind: BankFileMistake.Kind
  ) throws {
    let template = try template()
    #expect(throws: BankFileMistake(kind, line: line)) {
      try BankAnswer.read(list: Array(text.utf8), template: template)
    }
  }
}
