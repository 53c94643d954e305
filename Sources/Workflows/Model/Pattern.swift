/// A field's `pattern`: the part of regular expressions that means the same here and in PostgreSQL.
///
/// Characters, `[a-z0-9_]` and `[^…]`, `( | )`, and `? * + {m} {m,} {m,n}`; a backslash makes a sign
/// of punctuation plain. A pattern always matches the whole text. There is no `.`, `\d`, `^` or `$`,
/// whose meaning differs between engines.
public struct Pattern: Sendable {
  /// The pattern as written.
  public let source: String
  let root: Node

  /// A part of a pattern.
  indirect enum Node: Sendable {
    case character(Unicode.Scalar)
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    case sequence([Node])
    case choice([Node])
    case repetition(Node, least: Int, most: Int?)
  }

  /// Why a text is not a pattern.
  public struct Mistake: Error, Hashable, Sendable {
    /// What is wrong, in English.
    public var message: String
  }

  /// Reads a pattern.
  ///
  /// - Throws: `Mistake` when it is outside the common subset.
  public init(_ source: String) throws(Mistake) {
    self.source = source
    var parser = PatternParser(source)
    root = try parser.parse()
  }

  /// Whether the pattern matches all of `text`, scalar by scalar; linear in the text for each part.
  public func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return Self.ends(root, [0], scalars).contains(scalars.count)
  }

  /// The places a match of `node` can end at when it starts at one of `starts`.
  private static func ends(
    _ node: Node, _ starts: Set<Int>, _ text: [Unicode.Scalar]
  ) -> Set<Int> {
    switch node {
    case .character(let scalar):
      return Set(starts.filter { $0 < text.count && text[$0] == scalar }.map { $0 + 1 })
    case .set(let ranges, let isNegated):
      return Set(
        starts.filter { start in
          start < text.count && ranges.contains { $0.contains(text[start]) } != isNegated
        }.map { $0 + 1 })
    case .sequence(let nodes):
      return nodes.reduce(starts) { $0.isEmpty ? $0 : ends($1, $0, text) }
    case .choice(let nodes):
      return nodes.reduce(into: []) { $0.formUnion(ends($1, starts, text)) }
    case .repetition(let node, let least, let most):
      var reached = starts
      for _ in 0..<least where !reached.isEmpty { reached = ends(node, reached, text) }
      var all = reached
      var rounds = least
      while !reached.isEmpty, most.map({ rounds < $0 }) ?? true {
        reached = ends(node, reached, text).subtracting(all)
        all.formUnion(reached)
        rounds += 1
      }
      return all
    }
  }
}

/// Reads the common subset of regular expressions.
private struct PatternParser {
  private var rest: ArraySlice<Unicode.Scalar>
  private var depth = 0

  init(_ source: String) {
    rest = Array(source.unicodeScalars)[...]
  }

  mutating func parse() throws(Pattern.Mistake) -> Pattern.Node {
    if rest.count > 500 { throw .init(message: "it is longer than 500 characters") }
    let node = try choice()
    if !rest.isEmpty { throw .init(message: "a ) has no ( before it") }
    return node
  }

  private mutating func choice() throws(Pattern.Mistake) -> Pattern.Node {
    var branches = [try sequence()]
    while rest.first == "|" {
      rest.removeFirst()
      branches.append(try sequence())
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(Pattern.Mistake) -> Pattern.Node {
    var parts: [Pattern.Node] = []
    while let scalar = rest.first, scalar != "|", scalar != ")" {
      parts.append(try repeated(try atom()))
    }
    if parts.isEmpty { throw .init(message: "there is nothing between | ( and )") }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom() throws(Pattern.Mistake) -> Pattern.Node {
    let scalar = rest.removeFirst()
    switch scalar {
    case "(":
      depth += 1
      if depth > 10 { throw .init(message: "it nests more than 10 levels deep") }
      let node = try choice()
      guard rest.first == ")" else { throw .init(message: "a ( has no ) after it") }
      rest.removeFirst()
      depth -= 1
      return node
    case "[": return try set()
    case "\\": return .character(try escaped())
    case "*", "+", "?", "{": throw .init(message: "\(scalar) has nothing before it")
    case ".": throw .init(message: "write a class such as [a-z] for ., or \\. for the point")
    case "^", "$":
      throw .init(message: "leave out \(scalar): a pattern always matches the whole text")
    case "]", "}": throw .init(message: "write \\\(scalar) for the character itself")
    default: return .character(scalar)
    }
  }

  private mutating func escaped() throws(Pattern.Mistake) -> Unicode.Scalar {
    guard let scalar = rest.popFirst() else { throw .init(message: "it ends with a backslash") }
    guard scalar.isASCII, !scalar.properties.isAlphabetic, scalar.properties.numericType == nil
    else {
      throw .init(message: "\\\(scalar) is not portable: write a class such as [0-9] or [a-z]")
    }
    return scalar
  }

  private mutating func set() throws(Pattern.Mistake) -> Pattern.Node {
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let scalar = rest.popFirst() {
      if scalar == "]" {
        if ranges.isEmpty { throw .init(message: "[] is empty") }
        return .set(ranges, isNegated: isNegated)
      }
      if scalar == "[" { throw .init(message: "write \\[ for [ inside a class") }
      let low = scalar == "\\" ? try escaped() : scalar
      guard rest.first == "-", rest.dropFirst().first.map({ $0 != "]" }) ?? false else {
        ranges.append(low...low)
        continue
      }
      rest.removeFirst()
      let next = rest.removeFirst()
      let high = next == "\\" ? try escaped() : next
      if high < low { throw .init(message: "\(low)-\(high) runs backwards") }
      ranges.append(low...high)
    }
    throw .init(message: "a [ has no ] after it")
  }

  private mutating func repeated(_ node: Pattern.Node) throws(Pattern.Mistake) -> Pattern.Node {
    let result: Pattern.Node
    switch rest.first {
    case "?": result = .repetition(node, least: 0, most: 1)
    case "*": result = .repetition(node, least: 0, most: nil)
    case "+": result = .repetition(node, least: 1, most: nil)
    case "{": return try counted(node)
    default: return node
    }
    rest.removeFirst()
    try refuseSecondRepetition()
    return result
  }

  /// `a+?` and `a**` mean other things in other engines.
  private func refuseSecondRepetition() throws(Pattern.Mistake) {
    if let next = rest.first, "?*+{".unicodeScalars.contains(next) {
      throw .init(message: "put ( ) around what \(next) repeats")
    }
  }

  private mutating func counted(_ node: Pattern.Node) throws(Pattern.Mistake) -> Pattern.Node {
    guard let close = rest.firstIndex(of: "}") else {
      throw .init(message: "a { has no } after it")
    }
    let inner = String(String.UnicodeScalarView(rest[(rest.startIndex + 1)..<close]))
    rest = rest[(close + 1)...]
    let bounds = inner.split(separator: ",", omittingEmptySubsequences: false)
    // PostgreSQL counts up to 255.
    guard let least = Int(bounds[0]), (0...255).contains(least), bounds.count <= 2 else {
      throw .init(message: "write {m}, {m,} or {m,n} with numbers up to 255")
    }
    try refuseSecondRepetition()
    if bounds.count == 1 { return .repetition(node, least: least, most: least) }
    if bounds[1].isEmpty { return .repetition(node, least: least, most: nil) }
    guard let most = Int(bounds[1]), (max(1, least)...255).contains(most) else {
      throw .init(message: "write {m}, {m,} or {m,n} with numbers up to 255")
    }
    return .repetition(node, least: least, most: most)
  }
}
