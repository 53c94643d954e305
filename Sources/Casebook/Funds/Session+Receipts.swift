public import History
import Postgres

extension Session {
  /// Commits to a seed and to what will be drawn with it from the payments made from now on.
  ///
  /// - Parameters:
  ///   - seed: 16 to 200 characters; only its SHA-256 is sent.
  ///   - size: how many payments.
  ///   - programme: only of this procedure.
  ///   - day: the last day of payments, ISO 8601; nil is the moment of drawing.
  public func commitReceipts(
    seed: String, size: Int, programme: String?, until day: String?, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.receipt_commit",
      [SHA256Hash(of: Array(seed.utf8)).description, size, programme, day, request.text],
      request: request)
  }

  /// Shows the seed and draws the sample.
  ///
  /// - Throws: `refused` with the rule `receipt`: `another_seed`, `not_over`, `drawn`.
  public func drawReceipts(
    sample: Int64, seed: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call("casework.receipt_draw", [sample, seed, request.text], request: request)
  }

  /// Every sample, the newest first.
  public func receiptSamples() throws(CasebookError) -> [JSON] {
    try callAll("casework.receipt_samples", [])
  }

  /// The payments of a sample whose recipients are asked, as far as their cases are this login's to see.
  public func receipts(sample: Int64, waiting: Bool) throws(CasebookError) -> [JSON] {
    try callAll("casework.receipt_list", [sample, waiting])
  }

  /// Records what the recipient of a payment said.
  ///
  /// - Parameters:
  ///   - isReceived: whether the money came.
  ///   - day: when they were asked, ISO 8601.
  ///   - remark: needed where the money did not come.
  public func recordReceipt(
    sample: Int64, item: Int, isReceived: Bool, on day: String, remark: String?,
    request: RequestID
  ) throws(CasebookError) -> JSON {
    try call(
      "casework.receipt_record",
      [sample, item, isReceived ? "received" : "absent", day, remark, request.text],
      request: request)
  }

  /// The lines that a sample was drawn from, in order.
  public func receiptLines(sample: Int64) throws(CasebookError) -> [String] {
    do {
      return try connection.query(
        "SELECT x FROM casework.receipt_lines($1) x", [sample]
      ).values.compactMap { $0.first ?? nil }
    } catch {
      throw explained(error)
    }
  }

  /// Draws again from the lines alone: the sample's lines by rank.
  ///
  /// The rank of a line is the SHA-256 of the seed, a blank and the line; the lowest are drawn.
  public static func drawn(_ size: Int, from lines: [String], seed: String) -> [String] {
    let ranked = lines.map { (SHA256Hash(of: Array("\(seed) \($0)".utf8)).description, $0) }
    return ranked.sorted { $0.0 < $1.0 }.prefix(size).map(\.1)
  }
}
