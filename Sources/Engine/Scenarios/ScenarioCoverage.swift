public import Workflows

/// How much of a procedure its tests touch.
public struct ScenarioCoverage: Sendable {
  /// Everything that there is to touch.
  public let items: [CoverageItem]
  /// What no test touched, in the same order.
  public let untouched: [CoverageItem]

  /// What these results touch of `workflow`.
  public init(of workflow: Workflow, by results: some Sequence<ScenarioResult>) {
    var touched: Set<CoverageItem.Key> = []
    for result in results { touched.formUnion(result.touched) }
    items = CoverageItem.all(of: workflow)
    untouched = items.filter { !touched.contains($0.key) }
  }

  /// How many of them were touched.
  public var touched: Int { items.count - untouched.count }

  /// The same for one group of items.
  public func count(of group: CoverageItem.Group) -> (touched: Int, all: Int) {
    let all = items.count { $0.group == group }
    return (all - untouched.count { $0.group == group }, all)
  }
}

extension CoverageItem {
  /// What an item is about, as reports sum it up.
  public enum Group: String, Hashable, Sendable, CaseIterable {
    /// Actions done.
    case actions
    /// Guards, conditions and field checks, both sides; rules about persons and time.
    case rules
    /// Bands of tiers.
    case tiers
    /// Targets of routes.
    case routes
    /// Checks with a result.
    case checks
    /// Reminders, escalations, and what the clock does.
    case deadlines
  }

  /// The group.
  public var group: Group {
    switch key {
    case .action: .actions
    case .rule, .fieldCheck, .required, .needed, .checkNeeded, .barred: .rules
    case .band: .tiers
    case .route: .routes
    case .check: .checks
    case .reminder, .escalation, .then: .deadlines
    }
  }
}
