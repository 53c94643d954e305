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

  /// A net knows no persons, facts or money: of the mutants, it sees the trap that `can_finish` refuses.
  @Test func `pm4py finds just the trap among the mutants`() throws {
    let nets = try mutants.map { WorkflowNet(try Procedures.unproved($0.text())) }
    let verdicts = try Self.judge(nets)
    let unsound = zip(mutants, verdicts).filter { $0.1.hasPrefix("not sound; ") }.map(\.0)
    #expect(unsound.map(\.sentence) == ["can_finish"])
    #expect(unsound.first?.changes.count == 2)
    #expect(unsound.first?.changes.first?.new.contains("limbo") == true)
  }

  /// What pm4py calls unsound, we refuse: a state without a way out, one without a way in, a trap.
  @Test func `pm4py finds no mutant sound`() throws {
    let sound = try Procedures.read("Tests/WorkflowsTests/Fixtures/small_grant.yaml")
    var deadEnd = sound
    var lost = sound
    var loop = sound
    for index in sound.actions.indices {
      deadEnd.actions[index].from.removeAll { $0 == "approved" }
      if sound.actions[index].name == "approve" { lost.actions[index].targets[0].state = "paid" }
      loop.actions[index].from.removeAll { $0 == "approved" || $0 == "decision" }
      if sound.actions[index].name == "approve" { loop.actions[index].from = ["decision"] }
      if sound.actions[index].name == "pay" {
        loop.actions[index].from = ["approved"]
        loop.actions[index].targets[0].state = "decision"
      }
    }
    for verdict in try Self.judge([deadEnd, lost, loop].map { WorkflowNet($0) }) {
      #expect(verdict.hasPrefix("not sound; "), "\(verdict)")
    }
  }
}
