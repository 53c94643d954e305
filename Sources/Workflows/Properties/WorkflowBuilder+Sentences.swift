internal import CEL

extension WorkflowBuilder {
  /// The sentences of `always:`.
  func readSentences() -> [Workflow.Property] {
    guard let node = root["always"], let pairs = reading.mapping(node) else { return [] }
    return pairs.compactMap { key, value in
      guard let name = reading.name(key), let text = reading.text(value),
        let claim = claim(text, value)
      else { return nil }
      return Workflow.Property(name: name, text: text, claim: claim, location: value.location)
    }
  }

  private func claim(_ text: String, _ node: YAMLNode) -> Workflow.Property.Claim? {
    if text.utf8.starts(with: "at ".utf8) { return statement(text, node) }
    let sentence = SentenceWords(text)
    if sentence.gaps(in: "from every state a final state can be reached") != nil {
      return .canFinish
    }
    if let (gaps, _) = sentence.gaps(in: "no case stays in _ without a deadline") {
      return state(gaps[0], node).map { .isWatched(state: $0) }
    }
    if let (gaps, _) = sentence.gaps(in: "_ and _ never both happen") {
      guard let first = action(gaps[0], node), let second = action(gaps[1], node) else {
        return nil
      }
      if first == second {
        reading.report(.sentenceNamesTwice, at: place(gaps[1], node), first)
        return nil
      }
      return .neverBoth(first, second)
    }
    for times in ["times", "time"] {
      guard let (gaps, _) = sentence.gaps(in: "_ happens at most _ \(times)") else { continue }
      guard let name = action(gaps[0], node) else { return nil }
      guard let count = Int(gaps[1].text), String(count) == gaps[1].text else {
        reading.report(.badWholeNumber, at: place(gaps[1], node), gaps[1].text)
        return nil
      }
      guard (0...Self.mostTimes).contains(count) else {
        reading.report(
          .outOfBounds, at: place(gaps[1], node), gaps[1].text, "0", "\(Self.mostTimes)")
        return nil
      }
      return .atMost(action: name, times: count)
    }
    if let (gaps, rest) = sentence.gaps(in: "every path to _ passes _ …") {
      return passes(gaps, rest, node)
    }
    return unknown(node)
  }

  /// Counting further would make the proof long and say little.
  private static let mostTimes = 1_000

  /// `every path to S passes A [by someone other than B, C]`.
  private func passes(
    _ gaps: [SentenceWords.Word], _ rest: ArraySlice<SentenceWords.Word>, _ node: YAMLNode
  ) -> Workflow.Property.Claim? {
    let phrase = ["by", "someone", "other", "than"]
    let names = rest.dropFirst(phrase.count)
    guard rest.isEmpty || rest.prefix(phrase.count).map(\.text) == phrase else {
      return unknown(node)
    }
    var others: [Workflow.Predecessor] = []
    if !rest.isEmpty {
      for name in names.split(omittingEmptySubsequences: false, whereSeparator: { $0.text == "," })
      {
        let isCheck = name.count == 2 && name.first?.text == "check"
        guard let word = name.last, name.count == 1 || isCheck else { return unknown(node) }
        guard let other = predecessor(word, isCheck: isCheck, node) else { return nil }
        if others.contains(other) {
          reading.report(.repeatedName, at: place(word, node), "\(other)")
          return nil
        }
        others.append(other)
      }
    }
    guard let state = state(gaps[0], node), let action = action(gaps[1], node) else { return nil }
    if others.contains(.action(action)) {
      reading.report(.sentenceNamesTwice, at: place(gaps[1], node), action)
      return nil
    }
    return .passes(state: state, action: action, others: others)
  }

  /// A name after `by someone other than`: an action, `open`, or `check` and a check's name.
  private func predecessor(
    _ word: SentenceWords.Word, isCheck: Bool, _ node: YAMLNode
  ) -> Workflow.Predecessor? {
    if isCheck {
      return known(word, node, .unknownCheck, names.checks).map { .check($0) }
    }
    if word.text == "open" { return .open }
    return action(word, node).map { .action($0) }
  }

  private func unknown(_ node: YAMLNode) -> Workflow.Property.Claim? {
    reading.report(.unknownSentence, at: node.location, node.text ?? "")
    return nil
  }

  /// `at S: E` and `at every final state: E`.
  private func statement(_ text: String, _ node: YAMLNode) -> Workflow.Property.Claim? {
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return unknown(node) }
    let words = SentenceWords(String(decoding: bytes[..<colon], as: UTF8.self))
    var at: Workflow.Property.Place?
    if words.gaps(in: "at every final state") != nil {
      at = .finalStates
    } else if let (gaps, _) = words.gaps(in: "at _") {
      at = state(gaps[0], node).map { .state($0) }
      if at == nil { return nil }
    }
    guard let at else { return unknown(node) }
    var start = colon + 1
    while start < bytes.count, [0x20, 0x0A, 0x09].contains(bytes[start]) { start += 1 }
    let source = String(decoding: bytes[start...], as: UTF8.self)
    let part = YAMLNode(
      content: .scalar(source, style: .singleQuoted),
      location: node.positions.location(
        of: start, length: source.utf8.count, in: text, file: node.location.file),
      positions: node.positions.dropping(start, of: text))
    return guardExpression(part, expecting: .bool).map { .holds(at: at, condition: $0) }
  }

  private func state(_ word: SentenceWords.Word, _ node: YAMLNode) -> String? {
    known(word, node, .unknownState, names.states.map(\.name))
  }

  private func action(_ word: SentenceWords.Word, _ node: YAMLNode) -> String? {
    known(word, node, .unknownAction, names.actions)
  }

  private func known(
    _ word: SentenceWords.Word, _ node: YAMLNode, _ code: Diagnostic.Code, _ names: [String]
  ) -> String? {
    if names.contains(word.text) { return word.text }
    reading.reportUnknown(code, word.text, at: place(word, node), among: names)
    return nil
  }

  private func place(_ word: SentenceWords.Word, _ node: YAMLNode) -> SourceLocation {
    node.positions.location(
      of: word.offset, length: word.text.utf8.count, in: node.text ?? "",
      file: node.location.file)
  }
}

extension ScalarPositions {
  /// The positions of what follows the first `bytes` UTF-8 bytes of `value`.
  fileprivate func dropping(_ bytes: Int, of value: String) -> ScalarPositions {
    let dropped = String(decoding: value.utf8.prefix(bytes), as: UTF8.self).unicodeScalars.count
    let first = position(of: dropped)
    let later = runs.filter { $0.index > dropped }.map {
      Run(index: $0.index - dropped, line: $0.line, column: $0.column)
    }
    return ScalarPositions(runs: [Run(index: 0, line: first.line, column: first.column)] + later)
  }
}
