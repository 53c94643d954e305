/// The handbook of a procedure for people who do not read its file: every state, action, field,
/// document, limit and rule in words, in one language.
///
/// ```swift
/// print(Handbook(workflow, digest: digest, language: .english).markdown)
/// ```
public struct Handbook: Sendable {
  let blocks: [HandbookBlock]
  let title: String
  let language: DiagnosticLanguage

  /// The handbook of `workflow`.
  ///
  /// - Parameters:
  ///   - digest: the SHA-256 of the file, in hexadecimal, which tells the edition.
  ///   - language: of every word in it; where a label lacks it, English or the name stands in.
  ///   - drawing: the picture as SVG, for HTML; without it the picture for a terminal stands there.
  public init(
    _ workflow: Workflow, digest: String, language: DiagnosticLanguage, drawing: String? = nil
  ) {
    let author = HandbookAuthor(workflow: workflow, digest: digest, language: language)
    title = author.phrases.name(workflow.label, workflow.name)
    blocks = author.blocks(drawing: drawing)
    self.language = language
  }

  /// The handbook as Markdown, with the picture as a Mermaid chart.
  public var markdown: String { HandbookMarkdown.text(of: blocks) }

  /// The handbook as one HTML page that needs nothing else and prints well.
  public var html: String { HandbookPage(title: title, language: language).text(of: blocks) }
}

/// A part of a handbook, before it is Markdown or HTML.
enum HandbookBlock: Sendable {
  case heading(Int, String, anchor: String)
  case paragraph([HandbookSpan])
  case bullets([[HandbookSpan]])
  case table(head: [String], rows: [[[HandbookSpan]]], isMatrix: Bool)
  /// A line about a state, such as its deadline, with a mark before it.
  case note(String, [HandbookSpan])
  /// The picture: as a chart for Markdown, as a drawing or plain text for HTML.
  case picture(mermaid: String, drawing: String?, text: String)
}

/// A piece of a line.
enum HandbookSpan: Hashable, Sendable {
  case text(String)
  case strong(String)
  case code(String)
  case link(String, anchor: String)

  /// A text in which expressions stand between backticks.
  static func parse(_ text: String) -> [HandbookSpan] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().compactMap {
      index, part in
      part.isEmpty ? nil : index.isMultiple(of: 2) ? .text(String(part)) : .code(String(part))
    }
  }
}
