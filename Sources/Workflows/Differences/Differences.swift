/// What changed between two editions of a procedure, in the language of procedures.
///
/// ```swift
/// for change in Differences(from: old, to: new, language: .english).changes { print(change.text) }
/// // Approve: band up to 20,000.00 now needs two people: Director (before: Director)
/// ```
///
/// The order in which a file lists things is no difference, unless it decides something: targets,
/// bands and steps with money are compared in order.
public struct Differences: Sendable {
  /// One change, told in one line.
  public struct Change: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, Hashable, Sendable {
      /// Something is new.
      case added
      /// Something is gone.
      case removed
      /// Something has another value.
      case changed
      /// Something has another name, all else equal.
      case renamed
    }

    /// How much it matters to the people concerned, the weightiest first.
    public enum Weight: String, Hashable, Sendable, CaseIterable {
      /// Who may do what, and who decides.
      case authority
      /// What happens with money, and amounts.
      case money
      /// Which way a case goes.
      case way
      /// What must hold: rules, documents, limits.
      case rule
      /// Deadlines and calendar.
      case time
      /// What is recorded.
      case record
      /// What people read: labels, messages, refusals; also tests and the version.
      case wording
    }

    /// What happened.
    public var kind: Kind
    /// How much it matters.
    public var weight: Weight
    /// What it is about: `action`, `state`, `field`, …
    public var subject: String
    /// The name of what it is about, as the new file has it if it does.
    public var name: String
    /// The part of it that changed, such as `tiers`; nil when it is all of it.
    public var part: String?
    /// The line for people.
    public var text: String
  }

  /// The changes, the weightiest first.
  public let changes: [Change]

  /// Compares two editions.
  public init(from old: Workflow, to new: Workflow, language: DiagnosticLanguage) {
    var comparison = Comparison(old, new, language)
    changes = comparison.run()
  }
}

extension Differences.Change.Weight {
  /// Its heading for people.
  public func title(in language: DiagnosticLanguage) -> String {
    let titles: (english: String, chinese: String) =
      switch self {
      case .authority: ("Who may do what", "职责权限")
      case .money: ("Money", "资金")
      case .way: ("The road of a case", "个案流程")
      case .rule: ("Rules, documents and limits", "规则、材料与限制")
      case .time: ("Deadlines", "期限")
      case .record: ("What is recorded", "记录内容")
      case .wording: ("Wording, tests, version", "文字、测试与版本")
      }
    return language == .english ? titles.english : titles.chinese
  }
}
