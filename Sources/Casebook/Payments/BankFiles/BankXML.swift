/// An element of a bank's message.
struct BankElement {
  var name: String
  var line: Int
  /// What stands in its tag, name and attributes.
  var tag = ""
  /// The text directly inside, without the space around it.
  var text = ""
  var children: [BankElement] = []

  /// The first element at a path of names.
  subscript(_ path: String...) -> BankElement? {
    var here = self
    for name in path {
      guard let next = here.children.first(where: { $0.name == name }) else { return nil }
      here = next
    }
    return here
  }

  func all(_ name: String) -> [BankElement] { children.filter { $0.name == name } }

  /// The currency of an amount, ISO 4217; nil where none is said.
  var currency: String? {
    guard let start = tag.firstRange(of: "Ccy=") else { return nil }
    let quoted = tag[start.upperBound...]
    guard let quote = quoted.first, quote == "\"" || quote == "'" else { return nil }
    return String(quoted.dropFirst().prefix { $0 != quote })
  }
}

/// Reads the XML that banks send: elements and text.
///
/// It knows no document types, so there is nothing that a hostile file could make it expand, fetch or
/// wait for: `<!DOCTYPE` and every entity but XML's five are mistakes. Of attributes the currency is read.
struct BankXML {
  private static let deepest = 40
  private static let entities: [String: UInt8] = [
    "amp": UInt8(ascii: "&"), "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"),
    "quot": UInt8(ascii: "\""), "apos": UInt8(ascii: "'"),
  ]

  private let bytes: [UInt8]
  private var at = 0
  private var line = 1

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The message's outermost element.
  ///
  /// - Parameter take: is given each element below the second level when it ends, with its path from that
  ///   level on (`CstmrPmtStsRpt/GrpHdr`); one that it takes is not kept. One that it takes wrongly does
  ///   not count when the rest turns out to be broken: nothing of the message is then read.
  static func read(
    _ bytes: [UInt8], take: (_ path: String, BankElement) -> Bool
  ) throws(BankFileMistake) -> BankElement {
    var reader = BankXML(try UTF8Lines.checked(bytes))
    return try reader.document(take)
  }

  private mutating func document(
    _ take: (_ path: String, BankElement) -> Bool
  ) throws(BankFileMistake) -> BankElement {
    var open: [BankElement] = []
    var paths: [String] = []
    var root: BankElement?
    var text: [UInt8] = []
    func spelled() -> String {
      var part = text[...]
      while let first = part.first, first <= 0x20 { part = part.dropFirst() }
      while let last = part.last, last <= 0x20 { part = part.dropLast() }
      return String(decoding: part, as: UTF8.self)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else {
        let start = text.count
        try characters(into: &text, most: open.isEmpty ? 1 : .max)
        if open.isEmpty, text[start...].contains(where: { $0 > 0x20 }) {
          throw mistake(.xml(expected: root == nil ? "<" : "the end"))
        }
        continue
      }
      if skips("<?") {
        let declaration = try until("?>")
        let words = String(decoding: declaration, as: UTF8.self).lowercased()
        if words.hasPrefix("xml "), words.contains("encoding"), !words.contains("utf-8") {
          throw mistake(.encoding("UTF-8"))
        }
      } else if skips("<!--") {
        _ = try until("-->")
      } else if skips("<![CDATA[") {
        if open.isEmpty { throw mistake(.xml(expected: "<")) }
        text += try until("]]>")
      } else if skips("<!") {
        throw mistake(.documentType)
      } else if skips("</") {
        let name = Self.localName(try until(">"))
        guard var element = open.last, element.name == name else {
          throw mistake(.xml(expected: "</\(open.last?.name ?? "")>"))
        }
        open.removeLast()
        let path = paths.removeLast()
        element.text = element.children.isEmpty ? spelled() : ""
        text.removeAll(keepingCapacity: true)
        if open.isEmpty {
          root = element
        } else if open.count < 2 || path.isEmpty || !take(path, element) {
          open[open.count - 1].children.append(element)
        }
      } else {
        at += 1
        if root != nil { throw mistake(.xml(expected: "the end")) }
        let start = line
        var inside = try until(">")[...]
        let isEmpty = inside.last == UInt8(ascii: "/")
        if isEmpty { inside = inside.dropLast() }
        let name = Self.localName(Array(inside))
        guard !name.isEmpty, open.count < Self.deepest else {
          throw mistake(.xml(expected: name.isEmpty ? "a name" : "at most \(Self.deepest) levels"))
        }
        text.removeAll(keepingCapacity: true)
        let tag = String(decoding: inside, as: UTF8.self)
        let element = BankElement(name: name, line: start, tag: tag == name ? "" : tag)
        if !isEmpty {
          open.append(element)
          paths.append(
            open.count < 3 ? name : open.count < 6 ? paths[open.count - 2] + "/" + name : "")
        } else if open.isEmpty {
          root = element
        } else {
          open[open.count - 1].children.append(element)
        }
      }
    }
    guard let root, open.isEmpty else { throw mistake(.truncated) }
    return root
  }

  /// Characters up to the next mark, at most so many; or what one entity stands for.
  private mutating func characters(
    into text: inout [UInt8], most: Int
  ) throws(BankFileMistake) {
    let start = at
    while at < bytes.count, at - start < most, bytes[at] != UInt8(ascii: "<"),
      bytes[at] != UInt8(ascii: "&")
    {
      if bytes[at] == UInt8(ascii: "\n") { line += 1 }
      at += 1
    }
    if at > start { text += bytes[start..<at] } else { text += try entity() }
  }

  private mutating func entity() throws(BankFileMistake) -> [UInt8] {
    at += 1
    let rest = bytes[at..<min(bytes.count, at + 12)]
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else {
      throw mistake(.xml(expected: "&amp;"))
    }
    let name = String(decoding: bytes[at..<end], as: UTF8.self)
    at = end + 1
    if let known = Self.entities[name] { return [known] }
    guard name.hasPrefix("#") else { throw mistake(.documentType) }
    let digits = name.dropFirst()
    let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let scalar = code.flatMap(Unicode.Scalar.init), scalar.value >= 0x20 else {
      throw mistake(.xml(expected: "a character"))
    }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func skips(_ mark: String) -> Bool {
    guard bytes[at...].starts(with: mark.utf8) else { return false }
    at += mark.utf8.count
    return true
  }

  /// What stands before `mark`, which is passed.
  private mutating func until(_ mark: String) throws(BankFileMistake) -> [UInt8] {
    let wanted = Array(mark.utf8)
    let start = at
    while at + wanted.count <= bytes.count {
      if bytes[at] == wanted[0], bytes[at..<at + wanted.count].elementsEqual(wanted) {
        let found = Array(bytes[start..<at])
        at += wanted.count
        return found
      }
      if bytes[at] == UInt8(ascii: "\n") { line += 1 }
      at += 1
    }
    throw mistake(.truncated)
  }

  private static func localName(_ inside: [UInt8]) -> String {
    let name = inside.prefix { $0 > 0x20 }
    let local = name.split(separator: UInt8(ascii: ":")).last ?? []
    return String(decoding: local, as: UTF8.self)
  }

  private func mistake(_ kind: BankFileMistake.Kind) -> BankFileMistake {
    BankFileMistake(kind, line: line)
  }
}

/// Text that has to be UTF-8.
enum UTF8Lines {
  /// The same bytes, or a mistake on the line of the first that is not UTF-8.
  static func checked(_ bytes: [UInt8]) throws(BankFileMistake) -> [UInt8] {
    if String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) { return bytes }
    var line = 1
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil || part.contains(0) { break }
      line += 1
    }
    throw BankFileMistake(.encoding("UTF-8"), line: line)
  }
}
