import Postgres

/// A call of an API function with one hostile argument, made from the catalogue: a function that is added is
/// attacked without anybody remembering to.
struct HostileCall: Sendable {
  let function: String
  let parameter: String
  let value: String
  let statement: String

  /// Every call: each function as it is meant, then with each parameter spoilt in each way of its type.
  static func all(_ connection: Connection) throws -> [HostileCall] {
    let functions = try connection.query(
      """
      SELECT p.proname, coalesce(array_to_string(p.proargnames[1:p.pronargs], ','), ''),
             coalesce((SELECT string_agg(t::regtype::text, ',' ORDER BY o)
                         FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY u (t, o)), '')
        FROM pg_proc p WHERE p.pronamespace = 'casework'::regnamespace ORDER BY 1, 3
      """)
    return functions.values.flatMap { row in
      calls(row[0] ?? "", names: list(row[1]), types: list(row[2]))
    }
  }

  private static func list(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map(String.init)
  }

  private static func calls(_ function: String, names: [String], types: [String]) -> [HostileCall] {
    let plain = zip(names, types).map { "\(usual[$0] ?? byType[$1] ?? "NULL")::\($1)" }
    func call(_ parameter: String, _ value: String, _ arguments: [String]) -> HostileCall {
      let statement = "SELECT casework.\(function)(\(arguments.joined(separator: ", ")))"
      return HostileCall(
        function: function, parameter: parameter, value: value, statement: statement)
    }
    var made = [call("", "as meant", plain)]
    for (index, (name, type)) in zip(names, types).enumerated() {
      for value in hostile[type] ?? ["NULL"] {
        var arguments = plain
        arguments[index] = "\(value)::\(type)"
        made.append(call(name, value, arguments))
      }
    }
    return made
  }

  /// What a parameter of this name is usually given: somebody else's case and things that exist.
  private static let usual = [
    "case_ref": "'SG-2026-000001'", "action": "'approve'", "fields": "'{}'", "expect": "'7'",
    "request": "'sweep'", "field": "'requested'", "value": "'9000'", "check_name": "'home_visit'",
    "result": "'pass'", "content": "'\\x01'", "workflow": "'small_grant'", "code": "'hardship'",
    "applicant": "'00000000-0000-4000-8000-00000000aaaa'", "year": "extract(year FROM now())",
    "currency": "'CNY'",
    "person": "'00000000-0000-4000-8000-00000000aaaa'", "verdict": "'approve'",
    "other": "'00000000-0000-4000-8000-00000000aaaa'", "reading": "NULL",
    "deputy": "'wang'", "principal": "session_user", "role": "'caseworker'",
  ]

  private static let byType = [
    "text": "'x'", "integer": "'1'", "bigint": "'1'", "jsonb": "'{}'", "numeric": "'1'",
    "date": "(current_date + 7)", "bytea": "'\\x01'", "boolean": "'true'",
    "uuid": "gen_random_uuid()",
    "timestamp with time zone": "'2026-11-01'", "text[]": "'{x}'",
  ]

  private static let hostile = [
    "text": [
      "NULL", "''", "'x''); DROP TABLE casework_data.entry CASCADE; --'", "repeat('x', 100000)",
      "E'\\u200b\\u202e\\n'",
    ],
    "integer": ["NULL", "'-2147483648'", "'2147483647'"],
    "bigint": ["NULL", "'-9223372036854775808'", "'9223372036854775807'"],
    "numeric": [
      "NULL", "'NaN'", "'Infinity'", "'-Infinity'", "'-1e30'", "'1e130'", "'0.000000000001'",
    ],
    "date": ["NULL", "'infinity'", "'-infinity'", "'5874897-12-31'", "'4713-01-01 BC'"],
    "timestamp with time zone": ["NULL", "'infinity'", "'-infinity'", "'294276-01-01'"],
    "jsonb": [
      "NULL", "'null'", "'[]'", "'\"x\"'", "'1e1000'", "'{\"a\": {\"b\": [[[]]]}}'",
      "(repeat('[', 4000) || repeat(']', 4000))",
    ],
    "uuid": ["NULL", "'00000000-0000-0000-0000-000000000000'"],
    "bytea": ["NULL", "''"],
  ]
}
