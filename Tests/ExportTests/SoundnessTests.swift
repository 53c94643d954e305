import Foundation
import Testing
import Workflows

/// pm4py, which knows nothing of us, judges the exported nets.
@Suite struct SoundnessTests {
  private static func judge(_ nets: [WorkflowNet]) throws -> [String] {
    let scratch = try Scratch()
    let files = try nets.enumerated().map { index, net in
      try scratch.write(net.pnml, as: "\(index).pnml").path
    }
    let script = repository.appending(path: "Tests/ExportTests/soundness.py").path
    let run = try run(Tool.python(), [script] + files, in: scratch.folder)
    #expect(run.exitCode == 0, "\(run.errors)")
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test func `pm4py finds every procedure sound`() throws {
    let nets = try Procedures.files.map { WorkflowNet(try Procedures.read($0)) }
    let verdicts = try Self.judge(nets)
    #expect(verdicts.count == nets.count)
    for (net, verdict) in zip(nets, verdicts) {
      let size = "\(net.places.count) places, \(net.transitions.count) transitions"
      #expect(verdict.hasPrefix("sound; \(size); "), "\(net.name): \(verdict)")
    }
  }
}
