import Casebook
import Glibc
import History

/// What the person filled in so far, by field in the order given.
struct FormValues {
  private(set) var members: [JSON.Member] = []

  var json: JSON { .object(members) }
  var isEmpty: Bool { members.isEmpty }

  init() {}

  init(_ options: FieldOptions) throws {
    if let path = options.fields { try read(path) }
    for assignment in options.assignments {
      guard let (field, text) = FieldOptions.split(assignment) else { continue }
      set(field, try Self.value(text, named: field))
    }
  }

  /// The value of a field as typed.
  static func value(_ text: String, named field: String) throws -> JSON {
    do throws(FlowText.Mistake) {
      return try FlowText.value(text)
    } catch {
      throw Failure.usage(
        say(
          "\(field): \(error.message), at character \(error.column).",
          "\(field)：\(error.message)（第 \(error.column) 个字符）。"))
    }
  }

  subscript(field: String) -> JSON? { members.first { $0.key == field }?.value }

  /// A later value takes the place of an earlier one.
  mutating func set(_ field: String, _ value: JSON) {
    members.removeAll { $0.key == field }
    members.append(.init(field, value))
  }

  private mutating func read(_ path: String) throws {
    let bytes = try InputFile.read(path, limit: 1 << 20)
    let start = bytes.first { !($0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d) }
    if start == UInt8(ascii: "{") {
      do {
        for member in try JSON.parse(bytes).members ?? [] { set(member.key, member.value) }
        return
      } catch {
        throw Failure.usage("\(path): \(error.description)")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure.usage(say("\(path) is not UTF-8 text.", "\(path) 不是 UTF-8 文本。"))
    }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = String(line)
      let content = line.drop { $0 == " " || $0 == "\r" }
      if content.isEmpty || content.hasPrefix("#") || content == "---" { continue }
      try readLine(line, at: "\(path):\(index + 1)")
    }
  }

  /// `field: value`, the value in flow style; deeper block style is more than a form needs.
  private mutating func readLine(_ line: String, at place: String) throws {
    guard let first = line.first, first != " ", first != "-", let mark = line.firstIndex(of: ":")
    else {
      throw Failure.usage(
        say(
          "\(place): expected 'field: value' on one line; write rows as [{a: 1}, {a: 2}].",
          "\(place)：每行应为“字段: 值”；表格写作 [{a: 1}, {a: 2}]。"))
    }
    let field = line[..<mark]
    var text = String(line[line.index(after: mark)...].drop { $0 == " " })
    while text.last == "\r" || text.last == " " { text.removeLast() }
    do throws(FlowText.Mistake) {
      if text.first == "'" || text.first == "\"" {
        // The list reader knows quotes; a list of one is the quoted text.
        set(String(field), try FlowText.value("[\(text)]").elements?.first ?? .string(text))
      } else {
        set(String(field), try FlowText.value(text))
      }
    } catch {
      throw Failure.usage("\(place): \(error.message)")
    }
  }
}
