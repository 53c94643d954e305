extension BankAnswer {
  /// The answers of an ISO 20022 message: pain.002 (payment status report) or camt.054 (debit and credit
  /// notification), of any version.
  ///
  /// A message is read leniently and never trusted: whether an answer counts is decided by reference, amount
  /// and account against what was sent.
  public static func read(message bytes: [UInt8]) throws(BankFileMistake) -> [BankAnswer] {
    let document = try BankXML.read(bytes)
    if let report = document["CstmrPmtStsRpt"] { return statuses(report) }
    if let notice = document["BkToCstmrDbtCdtNtfctn"] { return entries(notice) }
    throw BankFileMistake(
      .message(document.children.first?.name ?? document.name), line: document.line)
  }

  // MARK: pain.002

  private static func statuses(_ report: BankElement) -> [BankAnswer] {
    let groups = report.all("OrgnlPmtInfAndSts").flatMap { $0.all("TxInfAndSts") }
    let answers = (groups + report.all("TxInfAndSts")).map { item in
      let original = item["OrgnlTxRef"]
      let word = item["TxSts"]?.text ?? ""
      let reason = item["StsRsnInf", "Rsn", "Cd"] ?? item["StsRsnInf", "Rsn", "Prtry"]
      return BankAnswer(
        line: item.line, reference: item["OrgnlEndToEndId"]?.text ?? "",
        amount: original?["Amt", "InstdAmt"]?.text, account: account(original?["CdtrAcct"]),
        status: status(word), word: word,
        reason: reason?.text ?? item["StsRsnInf", "AddtlInf"]?.text,
        day: report["GrpHdr", "CreDtTm"]?.text)
    }
    guard answers.isEmpty else { return answers }
    // A status of the whole group says nothing of one payment.
    let group = report["OrgnlGrpInfAndSts"] ?? report
    return [
      BankAnswer(
        line: group.line, reference: group["OrgnlMsgId"]?.text ?? "", status: .pending,
        word: group["GrpSts"]?.text ?? "")
    ]
  }

  /// ISO 20022 external code set, ExternalPaymentTransactionStatus1Code.
  private static func status(_ word: String) -> Status {
    switch word {
    case "ACSC", "ACCC": .paid
    case "RJCT", "CANC": .returned
    default: .pending
    }
  }

  // MARK: camt.054

  private static func entries(_ notice: BankElement) -> [BankAnswer] {
    var answers: [BankAnswer] = []
    for entry in notice.all("Ntfctn").flatMap({ $0.all("Ntry") }) {
      let word = entry["Sts", "Cd"]?.text ?? entry["Sts"]?.text ?? ""
      let isReversed = entry["RvslInd"]?.text == "true"
      for item in entry.all("NtryDtls").flatMap({ $0.all("TxDtls") }) {
        let isCredit = (item["CdtDbtInd"] ?? entry["CdtDbtInd"])?.text == "CRDT"
        let back = item["RtrInf"]
        let status: Status =
          word != "BOOK"
          ? .pending
          : isCredit || isReversed || back != nil ? (isCredit ? .returned : .pending) : .paid
        answers.append(
          BankAnswer(
            line: item.line, reference: item["Refs", "EndToEndId"]?.text ?? "",
            amount: (item["AmtDtls", "TxAmt", "Amt"] ?? item["Amt"])?.text,
            account: account(item["RltdPties", "CdtrAcct"]), status: status, word: word,
            reason: (back?["Rsn", "Cd"] ?? back?["AddtlInf"])?.text,
            day: entry["BookgDt", "Dt"]?.text))
      }
    }
    return answers
  }

  private static func account(_ element: BankElement?) -> String? {
    (element?["Id", "Othr", "Id"] ?? element?["Id", "IBAN"])?.text
  }
}

extension BankAnswer {
  init(line: Int, reference: String, status: Status, word: String) {
    self.init(
      line: line, reference: reference, amount: nil, account: nil, status: status, word: word,
      reason: nil, day: nil)
  }
}
