internal import CZlib

/// The text of a log: what the file holds, inflated when it is gzip (RFC 1952).
///
/// Gzip is known by its first two bytes, never by a name. Both buffers are bounded, so a file that
/// inflates to any size costs time and no memory.
final class LogInput {
  private let input: InputBytes
  private let loadZlib: () throws(SharedLibrary.Missing) -> Zlib
  private var zlib: Zlib?
  private var stream = z_stream()
  private var isCompressed: Bool?
  private var memberEnded = false
  private let buffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 1 << 16, alignment: MemoryLayout<UInt>.alignment)
  private var pending = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  /// The first bytes of the text, to tell XML from anything else.
  private(set) var head: [UInt8] = []
  /// The bytes of text handed out.
  private(set) var count = 0
  /// Why the text ended before its end.
  private(set) var failure: EventLogError.Problem?
  /// The most bytes to hand out while `isInProlog`.
  private let prologLimit: Int
  /// Whether the first tag is still to come.
  var isInProlog = true

  init(
    _ source: EventLogSource, prologLimit: Int,
    zlib: @escaping () throws(SharedLibrary.Missing) -> Zlib
  ) throws(InputBytes.Failure) {
    input = try InputBytes(source)
    loadZlib = zlib
    self.prologLimit = prologLimit
  }

  deinit {
    if isCompressed == true { _ = zlib?.end(&stream) }
    buffer.deallocate()
  }

  /// The next bytes of text; 0 at the end, nil after a failure, which is then in `failure`.
  func read(into target: UnsafeMutableRawBufferPointer) -> Int? {
    guard failure == nil else { return nil }
    let count = produce(into: target)
    self.count += count
    if head.count < 16 { head.append(contentsOf: target.prefix(min(count, 16 - head.count))) }
    if failure == nil, isInProlog, self.count > prologLimit {
      failure = .longProlog(limit: prologLimit)
    }
    return failure == nil ? count : nil
  }

  private func produce(into target: UnsafeMutableRawBufferPointer) -> Int {
    if isCompressed == nil { begin() }
    guard isCompressed == true else {
      if pending.isEmpty { refill() }
      let count = min(target.count, pending.count)
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: pending.prefix(count)))
      pending = .init(rebasing: pending.dropFirst(count))
      return count
    }
    return inflated(into: target)
  }

  /// Looks at the first two bytes, which may come in two reads.
  private func begin() {
    var held = 0
    while held < 2 {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer.dropFirst(held))
      let read = readInput(into: rest)
      if read == 0 { break }
      held += read
    }
    pending = .init(rebasing: buffer.prefix(held))
    isCompressed = held >= 2 && buffer[0] == 0x1F && buffer[1] == 0x8B && beginGzip()
  }

  private func beginGzip() -> Bool {
    do throws(SharedLibrary.Missing) {
      let zlib = try loadZlib()
      let state = zlib.beginGzip(&stream)
      if state == Z_OK {
        self.zlib = zlib
        return true
      }
      failure = .unreadable("zlib \(state)")
    } catch {
      failure = .notInstalled(library: error.library, package: error.package)
    }
    return false
  }

  private func inflated(into target: UnsafeMutableRawBufferPointer) -> Int {
    guard let zlib else { return 0 }
    let room = target.bindMemory(to: UInt8.self)
    stream.next_out = room.baseAddress
    stream.avail_out = uInt(room.count)
    while stream.avail_out == room.count {
      if pending.isEmpty { refill() }
      if pending.isEmpty {
        if !memberEnded, failure == nil { failure = .truncatedCompression }
        break
      }
      if memberEnded {
        // A file may be several gzip members in a row (RFC 1952, section 2.2).
        guard zlib.reset(&stream) == Z_OK else { break }
        memberEnded = false
      }
      let available = pending.count
      stream.next_in = pending.bindMemory(to: UInt8.self).baseAddress
      stream.avail_in = uInt(available)
      let state = zlib.inflate(&stream, Z_NO_FLUSH)
      pending = .init(rebasing: pending.dropFirst(available - Int(stream.avail_in)))
      if state == Z_STREAM_END {
        memberEnded = true
      } else if state != Z_OK {
        failure = .damagedCompression
        break
      }
    }
    return room.count - Int(stream.avail_out)
  }

  private func refill() {
    pending = .init(rebasing: buffer.prefix(readInput(into: buffer)))
  }

  private func readInput(into target: UnsafeMutableRawBufferPointer) -> Int {
    do throws(InputBytes.Failure) {
      return try input.read(into: target)
    } catch {
      failure = .unreadable(error.reason)
      return 0
    }
  }
}
