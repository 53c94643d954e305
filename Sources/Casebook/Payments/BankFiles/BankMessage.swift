extension BankAnswer {
  /// The answers of an ISO 20022 message: pain.002 (payment status report) or camt.054 (debit and credit
  /// notification), of any version.
  ///
  /// A message is read leniently and never trusted: whether an answer counts is decided by reference, amount
  /// and account against what was sent.
  public static func read(message bytes: [UInt8]) throws(BankFileMistake) -> [BankAnswer] {
    var answers: [BankAnswer] = []
    // Item by item: a message may have a hundred thousand of them.
    let document = try BankXML.read(bytes) { path, element in
      switch path {
      case "CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts", "CstmrPmtStsRpt/TxInfAndSts":
        answers.append(status(element))
      case "BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry": answers += entries(element)
      default: return false
      }
      return true
    }
    if let report = document["CstmrPmtStsRpt"] { return completed(answers, by: report) }
    if document["BkToCstmrDbtCdtNtfctn"] != nil { return answers }
    throw BankFileMistake(
      .message(document.children.first?.name ?? document.name), line: document.line)
  }

  // MARK: pain.002

  private static func status(_ item: BankElement) -> BankAnswer {
    let original = item["OrgnlTxRef"]
    // The standard has one; two that differ are no answer.
    let words = item.all("TxSts")
    let word = words.count == 1 ? words[0].text : ""
    let reason = item["StsRsnInf", "Rsn", "Cd"] ?? item["StsRsnInf", "Rsn", "Prtry"]
    let amount = original?["Amt", "InstdAmt"]
    return BankAnswer(
      line: item.line, reference: item["OrgnlEndToEndId"]?.text ?? "",
      amount: amount?.text, account: account(original?["CdtrAcct"]),
      status: status(word), word: word, reason: reason?.text ?? item["StsRsnInf", "AddtlInf"]?.text,
      day: nil, currency: amount?.currency)
  }

  /// With what the report says of itself and of the message that it answers.
  private static func completed(
    _ answers: [BankAnswer], by report: BankElement
  ) -> [BankAnswer] {
    let group = report["OrgnlGrpInfAndSts"] ?? report
    let batch = group["OrgnlMsgId"]?.text
    let word = group["GrpSts"]?.text
    guard !answers.isEmpty else {
      // A status of the whole group says nothing of one payment.
      return [
        BankAnswer(line: group.line, reference: batch ?? "", status: .pending, word: word ?? "")
      ]
    }
    let day = report["GrpHdr", "CreDtTm"]?.text
    var answers = answers
    for index in answers.indices {
      answers[index].batch = batch
      answers[index].group = word
      answers[index].day = day
    }
    return answers
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

  /// What an entry of an account says of single payments, in camt.054 as in camt.053.
  static func entries(_ entry: BankElement) -> [BankAnswer] {
    let word = entry["Sts", "Cd"]?.text ?? entry["Sts"]?.text ?? ""
    let isReversed = entry["RvslInd"]?.text == "true"
    return entry.all("NtryDtls").flatMap { $0.all("TxDtls") }.map { item in
      let isCredit = (item["CdtDbtInd"] ?? entry["CdtDbtInd"])?.text == "CRDT"
      let back = item["RtrInf"]
      let status: Status =
        word != "BOOK"
        ? .pending
        : isCredit || isReversed || back != nil ? (isCredit ? .returned : .pending) : .paid
      let amount = item["AmtDtls", "TxAmt", "Amt"] ?? item["Amt"]
      return BankAnswer(
        line: item.line, reference: item["Refs", "EndToEndId"]?.text ?? "",
        amount: amount?.text,
        account: account(item["RltdPties", "CdtrAcct"]), status: status, word: word,
        reason: (back?["Rsn", "Cd"] ?? back?["AddtlInf"])?.text,
        day: entry["BookgDt", "Dt"]?.text, currency: amount?.currency)
    }
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
