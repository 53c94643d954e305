import Glibc
public import History

extension BankAnswer {
  /// The answers of a bank's own list, by a template that names its columns in their order.
  ///
  /// The titles must be these and in this order, every line must have as many values, and each value must
  /// be one of its column: a list with a shifted column is not taken for another.
  ///
  /// ```json
  /// {"encoding": "GB18030", "amounts": "yuan", "columns": ["编号", "账号", "金额", "状态", "原因"],
  ///  "reference": "编号", "account": "账号", "amount": "金额", "status": "状态", "reason": "原因",
  ///  "paid": ["成功"], "returned": ["失败", "退票"]}
  /// ```
  public static func read(
    list bytes: [UInt8], template: JSON
  ) throws(BankFileMistake) -> [BankAnswer] {
    let form = try BankList(template)
    let records = try CSVRecords.read(try form.text(bytes), separator: form.separator)
    guard let titles = records.first else { throw BankFileMistake(.truncated, line: 1) }
    for (index, wanted) in form.columns.enumerated() {
      let found = index < titles.values.count ? titles.values[index] : ""
      if found != wanted { throw BankFileMistake(.title(found, wanted), line: titles.line) }
    }
    var answers: [BankAnswer] = []
    for (index, record) in records.enumerated() {
      guard record.values.count == form.columns.count else {
        throw BankFileMistake(
          .columns(record.values.count, form.columns.count), line: record.line)
      }
      if index > 0 { answers.append(try form.answer(record)) }
    }
    return answers
  }
}

/// A template for a bank's list of answers.
private struct BankList {
  var columns: [String]
  var encoding: String
  var isFen: Bool
  var separator: UInt8
  var reference: Int
  var amount: Int
  var account: Int?
  var status: Int
  var reason: Int?
  var paid: [String]
  var returned: [String]

  init(_ template: JSON) throws(BankFileMistake) {
    func texts(_ key: String) throws(BankFileMistake) -> [String] {
      let found = (template[key]?.elements ?? []).compactMap(\.text)
      if found.isEmpty { throw BankFileMistake(.template(key), line: 1) }
      return found
    }
    let columns = try texts("columns")
    func place(_ key: String) throws(BankFileMistake) -> Int? {
      guard let title = template[key]?.text else { return nil }
      guard let index = columns.firstIndex(of: title) else {
        throw BankFileMistake(.template(key), line: 1)
      }
      return index
    }
    func needed(_ key: String) throws(BankFileMistake) -> Int {
      guard let index = try place(key) else { throw BankFileMistake(.template(key), line: 1) }
      return index
    }
    self.columns = columns
    encoding = template["encoding"]?.text ?? "UTF-8"
    isFen = template["amounts"]?.text == "fen"
    let mark = Array((template["separator"]?.text ?? ",").utf8)
    guard ["UTF-8", "GB18030"].contains(encoding) else {
      throw BankFileMistake(.template("encoding"), line: 1)
    }
    guard mark.count == 1, [44, 59, 124, 9].contains(mark[0]) else {
      throw BankFileMistake(.template("separator"), line: 1)
    }
    separator = mark[0]
    reference = try needed("reference")
    amount = try needed("amount")
    account = try place("account")
    status = try needed("status")
    reason = try place("reason")
    paid = try texts("paid")
    returned = try texts("returned")
  }

  func text(_ bytes: [UInt8]) throws(BankFileMistake) -> [UInt8] {
    let text = encoding == "UTF-8" ? bytes : try Self.fromGB18030(bytes)
    let plain = try UTF8Lines.checked(text)
    return plain.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(plain.dropFirst(3)) : plain
  }

  func answer(_ record: CSVRecords.Record) throws(BankFileMistake) -> BankAnswer {
    let values = record.values
    func wrong(_ place: Int, _ wanted: String) -> BankFileMistake {
      BankFileMistake(.value(columns[place], wanted), line: record.line)
    }
    let word = values[status]
    guard paid.contains(word) || returned.contains(word) else {
      throw wrong(status, (paid + returned).joined(separator: ", "))
    }
    guard !values[reference].isEmpty else { throw wrong(reference, "PB-2026-000001-000001") }
    guard let sum = Self.yuan(values[amount], isFen: isFen) else {
      throw wrong(amount, isFen ? "400000" : "4000.00")
    }
    let digits = account.map { values[$0].filter { $0 != " " && $0 != "-" } }
    if let account, let digits,
      !digits.utf8.allSatisfy({ (48...57).contains($0) }) || digits.isEmpty
    {
      throw wrong(account, "6222020200112230")
    }
    return BankAnswer(
      line: record.line, reference: values[reference], amount: sum, account: digits,
      status: paid.contains(word) ? .paid : .returned, word: word,
      reason: reason.map { values[$0] }.flatMap { $0.isEmpty ? nil : $0 }, day: nil)
  }

  /// `4000`, `4000.5`, `4000.50`; or `400000` fen: the amount with two decimals.
  private static func yuan(_ text: String, isFen: Bool) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
    }
    guard isPlain, parts.count <= (isFen ? 1 : 2), parts[0].utf8.count <= 15 else { return nil }
    if isFen {
      let digits = String(repeating: "0", count: max(0, 3 - parts[0].utf8.count)) + parts[0]
      return digits.dropLast(2) + "." + digits.suffix(2)
    }
    let cents = parts.count == 2 ? parts[1] : "00"
    guard cents.utf8.count <= 2 else { return nil }
    return parts[0] + "." + cents + (cents.utf8.count == 1 ? "0" : "")
  }

  private static func fromGB18030(_ bytes: [UInt8]) throws(BankFileMistake) -> [UInt8] {
    func mistake(_ read: Int) -> BankFileMistake {
      let lines = bytes.prefix(read).count { $0 == UInt8(ascii: "\n") }
      return BankFileMistake(.encoding("GB18030"), line: lines + 1)
    }
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1)
    else {
      throw mistake(0)
    }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 3 + 16)
    var inputLeft = input.count
    var outputLeft = output.count
    let rest = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var from = input.baseAddress
        var to = output.baseAddress
        return iconv(converter, &from, &inputLeft, &to, &outputLeft)
      }
    }
    guard rest != -1, inputLeft == 0 else { throw mistake(bytes.count - inputLeft) }
    return output.prefix(output.count - outputLeft).map { UInt8(bitPattern: $0) }
  }
}

/// Lines of values between separators (RFC 4180).
private enum CSVRecords {
  struct Record {
    var line: Int
    var values: [String]
  }

  static func read(_ bytes: [UInt8], separator: UInt8) throws(BankFileMistake) -> [Record] {
    var records: [Record] = []
    var values: [String] = []
    var value: [UInt8] = []
    var line = 1
    var start = 1
    var isQuoted = false
    var index = 0
    func end() {
      values.append(String(decoding: value, as: UTF8.self))
      value = []
    }
    func endLine() {
      end()
      if values != [""] { records.append(Record(line: start, values: values)) }
      values = []
      start = line
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          value.append(byte)
        } else if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          value.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where value.isEmpty: isQuoted = true
      case separator: end()
      case UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"): endLine()
      default: value.append(byte)
      }
    }
    if isQuoted { throw BankFileMistake(.truncated, line: start) }
    if !value.isEmpty || !values.isEmpty { endLine() }
    return records
  }
}
