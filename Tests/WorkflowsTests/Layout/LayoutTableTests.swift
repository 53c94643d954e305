import Testing
import Workflows

/// A file before and after.
struct LayoutCase: Sendable, CustomTestStringConvertible {
  var name: String
  var before: String
  var after: String
  var testDescription: String { name }

  static let all: [LayoutCase] = [
    LayoutCase(
      name: "indentation, blank lines and blanks",
      before:
        "\n\ncasework:   1   \nroles:\n\n\n      a:\n            en:    A\nx: {  a: 1,b: 2 }\n\n\n",
      after: "casework: 1\nroles:\n\n  a:\n    en: A\nx: {a: 1, b: 2}\n"),
    LayoutCase(
      name: "tables stand under one another, other keys do not",
      before: "label: {en: L}\nroles:\n  li: {en: Li}\n  zhang: {en: 张}\n  open:\n    en: O\n",
      after: "label: {en: L}\nroles:\n  li:    {en: Li}\n  zhang: {en: 张}\n  open:\n    en: O\n"),
    LayoutCase(
      name: "comments of one paragraph stand under one another",
      before: "# top\na: 1 # one\nlonger: 2        # two\n\nb: 3 # three\n#last",
      after: "# top\na: 1       # one\nlonger: 2  # two\n\nb: 3  # three\n#last\n"),
    LayoutCase(
      name: "a comment goes with the entries it is indented with",
      before: "a:\n    b: 1\n    # of a\n# of c\nc: 2\n",
      after: "a:\n  b: 1\n  # of a\n# of c\nc: 2\n"),
    LayoutCase(
      name: "a comment inside braces opens them",
      before: "a: {b: 1, # one\n    # two\n    c: [1, 2]} # three\n",
      after: "a:\n  b: 1  # one\n  # two\n  c: [1, 2]\n  # three\n"),
    LayoutCase(
      name: "a list is indented under its key",
      before: "when:\n- a: x\n  say: y\n-   b: z\n",
      after: "when:\n  - a: x\n    say: y\n  - b: z\n"),
    LayoutCase(
      name: "quotes stay; double ones only where they save doubling",
      before: #"a: "x"\#nb: 'form.c == ''d'''\#nc: "a\tb"\#nd: "\u4e2d"\#ne: plain"#,
      after: #"a: 'x'\#nb: "form.c == 'd'"\#nc: "a\tb"\#nd: '中'\#ne: plain\#n"#),
    LayoutCase(
      name: "a text over several lines",
      before: "a: >-\n      one\n      two\n\nb: |  # why\n   x\n    y\n",
      after: "a: >-\n  one\n  two\n\nb: |  # why\n  x\n   y\n"),
    LayoutCase(
      name: "what does not fit is opened, a list of words goes on under its first",
      before: "form:\n  a: {type: text, label: {en: \(words(13)), zh-Hans: 甲}, private: true}\n"
        + "  b: {type: date}\nfill: [\(list(24))]\n",
      after: "form:\n  a:\n    type: text\n    label: {en: \(words(13)), zh-Hans: 甲}\n"
        + "    private: true\n  b: {type: date}\n"
        + "fill: [\(list(19)),\n       word, word, word, word, word]\n"),
    LayoutCase(
      name: "other line ends and a mark of the byte order",
      before: "\u{FEFF}a: 1\r\nb:\r\n    c: 2\r\n", after: "a: 1\nb:\n  c: 2\n"),
    LayoutCase(
      name: "nothing after the colon", before: "a:\nb: {c: , d: }\n", after: "a:\nb: {c: , d: }\n"),
    LayoutCase(
      name: "an expression that begins with ! or a quote",
      before: "a: !form.b\nwhen:\n  - b: 'x' == form.c\n  - c: \"y\" == form.d   # why\n",
      after: "a: '!form.b'\nwhen:\n  - b: \"'x' == form.c\"\n  - c: '\"y\" == form.d'  # why\n"),
    LayoutCase(
      name: "an expression with a comma in braces",
      before: "facts: {a: div(form.b, 2, 2) > 1.00, c: form.d in ['x', 'y'], e: true}\n",
      after: "facts: {a: 'div(form.b, 2, 2) > 1.00', c: \"form.d in ['x', 'y']\", e: true}\n"),
    LayoutCase(
      name: "an expression with a colon",
      before: "a: form.b ? 1 : 2\n", after: "a: 'form.b ? 1 : 2'\n"),
  ]

  private static func words(_ count: Int) -> String {
    Array(repeating: "word", count: count).joined(separator: " ")
  }

  private static func list(_ count: Int) -> String {
    Array(repeating: "word", count: count).joined(separator: ", ")
  }
}

@Suite struct LayoutTableTests {
  private func format(_ text: String) -> WorkflowLayout.Outcome {
    WorkflowLayout.format(bytes: Array(text.utf8), file: "a.yaml")
  }

  @Test(arguments: LayoutCase.all)
  func `a layout becomes the one layout and stays so`(test: LayoutCase) {
    guard case .laidOut(let bytes) = format(test.before) else {
      Issue.record("refused: \(format(test.before))")
      return
    }
    #expect(String(decoding: bytes, as: UTF8.self) == test.after)
    guard case .laidOut(let again) = format(test.after) else {
      Issue.record("refused the second time")
      return
    }
    #expect(String(decoding: again, as: UTF8.self) == test.after)
  }

  @Test(arguments: [
    ("a: [1, 2\nb: 3\n", "WF005"), ("a: 1\na: 2\n", "WF010"), ("a: &x 1\n", "WF008"),
    ("a: yes\n", "WF013"), ("", "WF004"), ("a: !!int 1\n", "WF009"), ("a: 1\n---\nb: 2\n", "WF011"),
    ("a: !form.b && (\n", "WF023"), ("? [a]\n: 1\n", "WF012"),
  ])
  func `a file that is not read is refused with its mistake`(text: String, code: String) {
    guard case .refused(let diagnostics) = format(text) else {
      Issue.record("not refused")
      return
    }
    #expect(diagnostics.map(\.identifier).contains(code))
  }
}
