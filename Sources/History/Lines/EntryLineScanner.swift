import Glibc

/// Reads an entry's line in the one layout that this product writes, without building JSON.
///
/// Anything else (other key order, white space, escapes, mistakes) is left to the general parser,
/// which accepts or explains it: this path only decides quickly, never differently.
struct EntryLineScanner {
  private var at: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  /// The entry, or nil if the line is not in the exact layout.
  static func entry(in line: UnsafeRawBufferPointer, install: UUIDBytes) -> HistoryEntry? {
    guard let base = line.baseAddress else { return nil }
    let start = base.assumingMemoryBound(to: UInt8.self)
    var scanner = EntryLineScanner(at: start, end: start + line.count)
    do {
      return try scanner.entry(install: install)
    } catch {
      return nil
    }
  }

  private struct Other: Error {}

  private mutating func entry(install: UUIDBytes) throws(Other) -> HistoryEntry {
    try literal("{\"case\":\"")
    let caseID = try uuid()
    try literal("\",\"seq\":")
    let seq = try integer()
    try literal(",\"prev\":\"")
    let prev = try hash()
    try literal("\",\"at_us\":")
    let time = try integer()
    try literal(",\"actor\":")
    let actor = try text()
    try literal(",\"person\":")
    let person = try null() ? nil : quotedUUID()
    try literal(",\"role\":")
    let role = try null() ? nil : text()
    try literal(",\"kind\":")
    let kind = try text()
    try literal(",\"workflow\":")
    let workflow = try null() ? nil : text()
    try literal(",\"workflow_sha256\":")
    let workflowHash = try null() ? nil : quotedHash()
    try literal(",\"from\":")
    let from = try null() ? nil : text()
    try literal(",\"to\":")
    let to = try null() ? nil : text()
    try literal(",\"amount\":")
    let amount = try null() ? nil : integer()
    try literal(",\"currency\":")
    let currency = try null() ? nil : text()
    try literal(",\"fund\":")
    let fund = try null() ? nil : quotedUUID()
    try literal(",\"ref\":")
    let ref = try null() ? nil : quotedUUID()
    try literal(",\"ref_hash\":")
    let refHash = try null() ? nil : quotedHash()
    try literal(",\"idem\":")
    let idem = try null() ? nil : text()
    try literal(",\"payload\":")
    let payload = try null() ? nil : quotedHash()
    try literal(",\"hash\":\"")
    let recorded = try hash()
    try literal("\"}")
    guard at == end else { throw Other() }
    return HistoryEntry(
      install: install, caseID: caseID, seq: seq, prev: prev, atMicroseconds: time, actor: actor,
      person: person, role: role, kind: kind, workflow: workflow, workflowHash: workflowHash,
      from: from, to: to, amount: amount, currency: currency, fund: fund, ref: ref,
      refHash: refHash, idem: idem, payload: payload, hash: recorded)
  }

  @inline(__always)
  private mutating func literal(_ literal: StaticString) throws(Other) {
    let count = literal.utf8CodeUnitCount
    guard end - at >= count, memcmp(at, literal.utf8Start, count) == 0 else { throw Other() }
    at += count
  }

  @inline(__always)
  private mutating func null() throws(Other) -> Bool {
    guard at < end else { throw Other() }
    if at.pointee != UInt8(ascii: "n") { return false }
    try literal("null")
    return true
  }

  private mutating func integer() throws(Other) -> Int64 {
    let negative = at < end && at.pointee == UInt8(ascii: "-")
    if negative { at += 1 }
    let start = at
    var value: Int64 = 0
    while at < end, case let digit = at.pointee &- 0x30, digit < 10 {
      value = value &* 10 &+ Int64(digit)
      at += 1
    }
    // Eighteen digits cannot overflow; longer numbers and odd zeros go the general way.
    guard at > start, at - start <= 18, start.pointee != 0x30 || (at - start == 1 && !negative)
    else { throw Other() }
    return negative ? -value : value
  }

  private mutating func uuid() throws(Other) -> UUIDBytes {
    guard end - at >= 36, let uuid = UUIDBytes(text36: at) else { throw Other() }
    at += 36
    return uuid
  }

  private mutating func hash() throws(Other) -> SHA256Hash {
    guard end - at >= 64, let hash = SHA256Hash(text64: at) else { throw Other() }
    at += 64
    return hash
  }

  private mutating func quotedUUID() throws(Other) -> UUIDBytes {
    try literal("\"")
    let value = try uuid()
    try literal("\"")
    return value
  }

  private mutating func quotedHash() throws(Other) -> SHA256Hash {
    try literal("\"")
    let value = try hash()
    try literal("\"")
    return value
  }

  private mutating func text() throws(Other) -> String {
    try literal("\"")
    let start = at
    while at < end, case let byte = at.pointee, byte != UInt8(ascii: "\"") {
      if byte < 0x20 || byte == UInt8(ascii: "\\") { throw Other() }
      at += 1
    }
    let bytes = UnsafeBufferPointer(start: start, count: at - start)
    try literal("\"")
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Other() }
    return text
  }
}
