import CLibPQ

/// Interrupts a running statement from another thread.
///
/// `@unchecked Sendable`: it holds a PGcancel, which never changes after PQgetCancel and of which
/// the manual says that PQcancel may be called from another thread and even from a signal handler;
/// it is freed once, when the last reference goes.
public final class CancelHandle: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    PQfreeCancel(pointer)
  }

  /// Asks the server to stop what the connection is doing; true when the request was delivered.
  ///
  /// The manual: delivery is no guarantee, the statement may end first. The interrupted call itself
  /// throws `interrupted` (57014); a request that comes between statements does nothing.
  @discardableResult
  public func cancel() -> Bool {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
      PQcancel(pointer, text.baseAddress, 256) == 1
    }
  }
}

extension Connection {
  /// What another thread needs to interrupt this connection; `nil` when it is closed.
  public var cancelHandle: CancelHandle? {
    guard let handle, let pointer = PQgetCancel(handle) else { return nil }
    return CancelHandle(owning: pointer)
  }
}
