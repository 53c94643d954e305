internal import CEL

/// What a procedure records: fields, documents, facts, sentences and tests.
extension Facets {
  func field(_ field: Workflow.Field) -> Subject {
    var facets = type(field.type)
    facets += flag("optional", .rule, say("may be left out", "选填"), field.isOptional)
    facets += flag(
      "private", .authority,
      say("shown only after a recorded reading", "登记查阅后方可显示"), field.isPrivate)
    facets += single(
      "readers", .authority, say("read only by", "仅限以下角色查阅"),
      field.readers?.joined(separator: ", "),
      field.readers.map { $0.map(phrases.role).joined(separator: say(", ", "、")) })
    facets += condition("required_when", .rule, say("required when", "必填情形"), field.requiredWhen)
    facets += condition("check", .rule, say("must hold", "须满足"), field.check)
    facets += label(field.label)
    return Subject(
      kind: .field, name: renaming(.field, field.name),
      shown: phrases.name(field.label, field.name), summary: phrases.holds(field.type),
      weight: .record, facets: facets)
  }

  private func type(_ type: Workflow.FieldType) -> [Facet] {
    single("type", .rule, say("type", "类型"), type.name) + limits(type)
  }

  private func limits(_ type: Workflow.FieldType) -> [Facet] {
    switch type {
    case .text(let length, let pattern):
      return single("max", .rule, say("longest text", "最大字数"), "\(length)")
        + single("pattern", .rule, say("pattern", "格式"), pattern, pattern.map { "`\($0)`" })
    case .choice(let choices): return self.choices(choices)
    case .integer(let min, let max): return bounds(.rule, min.map { "\($0)" }, max.map { "\($0)" })
    case .money(let min, let max):
      return bounds(.money, min.map(Phrases.amount), max.map(Phrases.amount))
    case .decimal(let scale, let min, let max):
      return bounds(.rule, min?.description, max?.description)
        + single("scale", .rule, say("digits after the point", "小数位数"), "\(scale)")
    case .date(let min, let max): return bounds(.rule, min.map { "\($0)" }, max.map { "\($0)" })
    case .rows(let columns, let min, let max): return rows(min, max) + self.columns(columns)
    case .list(let item, let min, let max):
      return rows(min, max) + limits(item)
        + single("of", .rule, say("holds", "内容"), item.name, phrases.holds(item))
    case .staff(let role):
      return single(
        "role", .authority, say("role", "角色"), renaming(.role, role), phrases.role(role))
    case .yesNo, .datetime, .duration: return []
    }
  }

  private func bounds(
    _ weight: Differences.Change.Weight, _ least: String?, _ most: String?
  ) -> [Facet] {
    single("min", weight, say("least", "最小值"), least)
      + single("max", weight, say("most", "最大值"), most)
  }

  private func rows(_ min: Int?, _ max: Int?) -> [Facet] {
    single("min_rows", .rule, say("fewest rows", "最少行数"), min.map { "\($0)" })
      + single("max_rows", .rule, say("most rows", "最多行数"), max.map { "\($0)" })
  }

  private func choices(_ choices: [NamedLabel]) -> [Facet] {
    let names = choices.map { ($0.name, phrases.quoted(phrases.name($0.label, $0.name))) }
    return members("of", .rule, say("choices", "选项"), names)
      + choices.flatMap { choice in
        label(choice.label, title: say("label of \(choice.name)", "选项 \(choice.name) 的名称"))
          .map { inside("of.\(choice.name)", $0) }
      }
  }

  private func columns(_ columns: [Workflow.Field]) -> [Facet] {
    let names = columns.map { ($0.name, phrases.quoted(phrases.name($0.label, $0.name))) }
    return members("of", .record, say("columns", "列"), names)
      + columns.flatMap { column in
        field(column).facets.map {
          let name = phrases.quoted(phrases.name(column.label, column.name))
          return inside("of.\(column.name)", $0, say("column \(name), ", "列\(name)的"))
        }
      }
  }

