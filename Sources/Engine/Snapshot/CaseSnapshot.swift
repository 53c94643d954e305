public import CEL

/// Everything about one case that a decision may depend on.
///
/// A plain value: the database sends one, `Procedure.evolve` makes the next, and tests write them
/// down. `version` 0 is a case that is being opened.
public struct CaseSnapshot: Equatable, Sendable {
  /// The case's number; empty before it is opened.
  public var number: String
  /// The state; the start state's name before the case is opened.
  public var state: String
  /// The number of the latest entry; 0 before the case is opened.
  public var version: Int64
  /// The number of the present visit, from 1.
  public var visit: Int
  /// When the case was opened.
  public var openedAt: Timestamp
  /// When the present visit began.
  public var enteredAt: Timestamp
  /// When the case should have left its state, with the reason.
  public var due: CaseDue?
  /// The deadlines that run across states, by name.
  public var deadlines: [NamedDue]
  /// When actions with `after` open, where that differs from counting from `enteredAt`.
  public var opens: [String: Timestamp]
  /// The hold, while the case is held.
  public var hold: CaseHold?
  /// The form: present fields only.
  public var fields: Row
  /// Private fields that are filled, but whose values this person is not given.
  public var withheld: Set<String>
  /// The applicant: `name`, `born`, `member_since`, `union` as far as known.
  public var applicant: Row
  /// The history, oldest first.
  public var entries: [CaseEntry]
  /// The checks of the present visit, in the file's order.
  public var checks: [CaseCheck]
  /// The documents by name; one that is not here was not received.
  public var documents: [String: CaseDocument]
  /// The case's money.
  public var money: CaseMoney
  /// The room left in each fund, by code; a fund that is not here does not exist.
  public var funds: [String: Amount]
  /// What releasing the case's money would give back to each fund, by code; money of an earlier year
  /// goes back to that year and is not in here.
  public var returns: [String: Amount]
  /// Money of the case that was paid from years that are closed.
  public var closedYears: [ClosedYear]
  /// What lookups found, by name.
  public var lookups: Row
  /// What other cases hold of the applicant, or of the household, that this one may not grant again.
  public var elsewhere: Elsewhere
  /// The roles of each login, for fields that name a member of staff.
  public var staff: [String: [String]]
  /// The time of the decision.
  public var now: Timestamp
  /// The day of `now` in the calendar's zone.
  public var today: CalendarDate

  /// A case that is not yet open; fill in what is known.
  public init(state: String, now: Timestamp, today: CalendarDate) {
    number = ""
    self.state = state
    version = 0
    visit = 1
    openedAt = now
    enteredAt = now
    deadlines = []
    opens = [:]
    fields = Row()
    withheld = []
    applicant = Row()
    entries = []
    checks = []
    documents = [:]
    money = CaseMoney()
    funds = [:]
    returns = [:]
    closedYears = []
    lookups = Row()
    elsewhere = Elsewhere()
    staff = [:]
    self.now = now
    self.today = today
  }
}

extension CaseSnapshot {
  /// The money of a case.
  public struct CaseMoney: Hashable, Sendable {
    /// Reserved or committed and neither paid nor released: what guards call `money.reserved`.
    public var outstanding: Amount
    /// The committed part of it.
    public var committed: Amount
    /// Sent to the bank and not yet answered.
    public var sent: Amount
    /// Paid, less what was recovered.
    public var paid: Amount

    /// Amounts; none when left out.
    public init(
      outstanding: Amount = .zero, committed: Amount = .zero, sent: Amount = .zero,
      paid: Amount = .zero
    ) {
      self.outstanding = outstanding
      self.committed = committed
      self.sent = sent
      self.paid = paid
    }
  }

  /// A check with its result.
  public struct CaseCheck: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// `open`, `pass`, `fail`, `not_needed` or `waived`.
    public var result: String
    /// When it should have a result.
    public var due: CaseDue?

    /// A check.
    public init(name: String, result: String, due: CaseDue? = nil) {
      self.name = name
      self.result = result
      self.due = due
    }

    /// The check after what was checked has changed.
    var reopened: CaseCheck {
      guard result == "pass" || result == "waived" else { return self }
      return CaseCheck(name: name, result: "open", due: due)
    }
  }

  /// A document of the case.
  public struct CaseDocument: Hashable, Sendable {
    /// Whether it was received.
    public var isReceived: Bool
    /// When it was issued.
    public var issuedOn: CalendarDate?
    /// Whether somebody decided that it is not needed.
    public var isWaived: Bool

    /// A document.
    public init(isReceived: Bool = true, issuedOn: CalendarDate? = nil, isWaived: Bool = false) {
      self.isReceived = isReceived
      self.issuedOn = issuedOn
      self.isWaived = isWaived
    }
  }

  /// What stands against an action because another case has it, as far as the actor may know.
  public struct Elsewhere: Hashable, Sendable {
    /// For each action that grants a benefit, the days since 1970-01-01 that others of its class take.
    public var benefits: [String: [ClosedRange<Int>]]
    /// The actions whose invoice, as it is in the form, is counted by another case.
    public var invoices: Set<String>

    /// Nothing, when left out.
    public init(benefits: [String: [ClosedRange<Int>]] = [:], invoices: Set<String> = []) {
      self.benefits = benefits
      self.invoices = invoices
    }
  }

  /// A hold: nobody acts, and the clocks stand still.
  public struct CaseHold: Hashable, Sendable {
    /// The reason, one of the file's.
    public var reason: String
    /// Since when.
    public var since: Timestamp
    /// When it is expected to end.
    public var until: CalendarDate?

    /// A hold.
    public init(reason: String, since: Timestamp, until: CalendarDate? = nil) {
      self.reason = reason
      self.since = since
      self.until = until
    }
  }

  /// A deadline with its name.
  public struct NamedDue: Hashable, Sendable {
    /// The deadline's name.
    public var name: String
    /// When, and why.
    public var due: CaseDue

    /// A deadline.
    public init(name: String, due: CaseDue) {
      self.name = name
      self.due = due
    }
  }
}

/// A closed year of a fund that a case was paid from: nothing comes back to it.
public struct ClosedYear: Equatable, Sendable {
  /// The fund's code.
  public var fund: String
  /// The year.
  public var year: Int
  /// How much would come back to other years before this one.
  public var before: Amount

  /// A closed year.
  public init(fund: String, year: Int, before: Amount) {
    self.fund = fund
    self.year = year
    self.before = before
  }
}
