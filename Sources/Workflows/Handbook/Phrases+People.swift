internal import CEL

extension Phrases {
  /// Every role that has a hand in an action, those of its bands included, in order.
  static func roles(of action: Workflow.Action) -> [String] {
    (action.roles + (action.tiers?.bands.flatMap(\.roles) ?? [])).reduce(into: []) { all, role in
      if !all.contains(role) { all.append(role) }
    }
  }

  /// Who takes an action, in a few words: `Supervisor or Deputy head`, `Visitor, two people`.
  func who(_ action: Workflow.Action) -> String {
    switch action.by {
    case .clock: return say("the clock", "系统到期自动")
    case .batch: return say("a payment batch", "付款批次")
    case .bank: return say("the bank's answer", "银行回执")
    case .person: break
    }
    if action.tiers != nil { return say("by amount", "按金额分级") }
    var text = either(Self.roles(of: action).map(role))
    if let field = action.only {
      let named = say("named in \(quoted(self.field(field)))", "限\(quoted(self.field(field)))所指定者")
      text += text.isEmpty ? named : say(", ", "，") + named
    }
    if action.people > 1 { text += say(", ", "，") + people(action.people) }
    return text
  }

  /// Who decides in one band: `Supervisor`, `Supervisor and Deputy head`, `two of Director`.
  func who(_ band: Workflow.Band) -> String {
    let roles = band.roles.map(role)
    if band.each { return all(roles) }
    if band.people == 1 { return either(roles) }
    return say("\(people(band.people)): \(either(roles))", "\(either(roles))\(band.people)人")
  }

  /// The limits of each band: `up to 5,000.00`, `above 5,000.00 up to 20,000.00`.
  func limits(_ tiers: Workflow.Tiers) -> [String] {
    var below: ExactDecimal?
    return tiers.bands.map { band in
      defer { below = band.upTo }
      let from = below.map { say("above \(Self.amount($0))", "\(Self.amount($0))以上") }
      let to = band.upTo.map { say("up to \(Self.amount($0))", "不超过\(Self.amount($0))") }
      let parts = [from, to].compactMap { $0 }
      return parts.isEmpty ? say("any amount", "任何金额") : parts.joined(separator: say(" ", "、"))
    }
  }

  /// A band in a few words for a picture: `≤ 5,000.00 Supervisor`, `> 5,000.00 Director ×2`.
  func short(_ tiers: Workflow.Tiers) -> [String] {
    var below: ExactDecimal?
    return tiers.bands.map { band in
      defer { below = band.upTo }
      let limit =
        band.upTo.map { "≤ " + Self.amount($0) } ?? below.map { "> " + Self.amount($0) } ?? "≥ 0"
      let roles = band.roles.map(role).joined(separator: band.each ? " + " : " / ")
      return "\(limit)  \(roles)" + (band.people > 1 && !band.each ? " ×\(band.people)" : "")
    }
  }

  /// One of those whom four eyes exclude: `whoever did ‘Submit’`.
  func predecessor(_ predecessor: Workflow.Predecessor) -> String {
    switch predecessor {
    case .open: say("opened the case", "开立本案")
    case .action(let name): say("did \(quoted(action(name)))", "办理过\(quoted(action(name)))")
    case .check(let name):
      say("gave the result of \(quoted(check(name)))", "填写过\(quoted(check(name)))结果")
    }
  }

  /// Four eyes in a sentence; nil where an action asks for none.
  func fourEyes(_ action: Workflow.Action) -> String? {
    guard !action.distinctFrom.isEmpty else { return nil }
    let deeds = either(action.distinctFrom.map(predecessor))
    return say(
      "Nobody who ever \(deeds) in this case may do it.", "本案中曾\(deeds)的人员不得办理。")
  }

  /// Four eyes in a few words for a picture: `not who did Submit`.
  func shortFourEyes(_ action: Workflow.Action) -> String? {
    let names = action.distinctFrom.compactMap { predecessor -> String? in
      switch predecessor {
      case .open: nil
      case .action(let name): self.action(name)
      case .check(let name): check(name)
      }
    }
    let opened = action.distinctFrom.contains(.open)
    if names.isEmpty { return opened ? say("not who opened the case", "回避：开案人") : nil }
    let list = names.joined(separator: say(", ", "、"))
    return opened
      ? say("not who opened the case or did \(list)", "回避：开案人，以及办理过\(list)者")
      : say("not who did \(list)", "回避：办理过\(list)者")
  }
}
