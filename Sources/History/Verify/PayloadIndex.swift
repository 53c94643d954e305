/// The commitments of the payloads that were read, each checked against its salt and body.
public struct PayloadIndex: Sendable {
  /// What was found so far.
  public private(set) var findings: Findings
  /// Payloads that are there.
  public private(set) var present = 0
  /// Payloads that were erased: neither salt nor body is left.
  public private(set) var erased = 0
  private var commitments: Set<SHA256Hash> = []

  /// Makes an empty index that keeps at most `limit` findings.
  public init(limit: Int = 100) { findings = Findings(limit: limit) }

  /// Takes a line of `payloads.jsonl`.
  public mutating func add(_ line: PayloadLine, number: Int) {
    let place = "payloads.jsonl:\(number)"
    if let payload = line.payload {
      present += 1
      let commitment = payload.commitment
      if commitment != line.commitment {
        findings.add(
          Finding(
            .payload, place: place, "salt and body are not what was committed to",
            expected: line.commitment.description, found: commitment.description))
      }
    } else {
      erased += 1
    }
    if !commitments.insert(line.commitment).inserted {
      findings.add(Finding(.payload, place: place, "the payload is repeated"))
    }
  }

  /// Takes a line of `payloads.jsonl` as read.
  public mutating func add(_ line: PayloadReader.Line, number: Int) {
    switch line {
    case .success(let line): add(line, number: number)
    case .failure(let error):
      findings.add(Finding(.format, place: "payloads.jsonl:\(number)", error.message))
    }
  }

  func contains(_ commitment: SHA256Hash) -> Bool { commitments.contains(commitment) }

  /// The commitments not among `used`, in the order of their bytes.
  func unused(by used: Set<SHA256Hash>) -> [SHA256Hash] {
    commitments.subtracting(used).sorted { $0.words < $1.words }
  }
}
