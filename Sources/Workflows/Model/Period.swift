/// A length of time as a procedure states it: `60 days`, `10 business days`, `2 hours`.
///
/// What instant a period ends at is the `Calendar`'s to say.
public struct Period: Hashable, Sendable {
  /// What is counted.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// Calendar days.
    case days
    /// Days on which the calendar says people work.
    case businessDays = "business_days"
    /// Hours of the clock.
    case hours
  }

  /// How many; 0 is the rest of the day itself.
  public var count: Int
  /// What is counted.
  public var unit: Unit

  /// The most a file may state, about 100 years of hours.
  public static let maximumCount = 900_000

  /// `count` of `unit`.
  public init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }
}

extension Period: CustomStringConvertible {
  /// The period as the file writes it.
  public var description: String {
    switch unit {
    case .days: "\(count) days"
    case .businessDays: "\(count) business days"
    case .hours: "\(count) hours"
    }
  }
}
