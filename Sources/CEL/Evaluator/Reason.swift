/// One part that keeps an expression from being true, with the values it looked at.
///
/// What is well is left out: of `a && b` only the part that fails is a reason.
public struct Reason: Equatable, Sendable {
  /// One side of a comparison, or a condition by itself.
  public struct Side: Equatable, Sendable {
    /// Its text.
    public var source: String
    /// The dotted path, when it is a name with fields: `facts.per_head`; a
    /// column of a row goes by its list: `form.people.age`.
    public var path: String?
    /// The paths it is made of, facts not written out.
    public var reads: [String]
    /// What it came to.
    public var value: Value
    /// Whether it is written out in the rule itself.
    public var isLiteral: Bool
  }

  /// The item of a list at which a condition fails.
  public struct Place: Equatable, Sendable {
    /// The list's text: `form.people`.
    public var list: String
    /// The item's number, from 1.
    public var number: Int

    /// Item `number` of `list`.
    public init(list: String, number: Int) {
      self.list = list
      self.number = number
    }
  }

  /// What is wrong.
  public enum Kind: Equatable, Sendable {
    /// The comparison that would have to hold: `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `!in`.
    case comparison(Side, String, Side)
    /// A name that has no value.
    case absent(String)
    /// A name that has a value and should have none.
    case present(String)
    /// A condition that is the contrary of what it should be.
    case condition(Side)
    /// No item of the list fits the condition, given by its text.
    case noItem(list: String, condition: String)
    /// It cannot be computed, such as a division by zero; the text of the part.
    case impossible(String)
  }

  /// What is wrong.
  public var kind: Kind
  /// The items within which it is, outermost first.
  public var places: [Place]

  /// `kind`, within `places`.
  public init(_ kind: Kind, places: [Place] = []) {
    self.kind = kind
    self.places = places
  }
}
