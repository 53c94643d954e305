import Glibc
public import History

/// An exported history on disk: the entries, and the files beside them.
///
/// Understood are what `audit export` writes (`F`, `F.install`, `F.payloads.jsonl`) and a bundle's
/// own names (`events.jsonl`, `install`, `payloads.jsonl` in one folder).
public struct HistoryFile: Sendable {
  /// Why a file cannot be verified at all.
  public enum Failure: Error, Equatable {
    /// It cannot be read: the file, the system's error number.
    case unreadable(path: String, code: Int32)
    /// It is CSV, which does not hold what is hashed.
    case csv
    /// Nothing says which installation wrote it; the file that would.
    case installUnknown(path: String)
    /// That file does not hold a uuid.
    case installUnreadable(path: String)
    /// What was computed cannot be computed again without this file.
    case notThere(path: String)
  }

  /// The file of the entries.
  public let path: String

  /// The history in `path`.
  public init(_ path: String) { self.path = path }

  /// Verifies the entries, and the payloads if they are beside them, as a stream.
  ///
  /// - Parameters:
  ///   - install: the installation it must be of; nil takes the one in the file beside it.
  ///   - recomputes: whether to compute rules, values and amounts again, from the payloads and the
  ///     definitions beside the entries.
  ///   - progress: told the bytes of entries read so far.
  public func verify(
    install: UUIDBytes?, recomputes: Bool = false, progress: (Int) -> Void = { _ in }
  ) throws -> AuditReport {
    let known = try install ?? installBeside()
    var report = AuditReport(install: known, head: HeadsRoot(of: []))
    let payloads = try payloadIndex()
    var recomputer = try recomputes ? Recomputer(self, &report) : nil
    var verifier = ChainVerifier(
      install: known, payloads: payloads, limit: AuditReport.mostFindings)
    var reader = EntryReader(install: known)
    var committed = 0
    let take = { (number: Int, line: EntryReader.Line) in
      switch line {
      case .success(let entry):
        verifier.verify(entry)
        if entry.payload != nil { committed += 1 }
        for finding in recomputer?.take(entry) ?? [] { report.add(finding) }
      case .failure(let error):
        report.add(Finding(.format, place: "\(path):\(number)", error.message))
      }
    }
    var isFirst = true
    var count = 0
    try Self.read(path) { chunk in
      if isFirst, Self.isCSV(chunk) { throw Failure.csv }
      isFirst = false
      count += chunk.count
      reader.read(chunk, take)
      progress(count)
    }
    reader.finish(take)
    report.take(recomputer?.amounts)
    report.head = verifier.headsRoot
    report.add(verifier.findings)
    if let payloads {
      report.hasPayloads = true
      report.payloadsChecked = payloads.present
      report.payloadsAbsent = payloads.erased
      report.add(payloads.findings)
      let lines = payloads.present + payloads.erased
      if lines > committed {
        report.add(
          Finding(
            .payload, "there are payloads that no entry committed to",
            expected: String(committed), found: String(lines)))
      }
    }
    return report
  }

  private func payloadIndex() throws -> PayloadIndex? {
    guard let file = beside(".payloads.jsonl", "payloads.jsonl") else { return nil }
    var index = PayloadIndex(limit: AuditReport.mostFindings)
    var reader = PayloadReader()
    try Self.read(file) { chunk in reader.read(chunk) { index.add($1, number: $0) } }
    reader.finish { index.add($1, number: $0) }
    return index
  }

  private func installBeside() throws -> UUIDBytes {
    guard let file = beside(".install", "install") else {
      throw Failure.installUnknown(path: path + ".install")
    }
    var bytes: [UInt8] = []
    try Self.read(file) { bytes += $0.prefix(100) }
    let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    guard line.count == 1, let install = UUIDBytes(line[0]) else {
      throw Failure.installUnreadable(path: file)
    }
    return install
  }

  /// `F.install`, or `install` in the folder of a bundle's `events.jsonl`.
  func beside(_ ending: String, _ name: String) -> String? {
    var places = [path + ending]
    if path == "events.jsonl" || path.hasSuffix("/events.jsonl") {
      places.append(path.dropLast("events.jsonl".count) + name)
    }
    return places.first { access($0, F_OK) == 0 }
  }

  private static func isCSV(_ chunk: [UInt8]) -> Bool {
    chunk.starts(with: Array("case_id,".utf8))
  }

  static func read(_ path: String, _ body: ([UInt8]) throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.unreadable(path: path, code: errno) }
    defer { close(descriptor) }
    var chunk = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return }
      if count > 0 {
        try body(Array(chunk[..<count]))
      } else if errno != EINTR {
        throw Failure.unreadable(path: path, code: errno)
      }
    }
  }
}
