public import CEL

/// One entry of a file's `tests:`, read and resolved: what it leaves out it has from the test that it
/// is `like`.
public struct Scenario: Sendable {
  /// What the test is called.
  public var name: String
  /// The test at whose end it begins: that one's steps come before its own in `steps`.
  public var after: String?
  /// Where its name is written.
  public var location: SourceLocation
  /// Who acts, in the order written.
  public var people: [Person]
  /// When it begins: date and time of the calendar's zone.
  public var clock: LocalTime
  /// The applicant, as far as the test says.
  public var applicant: Row
  /// The login of the member of staff whose own case it is; nil when the applicant is no member.
  public var applicantLogin: String?
  /// The logins of staff who are related to the applicant.
  public var related: [String]
  /// What lookups find beside this case, by name.
  public var lookups: Row
  /// What a fund has each year; a fund that is not here has plenty.
  public var funds: [(name: String, amount: ExactDecimal)]
  /// The values that actions fill where a step gives none, each with its place.
  public var given: [Entry]
  /// The documents that are there from the beginning.
  public var documents: [HeldDocument]
  /// What happens.
  public var steps: [Step]
  /// What holds at the end.
  public var expectation: Expectation

  /// The person with this login.
  public func person(_ login: String) -> Person? { people.first { $0.login == login } }
}

extension Scenario {
  /// Somebody who acts in a test.
  public struct Person: Hashable, Sendable {
    /// The name that steps use.
    public var login: String
    /// The roles.
    public var roles: [String]
    /// Where the name is written.
    public var location: SourceLocation
  }

  /// A date and a time of day, as a calendar on the wall shows them.
  public struct LocalTime: Hashable, Sendable {
    /// The date.
    public var date: CalendarDate
    /// Minutes since midnight.
    public var minutes: Int
  }

  /// A field with a value, as written.
  public struct Entry: Sendable {
    /// The field.
    public var field: String
    /// The value, to be read by the field's type.
    public var value: YAMLNode
  }

  /// A document that a case has.
  public struct HeldDocument: Hashable, Sendable {
    /// The document.
    public var name: String
    /// The day it was issued; nil is the day on which the test begins.
    public var issuedOn: CalendarDate?
    /// Whether somebody decided to do without it.
    public var isWaived: Bool
  }

  /// One line under `steps:`.
  public struct Step: Sendable {
    /// What happens.
    public var deed: Deed
    /// Who does it, one after another; empty for what time does.
    public var logins: [String]
    /// The values given.
    public var with: [Entry]
    /// The rules that refuse it, by full name or family; nil when it is done.
    public var refused: [String]?
    /// The line as it stands in the file, for reports.
    public var text: String
    /// Where it is written.
    public var location: SourceLocation
  }

  /// What a step does.
  public enum Deed: Sendable {
    /// Opens the case, where no action of the file does.
    case open
    /// Takes an action.
    case act(String)
    /// Gives a check its result.
    case check(String, result: String)
    /// Puts the case on hold.
    case hold(reason: String, until: CalendarDate?)
    /// Ends the hold.
    case resume
    /// Takes back one's own vote.
    case recall(String)
    /// Corrects the one field of `with`.
    case correct
    /// Attaches a document.
    case attach(String, issuedOn: CalendarDate?)
    /// Does without a document.
    case waive(String)
    /// Lets time pass.
    case wait(Period)
    /// Lets the clock act, without time passing.
    case tick
    /// Lets lookups find something else from here on; what is not named stays.
    case lookup(Row)
  }

  /// What holds after the last step; what is nil is not looked at.
  public struct Expectation: Sendable {
    /// The state.
    public var state: String?
    /// Expressions that are true, each with its place.
    public var holds: [Guard] = []
    /// Roles that were told of a missed deadline.
    public var escalatedTo: [String]?
    /// States and deadlines of which somebody was reminded.
    public var reminded: [String]?
    /// The messages that the applicant was sent, in order.
    public var told: [String]?
    /// The last day before the case is overdue.
    public var due: CalendarDate?
    /// The reason of the hold; inside nil when the case is not held.
    public var held: String??
    /// The number of entries of its history.
    public var version: Int?
    /// Where each of these is written, by key.
    public var locations: [String: SourceLocation] = [:]
  }
}

extension Scenario.LocalTime: CustomStringConvertible {
  /// As the file writes it: `2026-03-02 09:00`.
  public var description: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date) \(two(minutes / 60)):\(two(minutes % 60))"
  }

  /// Reads `2026-03-02 09:00`, or a date alone for its midnight.
  init?(_ text: String) {
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" }).map(String.init)
    guard (1...2).contains(parts.count), let date = CalendarDate(parts[0]) else { return nil }
    var minutes = 0
    if parts.count == 2 {
      let digits = Array(parts[1].utf8)
      guard digits.count == 5, digits[2] == UInt8(ascii: ":"),
        let hour = Int(parts[1].prefix(2)), let minute = Int(parts[1].suffix(2)),
        (0..<24).contains(hour), (0..<60).contains(minute)
      else { return nil }
      minutes = hour * 60 + minute
    }
    self.init(date: date, minutes: minutes)
  }
}
