import History
import Testing

/// Changes to the bundle: each must be refused, but for the one window that is there by design,
/// the entry newer than the seal.
@Suite struct BundleMutationTests {
  static let changes: [(String, @Sendable (inout HistoryEntry) -> Void)] = [
    ("case", { $0.caseID = changed($0.caseID) }), ("seq", { $0.seq += 1 }),
    ("prev", { $0.prev = changed($0.prev) }), ("at_us", { $0.atMicroseconds += 1 }),
    ("actor", { $0.actor += "x" }), ("person", { $0.person = changed($0.person) }),
    ("role", { $0.role = ($0.role ?? "") + "x" }), ("kind", { $0.kind += "x" }),
    ("workflow", { $0.workflow = ($0.workflow ?? "") + "x" }),
    ("workflow_sha256", { $0.workflowHash = changed($0.workflowHash) }),
    ("from", { $0.from = ($0.from ?? "") + "x" }), ("to", { $0.to = ($0.to ?? "") + "x" }),
    ("amount", { $0.amount = ($0.amount ?? 0) + 1 }),
    ("currency", { $0.currency = ($0.currency ?? "") + "x" }),
    ("fund", { $0.fund = changed($0.fund) }), ("ref", { $0.ref = changed($0.ref) }),
    ("ref_hash", { $0.refHash = changed($0.refHash) }),
    ("idem", { $0.idem = ($0.idem ?? "") + "x" }),
    ("payload", { $0.payload = changed($0.payload) }), ("hash", { $0.hash = changed($0.hash) }),
  ]

  static func changed(_ hash: SHA256Hash?) -> SHA256Hash {
    SHA256Hash(of: hash?.bytes ?? [])
  }

  static func changed(_ uuid: UUIDBytes?) -> UUIDBytes? {
    var bytes = uuid?.bytes ?? Array(repeating: 0, count: 16)
    bytes[15] ^= 0x40
    return UUIDBytes(bytes: bytes)
  }

  static func changed(_ uuid: UUIDBytes) -> UUIDBytes { changed(Optional(uuid)) ?? uuid }

  /// Makes numbers, links and hashes of every case right again.
  static func repaired(_ entries: [HistoryEntry], renumber: Bool) -> [HistoryEntry] {
    var last: [UUIDBytes: HistoryEntry] = [:]
    return entries.map { entry in
      var entry = entry
      let before = last[entry.caseID]
      if renumber { entry.seq = (before?.seq ?? 0) + 1 }
      entry.prev =
        before?.hash ?? HistoryEntry.genesis(install: entry.install, caseID: entry.caseID)
      entry.hash = entry.computedHash
      last[entry.caseID] = entry
      return entry
    }
  }

  static func isAccepted(_ entries: [HistoryEntry], in bundle: HistoryBundle) throws -> Bool {
    var bundle = bundle
    bundle.events = []
    for entry in entries { entry.appendJSONLine(to: &bundle.events) }
    return try VectorFiles.verifier().verify(bundle).isValid
  }

  @Test func `each changed field of each entry is refused`() throws {
    let bundle = try VectorFiles.bundle()
    let entries = try VectorFiles.entries()
    var tried = 0
    for place in entries.indices {
      for (name, change) in Self.changes {
        var mutated = entries
        change(&mutated[place])
        #expect(try !Self.isAccepted(mutated, in: bundle), "\(name) of entry \(place)")
        tried += 1
      }
    }
    #expect(tried == 140)
  }

