/// One text in several languages, in the order of the file.
///
/// Where a file gives no label the label is empty and the name stands in: `text(in:or:)`.
public struct Label: Hashable, Sendable {
  /// The text in one language.
  public struct Text: Hashable, Sendable {
    /// The language as BCP 47 tag, such as `en` or `zh-Hans`.
    public var language: String
    /// The text.
    public var text: String

    /// `text` in `language`.
    public init(language: String, text: String) {
      self.language = language
      self.text = text
    }
  }

  /// The texts; no language twice.
  public var texts: [Text]

  /// A label of these texts.
  public init(_ texts: [Text] = []) {
    self.texts = texts
  }

  /// Whether the file gives no text at all.
  public var isEmpty: Bool { texts.isEmpty }

  /// The text in exactly `language`.
  public subscript(language: String) -> String? {
    texts.first { $0.language == language }?.text
  }

  /// The text in `language`, else in English, else the first there is, else `name`.
  public func text(in language: String, or name: String) -> String {
    self[language] ?? self["en"] ?? texts.first?.text ?? name
  }
}

/// A name with its label: a role, a choice, a reason for a hold.
public struct NamedLabel: Hashable, Sendable {
  /// The name, as rules and the database know it.
  public var name: String
  /// What people see.
  public var label: Label
  /// Where it is written.
  public var location: SourceLocation

  /// A name with its label.
  public init(name: String, label: Label, location: SourceLocation) {
    self.name = name
    self.label = label
    self.location = location
  }
}
