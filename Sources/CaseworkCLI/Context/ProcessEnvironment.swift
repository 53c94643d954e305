import Glibc

/// The environment of this process, read once.
enum ProcessEnvironment {
  static var current: [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      // By bytes: a search by characters would cost more than all the rest.
      if let mark = strchr(entry, Int32(UInt8(ascii: "="))) {
        let name = UnsafeRawBufferPointer(start: entry, count: mark - entry)
        variables[String(decoding: name, as: UTF8.self)] = String(cString: mark + 1)
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
