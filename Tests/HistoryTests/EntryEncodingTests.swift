import History
import Testing

@Suite struct EntryEncodingTests {
  @Test func `the first entry of the vectors has 296 bytes and the documented hash`() throws {
    let first = try VectorFiles.entries()[0]
    #expect(first.encoded.count == 296)
    #expect(
      first.computedHash.description
        == "2026e09dce0b59b184ff2a0e74db2831910772d71f56ab53ffff43e01b6637bd")
  }

  @Test func `the genesis of the first case is the documented one`() throws {
    let genesis = HistoryEntry.genesis(
      install: try VectorFiles.uuid(VectorFiles.install),
      caseID: try VectorFiles.uuid("aaaaaaaa-0000-4000-8000-000000000001"))
    #expect(
      genesis.description == "699d440e24417d5082f6cec886e0f1506fd34f90beb97915228d81bc9a6cb3b8")
  }

  @Test func `every entry of the vectors hashes to its recorded hash`() throws {
    let entries = try VectorFiles.entries()
    #expect(entries.count == 7)
    for entry in entries { #expect(entry.computedHash == entry.hash) }
  }

  @Test func `an entry made without a hash gets its own`() throws {
    let given = try VectorFiles.entries()[2]
    let made = HistoryEntry(
      install: given.install, caseID: given.caseID, seq: given.seq, prev: given.prev,
      atMicroseconds: given.atMicroseconds, actor: given.actor, person: given.person,
      role: given.role, kind: given.kind, workflow: given.workflow,
      workflowHash: given.workflowHash, from: given.from, to: given.to, amount: given.amount,
      currency: given.currency, fund: given.fund, ref: given.ref, refHash: given.refHash,
      idem: given.idem, payload: given.payload)
    #expect(made == given)
  }

  @Test func `fields are length-prefixed big-endian and NULL is ff ff ff ff`() throws {
    let head = CaseHead(
      caseID: try VectorFiles.uuid("01020304-0506-0708-090a-0b0c0d0e0f10"), seq: 258,
      hash: SHA256Hash(of: []))
    let label: [UInt8] = [0, 0, 0, 16] + Array("casework/head/v1".utf8)
    let uuid: [UInt8] = [0, 0, 0, 16] + (1...16)
    let seq: [UInt8] = [0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 1, 2]
    #expect(head.encoded == label + uuid + seq + [0, 0, 0, 32] + SHA256Hash(of: []).bytes)
    let bare = HistoryEntry(
      install: head.caseID, caseID: head.caseID, seq: 1, prev: head.hash, atMicroseconds: -1,
      actor: "a", kind: "k")
    #expect(bare.encoded.suffix(12) == ArraySlice(repeating: UInt8(0xff), count: 12))
  }

  @Test func `an empty text is not the same as none`() throws {
    var entry = try VectorFiles.entries()[0]
    entry.role = ""
    let empty = entry.computedHash
    entry.role = nil
    #expect(entry.computedHash != empty)
  }

  @Test func `composed and decomposed letters give different hashes`() throws {
    var entry = try VectorFiles.entries()[0]
    entry.actor = "e\u{301}"
    let decomposed = entry.computedHash
    entry.actor = "\u{e9}"
    #expect(entry.computedHash != decomposed)
  }

  @Test func `a payload's commitment is the documented one`() throws {
    let salt = try VectorFiles.hash(
      "3ab5d7dadec74f79a3d9dd0dcd4a2e9747fe6d7c1aff439b8802d622037eb0e7")
    let payload = Payload(salt: salt, body: Array(#"{"client":"张三","reason":"fire"}"#.utf8))
    #expect(
      payload.commitment.description
        == "aa3b817d730300081fe12773f6b12e43f2a70fd00501721f02b8504f215a7ff3")
  }

  @Test func `a seal hashes to the log's last leaf`() throws {
    let seal = Seal(
      install: try VectorFiles.uuid(VectorFiles.install), number: 2,
      atMicroseconds: 1_795_227_093_629_402, events: 6, cases: 3,
      headsRoot: try VectorFiles.hash(
        "4b27409702a534e407cd6c43d0e1e205deede5193894da5e7733428e13c3a14d"))
    let proof = try HeadProof(
      try VectorFiles.bytes("heads/aaaaaaaa-0000-4000-8000-000000000001.json"))
    #expect(proof.seal == seal)
    let root = Merkle.root(
      including: Merkle.leaf(of: seal.hash), index: 7, size: 8, proof: proof.sealPath)
    #expect(root == (try Checkpoint(try VectorFiles.bytes("checkpoint"))).root)
  }

  @Test func `the heads root over the sealed entries is the seal's`() throws {
    let entries = try VectorFiles.entries()
    let heads = [5, 2, 4].map { index in
      CaseHead(caseID: entries[index].caseID, seq: entries[index].seq, hash: entries[index].hash)
    }
    let root = HeadsRoot(of: heads)
    #expect(root.entries == 6)
    #expect(root.cases == 3)
    #expect(
      root.hash.description == "4b27409702a534e407cd6c43d0e1e205deede5193894da5e7733428e13c3a14d")
  }

  @Test(arguments: [
    "", "11111111-2222-4333-8444-55555555555", "11111111-2222-4333-8444-5555555555555",
    "1111111112222-4333-8444-555555555555", "AAAAAAAA-0000-4000-8000-000000000001",
    "g1111111-2222-4333-8444-555555555555",
  ]) func `what is no lower-case uuid is refused`(text: String) {
    #expect(UUIDBytes(text) == nil)
  }

  @Test func `uuids keep their text and bytes and sort by bytes`() throws {
    let low = try VectorFiles.uuid("0fffffff-ffff-ffff-ffff-ffffffffffff")
    let high = try VectorFiles.uuid("80000000-0000-0000-0000-000000000000")
    #expect(low < high)
    #expect(low.description == "0fffffff-ffff-ffff-ffff-ffffffffffff")
    #expect(UUIDBytes(bytes: high.bytes) == high)
    #expect(high.bytes == [0x80] + Array(repeating: 0, count: 15))
  }
}
