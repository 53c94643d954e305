import Glibc
import Synchronization

/// Ctrl-C for a command that talks to PostgreSQL: cancels the running statement instead of killing
/// the program, so that the command can tidy up, say that nothing was done, and exit 130.
/// ```swift
/// Interrupt.install()
/// let connection = try Connection.connect(parameters)
/// Interrupt.cancels(connection.cancelHandle)
/// do { … } catch let error as PostgresError where error.kind == .interrupted { exit(130) }
/// ```
/// While nothing is to be cancelled, Ctrl-C ends the program as usual. A second Ctrl-C ends it in
/// any case, with status 130.
///
/// The handler itself only writes a byte; a thread of its own does the rest, because PQcancel may
/// block and the handle may just be going away.
public enum Interrupt {
  private static let target = Mutex<CancelHandle?>(nil)
  private static let presses = Atomic<Int>(0)
  /// The end that the handler writes to.
  private static let bell = Atomic<Int32>(-1)

  /// Whether Ctrl-C was pressed. Ask between statements: a cancel finds only a running one.
  public static var wasPressed: Bool { presses.load(ordering: .acquiring) > 0 }

  /// Throws `interrupted` when Ctrl-C was pressed.
  public static func check() throws(PostgresError) {
    guard !wasPressed else { throw PostgresError(.interrupted, "interrupted by Ctrl-C") }
  }

  /// What Ctrl-C cancels from now on; `nil` for nothing.
  public static func cancels(_ handle: CancelHandle?) {
    target.withLock { $0 = handle }
  }

  /// Takes over SIGINT, once; programs started later have it back, since exec resets handlers.
  public static func install() {
    _ = installed
  }

  private static let installed: Void = {
    // A first use in the handler would initialise the counter there.
    guard !wasPressed else { return }
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return }
    bell.store(ends[1], ordering: .releasing)
    let listening = ends[0]
    guard startThread(reading: listening) else { return }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Interrupt.ring() }
    // Calls that wait are taken up again: libpq's waiting is ended by the server's answer.
    action.sa_flags = SA_RESTART
    sigaction(SIGINT, &action, nil)
  }()

  /// In the signal handler: nothing but atomics, write and _exit, which POSIX allows there.
  private static func ring() {
    if presses.add(1, ordering: .acquiringAndReleasing).newValue > 1 { _exit(130) }
    var byte: UInt8 = 1
    write(bell.load(ordering: .acquiring), &byte, 1)
  }

  private static func startThread(reading file: Int32) -> Bool {
    // The thread must not take the signal from a thread that waits in a system call for it.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let argument = UnsafeMutableRawPointer(bitPattern: Int(file) + 1)
    let code = pthread_create(
      &thread, nil,
      { argument in
        Interrupt.answer(Int32(Int(bitPattern: argument) - 1))
        return nil
      }, argument)
    guard code == 0 else { return false }
    pthread_detach(thread)
    return true
  }

  private static func answer(_ file: Int32) {
    var byte: UInt8 = 0
    while read(file, &byte, 1) < 0, errno == EINTR {}
    guard target.withLock({ $0 }) != nil else {
      // Nothing to cancel: the usual end by the signal.
      signal(SIGINT, SIG_DFL)
      kill(getpid(), SIGINT)
      return
    }
    // Again and again: the press may have come just before a statement was sent.
    while let handle = target.withLock({ $0 }) {
      handle.cancel()
      usleep(100_000)
    }
  }
}
