/// Named values in the order of their names' Unicode scalars, whatever order they came in.
public struct Row: Sendable, ExpressibleByDictionaryLiteral {
  /// One named value.
  public typealias Entry = (name: String, value: Value)

  /// The entries, sorted by name.
  public private(set) var entries: [Entry] = []

  /// A row without values.
  public init() {}

  /// A row of these; of two entries with the same name the last counts.
  public init(_ entries: some Sequence<(String, Value)>) {
    for (name, value) in entries { self[name] = value }
  }

  /// A row of these; of two entries with the same name the last counts.
  public init(dictionaryLiteral elements: (String, Value)...) {
    self.init(elements)
  }

  /// The value named `name`; nil when it is absent. Setting nil removes it.
  public subscript(name: String) -> Value? {
    get {
      let index = position(of: name)
      guard index < entries.count, entries[index].name.hasSameScalars(as: name) else { return nil }
      return entries[index].value
    }
    set {
      let index = position(of: name)
      let found = index < entries.count && entries[index].name.hasSameScalars(as: name)
      switch (found, newValue) {
      case (true, let value?): entries[index].value = value
      case (true, nil): entries.remove(at: index)
      case (false, let value?): entries.insert((name, value), at: index)
      case (false, nil): break
      }
    }
  }

  /// The index of the first entry whose name does not come before `name`.
  private func position(of name: String) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].name.precedesByScalars(name) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
