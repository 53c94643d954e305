public import Workflows

/// Why a log cannot be replayed.
public enum ReplayError: Error, Hashable, Sendable {
  /// The log cannot be read.
  case log(EventLogError)
  /// The log holds events or roles that the map does not name; at most `StepReader.mostUnnamed`.
  case unnamed(file: String, [Unnamed])

  /// Something in the log that the map does not name.
  public struct Unnamed: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
      /// The name of an event.
      case event
      /// The name of a role.
      case role
    }

    /// What it is.
    public var kind: Kind
    /// Its name in the log; empty when an event has none.
    public var name: String
    /// How many events have it.
    public var count: Int
    /// The line of the first of them.
    public var firstLine: Int

    /// A name that the map lacks.
    public init(kind: Kind, name: String, count: Int, firstLine: Int) {
      self.kind = kind
      self.name = name
      self.count = count
      self.firstLine = firstLine
    }
  }
}

extension ReplayError: CustomStringConvertible {
  /// The mistake in English.
  public var description: String { description(in: .english) }

  /// The mistake in a language; one line for each event or role that is not named.
  public func description(in language: DiagnosticLanguage) -> String {
    switch self {
    case .log(let error): return error.description(in: language)
    case .unnamed(let file, let unnamed):
      return unnamed.map { item in
        let name = item.name.isEmpty ? "“”" : item.name
        switch (language, item.kind) {
        case (.english, .event):
          return "\(file):\(item.firstLine): the map does not name the event \(name) "
            + "(\(item.count) in the log); add it under events, or {ignore: why}"
        case (.english, .role):
          return "\(file):\(item.firstLine): the map does not name the role \(name) "
            + "(\(item.count) in the log); add it under roles, or as unknown"
        case (.simplifiedChinese, .event):
          return "\(file):\(item.firstLine)：映射中没有事件 \(name)（日志中 \(item.count) 次）；"
            + "请在 events 中添加，或写 {ignore: 理由}"
        case (.simplifiedChinese, .role):
          return "\(file):\(item.firstLine)：映射中没有角色 \(name)（日志中 \(item.count) 次）；"
            + "请在 roles 中添加，或写 unknown"
        }
      }
      .joined(separator: "\n")
    }
  }
}
