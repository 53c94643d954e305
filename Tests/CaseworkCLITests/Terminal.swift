import Foundation
import Glibc
import Testing

/// The real binary at a pseudo-terminal of its own, driven as a person would.
final class Terminal {
  struct Timeout: Error, CustomStringConvertible {
    var wanted: String
    var screen: String
    var description: String { "waited for “\(wanted)”; the screen is:\n\(screen)" }
  }

  private let process: Process
  private let keyboard: Int32
  /// Everything that was written to the terminal, with plain line ends.
  private(set) var screen = ""
  /// Where the next `expect` begins to look.
  private var seen = 0

  init(_ words: [String], environment: [String: String], rows: UInt16 = 24) throws {
    var own: Int32 = 0
    var other: Int32 = 0
    var size = winsize(ws_row: rows, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&own, &other, nil, nil, &size) == 0)
    keyboard = own
    // setsid makes the terminal the controlling one, so that Ctrl-C typed there becomes SIGINT.
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/setsid")
    process.arguments = ["--ctty", "--wait", ProgramRun.binary.path] + words
    var variables = environment
    variables["TERM"] = variables["TERM"] ?? "xterm"
    variables["NO_COLOR"] = "1"
    process.environment = variables
    process.currentDirectoryURL = Snapshot.folder
    let handle = FileHandle(fileDescriptor: other, closeOnDealloc: false)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    close(other)
  }

  deinit { close(keyboard) }

  /// Types a line.
  func type(_ line: String) { send(line + "\n") }

  func interrupt() { send("\u{3}") }

  private func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(keyboard, bytes, bytes.count)
  }

  /// Waits until `text` stands on the screen, after what was waited for before.
  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let end = Date().addingTimeInterval(60)
    while true {
      let rest = screen.dropFirst(seen)
      if let range = rest.range(of: text) {
        seen = screen.distance(from: screen.startIndex, to: range.upperBound)
        return
      }
      guard Date() < end, read(patience: 1_000) != .end else {
        throw Timeout(wanted: text, screen: screen)
      }
    }
  }

  /// Waits for the end of the program and gives its exit code.
  ///
  /// - Parameter patience: milliseconds without output after which it is ended by force.
  func finish(patience: Int32 = 60_000) -> Int32 {
    while read(patience: patience) == .text {}
    // Silent for so long: it waits for what nobody will type. The test fails, and does not wait along.
    if !ends(within: 5) { kill(-tcgetpgrp(keyboard), SIGKILL) }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  private func ends(within seconds: Double) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while process.isRunning, Date() < end { usleep(10_000) }
    return !process.isRunning
  }

  private enum Arrival { case text, silence, end }

  /// What the program writes, for so many milliseconds at most.
  private func read(patience: Int32) -> Arrival {
    var descriptor = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, patience) > 0 else { return .silence }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = Glibc.read(keyboard, &bytes, bytes.count)
    guard count > 0 else { return .end }
    pending += bytes.prefix(count)
    // A character may come in two reads.
    if let text = String(validating: pending, as: UTF8.self) {
      screen += text.replacing("\r\n", with: "\n")
      pending = []
    }
    return .text
  }

  private var pending: [UInt8] = []
}
