import Testing
import Workflows

/// What `casework workflow new` writes is a procedure to be proud of.
@Suite struct ScaffoldTests {
  @Test(arguments: [
    ("travel_grant", true), ("travel_grant", false), ("a", true), ("x9", false),
    ("one_two_three_four_five_six_seven_eight", true),
  ])
  func `a new procedure is read without a word and stands in the one layout`(
    name: String, paysMoney: Bool
  ) throws {
    let label = Label([
      .init(language: "en", text: "It's: a {grant}, #1"), .init(language: "zh-Hans", text: "补助"),
    ])
    for label in [label, Label()] {
      let text = try #require(
        WorkflowScaffold.text(name: name, label: label, paysMoney: paysMoney))
      guard
        case .laidOut(let bytes) = WorkflowLayout.format(bytes: Array(text.utf8), file: "a.yaml")
      else {
        Issue.record("it cannot be laid out")
        return
      }
      let (workflow, diagnostics) = WorkflowReader.read(bytes: bytes, file: "a.yaml")
      #expect(diagnostics.map { $0.render() } == [])
      #expect(workflow?.name == name)
      #expect((2...6).contains(workflow?.number.count ?? 0))
      #expect(label.isEmpty || workflow?.label == label)
      #expect(workflow?.always.isEmpty == false)
      #expect(text.split(separator: "\n").filter { $0.hasPrefix("#") }.count >= 8)
    }
  }

  @Test(arguments: [
    ("travel_grant", "TG"), ("loan", "LO"), ("a_b_c_d_e_f_g", "ABCDEF"), ("x", "XX"),
  ])
  func `case numbers begin with the letters of the name`(name: String, number: String) throws {
    let text = try #require(WorkflowScaffold.text(name: name, paysMoney: false))
    #expect(text.contains("\nnumber: \(number)  #"))
  }

  @Test(arguments: ["Travel", "9a", "", "in", "phase", "a-b"])
  func `what is no name gives no procedure`(name: String) {
    #expect(WorkflowScaffold.text(name: name, paysMoney: true) == nil)
  }
}
