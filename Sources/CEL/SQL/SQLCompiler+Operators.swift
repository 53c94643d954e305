extension SQLCompiler {
  func binary(
    _ symbol: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, _ type: CELType
  ) -> String {
    switch symbol {
    case .and: "(\(sql(left, as: .bool)) AND \(sql(right, as: .bool)))"
    case .or: "(\(sql(left, as: .bool)) OR \(sql(right, as: .bool)))"
    case .equal: comparison("=", left, right)
    case .notEqual: comparison("<>", left, right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      comparison(symbol.rawValue, left, right)
    case .isIn: membership(of: left, in: right)
    case .add, .subtract, .multiply, .divide, .remainder:
      arithmetic(symbol, left, right, type)
    }
  }

  func negated(_ operand: CheckedNode, _ type: CELType) -> String {
    switch type {
    case .dyn: "NULL::pg_catalog.jsonb"
    case .decimal: "casework_rules.decimal18(- \(sql(operand)))"
    default: "casework_rules.int64(- \(sql(operand, as: .int)))"
    }
  }

  /// A comparison; texts by their bytes, which is by their scalars.
  private func comparison(_ symbol: String, _ left: CheckedNode, _ right: CheckedNode) -> String {
    let type = left.type.joined(right.type) ?? .dyn
    let (a, b) = (sql(left, as: type), sql(right, as: type))
    switch type {
    case .string, .choice: return "(\(a) \(symbol) \(b) COLLATE \"C\")"
    case .map: return "NULL::pg_catalog.bool"
    default: return "(\(a) \(symbol) \(b))"
    }
  }

  /// `x in list`: `NULL` when either is, also for an empty list, where `= ANY` would say false.
  private func membership(of item: CheckedNode, in list: CheckedNode) -> String {
    if case .list(let items) = list.kind, !items.isEmpty, item.type.isText {
      let texts = items.compactMap { node in
        if case .literal(.string) = node.kind { sql(node) } else { nil }
      }
      if texts.count == items.count {
        let text = sql(item, as: .string)
        return "(\(text) COLLATE \"C\" = ANY (ARRAY[\(texts.joined(separator: ", "))]))"
      }
    }
    switch (item.type, list.type) {
    case (_, .map): return "NULL::pg_catalog.bool"
    case (.list, _), (.dyn, _): return "casework_rules.is_in(\(json(item)), \(sql(list)))"
    default: return "(\(sql(list)) @> \(json(item)))"
    }
  }

  private func arithmetic(
    _ symbol: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, _ type: CELType
  ) -> String {
    switch type {
    case .string: return "(\(sql(left, as: .string)) || \(sql(right, as: .string)))"
    case .list: return "(\(sql(left)) || \(sql(right)))"
    case .dyn: return "NULL::pg_catalog.jsonb"
    default: break
    }
    // Numbers, instants and lengths of time are all numeric; the result has to be in range.
    let (a, b) = (numeric(left), numeric(right))
    switch (symbol, type) {
    case (.divide, _): return "casework_rules.int64(pg_catalog.div(\(a), NULLIF(\(b), 0)))"
    case (.remainder, _): return "casework_rules.remainder(\(a), \(b))"
    case (_, .decimal): return "casework_rules.decimal18(\(a) \(symbol.rawValue) \(b))"
    case (_, .timestamp): return "casework_rules.instant(\(a) \(symbol.rawValue) \(b))"
    case (_, .duration): return "casework_rules.span(\(a) \(symbol.rawValue) \(b))"
    default: return "casework_rules.int64(\(a) \(symbol.rawValue) \(b))"
    }
  }

  private func numeric(_ node: CheckedNode) -> String { sql(node, as: .int) }
}
