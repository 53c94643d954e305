/// Verifies an exported history offline: payloads, chain, signature, inclusion of each case's last
/// sealed entry, the case's length at the seal, the seal's place, and growth since older
/// checkpoints.
///
/// What it cannot see: changes to entries newer than the seal (`BundleReport.unsealed`), and whole
/// cases left out of a bundle that is not complete (`BundleReport.isComplete`).
///
/// ```swift
/// let report = BundleVerifier(knownKey: key, older: [.init(checkpoint: old)]).verify(bundle)
/// for finding in report.findings.kept { print(finding) }
/// ```
public struct BundleVerifier: Sendable {
  /// A checkpoint kept from before.
  public struct Older: Sendable {
    /// The signed note.
    public var checkpoint: [UInt8]
    /// The consistency proof's lines; nil takes the bundle's own `consistency`.
    public var proof: [UInt8]?

    /// Makes an older checkpoint, with its proof where the bundle's own does not start from it.
    public init(checkpoint: [UInt8], proof: [UInt8]? = nil) {
      self.checkpoint = checkpoint
      self.proof = proof
    }
  }

  private let knownKey: VerifierKey?
  private let older: [Older]
  private let limit: Int

  /// Makes a verifier.
  ///
  /// - Parameters:
  ///   - knownKey: the log's key, obtained apart from the bundle; nil believes the bundle's own,
  ///     which proves only that the bundle agrees with itself.
  ///   - older: checkpoints kept from before.
  ///   - limit: how many findings are kept; all are counted.
  public init(knownKey: VerifierKey?, older: [Older] = [], limit: Int = 100) {
    self.knownKey = knownKey
    self.older = older
    self.limit = limit
  }

  /// Verifies everything in `bundle`.
  public func verify(_ bundle: HistoryBundle) -> BundleReport {
    var report = BundleReport(findings: Findings(limit: limit))
    guard let install = Self.line(bundle.install).flatMap({ UUIDBytes($0) }) else {
      report.findings.add(Finding(.format, place: "install", "not a uuid on one line"))
      return report
    }
    let history = readHistory(bundle, install: install, into: &report)
    guard let checkpoint = trustedCheckpoint(bundle, install: install, into: &report) else {
      return report
    }
    var log = SealedCases(install: install, checkpoint: checkpoint, limit: limit)
    log.verify(history, proofs: bundle.proofs, heads: bundle.heads, key: report.key)
    report.findings.add(log.findings)
    report.unsealed = log.unsealed
    report.seal = log.seal
    report.isComplete = log.isComplete && report.isValid
    for (number, old) in older.enumerated() {
      let proof = old.proof ?? bundle.consistency
      let place = "older checkpoint \(number + 1)"
      if let finding = refusal(of: old, proof: proof, checkpoint, key: report.key, place: place) {
        report.findings.add(finding)
      } else {
        report.olderCheckpoints += 1
      }
    }
    if let consistency = bundle.consistency, Self.hashLines(consistency) == nil {
      report.findings.add(Finding(.format, place: "consistency", "a line is not a base64 hash"))
    }
    return report
  }

  private func readHistory(
    _ bundle: HistoryBundle, install: UUIDBytes, into report: inout BundleReport
  ) -> [UUIDBytes: [SealedCases.Link]] {
    var index = PayloadIndex(limit: limit)
    var payloads = PayloadReader()
    payloads.read(bundle.payloads) { index.add($1, number: $0) }
    payloads.finish { index.add($1, number: $0) }

    var chain = ChainVerifier(install: install, payloads: index, limit: limit)
    var history: [UUIDBytes: [SealedCases.Link]] = [:]
    var used: Set<SHA256Hash> = []
    var unreadable = Findings(limit: limit)
    let take = { (number: Int, line: EntryReader.Line) in
      switch line {
      case .success(let entry):
        chain.verify(entry)
        history[entry.caseID, default: []].append(.init(seq: entry.seq, hash: entry.hash))
        if let payload = entry.payload { used.insert(payload) }
      case .failure(let error):
        unreadable.add(Finding(.format, place: "events.jsonl:\(number)", error.message))
      }
    }
    var entries = EntryReader(install: install)
    entries.read(bundle.events, take)
    entries.finish(take)

    report.findings.add(index.findings)
    report.findings.add(unreadable)
    report.findings.add(chain.findings)
    for commitment in index.unused(by: used) {
      report.findings.add(
        Finding(
          .payload, place: "payloads.jsonl", "no entry commits to this payload",
          found: commitment.description))
    }
    report.entries = chain.entries
    report.cases = chain.cases
    report.payloads = index.present
    report.erased = index.erased
    return history
  }

