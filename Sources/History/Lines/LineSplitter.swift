import Glibc

/// Cuts a stream of chunks into lines, copying only the lines that span two chunks.
struct LineSplitter {
  private let maximumBytes: Int
  private var rest: [UInt8] = []
  private var skipping = false
  private(set) var line = 0

  init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

  /// Calls `body` for every line that ends in `chunk`; nil stands for a line that is too long.
  mutating func split(
    _ chunk: UnsafeRawBufferPointer, _ body: (Int, UnsafeRawBufferPointer?) -> Void
  ) {
    var start = 0
    while start < chunk.count {
      let remaining = UnsafeRawBufferPointer(rebasing: chunk[start...])
      guard let length = Self.lineFeed(in: remaining) else {
        hold(remaining)
        return
      }
      let piece = UnsafeRawBufferPointer(rebasing: remaining[..<length])
      start += length + 1
      if rest.isEmpty && !skipping {
        line += 1
        body(line, piece.count > maximumBytes ? nil : piece)
      } else {
        hold(piece)
        emit(body)
      }
    }
  }

  /// Calls `body` for a last line without its line end.
  mutating func finish(_ body: (Int, UnsafeRawBufferPointer?) -> Void) {
    if !rest.isEmpty || skipping { emit(body) }
  }

  private mutating func emit(_ body: (Int, UnsafeRawBufferPointer?) -> Void) {
    line += 1
    if skipping { body(line, nil) } else { rest.withUnsafeBytes { body(line, $0) } }
    skipping = false
    rest.removeAll(keepingCapacity: true)
  }

  private mutating func hold(_ piece: UnsafeRawBufferPointer) {
    if rest.count + piece.count > maximumBytes {
      skipping = true
      rest.removeAll()
    }
    if !skipping { rest.append(contentsOf: piece) }
  }

  private static func lineFeed(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, 0x0a, bytes.count) else {
      return nil
    }
    return UnsafeRawPointer(found) - base
  }
}
