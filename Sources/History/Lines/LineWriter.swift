/// Writes one object as a line, member by member.
struct LineWriter {
  private var bytes: [UInt8]
  private var isFirst = true

  init(bytes: consuming [UInt8]) { self.bytes = bytes }

  consuming func finished() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(0x0a)
    return bytes
  }

  private mutating func key(_ key: String) {
    bytes.append(isFirst ? UInt8(ascii: "{") : UInt8(ascii: ","))
    isFirst = false
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: key.utf8)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func null() { bytes.append(contentsOf: "null".utf8) }

  mutating func text(_ name: String, _ value: String?) {
    key(name)
    if let value { JSON.append(string: value, to: &bytes) } else { null() }
  }

  mutating func integer(_ name: String, _ value: Int64?) {
    key(name)
    if let value { bytes.append(contentsOf: String(value).utf8) } else { null() }
  }

  mutating func uuid(_ name: String, _ value: UUIDBytes?) {
    key(name)
    guard let value else { return null() }
    bytes.append(UInt8(ascii: "\""))
    value.appendText(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func hash(_ name: String, _ value: SHA256Hash?) {
    key(name)
    guard let value else { return null() }
    bytes.append(UInt8(ascii: "\""))
    value.appendText(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }
}
