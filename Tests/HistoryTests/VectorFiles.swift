import Foundation
import History

/// The bundle that an independent program made, read from the source tree.
enum VectorFiles {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Vectors")

  static let install = "11111111-2222-4333-8444-555555555555"

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func files(in name: String) throws -> [String: [UInt8]] {
    let folder = folder.appendingPathComponent(name)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return Dictionary(
      uniqueKeysWithValues: try names.map { name in
        (name, Array(try Data(contentsOf: folder.appendingPathComponent(name))))
      })
  }

  static func bundle() throws -> HistoryBundle {
    HistoryBundle(
      install: try bytes("install"), events: try bytes("events.jsonl"),
      payloads: try bytes("payloads.jsonl"), checkpoint: try bytes("checkpoint"),
      vkey: try bytes("vkey"), proofs: try files(in: "proofs"), heads: try files(in: "heads"),
      consistency: try bytes("consistency"))
  }

  /// The verifier of somebody who kept the key and the older checkpoint.
  static func verifier() throws -> BundleVerifier {
    let line = String(decoding: try bytes("vkey").dropLast(), as: UTF8.self)
    return BundleVerifier(
      knownKey: try VerifierKey(line), older: [.init(checkpoint: try bytes("old-checkpoint"))])
  }

  static func entries() throws -> [HistoryEntry] {
    try entries(in: try bytes("events.jsonl"))
  }

  static func entries(in bytes: [UInt8]) throws -> [HistoryEntry] {
    var lines: [EntryReader.Line] = []
    var reader = EntryReader(install: try uuid(install))
    reader.read(bytes) { lines.append($1) }
    reader.finish { lines.append($1) }
    return try lines.map { try $0.get() }
  }

  static func uuid(_ text: String) throws -> UUIDBytes {
    guard let uuid = UUIDBytes(text) else { throw NotAVector(text: text) }
    return uuid
  }

  static func hash(_ text: String) throws -> SHA256Hash {
    guard let hash = SHA256Hash(hex: text) else { throw NotAVector(text: text) }
    return hash
  }

  struct NotAVector: Error {
    var text: String
  }
}
