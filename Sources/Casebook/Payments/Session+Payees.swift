public import History
import Postgres

/// Where money for a person may go.
public struct PayeeAccount: Sendable {
  /// The person's id in the register.
  public var person: String
  /// Whose name the bank has on the account, at most 70 characters.
  public var holder: String
  /// The account or card number; spaces and hyphens between its 6 to 32 digits do not count.
  public var account: String
  /// The bank's name.
  public var bank: String
  /// The bank's 12 digits in the Chinese clearing system.
  public var cnaps: String?
  /// Why the account is another person's; nil for the person's own.
  public var proxyReason: String?

  /// An account.
  public init(
    person: String, holder: String, account: String, bank: String, cnaps: String? = nil,
    proxyReason: String? = nil
  ) {
    self.person = person
    self.holder = holder
    self.account = account
    self.bank = bank
    self.cnaps = cnaps
    self.proxyReason = proxyReason
  }
}

extension Session {
  /// Enters an account; one that the person had is superseded by it.
  public func addPayee(_ payee: PayeeAccount, request: RequestID) throws(CasebookError) -> JSON {
    try call(
      "casework.payee_add",
      [
        payee.person, payee.holder, payee.account, payee.bank, payee.cnaps, payee.proxyReason,
        request.text,
      ], request: request)
  }

  /// Confirms an account that another person entered, by its number entered once more.
  public func verifyPayee(
    _ id: String, account: String, request: RequestID
  ) throws(CasebookError) -> JSON {
    try call("casework.payee_verify", [id, account, request.text], request: request)
  }

  /// Accounts by their last four digits: of one person with those superseded, or all that count.
  public func payees(of person: String?) throws(CasebookError) -> [JSON] {
    try callAll("casework.payee_list", [person])
  }

  /// One account in full.
  public func payee(_ id: String) throws(CasebookError) -> JSON {
    try call("casework.payee_show", [id])
  }
}