  private func inside(_ part: String, _ facet: Facet, _ title: String = "") -> Facet {
    var facet = facet
    facet.part = part + "." + facet.part
    facet.title = title + facet.title
    return facet
  }

  func document(_ document: Workflow.Document) -> Subject {
    var facets = condition("needed_when", .rule, say("needed when", "需要情形"), document.neededWhen)
    facets += single(
      "not_older_than", .rule, say("not older than", "签发期限"), document.notOlderThan?.description,
      document.notOlderThan.map(phrases.period))
    facets += label(document.label)
    let users = workflow.actions.filter { $0.documents.contains(document.name) }.map {
      phrases.quoted(phrases.name($0.label, $0.name))
    }
    let purpose = users.isEmpty ? "" : say("for ", "用于") + phrases.all(users)
    let summary = [purpose, phrases.terms(document)].filter { !$0.isEmpty }
    return Subject(
      kind: .document, name: renaming(.document, document.name),
      shown: phrases.name(document.label, document.name),
      summary: summary.joined(separator: say(", ", "，")), weight: .rule, facets: facets)
  }

  func fact(_ fact: Workflow.Fact) -> Subject {
    Subject(
      kind: .fact, name: renaming(.fact, fact.name), shown: Phrases.spaced(fact.name),
      summary: phrases.phrase(fact.value), weight: .rule,
      facets: condition("value", .rule, say("formula", "公式"), fact.value))
  }

  func sentence(_ property: Workflow.Property) -> Subject {
    Subject(
      kind: .always, name: property.name, shown: Phrases.spaced(property.name),
      summary: phrases.sentence(property.claim), weight: .rule,
      facets: single(
        "text", .rule, say("sentence", "内容"), code(property.claim),
        phrases.sentence(property.claim)))
  }

  private func code(_ claim: Workflow.Property.Claim) -> String {
    switch claim {
    case .passes(let state, let action, let others):
      "passes \(renaming(.state, state)) \(renaming(.action, action)) "
        + others.map(code).sorted().joined(separator: ", ")
    case .neverBoth(let first, let second):
      "never "
        + [renaming(.action, first), renaming(.action, second)].sorted().joined(separator: " ")
    case .atMost(let action, let times): "at most \(renaming(.action, action)) \(times)"
    case .holds(.state(let state), let rule): "at \(renaming(.state, state)) \(code(rule))"
    case .holds(.finalStates, let rule): "at the end \(code(rule))"
    case .canFinish: "can finish"
    case .isWatched(let state): "watched \(renaming(.state, state))"
    }
  }

  func code(_ predecessor: Workflow.Predecessor) -> String {
    switch predecessor {
    case .open: "open"
    case .action(let name): renaming(.action, name)
    case .check(let name): "check \(renaming(.check, name))"
    }
  }

  /// A test is compared as a whole: its steps are read in the file.
  func test(_ scenario: Scenario) -> Subject {
    let end = scenario.expectation
    var lines = scenario.people.map { "\($0.login) \($0.roles)" }
    lines += ["\(scenario.clock)", "\(scenario.applicant)", "\(scenario.lookups)"]
    lines += [scenario.applicantLogin ?? ""] + scenario.related
    lines += scenario.funds.map { "\($0.name) \($0.amount)" }
    lines += scenario.given.map { "\($0.field) \(Self.flat($0.value))" }
    lines += scenario.documents.map { "\($0)" }
    lines += scenario.steps.map { step in
      let values = step.with.map { $0.field + Self.flat($0.value) }
      return "\(step.deed) \(step.logins) \(values) \(step.refused ?? ["-"])"
    }
    lines += [
      "\(end.state ?? "") \(end.holds.map(code))", "\(end.escalatedTo ?? ["-"])",
      "\(end.reminded ?? ["-"])", "\(end.told ?? ["-"])", "\(end.due?.description ?? "")",
      "\(String(describing: end.held)) \(end.version ?? 0)",
    ]
    return Subject(
      kind: .test, name: scenario.name, shown: scenario.name, summary: "", weight: .wording,
      facets: single(
        "content", .wording, say("content", "内容"), lines.joined(separator: "\n"), Self.inFile))
  }
}
