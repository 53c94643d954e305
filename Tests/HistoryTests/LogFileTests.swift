import History
import Testing

@Suite struct LogFileTests {
  static let key =
    "casework.example/11111111-2222-4333-8444-555555555555+1c3450d1"
    + "+ASsai1UVS2anPxwLajqF9wMDS/UoZxWFAuJ9TE35guW6"

  @Test func `a key reads and prints its line`() throws {
    let key = try VerifierKey(Self.key)
    #expect(key.name == "casework.example/11111111-2222-4333-8444-555555555555")
    #expect(key.keyIDHex == "1c3450d1")
    #expect(key.description == Self.key)
  }

  @Test(arguments: [
    ("1c3450d1", "1c3450d2", "the key id does not fit the name and the key"),
    ("1c3450d1", "1C3450D1", "the key id does not fit the name and the key"),
    ("casework.example", "casework.examplf", "the key id does not fit the name and the key"),
    ("casework.example", "casework example", "a key is written name+id+base64"),
    ("+ASsai", "+BSsai", "the key is not an Ed25519 key in base64"),
    ("guW6", "gu=6", "the key is not an Ed25519 key in base64"),
    ("+", "", "a key is written name+id+base64"),
  ]) func `a changed key is refused`(old: String, new: String, message: String) {
    let error = #expect(throws: LogFormatError.self) {
      try VerifierKey(Self.key.replacing(old, with: new))
    }
    #expect(error?.message == message)
  }

  @Test func `the checkpoint says its size, root and installation and is signed`() throws {
    let checkpoint = try Checkpoint(try VectorFiles.bytes("checkpoint"))
    #expect(checkpoint.size == 8)
    #expect(checkpoint.install?.description == VectorFiles.install)
    #expect(
      checkpoint.root.description
        == "0c8475db503838076327d3323eb094225e0d72e553ba99f9a6d218016e06b0b5")
    #expect(checkpoint.note.isSigned(by: try VerifierKey(Self.key)))
  }

  @Test func `a stranger's signature beside the known one does no harm`() throws {
    var bytes = try VectorFiles.bytes("checkpoint")
    bytes += Array("\u{2014} witness.example AAAAAQ\u{41}\u{41}\n".utf8)
    let note = try Checkpoint(bytes).note
    #expect(note.signatures.count == 2)
    #expect(note.isSigned(by: try VerifierKey(Self.key)))
  }

  @Test(arguments: [
    "", "a\n1\nAA==\n", "a\n\n\u{2014} a AAAAAAA=\n", "a\n01\nDIR1\n\n\u{2014} a AAAAAAA=\n",
    "a\n1\nDIR121A4OAdjJ9MyPrCUIl4NcuVTupn5ptIYAW4GsLU\n\n\u{2014} a AAAAAAA=\n",
    "a\n1\nDIR121A4OAdjJ9MyPrCUIl4NcuVTupn5ptIYAW4GsLV=\n\n\u{2014} a AAAAAAA=\n",
    "a\n1\nDIR121A4OAdjJ9MyPrCUIl4NcuVTupn5ptIYAW4GsLU=\n\n- a AAAAAAA=\n",
    "a\n1\nDIR121A4OAdjJ9MyPrCUIl4NcuVTupn5ptIYAW4GsLU=\n\n\u{2014} a AAAAAAA=",
    "a\r\n1\nDIR121A4OAdjJ9MyPrCUIl4NcuVTupn5ptIYAW4GsLU=\n\n\u{2014} a AAAAAAA=\n",
  ]) func `what is no checkpoint is refused`(text: String) {
    #expect(throws: LogFormatError.self) { try Checkpoint(Array(text.utf8)) }
  }

  @Test func `a proof has its index, path and checkpoint, and may have extra data`() throws {
    let bytes = try VectorFiles.bytes("proofs/aaaaaaaa-0000-4000-8000-000000000003.tlog-proof")
    let proof = try LogProof(bytes)
    #expect(proof.index == 5)
    #expect(proof.path.count == 3)
    #expect(proof.checkpoint.size == 8)
    #expect(proof.extra == nil)
    let text = String(decoding: bytes, as: UTF8.self)
    let extended = text.replacing("index 5", with: "extra aGk=\nindex 5")
    #expect(try LogProof(Array(extended.utf8)).extra == Array("hi".utf8))
  }

  @Test(arguments: [
    ("@v1", "@v2"), ("index 5", "index 05"), ("index 5", "index -1"), ("nCh9/", "nCh9_"),
    ("index 5\n", ""), ("\n\n", "\n"), ("index 5", "extra a\nindex 5"),
  ]) func `a changed proof is refused`(old: String, new: String) throws {
    let bytes = try VectorFiles.bytes("proofs/aaaaaaaa-0000-4000-8000-000000000003.tlog-proof")
    let text = String(decoding: bytes, as: UTF8.self).replacing(old, with: new)
    #expect(throws: LogFormatError.self) { try LogProof(Array(text.utf8)) }
  }
}
