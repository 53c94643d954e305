/// Compares two procedures subject by subject and facet by facet.
struct Comparison {
  private var old: Facets
  let new: Facets
  private var changes: [Differences.Change] = []

  init(_ old: Workflow, _ new: Workflow, _ language: DiagnosticLanguage) {
    self.old = Facets(workflow: old, phrases: Phrases(workflow: old, language: language))
    self.new = Facets(workflow: new, phrases: Phrases(workflow: new, language: language))
  }

  func say(_ english: String, _ chinese: String) -> String { new.say(english, chinese) }

  mutating func run() -> [Differences.Change] {
    // What is renamed is found first: everything that names it must not look changed.
    for kind in Subject.Kind.allCases where kind != .workflow { findRenamed(kind) }
    for kind in Subject.Kind.allCases { compare(kind) }
    let weights = Differences.Change.Weight.allCases
    return weights.flatMap { weight in changes.filter { $0.weight == weight } }
  }

  // MARK: - Renamed

  private mutating func findRenamed(_ kind: Subject.Kind) {
    let before = old.subjects(kind)
    let after = new.subjects(kind)
    let gone = before.filter { subject in !after.contains { $0.name == subject.name } }
    var come = after.filter { subject in !before.contains { $0.name == subject.name } }
    for subject in gone {
      // A thing without any facet has nothing to be known by.
      guard !subject.facets.isEmpty,
        let index = come.firstIndex(where: { isSame(subject, $0) })
      else { continue }
      let other = come.remove(at: index)
      old.renaming.add(kind, subject.name, other.name)
      let text = say(
        "\(noun(kind)) \(subject.name) is now called \(other.name)",
        "\(noun(kind)) \(subject.name) 更名为 \(other.name)")
      changes.append(
        .init(
          kind: .renamed, weight: .wording, subject: kind.rawValue, name: other.name, part: nil,
          text: text))
    }
  }

  private func isSame(_ before: Subject, _ after: Subject) -> Bool {
    before.facets.count == after.facets.count
      && before.facets.allSatisfy { facet in
        after.facets.contains { $0.part == facet.part && isSame(facet.value, $0.value) }
      }
  }

  private func isSame(_ before: Facet.Value, _ after: Facet.Value) -> Bool {
    switch (before, after) {
    case (.single(let left, _), .single(let right, _)): left == right
    case (.members(let left), .members(let right)):
      left.map(\.code).sorted() == right.map(\.code).sorted()
    case (.bands(let left), .bands(let right)):
      left.bands.map { old.code($0) } == right.bands.map { new.code($0) }
    default: false
    }
  }

  // MARK: - Subjects

  private mutating func compare(_ kind: Subject.Kind) {
    let before = old.subjects(kind)
    let after = new.subjects(kind)
    for subject in after {
      if let match = before.first(where: { $0.name == subject.name }) {
        compare(match, subject)
      } else {
        let head = say("new \(shown(subject))", "新增\(shown(subject))")
        let text = subject.summary.isEmpty ? head : head + say(": ", "：") + subject.summary
        add(.added, subject, nil, subject.weight, text)
      }
    }
    for subject in before where !after.contains(where: { $0.name == subject.name }) {
      add(
        .removed, subject, nil, subject.weight,
        say("no \(shown(subject)) any more", "取消\(shown(subject))"))
    }
  }

  private mutating func compare(_ before: Subject, _ after: Subject) {
    for facet in after.facets {
      compare(before.facets.first { $0.part == facet.part }, facet, after)
    }
    for facet in before.facets where !after.facets.contains(where: { $0.part == facet.part }) {
      compare(facet, nil, after)
    }
  }

