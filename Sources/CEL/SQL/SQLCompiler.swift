/// Writes a checked expression as a PostgreSQL expression over one `jsonb` value.
///
/// A CEL error is SQL `NULL` and nothing raises: what could is behind the total functions of the
/// schema `casework_rules`. In SQL a bool is `boolean`; int, decimal, date (days since 1970),
/// timestamp (microseconds since 1970) and duration (microseconds) are `numeric`, which does not
/// overflow; a text is `text`; lists and rows are `jsonb`. A list never holds `NULL`.
///
/// Operators are looked up in `pg_catalog` by the pinned search path of the caller; functions are
/// written with their schema. What only the full language has becomes `NULL`.
struct SQLCompiler {
  /// The SQL of the facts: a name such as `facts` or `$1`.
  let facts: String

  /// The expression in the SQL type of its own type.
  func sql(_ node: CheckedNode) -> String {
    switch node.kind {
    case .literal(let value): literal(value)
    case .variable, .item, .select: cast(json(at: node), to: node.type)
    case .fact(_, let expression): sql(expression.root)
    case .has(let operand): "(\(sql(operand)) IS NOT NULL)"
    case .index(let list, let index):
      cast("casework_rules.item(\(sql(list)), \(sql(index, as: .int)))", to: node.type)
    case .not(let operand): "(NOT \(sql(operand, as: .bool)))"
    case .negate(let operand): negated(operand, node.type)
    case .binary(let symbol, let left, let right): binary(symbol, left, right, node.type)
    case .conditional(let condition, let yes, let no):
      // CASE … ELSE would take an unknown condition for false.
      """
      CASE \(sql(condition, as: .bool)) WHEN true THEN \(sql(yes, as: node.type)) \
      WHEN false THEN \(sql(no, as: node.type)) END
      """
    case .call(let function, let arguments): call(function, arguments, node.type)
    case .list(let items): list(items)
    case .map: "NULL::pg_catalog.jsonb"
    case .macro(let comprehension): macro(comprehension)
    }
  }

  /// The expression in the SQL type of `type`; what came out of an empty list is cast to it.
  func sql(_ node: CheckedNode, as type: CELType) -> String {
    node.type == .dyn && type != .dyn ? cast(sql(node), to: type) : sql(node)
  }

  /// The expression as `jsonb`, `NULL` staying `NULL`.
  func json(_ node: CheckedNode) -> String {
    switch node.type {
    case .list, .row, .map, .dyn: sql(node)
    default: "pg_catalog.to_jsonb(\(sql(node)))"
    }
  }

  /// A variable, an item or a field before its type is looked at.
  private func json(at node: CheckedNode) -> String {
    switch node.kind {
    case .variable(let path):
      path.split(separator: ".").reduce(facts) { "(\($0) -> \(Self.quoted(String($1))))" }
    case .item(let slot): "e\(slot).v"
    case .select(let operand, let name): "(\(json(at: operand)) -> \(Self.quoted(name)))"
    default: json(node)
    }
  }

  /// What a field holds, in the SQL type of `type`, or `NULL` when it is not of that type.
  func cast(_ json: String, to type: CELType) -> String {
    switch type {
    case .bool: "casework_rules.as_bool(\(json))"
    case .int: "casework_rules.as_int(\(json))"
    case .decimal(let scale): "casework_rules.as_decimal(\(json), \(scale))"
    case .string, .choice: "casework_rules.as_text(\(json))"
    case .date: "casework_rules.as_date(\(json))"
    case .timestamp: "casework_rules.as_timestamp(\(json))"
    case .duration: "casework_rules.as_duration(\(json))"
    case .row: "casework_rules.as_row(\(json))"
    case .list(.dyn): "casework_rules.as_list(\(json))"
    case .list(let element):
      """
      (SELECT CASE WHEN TRUE = ALL (SELECT \(cast("e.v", to: element)) IS NOT NULL \
      FROM pg_catalog.jsonb_array_elements(l.v) AS e(v)) THEN l.v END \
      FROM (SELECT casework_rules.as_list(\(json)) AS v OFFSET 0) AS l)
      """
    case .map: "NULL::pg_catalog.jsonb"
    case .dyn: json
    }
  }

  /// A text as an SQL literal; `standard_conforming_strings` is on, so a backslash is itself.
  static func quoted(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" { result += "'" }
      result.unicodeScalars.append(scalar)
    }
    return result + "'"
  }

  private func literal(_ value: Value) -> String {
    switch value {
    case .bool(let value): value ? "true" : "false"
    case .int(let value): number("\(value)")
    case .decimal(let value): number("\(value)")
    case .string(let text) where text.utf8.contains(0): "NULL::pg_catalog.text"
    case .string(let text): "\(Self.quoted(text))::pg_catalog.text"
    case .date(let date): number("\(date.days)")
    case .timestamp(let timestamp): microseconds(timestamp.nanoseconds)
    case .duration(let span): microseconds(span.nanoseconds)
    case .list, .row, .map: "NULL::pg_catalog.jsonb"
    }
  }

  private func microseconds(_ nanoseconds: Int128) -> String {
    if nanoseconds % 1_000 == 0 { return number("\(nanoseconds / 1_000)") }
    let fraction = CalendarDate.padded((nanoseconds % 1_000).magnitude, 3)
    let sign = nanoseconds < 0 ? "-" : ""
    return number("\(sign)\(nanoseconds.magnitude / 1_000).\(fraction)")
  }

  private func number(_ text: String) -> String { "(\(text))::pg_catalog.numeric" }

  private func list(_ items: [CheckedNode]) -> String {
    if items.isEmpty { return "'[]'::pg_catalog.jsonb" }
    let elements = items.map { json($0) }.joined(separator: ", ")
    return "casework_rules.list(ARRAY[\(elements)])"
  }
}
