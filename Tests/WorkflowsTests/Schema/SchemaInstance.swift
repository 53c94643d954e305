import Foundation
import Workflows

/// A file as the JSON value that an editor's YAML reader (YAML 1.2, core schema) makes of it.
enum SchemaInstance {
  static func json(_ node: YAMLNode) -> Any {
    switch node.content {
    case .scalar(let text, .plain): plain(text)
    case .scalar(let text, _): text
    case .sequence(let items): items.map(json)
    case .mapping(let pairs):
      Dictionary(uniqueKeysWithValues: pairs.map { ($0.key.text ?? "", json($0.value)) })
    }
  }

  private static func plain(_ text: String) -> Any {
    switch text {
    case "": return NSNull()
    case "true": return true
    case "false": return false
    default: break
    }
    if text.wholeMatch(of: /[-+]?[0-9]+/) != nil, let number = Int(text) { return number }
    if text.wholeMatch(of: /[-+]?[0-9]+\.[0-9]*/) != nil, let number = Double(text) {
      return number
    }
    return text
  }

  /// The mappings whose keys are the author's: another name there is no mistake.
  private static let tables: Set<String> = [
    "roles", "messages", "form", "form.*.of", "form.*.of.*.of", "documents", "facts", "states",
    "states.*.checks", "actions", "hold.reasons", "deadlines", "always", "people",
    "tests.*.people", "tests.*.funds", "tests.*.documents", "holidays", "working",
  ]

  /// Values that are the form's own business.
  private static func isFree(_ path: [String]) -> Bool {
    path.count > 2 && (path[2] == "given" || path.dropFirst(3).contains("with"))
  }

  /// The value with one mistake each: a key that nothing knows, a value of a wrong shape.
  static func mutants(of root: Any) -> [(name: String, value: Any)] {
    var found: [(String, Any)] = []
    visit(root, [], []) { path, value, rebuilt in
      if isFree(path) { return }
      let place = path.joined(separator: ".")
      if let object = value as? [String: Any] {
        found.append(("\(place): unknown key", rebuilt(with(object, "Zz Unknown"))))
        if !isTable(path) {
          found.append(("\(place): misspelt key", rebuilt(with(object, "rolle"))))
        }
        found.append(("\(place): list for mapping", rebuilt([[1]])))
      } else if value is [Any] {
        found.append(("\(place): mapping for list", rebuilt(["Zz Unknown": 1])))
      } else if !path.isEmpty {
        found.append(("\(place): list for value", rebuilt([[1]])))
      }
    }
    return found
  }

  private static func with(_ object: [String: Any], _ key: String) -> Any {
    object.merging([key: "x"]) { old, _ in old }
  }

  private static func isTable(_ path: [String]) -> Bool {
    let last = path.last ?? ""
    // A rule under `when:`, a field under `fill:` and a step have a name for their key.
    if ["#when", "#fill", "#steps", "#documents"].contains(last) { return true }
    return tables.contains { pattern in
      let parts = pattern.split(separator: ".").map(String.init)
      return parts.count == path.count
        && zip(parts, path).allSatisfy { $0 == "*" || $0 == $1 }
    }
  }

  /// Calls `body` for every value with its path and a way to build the whole with another there.
  private static func visit(
    _ value: Any, _ path: [String], _ keys: [String],
    rebuilt: @escaping (Any) -> Any = { $0 },
    body: ([String], Any, (Any) -> Any) -> Void
  ) {
    body(path, value, rebuilt)
    if let object = value as? [String: Any] {
      for key in object.keys.sorted() {
        visit(
          object[key] ?? 0, path + [key], keys,
          rebuilt: { rebuilt(object.merging([key: $0]) { _, new in new }) }, body: body)
      }
    } else if let list = value as? [Any] {
      for (index, item) in list.enumerated() {
        visit(
          item, path + ["#\(path.last ?? "")"], keys,
          rebuilt: { new in
            var changed = list
            changed[index] = new
            return rebuilt(changed)
          }, body: body)
      }
    }
  }
}