  @Test func `with all hashes repaired only the entry newer than the seal can change`() throws {
    let bundle = try VectorFiles.bundle()
    let entries = try VectorFiles.entries()
    var accepted: [String] = []
    for place in entries.indices {
      for (name, change) in Self.changes where name != "prev" && name != "hash" {
        var mutated = entries
        change(&mutated[place])
        if try Self.isAccepted(Self.repaired(mutated, renumber: false), in: bundle) {
          accepted.append("\(place) \(name)")
        }
      }
    }
    #expect(
      accepted == [
        "6 at_us", "6 actor", "6 person", "6 role", "6 kind", "6 workflow", "6 workflow_sha256",
        "6 from", "6 to", "6 amount", "6 currency", "6 fund", "6 ref", "6 ref_hash", "6 idem",
      ])
  }

  @Test(arguments: [false, true])
  func `a removed, doubled or swapped entry is refused, hashes repaired or not`(repair: Bool) throws
  {
    let bundle = try VectorFiles.bundle()
    let entries = try VectorFiles.entries()
    for place in entries.indices {
      var removed = entries
      removed.remove(at: place)
      var doubled = entries
      doubled.insert(doubled[place], at: place)
      if repair { doubled[place + 1].atMicroseconds += 1 }
      var swapped = entries
      swapped.swapAt(place, (place + 1) % entries.count)
      for (name, mutated) in [("removed", removed), ("doubled", doubled), ("swapped", swapped)] {
        let mutated = repair ? Self.repaired(mutated, renumber: true) : mutated
        // Cases in another order, each whole, are the same history.
        let same = Set(mutated) == Set(entries) && name == "swapped"
        // What comes after a case's last sealed entry lies in the window: new entries can be forged.
        let inWindow = repair && name == "doubled" && [2, 4, 5, 6].contains(place)
        let accepted = try Self.isAccepted(mutated, in: bundle)
        #expect(accepted == (inWindow || (same && Self.keepsOrder(mutated))), "\(name) \(place)")
      }
    }
  }

  static func keepsOrder(_ entries: [HistoryEntry]) -> Bool {
    Dictionary(grouping: entries, by: \.caseID).values.allSatisfy { entries in
      entries.map(\.seq) == Array(1...Int64(entries.count))
    }
  }

  @Test func `a whole case removed with its proofs leaves an incomplete bundle`() throws {
    var bundle = try VectorFiles.bundle()
    let id = "aaaaaaaa-0000-4000-8000-000000000001"
    bundle.proofs["\(id).tlog-proof"] = nil
    bundle.heads["\(id).json"] = nil
    bundle.events = try VectorFiles.entries()[3...].flatMap { Array("\($0.jsonLine)\n".utf8) }
    bundle.payloads = bundle.payloads.split(separator: 0x0a).filter {
      !$0.starts(with: "{\"commit\":\"8665".utf8) && !$0.starts(with: "{\"commit\":\"aa3b".utf8)
    }.flatMap { $0 + [0x0a] }
    let report = try VectorFiles.verifier().verify(bundle)
    #expect(report.isValid)
    #expect(!report.isComplete)
  }

  @Test(arguments: [
    "install", "checkpoint", "vkey", "payloads.jsonl", "events.jsonl", "consistency",
    "proofs/aaaaaaaa-0000-4000-8000-000000000001.tlog-proof",
    "heads/aaaaaaaa-0000-4000-8000-000000000001.json", "old-checkpoint",
  ]) func `each changed byte of each file is refused`(name: String) throws {
    let bundle = try VectorFiles.bundle()
    let verifier = try VectorFiles.verifier()
    let bytes = try VectorFiles.bytes(name)
    // Every byte of the small files; of the entries every fifth, as their fields are tried above.
    let step = name == "events.jsonl" ? 5 : 1
    for place in stride(from: 0, to: bytes.count, by: step) {
      var changed = bytes
      changed[place] ^= 0x01
      #expect(
        !Self.report(verifier, bundle, replacing: name, with: changed).isValid,
        "byte \(place) of \(name)")
    }
    for count in [0, 1, bytes.count / 2, bytes.count - 2] where name != "events.jsonl" {
      #expect(
        !Self.report(verifier, bundle, replacing: name, with: Array(bytes.prefix(count))).isValid,
        "\(name) cut to \(count)")
    }
  }

  static func report(
    _ verifier: BundleVerifier, _ bundle: HistoryBundle, replacing name: String, with bytes: [UInt8]
  ) -> BundleReport {
    var bundle = bundle
    switch name {
    case "install": bundle.install = bytes
    case "checkpoint": bundle.checkpoint = bytes
    case "vkey": bundle.vkey = bytes
    case "payloads.jsonl": bundle.payloads = bytes
    case "events.jsonl": bundle.events = bytes
    case "consistency": bundle.consistency = bytes
    case "old-checkpoint":
      return BundleVerifier(knownKey: nil, older: [.init(checkpoint: bytes)]).verify(bundle)
    default:
      let file = String(name.drop { $0 != "/" }.dropFirst())
      if name.hasPrefix("proofs") {
        bundle.proofs[file] = bytes
      } else {
        bundle.heads[file] = bytes
      }
    }
    return verifier.verify(bundle)
  }
}
