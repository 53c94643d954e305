/// Numbers that name a person to the outside world, as they are typed; nil is not given.
///
/// Not `CustomStringConvertible` on purpose, and never part of a message: the database checks and
/// keeps them, and gives them back only under a reading that is on record.
public struct PersonalNumbers: Equatable, Sendable {
  /// The resident ID (GB 11643), 18 characters.
  public var residentID: String?
  /// A telephone number.
  public var phone: String?
  /// A bank card, 16 to 19 digits with the check digit of ISO/IEC 7812-1.
  public var bankCard: String?

  /// The given numbers.
  public init(residentID: String? = nil, phone: String? = nil, bankCard: String? = nil) {
    self.residentID = residentID
    self.phone = phone
    self.bankCard = bankCard
  }
}
