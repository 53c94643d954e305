public import CEL

extension Workflow {
  /// What an action does about benefits that last: nobody is granted one of a class while another
  /// lives, in whatever programme.
  public enum BenefitStep: Sendable {
    /// Grants one.
    case grant(Benefit)
    /// Ends the case's benefit with this day.
    case end
    /// Takes the case's benefit back as if it had never been, and frees its invoice.
    case release
  }

  /// A benefit that an action grants.
  public struct Benefit: Hashable, Sendable {
    /// What it is for. Only benefits of one class exclude one another.
    public enum Class: String, Hashable, Sendable, CaseIterable {
      /// To live on.
      case subsistence
      /// Treatment and medicine.
      case medical
      /// School and study.
      case education
      /// Winter warmth, summer coolness, festivals.
      case seasonal
    }

    /// How long it lasts.
    public enum Length: Hashable, Sendable {
      /// So many days, the first included.
      case days(Int)
      /// So many months; in a shorter month its last day.
      case months(Int)
      /// To the day in this date field, included.
      case to(field: String)
    }

    /// What it is for.
    public var kind: Class
    /// How long it lasts.
    public var length: Length
    /// The date field of its first day; nil is the day of the action.
    public var from: String?
    /// Whether it is the person's alone, so that others of the household may have their own.
    public var isPersonal: Bool
    /// Where it is written.
    public var location: SourceLocation

    /// The most days that it may last.
    public static let maximumDays = 3660

    /// The date fields it reads.
    public var fields: [String] {
      if case .to(let field) = length {
        [from, field].compactMap { $0 }
      } else {
        [from].compactMap { $0 }
      }
    }

    /// The first and the last day; nil when a date is missing, or they are no period of at most ten
    /// years.
    ///
    /// - Parameter today: the day of the action.
    public func days(_ fields: Row, today: CalendarDate) -> ClosedRange<Int>? {
      guard let first = from.map({ Self.date($0, fields) }) ?? today else { return nil }
      let end: Int? =
        switch length {
        case .days(let count): first.days + count - 1
        case .months(let count): first.adding(months: Int64(count)).map { $0.days - 1 }
        case .to(let field): Self.date(field, fields)?.days
        }
      // 1950-01-01 to 2149-12-31, as the calendars have it.
      guard let end, (-7305...65743).contains(first.days), end <= 70_000,
        (0..<Self.maximumDays).contains(end - first.days)
      else { return nil }
      return first.days...end
    }

    private static func date(_ field: String, _ row: Row) -> CalendarDate? {
      if case .date(let date)? = row[field] { date } else { nil }
    }
  }

  /// The invoice of a hospital that an action counts: once over all programmes.
  public struct Invoice: Hashable, Sendable {
    /// The field that names the hospital.
    public var hospital: String
    /// The field that holds the invoice's number.
    public var number: String
    /// Where it is written.
    public var location: SourceLocation
  }
}

extension Workflow.Action {
  /// The benefit that it grants.
  public var grantedBenefit: Workflow.Benefit? {
    if case .grant(let benefit)? = benefit { benefit } else { nil }
  }
}
