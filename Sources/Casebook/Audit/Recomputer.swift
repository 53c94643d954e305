import Glibc
import History

/// Computes exported entries again: beside them lie the payloads, in the same order, and the definitions.
struct Recomputer {
  private(set) var amounts: AmountAudit
  private let payloads: PayloadLines

  /// - Throws: `HistoryFile.Failure.notThere` without one of the two files.
  init(_ file: HistoryFile, _ report: inout AuditReport) throws {
    guard let definitions = file.beside(".definitions.jsonl", "definitions.jsonl") else {
      throw HistoryFile.Failure.notThere(path: file.path + ".definitions.jsonl")
    }
    guard let payloads = file.beside(".payloads.jsonl", "payloads.jsonl") else {
      throw HistoryFile.Failure.notThere(path: file.path + ".payloads.jsonl")
    }
    var bytes: [UInt8] = []
    try HistoryFile.read(definitions) { bytes += $0 }
    let kept = KeptDefinitions(lines: bytes, path: definitions)
    for finding in kept.findings { report.add(finding) }
    amounts = AmountAudit(procedures: kept.procedures)
    self.payloads = try PayloadLines(payloads)
  }

  mutating func take(_ entry: HistoryEntry) -> [Finding] {
    guard let commitment = entry.payload else { return [] }
    let payload = payloads.payload(of: commitment)
    return amounts.take(entry, body: payload?.commitment == commitment ? payload?.body : nil)
  }
}

/// The lines of a payload file, a few at a time: entries ask for theirs in the order of the file. A line
/// that was passed over is not found again.
private final class PayloadLines {
  private let descriptor: Int32
  private var reader = PayloadReader()
  private var lines: [PayloadLine] = []
  private var next = 0
  private var isAtEnd = false

  init(_ path: String) throws(HistoryFile.Failure) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, code: errno) }
  }

  deinit { close(descriptor) }

  func payload(of commitment: SHA256Hash) -> Payload? {
    // Lines that no entry asked for are passed over; one that is not there at all costs no others.
    for _ in 0..<2 {
      if let place = lines[next...].firstIndex(where: { $0.commitment == commitment }) {
        next = place + 1
        return lines[place].payload
      }
      fill()
    }
    return nil
  }

  private func fill() {
    lines.removeSubrange(..<next)
    next = 0
    guard !isAtEnd else { return }
    var found: [PayloadLine] = []
    let take = { (_: Int, line: PayloadReader.Line) in
      if case .success(let line) = line { found.append(line) }
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while found.isEmpty, !isAtEnd {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        reader.read(Array(chunk[..<count]), take)
      } else if count == 0 || errno != EINTR {
        isAtEnd = true
        reader.finish(take)
      }
    }
    lines += found
  }
}
