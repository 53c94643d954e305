/// A time zone: its name and how far its clocks are from UTC.
public struct Zone: Hashable, Sendable {
  /// The name, such as `Asia/Shanghai`, `UTC` or `+08:00`.
  public let name: String
  /// The instants, in seconds since 1970, from which an offset holds, rising.
  let transitions: [Transition]
  /// Seconds east of UTC before the first transition.
  let firstOffset: Int

  /// From an instant on, clocks are this far from UTC.
  struct Transition: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    var seconds: Int64
    /// Seconds east of UTC.
    var offset: Int
  }

  /// The zone whose clocks show UTC.
  public static let utc = Zone(name: "UTC", transitions: [], firstOffset: 0)

  /// Seconds east of UTC at `seconds` since 1970.
  public func offset(at seconds: Int64) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? firstOffset : transitions[low - 1].offset
  }
}
