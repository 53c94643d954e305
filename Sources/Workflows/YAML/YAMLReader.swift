/// Reads a YAML file into values with places, in the strict subset that all files here share.
///
/// YAML 1.2's core without anchors, aliases, merge keys, tags, directives, second documents,
/// duplicate keys, and without words that YAML 1.1 reads as truth values. Scalars stay texts.
public enum YAMLReader {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: the file, UTF-8, at most 1 MiB.
  ///   - file: its name, for messages.
  /// - Returns: the tree, nil when there is any error; and every mistake, sorted by place.
  public static func read(
    bytes: [UInt8], file: String
  ) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    let document = parse(bytes: bytes, file: file)
    return (document.diagnostics.isEmpty ? document.root : nil, document.diagnostics)
  }

  /// A file as far as it could be read.
  struct Document {
    var root: YAMLNode?
    /// The reading to go on with; nil when the bytes are not a text.
    var reading: Reading?
    var diagnostics: [Diagnostic]
  }

  static func parse(bytes: [UInt8], file: String) -> Document {
    switch SourceText.read(bytes, file: file) {
    case .failure(let unreadable):
      return Document(root: nil, reading: nil, diagnostics: [unreadable.diagnostic])
    case .success(let text):
      let (root, diagnostics) = Composer.compose(text)
      let reading = Reading(text, diagnostics)
      return Document(root: root, reading: reading, diagnostics: reading.sorted)
    }
  }
}
