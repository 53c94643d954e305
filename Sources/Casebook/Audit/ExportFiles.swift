import Glibc

/// Files that appear together and whole, or not at all: each is written beside its place, and all
/// are renamed when the last of them is on disk.
///
/// A full disk, a lost connection or the end of the process leaves the old files as they were.
public final class ExportFiles {
  /// A file that cannot be written.
  public struct Failure: Error, Equatable {
    /// The file.
    public var path: String
    /// The system's error number.
    public var code: Int32
  }

  private struct File {
    var path: String
    var temporary: String
    var descriptor: Int32
    var buffer: [UInt8] = []
  }

  private var files: [File] = []
  private let open: (_ path: String) -> Int32

  /// No file yet.
  public convenience init() {
    self.init { Glibc.open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
  }

  /// Files that `open` makes.
  init(open: @escaping (_ path: String) -> Int32) { self.open = open }

  deinit {
    for file in files {
      close(file.descriptor)
      unlink(file.temporary)
    }
  }

  /// Begins a file and gives its place for `write`.
  public func add(_ path: String) throws(Failure) -> Int {
    let temporary = "\(path).part-\(getpid())"
    let descriptor = open(temporary)
    guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
    files.append(File(path: path, temporary: temporary, descriptor: descriptor))
    return files.count - 1
  }

  /// Adds bytes to a file.
  public func write(_ bytes: [UInt8], to place: Int) throws(Failure) {
    files[place].buffer.append(contentsOf: bytes)
    if files[place].buffer.count >= 1 << 16 { try flush(place) }
  }

  /// Puts all files in their places, the first one last.
  public func finish() throws(Failure) {
    for place in files.indices {
      try flush(place)
      // EINVAL: a device or pipe has nothing to be synchronised.
      if fsync(files[place].descriptor) != 0, errno != EINVAL {
        throw Failure(path: files[place].path, code: errno)
      }
    }
    while let file = files.last {
      guard rename(file.temporary, file.path) == 0 else {
        throw Failure(path: file.path, code: errno)
      }
      close(file.descriptor)
      files.removeLast()
    }
  }

  private func flush(_ place: Int) throws(Failure) {
    let file = files[place]
    var sent = 0
    while sent < file.buffer.count {
      let count = file.buffer.withUnsafeBytes { bytes in
        Glibc.write(file.descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
      }
      if count >= 0 {
        sent += count
      } else if errno != EINTR {
        throw Failure(path: file.path, code: errno)
      }
    }
    files[place].buffer.removeAll(keepingCapacity: true)
  }
}
