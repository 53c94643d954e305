import Glibc
import Postgres
import Synchronization

/// Turns Ctrl-C into a cancelled statement, so that the server undoes it and says so.
///
/// SIGINT is blocked and taken by a thread of its own: a signal handler could not call Swift. While
/// a person is being asked the process ends at once; else the statement that runs, or the next one,
/// is cancelled. A second Ctrl-C always ends it, for a server that does not answer.
enum InterruptWatch {
  private static let statement = Mutex<CancelHandle?>(nil)
  private static let presses = Atomic<Int>(0)
  private static let watches = Atomic<Int>(0)
  private static let pages = Atomic<Int>(0)

  /// Starts watching over a connection, before its first statement.
  static func begin(over handle: CancelHandle?) {
    statement.withLock { $0 = handle }
    guard watches.add(1, ordering: .relaxed).oldValue == 0 else { return }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { _ in
        InterruptWatch.wait()
        return nil
      }, nil)
    if started == 0 {
      pthread_detach(thread)
    } else {
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
  }

  /// Runs `body`, which waits for a person: Ctrl-C then ends the process.
  static func whileAsking<Result>(_ body: () -> Result) -> Result {
    let handle = statement.withLock { handle in
      defer { handle = nil }
      return handle
    }
    defer { statement.withLock { $0 = handle } }
    // A press just before found a statement that had ended.
    guard presses.load(ordering: .relaxed) == 0 else { _exit(ExitStatus.interrupted.rawValue) }
    return body()
  }

  /// Runs `body`, in which a pager has the terminal: Ctrl-C is the pager's.
  static func whilePaging<Result>(_ body: () -> Result) -> Result {
    pages.add(1, ordering: .relaxed)
    defer { pages.subtract(1, ordering: .relaxed) }
    return body()
  }

  private static func wait() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    while true {
      var number: Int32 = 0
      guard sigwait(&signals, &number) == 0, pages.load(ordering: .relaxed) == 0 else { continue }
      presses.add(1, ordering: .relaxed)
      // Again and again: the press may have come between two statements. A second one ends it.
      var pause = timespec(tv_sec: 0, tv_nsec: 100_000_000)
      repeat {
        guard let handle = statement.withLock({ $0 }), handle.cancel() else { break }
      } while sigtimedwait(&signals, nil, &pause) < 0
      _exit(ExitStatus.interrupted.rawValue)
    }
  }
}
