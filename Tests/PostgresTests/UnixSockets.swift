import Glibc
import Synchronization
import Testing

private func withAddress<R>(
  _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R
) -> R {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}

private func makeSocket() -> Int32 {
  socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
}

/// A socket that accepts into its backlog and never answers.
final class UnixListener: Sendable {
  let file: Int32
  private let path: String

  init(path: String) throws {
    self.path = path
    file = makeSocket()
    unlink(path)
    try #require(withAddress(path) { bind(file, $0, $1) } == 0)
    try #require(listen(file, 5) == 0)
  }

  func close() {
    shutdown(file, Int32(SHUT_RDWR))
    Glibc.close(file)
    unlink(path)
  }
}

/// Stands between a client and a server and cuts the client off once the server has seen, and
/// answered, a message with a certain text: the answer never arrives.
final class CuttingProxy: Sendable {
  let folder: String
  private let listener: UnixListener

  init(to server: String, cutAfter text: String) throws {
    var template = Array("/tmp/casework-proxy-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    listener = try UnixListener(path: "\(folder)/.s.PGSQL.5432")
    let listening = listener.file
    onThread {
      let client = accept(listening, nil, nil)
      let upstream = makeSocket()
      guard client >= 0, withAddress("\(server)/.s.PGSQL.5432", { connect(upstream, $0, $1) }) == 0
      else { return }
      Self.forward(client, upstream, cutAfter: Array(text.utf8))
      Glibc.close(client)
      Glibc.close(upstream)
    }
  }

  deinit {
    listener.close()
    rmdir(folder)
  }

  private static func forward(_ client: Int32, _ server: Int32, cutAfter text: [UInt8]) {
    var cutting = false
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      var files = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0),
        pollfd(fd: server, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&files, 2, 10_000) > 0 else { return }
      for (from, to) in [(client, server), (server, client)] {
        guard files.contains(where: { $0.fd == from && $0.revents != 0 }) else { continue }
        let count = read(from, &chunk, chunk.count)
        // The server has answered: what it was asked for is done, and nobody hears of it.
        if count <= 0 || (cutting && from == server) { return }
        if from == client, contains(chunk[..<count], text) { cutting = true }
        guard write(to, chunk, count) == count else { return }
      }
    }
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ text: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: text) }
  }
}
