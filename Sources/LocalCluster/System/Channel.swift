import Glibc

/// Two connected ends, closed in every program that is started.
///
/// A socket pair and not a pipe: it can be made with the close-on-exec flag in one step. A pipe
/// marked afterwards could slip into a server started by another thread in between, and then its
/// end of file would never come.
struct Channel {
  let ours: Int32
  let theirs: Int32

  init() throws(LocalClusterError) {
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw Files.failure("socketpair", "a child process")
    }
    ours = ends[0]
    theirs = ends[1]
  }
}
