/// One line of `payloads.jsonl`: a commitment and, unless erased, what it commits to.
public struct PayloadLine: Hashable, Sendable {
  /// The commitment, as the entry has it.
  public var commitment: SHA256Hash
  /// The payload, or nil after erasure.
  public var payload: Payload?

  /// Makes a line; nil for an erased payload.
  public init(commitment: SHA256Hash, payload: Payload?) {
    self.commitment = commitment
    self.payload = payload
  }

  init(jsonLine: [UInt8]) throws(LineFault) {
    let members = try LineMembers(jsonLine)
    try members.allow(only: ["commit", "salt", "body"])
    commitment = try members.hash("commit")
    let hasSalt = members.isPresent("salt")
    let hasBody = members.isPresent("body")
    guard hasSalt == hasBody else {
      throw LineFault(message: "an erased payload has neither salt nor body")
    }
    payload =
      hasSalt
      ? Payload(salt: try members.hash("salt"), body: Array(try members.text("body").utf8)) : nil
  }

  /// Appends the line with line end.
  ///
  /// The body must be UTF-8, as the database's text is; JSON can carry no other bytes.
  public func appendJSONLine(to bytes: inout [UInt8]) {
    var line = LineWriter(bytes: bytes)
    bytes = []
    line.hash("commit", commitment)
    if let payload {
      line.hash("salt", payload.salt)
      line.text("body", String(decoding: payload.body, as: UTF8.self))
    }
    bytes = line.finished()
  }
}
