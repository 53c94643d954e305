/// A procedure as a picture: the states a case can be in, the actions between them, who takes them
/// and by when, told in one language.
///
/// Every form is a pure text; making an SVG of `dot` is Graphviz's work, by whoever runs it.
///
/// ```swift
/// print(Picture(workflow, language: .english).text())
/// ```
public struct Picture: Sendable {
  let chart: Chart

  /// A picture of `workflow`.
  ///
  /// - Parameters:
  ///   - language: of every word in it; where a label lacks it, English or the name stands in.
  ///   - roadOnly: only the main road, without what leaves it.
  public init(_ workflow: Workflow, language: DiagnosticLanguage, roadOnly: Bool = false) {
    chart = Chart(workflow, language, roadOnly: roadOnly)
  }
}
