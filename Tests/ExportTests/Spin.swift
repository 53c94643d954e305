import Foundation
import Testing
import Workflows

/// What spin says of one sentence.
struct SpinVerdict {
  /// Whether it found no path on which the sentence is false.
  var isProved: Bool
  /// How many situations it looked at.
  var states: Int
  /// The shortest path on which the sentence is false, a line a step; empty when it is proved.
  var path: [String]
}

/// A model checked by spin: its verifier is written, compiled and run for one sentence.
struct Spin {
  /// How many persons are told apart. A sentence fears one person who does two things, and besides
  /// the persons told apart there is always somebody new; so one is enough, and more is a check of that.
  static let people =
    ProcessInfo.processInfo.environment["CASEWORK_SPIN_PEOPLE"].flatMap { Int($0) } ?? 1

  private let scratch: Scratch
  private let model: String

  init(_ model: PromelaModel) throws {
    scratch = try Scratch()
    self.model = model.text
  }

  func judge(_ sentence: String, people: Int = Spin.people) throws -> SpinVerdict {
    let folder = scratch.folder.appending(path: sentence)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // The trail is looked for beside the model.
    try Data(model.utf8).write(to: folder.appending(path: "model.pml"))
    let chosen = ["-DCHECK_\(sentence)", "-DPEOPLE=\(people)"]
    let written = try run(Tool.spin(), chosen + ["-a", "model.pml"], in: folder)
    try #require(written.exitCode == 0, "\(sentence): \(written.output)\(written.errors)")
    let verifier = folder.appending(path: "pan").path
    let options = ["-O0", "-w", "-DBFS", "-DSAFETY", "-DNOCLAIM", "-o", verifier, "pan.c"]
    let built = try run(Tool.compiler(), options, in: folder)
    try #require(built.exitCode == 0, "\(sentence): \(built.errors)")
    let output = try run(verifier, [], in: folder).output

    let errors = try #require(output.firstMatch(of: /errors: (\d+)/)?.1, "\(output)")
    let states = try #require(output.firstMatch(of: /(\d+) states, stored/)?.1, "\(output)")
    // Spin says so when it ran out of memory or depth: then no error is no proof.
    try #require(!output.contains("Search not completed") || errors != "0", "\(output)")
    var path: [String] = []
    if errors != "0" {
      let trail = try run(Tool.spin(), chosen + ["-t", "model.pml"], in: folder)
      path = trail.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { $0.contains("->") || $0.hasPrefix("by ") || $0.hasPrefix("no way") }
    }
    return SpinVerdict(isProved: errors == "0", states: Int(states) ?? 0, path: path)
  }
}
