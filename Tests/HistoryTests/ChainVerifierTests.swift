import History
import Testing

@Suite struct ChainVerifierTests {
  private func findings(
    _ entries: [HistoryEntry], order: ChainVerifier.Order = .any
  ) throws -> [String] {
    var verifier = ChainVerifier(install: try VectorFiles.uuid(VectorFiles.install), order: order)
    for entry in entries { verifier.verify(entry) }
    return verifier.findings.kept.map {
      "\($0.rule) \($0.caseID?.bytes.last ?? 0)/\($0.seq ?? 0): \($0.message)"
    }
  }

  @Test(arguments: [ChainVerifier.Order.any, .rising])
  func `the vectors are intact`(order: ChainVerifier.Order) throws {
    #expect(try findings(try VectorFiles.entries(), order: order) == [])
  }

  @Test func `cases may be interleaved`() throws {
    let all = try VectorFiles.entries()
    #expect(try findings([3, 0, 5, 1, 4, 2, 6].map { all[$0] }) == [])
  }

  @Test func `cases out of order are found where order was promised`() throws {
    let all = try VectorFiles.entries()
    #expect(
      try findings([all[3], all[4], all[0], all[1], all[2]], order: .rising) == [
        "order 1/1: cases do not rise"
      ])
  }

  @Test func `both orders give the same heads root`() throws {
    let install = try VectorFiles.uuid(VectorFiles.install)
    var any = ChainVerifier(install: install)
    var rising = ChainVerifier(install: install, order: .rising)
    for entry in try VectorFiles.entries() {
      any.verify(entry)
      rising.verify(entry)
    }
    #expect(any.headsRoot == rising.headsRoot)
    #expect(any.headsRoot.entries == 7)
    #expect(any.headsRoot.cases == 3)
    #expect(any.heads.map(\.seq) == [3, 2, 2])
    #expect(
      any.headsRoot.hash.description
        == "a5cc1951e1b578858b1dcd91b37c2842ac46479866eb062e29154d81ebdc5f6a")
  }

  @Test func `a removed entry leaves a gap`() throws {
    var entries = try VectorFiles.entries()
    entries.remove(at: 1)
    #expect(
      try findings(entries) == [
        "seq 1/3: the entry is out of sequence", "prev 1/3: the hash before is another",
      ])
  }

  @Test func `a removed first entry is a wrong genesis`() throws {
    #expect(
      try findings(Array(try VectorFiles.entries().dropFirst())) == [
        "seq 1/2: the entry is out of sequence", "prev 1/2: the genesis is wrong",
      ])
  }

  @Test func `a changed entry has another hash`() throws {
    var entries = try VectorFiles.entries()
    entries[2].amount = 120_051
    #expect(try findings(entries) == ["hash 1/3: the entry was changed"])
  }

  @Test func `a time that stands still is found even with repaired hashes`() throws {
    var entries = try VectorFiles.entries()
    entries[1].atMicroseconds = entries[0].atMicroseconds
    entries[1].hash = entries[1].computedHash
    entries[2].prev = entries[1].hash
    entries[2].hash = entries[2].computedHash
    #expect(try findings(entries) == ["time 1/2: the time does not rise"])
  }

  @Test func `another installation's entry is found`() throws {
    let entry = try VectorFiles.entries()[0]
    var verifier = ChainVerifier(install: entry.caseID)
    verifier.verify(entry)
    #expect(verifier.findings.kept.map(\.rule) == [.install, .prev])
  }

  @Test func `findings are kept to the limit and counted beyond`() throws {
    var verifier = ChainVerifier(install: try VectorFiles.uuid(VectorFiles.install), limit: 2)
    var entry = try VectorFiles.entries()[0]
    entry.hash = entry.prev
    for _ in 0..<5 { verifier.verify(entry) }
    #expect(verifier.findings.kept.count == 2)
    // The first has a wrong hash; each of the others also repeats its number and time.
    #expect(verifier.findings.count == 13)
    #expect(!verifier.findings.isEmpty)
  }

  @Test func `a sequence number at its end does not overflow`() throws {
    var entry = try VectorFiles.entries()[0]
    entry.seq = .max
    #expect(
      try findings([entry, entry]).contains(
        "seq 1/9223372036854775807: the entry is out of sequence"))
  }

  @Test func `a finding names case, entry, rule, expected and found`() throws {
    var entry = try VectorFiles.entries()[0]
    entry.seq = 2
    entry.hash = entry.computedHash
    var verifier = ChainVerifier(install: entry.install)
    verifier.verify(entry)
    #expect(
      verifier.findings.kept.map(\.description) == [
        "seq case aaaaaaaa-0000-4000-8000-000000000001 entry 2: the entry is out of sequence; "
          + "expected 1; found 2"
      ])
  }
}
