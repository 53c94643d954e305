import Glibc

/// A list of parameters as callers write it: `[name, 5, nil]`.
public typealias Parameters = [(any PostgresEncodable)?]

/// Parameters as libpq wants them: one buffer of zero-terminated texts and a pointer to each.
///
/// One allocation for all of them instead of one `strdup` each.
struct ParameterList {
  private var bytes: [UInt8] = []
  /// Where each text starts in `bytes`; `nil` is NULL.
  private var starts: [Int?] = []

  var count: Int { starts.count }

  init(_ parameters: Parameters) throws(PostgresError) {
    guard parameters.count <= 65_535 else {
      throw .usage(
        .tooManyParameters(parameters.count),
        "\(parameters.count) parameters, but a statement takes 65,535 at most")
    }
    starts.reserveCapacity(parameters.count)
    for (index, parameter) in parameters.enumerated() {
      guard let parameter else {
        starts.append(nil)
        continue
      }
      let start = bytes.count
      parameter.appendText(to: &bytes)
      // A C string ends at its first zero: the value would be cut short without a word.
      guard !Self.containsZero(bytes, from: start) else {
        throw .usage(
          .nulInParameter(index), "parameter \(index + 1) holds a NUL character (U+0000)")
      }
      bytes.append(0)
      starts.append(start)
    }
  }

  /// Calls `body` with libpq's `nParams` and `paramValues`; the pointers live as long as the call.
  func withPointers<R>(_ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
    guard !starts.isEmpty else { return body(0, nil) }
    return bytes.withUnsafeBufferPointer { buffer in
      let base = UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
      return pointers.withUnsafeBufferPointer { body(Int32(starts.count), $0.baseAddress) }
    }
  }

  private static func containsZero(_ bytes: [UInt8], from start: Int) -> Bool {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, buffer.count > start else { return false }
      return memchr(base + start, 0, buffer.count - start) != nil
    }
  }
}

/// Calls `body` only when `text` has no NUL, at which C would cut it short.
func checkedForNul(_ text: String, _ what: String) throws(PostgresError) -> String {
  guard !text.utf8.contains(0) else {
    throw .usage(.nulInText, "\(what) holds a NUL character (U+0000)")
  }
  return text
}
