public import CEL

/// Tests that are made step by step instead of read from a file.
extension Scenario {
  /// A test without steps.
  ///
  /// - Parameters:
  ///   - people: who acts: logins with roles.
  ///   - clock: when it begins.
  public init(name: String, people: [(login: String, roles: [String])], clock: LocalTime) {
    let nowhere = SourceLocation(file: name, line: 1, column: 1)
    var lookups: Row = [
      "open_cases": 0, "opposing_cases": 0, "live_benefits": 0, "counted_invoices": 0,
    ]
    lookups["paid_last_12_months"] = ExactDecimal("0.00").map(Value.decimal)
    self.init(
      name: name, after: nil, location: nowhere,
      people: people.map { Person(login: $0.login, roles: $0.roles, location: nowhere) },
      clock: clock, applicant: Row(), applicantLogin: nil, related: [], lookups: lookups,
      funds: [], given: [], documents: [], steps: [], expectation: Expectation())
  }
}

extension Scenario.Step {
  /// A step that nobody wrote yet.
  public init(_ deed: Scenario.Deed, by login: String?, with entries: [Scenario.Entry] = []) {
    self.init(
      deed: deed, logins: login.map { [$0] } ?? [], with: entries, refused: nil, text: "",
      location: SourceLocation(file: "", line: 1, column: 1))
  }
}

extension Scenario.Entry {
  /// `value` for the field `field`.
  public init(_ field: String, _ value: YAMLNode) {
    self.init(field: field, value: value)
  }
}

extension Scenario.Expectation {
  /// Nothing in particular.
  public static var nothing: Self { Self() }
}

extension Scenario.LocalTime {
  /// A time of day, in minutes since midnight.
  public init(on date: CalendarDate, at minutes: Int) {
    self.init(date: date, minutes: minutes)
  }
}

extension YAMLNode {
  /// A value that stands in no file.
  public init(_ content: Content) {
    self.init(
      content: content, location: SourceLocation(file: "", line: 1, column: 1),
      positions: ScalarPositions(runs: [.init(index: 0, line: 1, column: 1)]))
  }
}
