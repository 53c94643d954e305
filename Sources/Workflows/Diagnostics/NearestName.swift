/// Finds what somebody most likely meant.
enum NearestName {
  /// The candidate with the fewest edits from `name`, if it is near enough to be meant: at most a
  /// third of the letters and never more than three edits; the first of equals.
  static func of(_ name: String, in candidates: [String]) -> String? {
    let written = Array(name.lowercased().unicodeScalars.prefix(64))
    let limit = min(3, max(1, written.count / 3))
    var best: (name: String, edits: Int)?
    for candidate in candidates where candidate != name {
      let edits = distance(written, Array(candidate.lowercased().unicodeScalars.prefix(64)))
      if edits <= limit, edits < best?.edits ?? Int.max { best = (candidate, edits) }
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if abs(a.count - b.count) > 3 { return Int.max }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in 0..<b.count {
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
