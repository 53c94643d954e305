/// The members of a line's object, taken by name and type.
struct LineMembers {
  private let json: JSON

  init(_ line: [UInt8]) throws(LineFault) {
    do {
      json = try JSON.parse(line)
    } catch {
      throw LineFault(message: "\(error)")
    }
    if json.members == nil { throw LineFault(message: "not an object") }
  }

  func allow(only keys: [String]) throws(LineFault) {
    for member in json.members ?? []
    where !keys.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) {
      throw LineFault(message: "unknown key \(JSON.string(member.key).compact)")
    }
  }

  /// Whether the key is there with a value other than null.
  func isPresent(_ key: String) -> Bool { json[key].map { !$0.isNull } ?? false }

  private func value(_ key: String) throws(LineFault) -> JSON {
    guard let value = json[key] else { throw LineFault(message: "the key \"\(key)\" is missing") }
    return value
  }

  func isNull(_ key: String) throws(LineFault) -> Bool { try value(key).isNull }

  func text(_ key: String) throws(LineFault) -> String {
    guard let text = try value(key).text else {
      throw LineFault(message: "\"\(key)\" is not a text")
    }
    return text
  }

  func integer(_ key: String) throws(LineFault) -> Int64 {
    guard let integer = try value(key).int64 else {
      throw LineFault(message: "\"\(key)\" is not a 64-bit integer")
    }
    return integer
  }

  func uuid(_ key: String) throws(LineFault) -> UUIDBytes {
    guard let uuid = try UUIDBytes(value(key).text ?? "") else {
      throw LineFault(message: "\"\(key)\" is not a lower-case uuid")
    }
    return uuid
  }

  func hash(_ key: String) throws(LineFault) -> SHA256Hash {
    guard let hash = try SHA256Hash(hex: value(key).text ?? "") else {
      throw LineFault(message: "\"\(key)\" is not 64 lower-case hexadecimal digits")
    }
    return hash
  }
}
