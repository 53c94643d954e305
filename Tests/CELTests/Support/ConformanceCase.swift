import CEL
import Foundation

/// One test of a conformance file: an expression, its variables, and its value or an error.
struct ConformanceCase: Sendable, CustomStringConvertible {
  var name: String
  var source: String
  var environment: Environment
  var bindings: CEL.Row
  /// The value, or nil for an error when checked or evaluated.
  var expected: Value?
  /// Whether PostgreSQL can answer it: maps have no SQL, a text there cannot hold U+0000, and a
  /// text is never turned into a number.
  var runsInSQL: Bool

  var description: String { "\(name): \(source)" }

  /// The tests of a file in the layout `{"tests": [{"expr", "type_env", "bindings", "expect"}]}`.
  static func read(_ path: String) throws -> [ConformanceCase] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let document = try JSONSerialization.jsonObject(with: data)
    guard let tests = (document as? [String: Any])?["tests"] as? [[String: Any]] else {
      throw Unreadable(what: "no tests in \(path)")
    }
    return try tests.map(ConformanceCase.init)
  }

  struct Unreadable: Error { var what: String }

  private init(_ test: [String: Any]) throws {
    guard let expr = test["expr"] as? String, let expect = test["expect"] as? [String: Any] else {
      throw Unreadable(what: "\(test)")
    }
    source = expr
    name = ["file", "section", "name"].compactMap { test[$0] as? String }.joined(separator: "/")
    environment = Environment(language: .full)
    bindings = CEL.Row()
    var usesMaps = (test["features"] as? [String])?.contains("map") == true
    for variable in test["type_env"] as? [[String: Any]] ?? [] {
      guard let path = variable["ident"] as? String, let json = variable["type"] else { continue }
      let type = try Self.type(json)
      if case .map = type { usesMaps = true }
      environment.declare(path, type)
    }
    for (path, binding) in test["bindings"] as? [String: [String: Any]] ?? [:] {
      if let json = binding["value"] { bindings[path] = try Self.value(json) }
    }
    expected = try expect["value"].map(Self.value)
    var holdsNul = false
    if case .string(let text)? = expected { holdsNul = text.utf8.contains(0) }
    runsInSQL = !usesMaps && !holdsNul && !expr.contains("int('") && !expr.contains("int(\"")
  }

  private static func type(_ json: Any) throws -> CELType {
    if let name = json as? String {
      let types: [String: CELType] = [
        "bool": .bool, "int": .int, "string": .string, "timestamp": .timestamp,
        "duration": .duration, "dyn": .dyn,
      ]
      if let type = types[name] { return type }
    }
    if let object = json as? [String: Any] {
      if let pair = object["map"] as? [Any], pair.count == 2 {
        return .map(try type(pair[0]), try type(pair[1]))
      }
      if let element = object["list"] { return .list(try type(element)) }
    }
    throw Unreadable(what: "type \(json)")
  }

  private static func value(_ json: Any) throws -> Value {
    guard let object = json as? [String: Any], let (kind, content) = object.first else {
      throw Unreadable(what: "value \(json)")
    }
    switch (kind, content) {
    case ("bool", let bool as Bool): return .bool(bool)
    case ("int", let text as String): if let int = Int64(text) { return .int(int) }
    case ("string", let text as String): return .string(text)
    case ("timestamp", let text as String):
      if let timestamp = Timestamp(text) { return .timestamp(timestamp) }
    case ("duration", let text as String): if let span = Span(text) { return .duration(span) }
    case ("list", let items as [Any]): return .list(try items.map(value))
    case ("map", let entries as [[Any]]):
      return .map(
        try entries.map { Value.MapEntry(key: try value($0[0]), value: try value($0[1])) })
    default: break
    }
    throw Unreadable(what: "value \(json)")
  }

  /// The result in Swift; nil for an error.
  var result: Value? {
    guard case .success(let expression) = CEL.check(source, in: environment) else { return nil }
    return expression.evaluate(bindings).value
  }

  /// The variables as one JSON object, `a.b.c` as objects within objects.
  var facts: String {
    var nested = CEL.Row()
    for (path, value) in bindings.entries {
      Self.insert(value, at: path.split(separator: ".").map(String.init)[...], in: &nested)
    }
    return Value.row(nested).json
  }

  private static func insert(
    _ value: Value, at path: ArraySlice<String>, in row: inout CEL.Row
  ) {
    guard let name = path.first else { return }
    guard path.count > 1 else {
      row[name] = value
      return
    }
    var inner = CEL.Row()
    if case .row(let present)? = row[name] { inner = present }
    insert(value, at: path.dropFirst(), in: &inner)
    row[name] = .row(inner)
  }
}
