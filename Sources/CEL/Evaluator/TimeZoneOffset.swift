internal import Glibc

/// The offsets of a named time zone, for the full language only: the guard language has the days of
/// its calendar instead.
struct TimeZoneOffset {
  /// From when each offset holds, in seconds since 1970, and the offset in seconds east of UTC. The
  /// first holds from ever.
  let periods: [(start: Int64, offset: Int)]

  /// `+08:00`, `-02:30`, `02:00`, `UTC`, or a zone of the time-zone database such as
  /// `Asia/Shanghai`; nil for any other name.
  init?(_ name: String) {
    guard let first = name.utf8.first else { return nil }
    if name == "UTC" {
      periods = [(0, 0)]
    } else if !first.isLetter {
      guard let offset = Timestamp.offset((first.isDigit ? "+" + name : name).utf8) else {
        return nil
      }
      periods = [(0, offset)]
    } else {
      guard name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || "/+-".utf8.contains($0) }),
        let file = Self.bytes(ofFile: "/usr/share/zoneinfo/" + name),
        let periods = Self.periods(in: file)
      else { return nil }
      self.periods = periods
    }
  }

  /// The offset at an instant.
  func seconds(at instant: Timestamp) -> Int {
    let second = Int64(instant.dividedBySecond.seconds)
    let period = periods.dropFirst().last { $0.start <= second }
    return (period ?? periods[0]).offset
  }

  private static func bytes(ofFile path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }

  /// The table of a TZif file (RFC 8536), version 1 block: the years 1901 to 2037.
  private static func periods(in file: [UInt8]) -> [(start: Int64, offset: Int)]? {
    func number(_ position: Int) -> Int64? {
      guard position + 4 <= file.count else { return nil }
      let bits = file[position..<(position + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return Int64(Int32(bitPattern: bits))
    }
    guard file.starts(with: "TZif".utf8), let times = number(32), let types = number(36),
      (0...4_000).contains(times), (1...256).contains(types)
    else { return nil }
    let (table, indexes) = (44, 44 + Int(times) * 4)
    let infos = indexes + Int(times)
    guard infos + Int(types) * 6 <= file.count, let initial = number(infos) else { return nil }
    var periods: [(start: Int64, offset: Int)] = [(0, Int(initial))]
    for index in 0..<Int(times) {
      guard let start = number(table + index * 4),
        let offset = number(infos + Int(file[indexes + index]) * 6)
      else { return nil }
      periods.append((start, Int(offset)))
    }
    return periods
  }
}
