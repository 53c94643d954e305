/// What a bank says of one payment.
public struct BankAnswer: Equatable, Sendable {
  /// What became of it.
  public enum Status: String, Equatable, Sendable {
    /// It was paid.
    case paid
    /// It was refused, or came back.
    case returned
    /// The bank has not decided yet, or says something else.
    case pending
  }

  /// The line of the file that it begins on, from 1.
  public var line: Int
  /// Our reference: the EndToEndId.
  public var reference: String
  /// The amount with its decimals, as `4000.00`; nil when the bank names none.
  public var amount: String?
  /// The payee's account; nil when the bank names none.
  public var account: String?
  /// What became of it.
  public var status: Status
  /// The bank's own word for the status.
  public var word: String
  /// Why it came back, in the bank's words.
  public var reason: String?
  /// The day, as the bank writes it.
  public var day: String?
  /// The amount's currency, ISO 4217; nil when the bank names none.
  public var currency: String? = nil
  /// The batch that the bank says it answers, the MsgId of our message; nil when it names none.
  public var batch: String? = nil
  /// The bank's word for that message as a whole; nil when it gives none.
  public var group: String? = nil

  /// Whether the payment can be told for certain: by the amount, or by the batch, where the bank says that
  /// it has taken that message; a refused message is no payment.
  public var isComplete: Bool {
    if amount != nil { return true }
    guard batch != nil, let group else { return false }
    return Self.taken.contains(group) || group == "RJCT" && status == .returned
  }

  /// ISO 20022 external code set, ExternalPaymentGroupStatus1Code: what is not refused and not open.
  private static let taken: Set<String> = ["ACTC", "ACCP", "ACSP", "ACSC", "ACCC", "ACWC", "PART"]
}

/// Why a bank's file is not taken: nothing of it is.
public struct BankFileMistake: Error, Equatable, Sendable {
  /// What was found and expected.
  public enum Kind: Equatable, Sendable {
    /// Bytes that are not in the encoding named.
    case encoding(String)
    /// Not well-formed XML; what was expected.
    case xml(expected: String)
    /// A document type or an entity of one's own, which no bank needs and nobody should expand.
    case documentType
    /// The file ends in the middle.
    case truncated
    /// No kind of message that is known; its first element.
    case message(String)
    /// A line with another number of columns: found, expected.
    case columns(Int, Int)
    /// A title in another place: found, expected.
    case title(String, String)
    /// A value that cannot be one of its column: the column, what was expected.
    case value(String, String)
    /// The template does not say what a column is: the key.
    case template(String)
  }

  /// What is wrong.
  public var kind: Kind
  /// The line, from 1.
  public var line: Int

  init(_ kind: Kind, line: Int) {
    self.kind = kind
    self.line = line
  }
}