  private func trustedCheckpoint(
    _ bundle: HistoryBundle, install: UUIDBytes, into report: inout BundleReport
  ) -> Checkpoint? {
    do {
      let own = try VerifierKey(Self.line(bundle.vkey) ?? "")
      let key = knownKey ?? own
      report.key = key
      report.keyWasKnown = knownKey != nil
      if own != key {
        report.findings.add(
          Finding(
            .signature, place: "vkey", "the bundle names another key",
            expected: key.description, found: own.description))
      }
    } catch {
      report.findings.add(Finding(.format, place: "vkey", error.message))
      return nil
    }
    do {
      let checkpoint = try Checkpoint(bundle.checkpoint)
      report.checkpoint = checkpoint
      if let finding = Self.refusal(of: checkpoint, key: report.key, place: "checkpoint") {
        report.findings.add(finding)
        return nil
      }
      if checkpoint.install != install {
        report.findings.add(
          Finding(
            .install, place: "checkpoint", "the origin names another installation",
            expected: install.description, found: checkpoint.origin))
      }
      return checkpoint
    } catch {
      report.findings.add(Finding(.format, place: "checkpoint", error.message))
      return nil
    }
  }

  private func refusal(
    of old: Older, proof: [UInt8]?, _ checkpoint: Checkpoint, key: VerifierKey?, place: String
  ) -> Finding? {
    let earlier: Checkpoint
    do {
      earlier = try Checkpoint(old.checkpoint)
    } catch {
      return Finding(.format, place: place, error.message)
    }
    if let finding = Self.refusal(of: earlier, key: key, place: place) { return finding }
    if earlier.size > checkpoint.size {
      return Finding(
        .consistency, place: place, "the log is shorter than it was",
        expected: "at least \(earlier.size)", found: "\(checkpoint.size)")
    }
    // The same size needs no proof; the bundle's own may start from another checkpoint.
    guard
      let path = earlier.size == checkpoint.size ? [] : proof.flatMap({ Self.hashLines($0) })
    else { return Finding(.consistency, place: place, "there is no readable consistency proof") }
    let holds = Merkle.isConsistent(
      oldSize: earlier.size, oldRoot: earlier.root, newSize: checkpoint.size,
      newRoot: checkpoint.root, proof: path)
    return holds
      ? nil : Finding(.consistency, place: place, "the log is not a continuation of this one")
  }

  static func refusal(of checkpoint: Checkpoint, key: VerifierKey?, place: String) -> Finding? {
    guard let key else { return Finding(.signature, place: place, "there is no key to judge by") }
    guard checkpoint.origin.utf8.elementsEqual(key.name.utf8) else {
      return Finding(
        .signature, place: place, "another log's origin", expected: key.name,
        found: checkpoint.origin)
    }
    return checkpoint.note.isSigned(by: key)
      ? nil : Finding(.signature, place: place, "no valid signature by \(key.name)+\(key.keyIDHex)")
  }

  /// The text of a file of one line, whose line end may be missing.
  static func line(_ bytes: [UInt8]) -> String? {
    String(validating: bytes.last == 0x0a ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }

  private static func hashLines(_ bytes: [UInt8]) -> [SHA256Hash]? {
    if bytes.isEmpty { return [] }
    guard bytes.last == 0x0a else { return nil }
    let lines = bytes.dropLast().split(separator: 0x0a, omittingEmptySubsequences: false)
    let hashes = lines.compactMap { Base64.hash($0) }
    return hashes.count == lines.count ? hashes : nil
  }
}
