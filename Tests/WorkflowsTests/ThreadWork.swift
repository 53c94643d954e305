import Glibc

/// The time this thread has worked, for limits that hold while other tests run at the same time.
enum ThreadWork {
  /// The nanoseconds so far.
  static var nanoseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
