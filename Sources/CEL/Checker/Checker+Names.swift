extension Checker {
  /// A name with its fields: `form.granted`, `facts.per_head`, `p.age`, `f(x).y`.
  ///
  /// The longest declared path wins (cel-spec, "Name Resolution"); a macro's item hides a variable
  /// of its name.
  mutating func checkName(_ node: SyntaxNode) -> CheckedNode? {
    var fields: [SyntaxNode] = []
    var base = node
    while case .select(let operand, _, let quoted, let optional) = base.kind {
      if optional { return refuse(.noOptional(base.range)) }
      if quoted, isProfile, base.name.contains(where: { "-./ ".contains($0) }) {
        return refuse(.unknownField(base.name, of: "a row", nearest: nil, base.range))
      }
      fields.insert(base, at: 0)
      base = operand
    }
    guard case .identifier(let name, let rooted) = base.kind else {
      guard let operand = check(base) else { return nil }
      return select(fields[...], from: operand)
    }
    if !rooted, let slot = items.lastIndex(where: { $0.name == name }) {
      return select(
        fields[...], from: CheckedNode(.item(slot), items[slot].type, base.range))
    }
    for count in stride(from: fields.count, through: 0, by: -1) {
      let path = ([name] + fields[..<count].map(\.name)).joined(separator: ".")
      let range = count == 0 ? base.range : fields[count - 1].range
      if let fact = environment.fact(path) {
        reads.formUnion(fact.reads)
        let root = CheckedNode(.fact(path, fact), fact.type, range, path: path)
        return select(fields[count...], from: root)
      }
      if let type = environment.type(of: path) {
        let root = CheckedNode(.variable(path), type, range, path: path)
        return select(fields[count...], from: root)
      }
    }
    return refuse(unknown(name, fields, base))
  }

  /// Takes fields one after the other.
  private mutating func select(
    _ fields: ArraySlice<SyntaxNode>, from root: CheckedNode
  ) -> CheckedNode? {
    var node = root
    for field in fields {
      guard let type = fieldType(field, of: node) else { return nil }
      let path = node.path.map { "\($0).\(field.name)" }
      node = CheckedNode(.select(node, field.name), type, field.range, path: path)
    }
    if let path = node.path { reads.insert(path) }
    return node
  }

  private mutating func fieldType(_ field: SyntaxNode, of operand: CheckedNode) -> CELType? {
    switch operand.type {
    case .row(let row):
      if let type = row[field.name] { return type }
      let facts = operand.path.map { names(below: $0) } ?? []
      let nearest = NearestName.of(field.name, among: row.fields.map(\.name) + facts)
      mistakes.append(
        .unknownField(field.name, of: operand.path ?? row.name, nearest: nearest, field.nameRange))
      return nil
    case .map(_, let value): return value
    case .dyn where !isProfile: return .dyn
    default:
      mistakes.append(.notARow(field.name, operand.type, field.nameRange))
      return nil
    }
  }

  /// The mistake of a name that is not declared, or of a field of `facts` that is not.
  private func unknown(
    _ name: String, _ fields: [SyntaxNode], _ base: SyntaxNode
  ) -> Diagnostic {
    let below = names(below: name)
    if !below.isEmpty {
      guard let field = fields.first else {
        return .wrongType(
          needed: "one of its fields", found: .row(RowType(name, [])),
          hint: "write \(name).\(below[0])", base.range)
      }
      let nearest = NearestName.of(field.name, among: below)
      return .unknownField(field.name, of: name, nearest: nearest, field.nameRange)
    }
    let variables = environment.variables.map(\.path) + environment.derived.map(\.path)
    let roots = variables.map { String($0.prefix { $0 != "." }) }
    let nearest = NearestName.of(name, among: items.map(\.name) + roots)
    return .unknownName(name, nearest: nearest, base.range)
  }

  /// The first names after `path.` of the declared paths.
  private func names(below path: String) -> [String] {
    let paths = environment.variables.map(\.path) + environment.derived.map(\.path)
    return paths.filter { $0.hasPrefix(path + ".") }.map {
      String($0.dropFirst(path.count + 1).prefix { $0 != "." })
    }
  }
}

extension SyntaxNode {
  /// The field of a selection.
  fileprivate var name: String {
    if case .select(_, let name, _, _) = kind { name } else { "" }
  }

  /// The place of a selection's field.
  fileprivate var nameRange: SourceRange {
    guard case .select(_, let name, let quoted, _) = kind else { return range }
    let length = name.utf8.count + (quoted ? 2 : 0)
    return SourceRange(offset: range.end - length, length: length)
  }
}
