import EventLogs
import Testing
import Workflows

struct ReplayMapReaderTests {
  /// The identifiers and places of the mistakes in a map.
  private func mistakes(_ text: String) throws -> [String] {
    let (map, diagnostics) = ReplayMapReader.read(
      bytes: Array(text.utf8), file: "map.yaml", for: try requestWorkflow())
    #expect((map == nil) == !diagnostics.isEmpty)
    return diagnostics.map { "\($0.location.line):\($0.location.column) \($0.identifier)" }
  }

  private func replacing(_ old: String, _ new: String) -> String {
    var lines = requestMap.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for index in lines.indices where lines[index].contains(old) { lines[index] = new }
    return lines.joined(separator: "\n")
  }

  @Test func `a map without mistakes is read`() throws {
    let map = try map()
    #expect(map.events["Filed"] == .action("file"))
    #expect(map.roles["MISSING"] == .unknown)
    #expect(map.onRefusal == .follow)
    #expect(map.undecidedRules == ["distinct_from", "applicant"])
    #expect(
      map.fields == [
        .init(
          field: "amount",
          source: .attribute("Amount", rounding: Rounding(scale: 2, mode: .halfUp))),
        .init(field: "note", source: .assumed("none")),
      ])
  }

  @Test(arguments: [
    ("workflow: request", "workflow: other", "2:11 MP201"),
    ("zone:", "zone: Mars/Olympus", "3:7 MP106"),
    ("Filed:", "  Filed: fle", "5:10 MP202"),
    ("Mail sent:", "  Mail sent: {skip: yes_sir}", "8:15 MP101"),
    ("HEAD:", "  HEAD: boss", "11:9 MP203"),
    ("persons:", "persons: by_luck", "14:10 MP104"),
    ("amount:", "  amont: {key: Amount}", "17:3 MP204"),
    ("amount:", "  amount: {key: Amount, round: {scale: two, mode: half_up}}", "17:40 MP105"),
    ("amount:", "  amount: {round: {scale: 2, mode: half_up}}", "17:11 MP102"),
    ("amount:", "  amount: {assume: much}", "17:20 MP206"),
    ("distinct_from:", "  state: {en: Why not.}", "20:3 MP104"),
    ("casework_map:", "casework_map: 2", "1:15 MP105"),
    ("persons:", "people: by_role", "14:1 MP101"),
  ])
  func `each mistake has its place`(old: String, new: String, expected: String) throws {
    let found = try mistakes(replacing(old, new))
    #expect(found.contains(expected), "\(found)")
  }

  @Test func `rules that compare made-up persons must be listed as undecided`() throws {
    let text = replacing("distinct_from:", "  fund: {en: The log has no funds.}")
    #expect(try mistakes(text) == ["14:10 MP205"])
  }

  @Test func `mistakes in the YAML are told as in a workflow file`() throws {
    #expect(try mistakes("casework_map: &a 1").contains("1:15 WF008"))
    #expect(try mistakes("") == ["1:1 WF004"])
  }

  @Test func `a mistake is shown with its line, a caret and a hint`() throws {
    let text = replacing("HEAD:", "  HEAD: boss")
    let (_, diagnostics) = ReplayMapReader.read(
      bytes: Array(text.utf8), file: "map.yaml", for: try requestWorkflow())
    #expect(
      diagnostics.map { $0.render() } == [
        """
        map.yaml:11:9: error[MP203]: the workflow has no role boss
           11 |   HEAD: boss
              |         ^^^^
          hint: one of: clerk, head, cashier, system, unknown
        """
      ])
    #expect(
      diagnostics.first?.render(language: .simplifiedChinese).hasPrefix(
        "map.yaml:11:9: 错误[MP203]: 流程中没有角色 boss") == true)
  }
}