  private mutating func compare(_ before: Facet?, _ after: Facet?, _ subject: Subject) {
    guard let facet = after ?? before else { return }
    let title = facet.title
    switch (before?.value, after?.value) {
    case (.single(let left, let was), .single(let right, let now)):
      if left == right { return }
      let isTold = was != now
      let isLong = left.count + right.count > 200
      let text =
        isTold ? "\(was) → \(now)" : isLong ? say("changed", "有改动") : "`\(left)` → `\(right)`"
      tell(.changed, facet, subject, "\(title) \(text)")
    case (nil, .single(_, let now)):
      tell(
        .added, facet, subject,
        isFlag(now) ? say("now ", "现为") + title : say("new, \(title): \(now)", "新增\(title)：\(now)"))
    case (.single(_, let was), nil):
      tell(
        .removed, facet, subject,
        isFlag(was)
          ? say("no longer ", "不再") + title
          : say("no \(title) any more (before: \(was))", "取消\(title)（原：\(was)）"))
    case (.bands(let left), .bands(let right)): compareBands(left, right, facet, subject)
    case (nil, .bands(let right)):
      tell(
        .added, facet, subject,
        say("now decided by amount: ", "改为按金额分级：") + new.told(right))
    case (.bands(let left), nil):
      tell(
        .removed, facet, subject,
        say(
          "no longer decided by amount (before: \(old.told(left)))", "不再按金额分级（原：\(old.told(left))）")
      )
    default: compareMembers(before?.value, after?.value, facet, subject)
    }
  }

  private func isFlag(_ words: String) -> Bool { words == say("yes", "是") }

  private mutating func compareMembers(
    _ before: Facet.Value?, _ after: Facet.Value?, _ facet: Facet, _ subject: Subject
  ) {
    let (left, right) = (members(before), members(after))
    let come = right.filter { item in
      !left.contains { $0.code == item.code } && !isTold(facet, item.code, in: old.workflow)
    }.map(\.words)
    let gone = left.filter { item in
      !right.contains { $0.code == item.code } && !isTold(facet, item.code, in: new.workflow)
    }.map(\.words)
    var parts: [String] = []
    if !come.isEmpty { parts.append(say("now also ", "增加") + new.phrases.all(come)) }
    if !gone.isEmpty { parts.append(say("no longer ", "不再包括") + new.phrases.either(gone)) }
    guard !parts.isEmpty else { return }
    let kind: Differences.Change.Kind = gone.isEmpty ? .added : come.isEmpty ? .removed : .changed
    tell(
      kind, facet, subject, facet.title + say(": ", "：") + parts.joined(separator: say("; ", "；")))
  }

  /// Whether a document is new or gone itself: that line says what it is for.
  private func isTold(_ facet: Facet, _ code: String, in other: Workflow) -> Bool {
    guard facet.part == "documents" else { return false }
    return other.document(code) == nil
      && !other.documents.contains { old.renaming(.document, $0.name) == code }
  }

  private func members(_ value: Facet.Value?) -> [(code: String, words: String)] {
    if case .members(let list) = value { list } else { [] }
  }

  // MARK: - Bands

  private mutating func compareBands(
    _ before: Workflow.Tiers, _ after: Workflow.Tiers, _ facet: Facet, _ subject: Subject
  ) {
    let comparison = BandComparison(before, after, old, new)
    for (kind, text) in comparison.changes { tell(kind, facet, subject, text) }
  }

  // MARK: - Lines

  private mutating func tell(
    _ kind: Differences.Change.Kind, _ facet: Facet, _ subject: Subject, _ text: String
  ) {
    let isPlain = subject.kind == .action || subject.kind == .workflow
    let head = isPlain ? subject.shown : shown(subject)
    add(kind, subject, facet.part, facet.weight, head + say(": ", "：") + text)
  }

  private mutating func add(
    _ kind: Differences.Change.Kind, _ subject: Subject, _ part: String?,
    _ weight: Differences.Change.Weight, _ text: String
  ) {
    changes.append(
      .init(
        kind: kind, weight: weight, subject: subject.kind.rawValue, name: subject.name, part: part,
        text: text))
  }

  private func shown(_ subject: Subject) -> String {
    noun(subject.kind) + say(" ", "") + new.phrases.quoted(subject.shown)
  }

  private func noun(_ kind: Subject.Kind) -> String {
    switch kind {
    case .workflow: say("procedure", "流程")
    case .role: say("role", "角色")
    case .message: say("message", "通知")
    case .field: say("field", "字段")
    case .document: say("document", "材料")
    case .fact: say("fact", "标准")
    case .check: say("check", "核查")
    case .state: say("step", "环节")
    case .deadline: say("deadline", "期限")
    case .action: say("action", "操作")
    case .always: say("promise", "保证")
    case .reason: say("reason for a hold", "暂停原因")
    case .test: say("test", "测试")
    }
  }
}
