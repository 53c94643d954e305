internal import Glibc

/// A C library that is loaded when it is first needed.
///
/// Linked, libxml2 and what it brings along would cost every start of the program more than two
/// milliseconds; only the reading of event logs needs it.
struct SharedLibrary {
  /// The library is not installed, or lacks a function.
  struct Missing: Error, Hashable {
    /// The library, as people call it.
    var library: String
    /// Debian's package.
    var package: String
  }

  private let handle: UnsafeMutableRawPointer
  private let missing: Missing

  /// Loads `file`, which stays loaded until the process ends.
  init(_ file: String, library: String, package: String) throws(Missing) {
    missing = Missing(library: library, package: package)
    guard let handle = dlopen(file, RTLD_NOW | RTLD_LOCAL) else { throw missing }
    self.handle = handle
  }

  /// The function `name`, of which the caller has to know the type.
  func function<Function>(_ name: String, as type: Function.Type) throws(Missing) -> Function {
    guard let symbol = dlsym(handle, name) else { throw missing }
    return unsafeBitCast(symbol, to: type)
  }
}
