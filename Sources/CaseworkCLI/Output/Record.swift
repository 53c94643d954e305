import History

/// One object that every format can show: in a table each member is a line.
struct Record {
  struct Line {
    /// The member; a full stop leads into an object.
    var key: String
    var title: String
    var kind: Listing.Kind = .text
  }

  var data: JSON
  /// The members a table shows, in order; nil shows all under their own names.
  var lines: [Line]?

  init(_ data: JSON, lines: [Line]? = nil) {
    self.data = data
    self.lines = lines
  }

  static func person(_ data: JSON) -> Record {
    Record(
      data,
      lines: [
        .init(key: "person", title: say("ID", "编号")),
        .init(key: "name", title: say("Name", "姓名")),
        .init(key: "born", title: say("Born", "出生"), kind: .day),
        .init(key: "member_since", title: say("Member since", "入会"), kind: .day),
        .init(key: "union", title: say("Union", "工会")),
        .init(key: "numbers.id_number", title: say("Resident ID", "身份证号")),
        .init(key: "numbers.phone", title: say("Telephone", "电话")),
        .init(key: "numbers.bank_card", title: say("Bank card", "银行卡号")),
      ])
  }

  func tableLines(paint: Paint) -> [String] {
    let shown = lines ?? (data.members ?? []).map { Line(key: $0.key, title: $0.key) }
    var table = Table([.init(title: ""), .init(title: "")])
    for line in shown {
      let path = line.key.split(separator: ".").map(String.init)
      let found = path.reduce(Optional(data)) { object, key in object?[key] }
      guard let value = found, !value.isNull else { continue }
      let text = Listing.text(of: value, as: line.kind)
      if !text.isEmpty { table.add([.init(line.title, .faint), .init(text)]) }
    }
    return table.lines(paint: paint)
  }
}

extension Context {
  /// Shows one object.
  func show(_ record: Record, as format: OutputFormat) {
    switch format {
    case .table: for line in record.tableLines(paint: paint) { output.writeLine(line) }
    case .json, .jsonl: output.writeLine(record.data.compact)
    case .csv:
      let members = record.data.members ?? []
      Listing(members.map { .init($0.key, $0.key) }, rows: [record.data], empty: "")
        .write(to: self, format: .csv)
    }
  }
}
