import Foundation
import Testing

/// `scripts/prerequisites` on machines that are made up: what it finds, asks and installs is told by
/// programs of its own on the path.
@Suite struct PrerequisitesTests {
  private struct Machine {
    var missing: [String] = []
    var user = 0
    var hasSwift = true
    var sudoAllows = false
    /// How often apt-get finds its lists locked, and whether it then fails for another reason.
    var locked = 0
    var isOffline = false
  }

  private struct Outcome {
    var status: Int32
    var output: String
    var calls: [String]
  }

  private func run(_ machine: Machine, asking packages: [String] = []) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let calls = folder.appending(path: "calls")
    let offline = machine.isOffline ? "echo 'Unable to fetch' >&2; exit 100" : "exit 0"
    var programs = [
      "id": "echo \(machine.user)",
      "dpkg-query": """
      case " \(machine.missing.joined(separator: " ")) " in
        *" ${!#} "*) exit 1 ;;
        *) echo installed ;;
      esac
      """,
      "sudo": """
      [ \(machine.sudoAllows) = true ] || exit 1
      shift
      [ "$1" = true ] && exit 0
      echo sudo >>'\(calls.path)'
      exec env -u DEBIAN_FRONTEND "$@"
      """,
      "apt-get": """
      echo "$* ($DEBIAN_FRONTEND)" >>'\(calls.path)'
      if [ "$(grep -c update '\(calls.path)')" -le \(machine.locked) ]; then
        echo 'E: Could not get lock /var/lib/apt/lists/lock.' >&2
        exit 100
      fi
      \(offline)
      """,
    ]
    if machine.hasSwift { programs["swift"] = "exit 0" }
    for (name, text) in programs {
      let file = folder.appending(path: name)
      try "#!/bin/bash\n\(text)\n".write(to: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
    // What the script takes from the system itself; not all of it, for Swift may be there too.
    for name in ["bash", "env", "mktemp", "tail", "grep", "rm", "sleep"] {
      let found = ["/usr/bin/", "/bin/"].map { $0 + name }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: name).path, withDestinationPath: try #require(found))
    }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "scripts/prerequisites")
    process.arguments = [script.path] + packages
    process.environment = [
      "PATH": folder.path, "TMPDIR": folder.path, "CASEWORK_APT_PAUSE": "0",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let made = (try? String(contentsOf: calls, encoding: .utf8)) ?? ""
    return Outcome(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      calls: made.split(separator: "\n").map(String.init))
  }

  private let update = "-o DPkg::Lock::Timeout=600 update (noninteractive)"

  private func install(_ packages: String) -> String {
    "-o DPkg::Lock::Timeout=600 install --yes --no-install-recommends \(packages) (noninteractive)"
  }

  @Test func `where nothing is missing nothing is said or done`() throws {
    let outcome = try run(Machine(user: 1000))
    #expect(outcome.status == 0)
    #expect(outcome.output == "")
    #expect(outcome.calls == [])
  }

  @Test func `root installs what is missing, and what a script asks for beside`() throws {
    let outcome = try run(
      Machine(missing: ["libpq-dev", "libxml2", "spin"]), asking: ["spin"])
    #expect(outcome.status == 0)
    #expect(outcome.output == "installing libpq-dev libxml2 spin\n")
    #expect(outcome.calls == [update, install("libpq-dev libxml2 spin")])
  }

  @Test func `who may use sudo without a password installs with it`() throws {
    let outcome = try run(Machine(missing: ["libpq-dev"], user: 1000, sudoAllows: true))
    #expect(outcome.status == 0)
    #expect(outcome.calls == ["sudo", update, "sudo", install("libpq-dev")])
  }

  @Test func `who may not is told what to type`() throws {
    let outcome = try run(Machine(missing: ["libpq-dev", "zlib1g-dev"], user: 1000))
    #expect(outcome.status == 1)
    #expect(
      outcome.output == """
        These packages are missing: libpq-dev zlib1g-dev
        Install them with: sudo apt-get install libpq-dev zlib1g-dev

        """)
    #expect(outcome.calls == [])
  }

  @Test func `one that finds apt's lists locked by another waits for them`() throws {
    let outcome = try run(Machine(missing: ["libpq-dev"], locked: 2))
    #expect(outcome.status == 0)
    #expect(outcome.calls == [update, update, update, install("libpq-dev")])
  }

  @Test func `what cannot be installed is named with apt's own words`() throws {
    let outcome = try run(Machine(missing: ["libpq-dev"], isOffline: true))
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("Unable to fetch"))
    #expect(outcome.output.contains("The packages could not be installed: libpq-dev"))
    #expect(outcome.calls == [update])
  }

  @Test func `a machine without Swift is told where it comes from`() throws {
    let outcome = try run(Machine(missing: ["libpq-dev"], hasSwift: false))
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("https://www.swift.org/install"))
    #expect(outcome.calls == [])
  }
}
