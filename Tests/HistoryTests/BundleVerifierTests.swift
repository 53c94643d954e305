import History
import Testing

@Suite struct BundleVerifierTests {
  @Test func `the independent program's bundle is accepted`() throws {
    let report = try VectorFiles.verifier().verify(try VectorFiles.bundle())
    #expect(report.findings.kept == [])
    #expect(report.entries == 7)
    #expect(report.cases == 3)
    #expect(report.payloads == 5)
    #expect(report.erased == 0)
    #expect(report.checkpoint?.size == 8)
    #expect(report.seal?.number == 2)
    #expect(report.isComplete)
    #expect(report.keyWasKnown)
    #expect(report.olderCheckpoints == 1)
    #expect(
      report.unsealed.map { "\($0.key) \($0.value)" }
        == ["aaaaaaaa-0000-4000-8000-000000000003 1"])
  }

  @Test func `without a known key the bundle's own is used and the report says so`() throws {
    let report = BundleVerifier(knownKey: nil).verify(try VectorFiles.bundle())
    #expect(report.isValid)
    #expect(!report.keyWasKnown)
  }

  @Test func `an erased payload still verifies and is counted`() throws {
    var bundle = try VectorFiles.bundle()
    let text = String(decoding: bundle.payloads, as: UTF8.self)
    bundle.payloads = text.split(separator: "\n").map { line in
      line.hasPrefix("{\"commit\":\"aa3b") ? String(line.prefix(76)) + "}\n" : line + "\n"
    }.flatMap { Array($0.utf8) }
    let report = try VectorFiles.verifier().verify(bundle)
    #expect(report.findings.kept == [])
    #expect(report.erased == 1)
    #expect(report.payloads == 4)
  }

  @Test func `one case alone verifies and is not called complete`() throws {
    var bundle = try VectorFiles.bundle()
    let id = "aaaaaaaa-0000-4000-8000-000000000002"
    bundle.events = try VectorFiles.entries()[3...4].flatMap { Array("\($0.jsonLine)\n".utf8) }
    bundle.payloads = bundle.payloads.split(separator: 0x0a).filter {
      $0.starts(with: "{\"commit\":\"6090".utf8) || $0.starts(with: "{\"commit\":\"e4fa".utf8)
    }.flatMap { $0 + [0x0a] }
    bundle.proofs = bundle.proofs.filter { $0.key.hasPrefix(id) }
    bundle.heads = bundle.heads.filter { $0.key.hasPrefix(id) }
    let report = try VectorFiles.verifier().verify(bundle)
    #expect(report.findings.kept == [])
    #expect(!report.isComplete)
  }

  @Test func `another key than the bundle's is refused`() throws {
    let other = "casework.example/11111111-2222-4333-8444-555555555555"
    let forged = try VerifierKey(Self.vkey(name: other, key: Array(repeating: 7, count: 32)))
    let report = BundleVerifier(knownKey: forged).verify(try VectorFiles.bundle())
    #expect(report.findings.kept.map(\.rule) == [.signature, .signature])
  }

  @Test func `a log shorter than an older checkpoint is refused`() throws {
    var bundle = try VectorFiles.bundle()
    let newer = bundle.checkpoint
    bundle.checkpoint = try VectorFiles.bytes("old-checkpoint")
    let report = BundleVerifier(knownKey: nil, older: [.init(checkpoint: newer)]).verify(bundle)
    #expect(
      report.findings.kept.map(\.description).contains(
        "consistency older checkpoint 1: the log is shorter than it was; expected at least 8; "
          + "found 4"))
  }

  @Test func `an older checkpoint without its proof is refused`() throws {
    var bundle = try VectorFiles.bundle()
    bundle.consistency = nil
    let report = try VectorFiles.verifier().verify(bundle)
    #expect(
      report.findings.kept.map(\.message) == ["there is no readable consistency proof"])
  }

  @Test func `the same checkpoint kept from before needs no proof`() throws {
    var bundle = try VectorFiles.bundle()
    bundle.consistency = nil
    let older = [BundleVerifier.Older(checkpoint: bundle.checkpoint)]
    #expect(BundleVerifier(knownKey: nil, older: older).verify(bundle).isValid)
  }

  @Test(arguments: ["proofs", "heads"])
  func `a missing proof or a proof of no case is refused`(folder: String) throws {
    var missing = try VectorFiles.bundle()
    var stray = try VectorFiles.bundle()
    if folder == "proofs" {
      missing.proofs["aaaaaaaa-0000-4000-8000-000000000002.tlog-proof"] = nil
      stray.proofs["aaaaaaaa-0000-4000-8000-000000000004.tlog-proof"] = []
    } else {
      missing.heads["aaaaaaaa-0000-4000-8000-000000000002.json"] = nil
      stray.heads["aaaaaaaa-0000-4000-8000-000000000004.json"] = []
    }
    let verifier = try VectorFiles.verifier()
    #expect(!verifier.verify(missing).isValid)
    #expect(!verifier.verify(stray).isValid)
  }

  @Test func `an empty bundle is refused, not crashed on`() {
    let bundle = HistoryBundle(
      install: [], events: [], payloads: [], checkpoint: [], vkey: [], proofs: [:], heads: [:])
    #expect(!BundleVerifier(knownKey: nil).verify(bundle).isValid)
  }

  private static func vkey(name: String, key: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let typed = [0x01] + key
    let id = SHA256Hash(of: Array(name.utf8) + [0x0a] + typed).description.prefix(8)
    // Thirty-three bytes are eleven whole groups, so there is no padding to write.
    let text = stride(from: 0, to: 33, by: 3).flatMap { start -> [Character] in
      let bits = typed[start..<start + 3].reduce(0) { $0 << 8 | Int($1) }
      return [18, 12, 6, 0].map { alphabet[bits >> $0 & 63] }
    }
    return "\(name)+\(id)+\(String(text))"
  }
}
