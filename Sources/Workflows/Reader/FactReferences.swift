/// The names under `facts.` that an expression's text reads, found without parsing it: facts are
/// put in order, and circles found, before any of them can be checked.
enum FactReferences {
  /// One reference: the fact's name and where the name stands, in UTF-8 bytes.
  struct Reference {
    var name: String
    var offset: Int
  }

  static func find(in source: String) -> [Reference] {
    let bytes = Array(source.utf8)
    var found: [Reference] = []
    var index = 0
    var previous: UInt8 = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        index = endOfText(bytes, from: index)
        previous = byte
      } else if isLetter(byte) {
        let end = endOfWord(bytes, from: index)
        if previous != UInt8(ascii: "."), bytes[index..<end].elementsEqual("facts".utf8),
          let name = nameAfterPoint(bytes, from: end)
        {
          found.append(
            Reference(
              name: String(decoding: bytes[name], as: UTF8.self), offset: name.lowerBound))
        }
        index = end
        previous = UInt8(ascii: "a")
      } else {
        if byte != UInt8(ascii: " ") { previous = byte }
        index += 1
      }
    }
    return found
  }

  private static func nameAfterPoint(_ bytes: [UInt8], from start: Int) -> Range<Int>? {
    var index = start
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return nil }
    index += 1
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
    guard index < bytes.count, isLetter(bytes[index]) else { return nil }
    return index..<endOfWord(bytes, from: index)
  }

  private static func endOfText(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != bytes[start] {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, bytes.count)
  }

  private static func endOfWord(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count, isLetter(bytes[index]) || (0x30...0x39).contains(bytes[index]) {
      index += 1
    }
    return index
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
  }
}
