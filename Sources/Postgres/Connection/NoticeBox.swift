import CLibPQ

/// Carries the notice closure through C; lives as long as its connection.
final class NoticeBox {
  var receive: ((ServerMessage) -> Void)?

  init(_ receive: ((ServerMessage) -> Void)?) {
    self.receive = receive
  }

  /// The manual: without a receiver libpq prints notices to stderr; the result it passes is freed
  /// by libpq after the call.
  func install(on handle: OpaquePointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    PQsetNoticeReceiver(
      handle,
      { context, result in
        guard let context, let result else { return }
        let box = Unmanaged<NoticeBox>.fromOpaque(context).takeUnretainedValue()
        box.receive?(ServerMessage(result: result))
      }, context)
  }
}

extension Connection {
  /// Receives the server's notices and warnings while a call runs; `nil` drops them. It must not
  /// use the connection.
  public var onNotice: ((ServerMessage) -> Void)? {
    get { noticeBox.receive }
    set { noticeBox.receive = newValue }
  }
}
