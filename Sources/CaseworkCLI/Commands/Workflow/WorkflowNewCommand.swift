import ArgumentParser
import Glibc
import Workflows

struct WorkflowNewCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "new", say("Begin a procedure: a small one that works, to be changed.", "新建流程：生成可用的小流程，供修改。"),
      say(
        """
        Writes NAME.yaml into the current folder: commented, with sentences that are proved and tests \
        that pass. A file that is there already is left alone.
        """,
        "在当前目录写入 NAME.yaml：附说明、可证明的语句和通过的测试。已有的文件不会被覆盖。"),
      example: """
        casework workflow new travel_grant --label "en=Travel grant" --label zh-Hans=差旅补助
        casework workflow new membership_card --no-money
        """)
  }

  @Argument(help: .init(say("Its name: small letters, digits and _.", "名称：小写字母、数字和 _。")))
  var name: String
  @Option(
    help: .init(
      say("What people call it, once a language.", "显示名称，每种语言一次。"), valueName: "language=text"))
  var label: [String] = []
  @Flag(
    inversion: .prefixedNo,
    help: .init(say("Whether it ends with a payment.", "是否以付款结束。")))
  var money = true

  func validate() throws {
    guard WorkflowScaffold.isName(name) else {
      throw ValidationError(
        say(
          "'\(name)' is no name; write small letters, digits and _, such as travel_grant.",
          "“\(name)”不是有效名称；请用小写字母、数字和 _，如 travel_grant。"))
    }
    _ = try labels()
  }

  func run(in context: Context) throws {
    let path = "\(name).yaml"
    guard let draft = WorkflowScaffold.text(name: name, label: try labels(), paysMoney: money),
      case .laidOut(let bytes) = WorkflowLayout.format(bytes: Array(draft.utf8), file: path)
    else { throw Failure.usage(say("The label cannot be used.", "无法使用该显示名称。")) }
    guard !OutputFile.exists(path) else {
      throw Failure.usage(
        say("\(path) is there already; it is left as it is.", "\(path) 已存在，保持原样。"))
    }
    let file = try OutputFile(path)
    file.write(bytes)
    try file.finish()
    // A procedure is no secret: as readable as any file this person makes.
    let mask = umask(0)
    umask(mask)
    chmod(path, 0o666 & ~mask)
    context.output.writeLine(path)
    context.tell(say("Next:", "接下来："))
    for step in ["check \(path)", "test \(path)", "install \(path)"] {
      context.tell("  casework workflow \(step)")
    }
  }

  /// The texts by language; one without a language is in that of the messages.
  private func labels() throws -> Label {
    var texts: [Label.Text] = []
    for written in label {
      let parts = written.split(separator: "=", maxSplits: 1).map(String.init)
      let isNamed = parts.count == 2 && ["en", "zh-Hans"].contains(parts[0])
      let language = isNamed ? parts[0] : Language.current == .chinese ? "zh-Hans" : "en"
      let text = isNamed ? parts[1] : written
      let isShown = text.contains { !$0.isWhitespace }
      guard isShown, !texts.contains(where: { $0.language == language }) else {
        throw ValidationError(
          say("'\(written)' is empty or a second text in its language.", "“\(written)”为空或同一语言重复。"))
      }
      texts.append(.init(language: language, text: text))
    }
    return Label(texts)
  }
}
