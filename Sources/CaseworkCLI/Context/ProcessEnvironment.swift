import Glibc

/// The environment of this process, read once.
enum ProcessEnvironment {
  static var current: [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let mark = text.firstIndex(of: "=") {
        variables[String(text[..<mark])] = String(text[text.index(after: mark)...])
      }
      next += 1
    }
    return variables
  }
}

/// The system's words for an error number.
enum Errno {
  static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
