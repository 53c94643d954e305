import Glibc
import Synchronization

/// The process that removes a temporary cluster when ours ends.
final class ClusterWatcher: Sendable {
  private struct State: Sendable {
    var channel: Int32
    var process: pid_t
  }

  private static let living = Mutex<[ObjectIdentifier: State]>([:])

  /// `cat` ends when our end of the channel is closed: by us, or by our death.
  private static let script = """
    cat >/dev/null
    "$1" stop --pgdata="$2/data" --mode=immediate --wait --timeout=20 --silent
    rm -rf -- "$2"
    """

  /// At the normal end of the process the removal is waited for.
  private static let atExit: Void = {
    atexit {
      let all = ClusterWatcher.living.withLock { living in
        defer { living = [:] }
        return Array(living.values)
      }
      all.forEach { close($0.channel) }
      all.forEach { _ = ChildProcess.wait($0.process) }
    }
  }()

  init(folder: ServerFolder, installation: Installation) throws(LocalClusterError) {
    _ = Self.atExit
    let channel = try Channel()
    defer { close(channel.theirs) }
    let words =
      try folder.owner.stepDown() + [
        "/bin/sh", "-c", Self.script, "sh", installation.program("pg_ctl"), folder.path,
      ]
    let process: pid_t
    do throws(LocalClusterError) {
      process = try ChildProcess.spawn(words, input: channel.theirs, output: nil)
    } catch {
      close(channel.ours)
      throw error
    }
    let state = State(channel: channel.ours, process: process)
    Self.living.withLock { $0[ObjectIdentifier(self)] = state }
  }

  func finish() {
    let state = Self.living.withLock { $0.removeValue(forKey: ObjectIdentifier(self)) }
    guard let state else { return }
    close(state.channel)
    _ = ChildProcess.wait(state.process)
  }

  deinit {
    finish()
  }
}
