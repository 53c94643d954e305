extension HistoryEntry {
  /// The keys of a line in the layout's order.
  static let keys = [
    "case", "seq", "prev", "at_us", "actor", "person", "role", "kind", "workflow",
    "workflow_sha256", "from", "to", "amount", "currency", "fund", "ref", "ref_hash", "idem",
    "payload", "hash",
  ]

  /// Reads one line of `events.jsonl` by the general parser.
  init(jsonLine: [UInt8], install: UUIDBytes) throws(LineFault) {
    let members = try LineMembers(jsonLine)
    try members.allow(only: Self.keys)
    self.init(
      install: install,
      caseID: try members.uuid("case"),
      seq: try members.integer("seq"),
      prev: try members.hash("prev"),
      atMicroseconds: try members.integer("at_us"),
      actor: try members.text("actor"),
      person: try members.isNull("person") ? nil : members.uuid("person"),
      role: try members.isNull("role") ? nil : members.text("role"),
      kind: try members.text("kind"),
      workflow: try members.isNull("workflow") ? nil : members.text("workflow"),
      workflowHash: try members.isNull("workflow_sha256") ? nil : members.hash("workflow_sha256"),
      from: try members.isNull("from") ? nil : members.text("from"),
      to: try members.isNull("to") ? nil : members.text("to"),
      amount: try members.isNull("amount") ? nil : members.integer("amount"),
      currency: try members.isNull("currency") ? nil : members.text("currency"),
      fund: try members.isNull("fund") ? nil : members.uuid("fund"),
      ref: try members.isNull("ref") ? nil : members.uuid("ref"),
      refHash: try members.isNull("ref_hash") ? nil : members.hash("ref_hash"),
      idem: try members.isNull("idem") ? nil : members.text("idem"),
      payload: try members.isNull("payload") ? nil : members.hash("payload"),
      hash: try members.hash("hash"))
  }

  /// The entry's line for `events.jsonl`, without line end.
  public var jsonLine: String {
    var bytes: [UInt8] = []
    appendJSONLine(to: &bytes)
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  /// Appends the entry's line for `events.jsonl`, with line end.
  ///
  /// Keys in the layout's order and no white space, so that one entry has one line.
  public func appendJSONLine(to bytes: inout [UInt8]) {
    var line = LineWriter(bytes: bytes)
    bytes = []  // the writer owns the storage alone, so appending copies nothing
    line.uuid("case", caseID)
    line.integer("seq", seq)
    line.hash("prev", prev)
    line.integer("at_us", atMicroseconds)
    line.text("actor", actor)
    line.uuid("person", person)
    line.text("role", role)
    line.text("kind", kind)
    line.text("workflow", workflow)
    line.hash("workflow_sha256", workflowHash)
    line.text("from", from)
    line.text("to", to)
    line.integer("amount", amount)
    line.text("currency", currency)
    line.uuid("fund", fund)
    line.uuid("ref", ref)
    line.hash("ref_hash", refHash)
    line.text("idem", idem)
    line.hash("payload", payload)
    line.hash("hash", hash)
    bytes = line.finished()
  }
}
