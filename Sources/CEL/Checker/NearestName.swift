/// The declared name nearest to a misspelt one.
enum NearestName {
  /// The candidate with the fewest letters to change, if that is at most a third of the letters;
  /// of equally near ones the first.
  static func of(_ name: String, among candidates: [String]) -> String? {
    let letters = Array(name.unicodeScalars)
    guard letters.count <= 64 else { return nil }
    var nearest: (name: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.unicodeScalars)
      let allowed = max(1, max(letters.count, other.count) / 3)
      guard other.count <= 64, abs(other.count - letters.count) <= allowed else { continue }
      let distance = distance(letters, other)
      if distance <= allowed, distance < nearest?.distance ?? .max {
        nearest = (candidate, distance)
      }
    }
    return nearest?.name
  }

  /// Insertions, removals, changes and swaps of neighbours that turn one into the other.
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var older = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var current = [i + 1]
      for (j, b) in right.enumerated() {
        var best = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a == b ? 0 : 1))
        if i > 0, j > 0, a == right[j - 1], b == left[i - 1] { best = min(best, older[j - 1] + 1) }
        current.append(best)
      }
      (older, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
