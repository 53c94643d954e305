internal import CEL

/// Writes a definition's two functions in PL/pgSQL: `d_` gives the verdicts of an action's rules,
/// `v_` the values it needs.
///
/// A CASE over actions, so that only the taken branch is ever planned. Nothing of the workflow
/// enters the text but names, which are `[a-z0-9_]`, and what the guard compiler writes.
struct GuardFunctions {
  let workflow: Workflow
  /// The first 32 hexadecimal digits of the file's digest.
  let name: String

  /// Functions read their arguments by number: no name in a body can hide them.
  private static let facts = "$2"

  /// Pinned, because a caller's settings reach into functions that run with their owner's rights.
  private static let settings = [
    "search_path = pg_catalog, pg_temp", "standard_conforming_strings = on",
    "transform_null_equals = off", "plpgsql.check_asserts = on",
  ]

  var statements: [String] {
    statements("d_\(name)", returning: "boolean[]", body(verdicts))
      + statements("v_\(name)", returning: "jsonb", body(values))
  }

  private func statements(
    _ function: String, returning type: String, _ body: String
  ) -> [String] {
    let signature = "casework_rules.\(function)(text, jsonb)"
    let quote = Self.quote(for: body)
    let create = """
      CREATE OR REPLACE FUNCTION casework_rules.\(function)(action text, facts jsonb)
      RETURNS \(type)
      LANGUAGE plpgsql STABLE SECURITY DEFINER
      \(Self.settings.map { "SET \($0)" }.joined(separator: "\n"))
      AS \(quote)
      \(body)\(quote)
      """
    return [
      create,
      "ALTER FUNCTION \(signature) OWNER TO casework_rules",
      "REVOKE ALL ON FUNCTION \(signature) FROM PUBLIC",
      "GRANT EXECUTE ON FUNCTION \(signature) TO casework_owner",
    ]
  }

  /// A dollar quote that the body does not hold.
  private static func quote(for body: String) -> String {
    var number = 0
    while body.contains("$guard\(number)$") { number += 1 }
    return "$guard\(number)$"
  }

  private func body(_ result: (Workflow.Action) -> String?) -> String {
    var lines = ["BEGIN"]
    for action in workflow.actions {
      guard let result = result(action) else { continue }
      lines.append("  IF $1 = '\(action.name)' THEN")
      lines.append("    RETURN \(result);")
      lines.append("  END IF;")
    }
    lines.append("  RETURN NULL;")
    lines.append("END")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The verdicts of an action's rules, in their order.
  private func verdicts(_ action: Workflow.Action) -> String? {
    let items = action.rules.map { "      (\($0.condition.expression.sql(facts: Self.facts)))" }
    if items.isEmpty { return "ARRAY[]::pg_catalog.bool[]" }
    return "ARRAY[\n\(items.joined(separator: ",\n"))\n    ]::pg_catalog.bool[]"
  }

  /// The tier's amount, the amounts of money, and the named facts that explain them.
  private func values(_ action: Workflow.Action) -> String? {
    guard action.hasValues else { return nil }
    let tier =
      action.tiers.map { $0.by.expression.sql(facts: Self.facts) } ?? "NULL::pg_catalog.numeric"
    let amounts = action.amounts.map { $0.expression.sql(facts: Self.facts) }
    let facts = action.facts(of: workflow).map {
      "\n        '\($0.name)', (\($0.value.expression.sql(facts: Self.facts)))"
    }
    return """
      pg_catalog.jsonb_build_object(
            'tier', (\(tier)),
            'money', pg_catalog.jsonb_build_array(\(amounts.map { "(\($0))" }.joined(separator: ", "))),
            'facts', \(Self.object(facts)))
      """
  }

  /// An object of these members; PostgreSQL takes at most 100 arguments in one call.
  private static func object(_ members: [String]) -> String {
    let calls = stride(from: 0, to: max(1, members.count), by: 50).map { start in
      let part = members[start..<min(start + 50, members.count)]
      return "pg_catalog.jsonb_build_object(\(part.joined(separator: ",")))"
    }
    return calls.joined(separator: " || ")
  }
}
