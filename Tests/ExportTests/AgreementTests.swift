import Foundation
import Testing
import Workflows

/// A procedure with a mistake in it, and the sentence that it makes false.
struct Mutant: CustomTestStringConvertible, Sendable {
  var file: String
  var changes: [Change]
  var sentence: String
  /// The code with which the file is refused.
  var code: String

  struct Change: Sendable {
    var old: String
    var new: String
  }

  var testDescription: String { "\(sentence) (\(code))" }

  func text() throws -> String {
    let url = repository.appending(path: file)
    return try changes.reduce(into: String(contentsOf: url, encoding: .utf8)) { text, change in
      try #require(text.contains(change.old), "\(file) has no '\(change.old)'")
      text = text.replacing(change.old, with: change.new, maxReplacements: 1)
    }
  }
}

private let grant = "Tests/WorkflowsTests/Fixtures/small_grant.yaml"
private let hardship = "workflows/hardship_grant.yaml"

/// A trap: from `limbo` one only comes to `lobby`, and back.
private let trap = Mutant.Change(
  old: "actions:\n",
  new: """
    actions:
      park: {from: review, to: limbo, role: reviewer}
      show_in: {from: limbo, to: lobby, role: reviewer}
      show_out: {from: lobby, to: limbo, role: reviewer}

    """)

private let rooms = Mutant.Change(
  old: "  paid:     {ends: granted}",
  new: "  limbo: {phase: lost}\n  lobby: {phase: lost}\n  paid:     {ends: granted}")

/// At least one for each of the six sentences.
let mutants = [
  Mutant(
    file: grant,
    changes: [
      .init(old: "distinct_from: [submit, recommend]\n", new: "distinct_from: [recommend]\n")
    ],
    sentence: "four_eyes", code: "WF373"),
  Mutant(
    file: hardship,
    changes: [
      .init(
        old: "from: post_review\n    to: home_visit",
        new: "from: post_review\n    to: centre_review")
    ], sentence: "visited", code: "WF372"),
  Mutant(
    file: hardship,
    changes: [
      .init(
        old: "from: [union_review, home_visit, economic_check,",
        new: "from: [follow_up, union_review, home_visit, economic_check,")
    ], sentence: "one_outcome", code: "WF374"),
  Mutant(
    file: grant,
    changes: [
      .init(
        old: "always:", new: "always:\n  few: send_back happens at most 2 times\n")
    ], sentence: "few", code: "WF375"),
  Mutant(
    file: grant, changes: [.init(old: "    money: {release: reserved}\n", new: "")],
    sentence: "books_close", code: "WF376"),
  Mutant(file: grant, changes: [trap, rooms], sentence: "can_finish", code: "WF377"),
  Mutant(
    file: grant,
    changes: [
      .init(old: "    money: {reserve: form.granted, fund: hardship}\n", new: ""),
      .init(old: "phase review, approved]", new: "phase review]"),
    ], sentence: "can_finish", code: "WF377"),
  Mutant(
    file: grant,
    changes: [
      .init(
        old: "always:", new: "always:\n  watched: no case stays in review without a deadline\n"),
      .init(
        old:
          "    deadline: {within: 10 business days, remind: 2 business days, escalate_to: supervisor}\n",
        new: ""),
    ], sentence: "watched", code: "WF378"),
]

/// Three judges that know nothing of each other: our proofs, spin, and pm4py.
@Suite struct AgreementTests {
  /// The sentences that our own proofs refuse, with their codes.
  private static func refused(_ text: String, _ workflow: Workflow) -> [String: String] {
    let (_, diagnostics) = WorkflowReader.read(bytes: Array(text.utf8), file: "mutant.yaml")
    var refused: [String: String] = [:]
    for property in workflow.always {
      let flaw = diagnostics.first {
        $0.location == property.location && $0.identifier.hasPrefix("WF37")
      }
      refused[property.name] = flaw?.identifier
    }
    return refused
  }

  @Test(arguments: Procedures.files)
  func `spin proves exactly what we prove`(file: String) throws {
    let text = try String(contentsOf: repository.appending(path: file), encoding: .utf8)
    let workflow = try Procedures.unproved(text)
    #expect(Self.refused(text, workflow) == [:])
    let model = PromelaModel(workflow)
    let spin = try Spin(model)
    for sentence in model.judged {
      let verdict = try spin.judge(sentence)
      #expect(verdict.isProved, "\(sentence): \(verdict.path)")
      #expect(verdict.states > 20, "\(sentence): the model hardly moves")
    }
    let compared = model.judged.count + model.leftOut.count
    #expect(compared == workflow.always.count)
  }

  @Test(arguments: mutants)
  func `spin refuses what we refuse, and nothing else`(mutant: Mutant) throws {
    let text = try mutant.text()
    let workflow = try Procedures.unproved(text)
    let refused = Self.refused(text, workflow)
    #expect(refused[mutant.sentence] == mutant.code)
    let model = PromelaModel(workflow)
    let spin = try Spin(model)
    // One that cannot be decided is refused too, and a model without amounts says nothing of it.
    for sentence in model.judged where mutant.file == grant || refused[sentence] != nil {
      let verdict = try spin.judge(sentence)
      #expect(verdict.isProved == (refused[sentence] == nil), "\(sentence): \(verdict.path)")
      #expect(verdict.path.isEmpty == verdict.isProved)
    }
  }

  @Test func `spin prints the path that breaks a sentence`() throws {
    let spin = try Spin(PromelaModel(try Procedures.unproved(mutants[0].text())))
    #expect(
      try spin.judge("four_eyes").path == [
        "open -> intake", "submit -> review", "by 1", "recommend -> decision", "by 0",
        "approve -> approved", "by 1", "pay -> paid",
      ])
  }
}
