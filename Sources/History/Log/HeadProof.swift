/// The proof that a case had exactly so many entries at a seal: `heads/CASE.json`.
///
/// The head lies in the heads tree (`index`, `size`, `path`), whose root is in the seal, and the
/// seal is the log's last leaf (`sealPath`).
public struct HeadProof: Hashable, Sendable {
  /// The head's place among the sealed cases.
  public let index: UInt64
  /// How many cases are sealed.
  public let size: UInt64
  /// The inclusion proof in the heads tree.
  public let path: [SHA256Hash]
  /// The seal.
  public let seal: Seal
  /// The inclusion proof of the seal in the log.
  public let sealPath: [SHA256Hash]

  /// Reads the file.
  ///
  /// - Throws: `LogFormatError` for anything but the six known members with their types.
  public init(_ bytes: [UInt8]) throws(LogFormatError) {
    let json: JSON
    do {
      json = try JSON.parse(bytes)
    } catch {
      throw LogFormatError("the head proof is not JSON: \(error)")
    }
    let members = try HeadProof.members(
      of: json, named: ["index", "size", "proof", "seal", "seal_proof"])
    let seal = try HeadProof.members(
      of: members[3], named: ["install", "seal", "at_us", "events", "cases", "heads_root"])
    guard let index = members[0].int64.flatMap({ UInt64(exactly: $0) }),
      let size = members[1].int64.flatMap({ UInt64(exactly: $0) }),
      let path = HeadProof.hashes(members[2]), let sealPath = HeadProof.hashes(members[4])
    else { throw LogFormatError("the head proof has a member of the wrong type") }
    guard let install = seal[0].text.flatMap({ UUIDBytes($0) }), let number = seal[1].int64,
      let at = seal[2].int64, let events = seal[3].int64, let cases = seal[4].int64,
      let root = seal[5].text.flatMap({ SHA256Hash(hex: $0) })
    else { throw LogFormatError("the seal has a member of the wrong type") }
    self.index = index
    self.size = size
    self.path = path
    self.sealPath = sealPath
    self.seal = Seal(
      install: install, number: number, atMicroseconds: at, events: events, cases: cases,
      headsRoot: root)
  }

  private static func members(
    of json: JSON, named names: [String]
  ) throws(LogFormatError) -> [JSON] {
    let values = names.compactMap { json[$0] }
    guard values.count == names.count, json.members?.count == names.count else {
      throw LogFormatError("expected exactly the members \(names.joined(separator: ", "))")
    }
    return values
  }

  private static func hashes(_ json: JSON) -> [SHA256Hash]? {
    guard let elements = json.elements else { return nil }
    let hashes = elements.compactMap { $0.text.flatMap { Base64.hash(Array($0.utf8)) } }
    return hashes.count == elements.count ? hashes : nil
  }
}
