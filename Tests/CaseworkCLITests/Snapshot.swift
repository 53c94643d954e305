import Foundation
import Testing

/// A text beside the tests that output is compared with; one that is missing is written and fails.
struct Snapshot {
  private let file: URL

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  init(name: String, in folder: String = "Snapshots") {
    file = Self.folder.appending(path: folder).appending(path: name)
  }

  /// `CASEWORK_RECORD=1` writes every snapshot anew, for review in the diff.
  static var isRecording: Bool { ProcessInfo.processInfo.environment["CASEWORK_RECORD"] == "1" }

  func expect(_ text: String) throws {
    guard let expected = try? String(contentsOf: file, encoding: .utf8), !Self.isRecording else {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file.lastPathComponent): review it and run again")
      return
    }
    guard text != expected else { return }
    let difference = Self.firstDifference(expected, text)
    Issue.record("\(file.lastPathComponent) differs: \(difference)")
  }

  private static func firstDifference(_ expected: String, _ found: String) -> String {
    let old = expected.components(separatedBy: "\n")
    let new = found.components(separatedBy: "\n")
    for index in 0..<max(old.count, new.count) {
      let (left, right) = (
        index < old.count ? old[index] : "(end)", index < new.count ? new[index] : "(end)"
      )
      if left != right { return "line \(index + 1)\n- \(left)\n+ \(right)" }
    }
    return "nothing"
  }
}
