/// The parts that JSON Schemas (draft 2020-12) are put together from here.
///
/// Every object is closed: what it does not name is refused, so that an editor marks a misspelt key.
enum SchemaPart {
  /// A name of the author's: a small letter, then small letters, digits and `_`.
  static let namePattern = "[a-z][a-z0-9_]{0,59}"

  static func ref(_ name: String) -> JSONText {
    .object([("$ref", .string("#/$defs/\(name)"))])
  }

  /// A part with what an editor shows beside it.
  static func described(_ description: String, _ part: JSONText, examples: [JSONText] = [])
    -> JSONText
  {
    guard case .object(let members) = part else { return part }
    var all: [(String, JSONText)] = [("description", .string(description))]
    if !examples.isEmpty { all.append(("examples", .array(examples))) }
    return .object(all + members)
  }

  /// A mapping with these keys and no others.
  static func record(
    _ properties: [(String, JSONText)], required: [String] = [],
    more: [(String, JSONText)] = [], mayBeEmpty: Bool = false
  ) -> JSONText {
    var members: [(String, JSONText)] = [
      ("type", mayBeEmpty ? .strings(["object", "null"]) : .string("object")),
      ("properties", .object(properties)),
    ]
    if !required.isEmpty { members.append(("required", .strings(required))) }
    members.append(("additionalProperties", .bool(false)))
    return .object(members + more)
  }

  /// A mapping of the author's own names.
  static func table(
    of value: JSONText, keys: String = namePattern, mayBeEmpty: Bool = false,
    more: [(String, JSONText)] = []
  ) -> JSONText {
    .object(
      [
        ("type", mayBeEmpty ? .strings(["object", "null"]) : .string("object")),
        ("patternProperties", .object([("^\(keys)$", value)])),
        ("additionalProperties", .bool(false)),
      ] + more)
  }

  static func list(of item: JSONText, least: Int = 0) -> JSONText {
    .object(
      [("type", .string("array")), ("items", item)]
        + (least > 0 ? [("minItems", .int(least))] : []))
  }

  static func oneOrMore(_ item: JSONText) -> JSONText {
    .object([("anyOf", .array([item, list(of: item)]))])
  }

  static func pattern(_ pattern: String) -> JSONText {
    .object([("type", .string("string")), ("pattern", .string("^\(pattern)$"))])
  }

  static func words(_ words: [String]) -> JSONText { .object([("enum", .strings(words))]) }

  static func constant(_ value: JSONText) -> JSONText { .object([("const", value)]) }

  static func whole(_ range: ClosedRange<Int>? = nil) -> JSONText {
    var members: [(String, JSONText)] = [("type", .string("integer"))]
    if let range {
      members.append(("minimum", .int(range.lowerBound)))
      members.append(("maximum", .int(range.upperBound)))
    }
    return .object(members)
  }

  static let number = JSONText.object([("type", .string("number"))])
  static let truth = JSONText.object([("type", .string("boolean"))])
  static let date = pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")

  /// What every schema here begins with.
  static func document(
    id: String, title: String, description: String, root: JSONText,
    definitions: [(String, JSONText)]
  ) -> JSONText {
    guard case .object(let members) = root else { return root }
    return .object(
      [
        ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
        ("$id", .string(id)), ("title", .string(title)), ("description", .string(description)),
      ] + members + [("$defs", .object(definitions))])
  }

  /// The definitions that both kinds of files use.
  static let common: [(String, JSONText)] = [
    (
      "name",
      described(
        "A name: small letters, digits and _, a letter first, at most 60 characters",
        .object([
          ("type", .string("string")), ("pattern", .string("^\(namePattern)$")),
          ("not", words(Reading.reservedNames)),
        ]))
    ),
    (
      "text",
      described(
        "A text",
        .object([
          ("type", .strings(["string", "number", "boolean"])), ("pattern", .string("\\S")),
        ]))
    ),
    (
      "label",
      described(
        "A text in each language, such as en and zh-Hans",
        table(
          of: ref("text"), keys: "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
          more: [("minProperties", .int(1))]),
        examples: [.object([("en", .string("Review")), ("zh-Hans", .string("审核"))])])
    ),
    (
      "optional_label",
      described(
        "A text in each language, or nothing: the name stands in",
        table(of: ref("text"), keys: "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", mayBeEmpty: true))
    ),
  ]
}

extension JSONText {
  /// The text over several lines, two blanks a level.
  var indented: String {
    var out = ""
    write(indent: 0, to: &out)
    return out + "\n"
  }

  private func write(indent: Int, to out: inout String) {
    let blanks = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .array(let items) where !items.isEmpty && !items.allSatisfy(\.isPlain):
      for (index, item) in items.enumerated() {
        out += (index == 0 ? "[\n" : ",\n") + blanks
        item.write(indent: indent + 2, to: &out)
      }
      out += end + "]"
    case .object(let members) where !members.isEmpty:
      for (index, member) in members.enumerated() {
        out += (index == 0 ? "{\n" : ",\n") + blanks + JSONText.string(member.0).text + ": "
        member.1.write(indent: indent + 2, to: &out)
      }
      out += end + "}"
    case .array(let items): out += "[" + items.map(\.text).joined(separator: ", ") + "]"
    default: out += text
    }
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
