/// Known names that a mistyped word may have meant.
enum NearNames {
  /// The names within a third of the word's length, nearest first; at most three.
  static func of(_ word: String, in names: [String]) -> [String] {
    let typed = Array(word.lowercased().unicodeScalars)
    guard !typed.isEmpty else { return [] }
    let scored = names.compactMap { name -> (distance: Int, name: String)? in
      let known = Array(name.lowercased().unicodeScalars)
      let isPart = typed.count >= 3 && name.lowercased().hasPrefix(word.lowercased())
      let distance = isPart ? 1 : editDistance(typed, known)
      return distance <= max(1, min(typed.count, known.count) / 3 + 1) ? (distance, name) : nil
    }
    return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// Edits that turn one word into the other, a swap of neighbours counted once.
  private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var next = [i + 1] + [Int](repeating: 0, count: right.count)
      for (j, b) in right.enumerated() {
        next[j + 1] = min(row[j + 1] + 1, next[j] + 1, row[j] + (a == b ? 0 : 1))
        if i > 0, j > 0, a == right[j - 1], left[i - 1] == b {
          next[j + 1] = min(next[j + 1], before[j - 1] + 1)
        }
      }
      before = row
      row = next
    }
    return row[right.count]
  }
}
