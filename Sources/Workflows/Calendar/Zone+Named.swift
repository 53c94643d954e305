extension Zone {
  /// The zone of this name.
  ///
  /// - Parameter name: `UTC`, a fixed offset of whole hours such as `+08:00`, or a name of the IANA
  ///   time zone database, read from the system's copy (`/usr/share/zoneinfo`).
  /// - Returns: nil when there is no such zone.
  public static func named(_ name: String) -> Zone? {
    if name == "UTC" { return .utc }
    if let hours = fixedHours(name) {
      return Zone(name: name, transitions: [], firstOffset: hours * 3_600)
    }
    if let bytes = ZoneFile.bytes(of: name) { return ZoneFile.zone(named: name, bytes) }
    // China has had one offset since 1991; a machine without the database can still count its days.
    if name == "Asia/Shanghai" { return Zone(name: name, transitions: [], firstOffset: 28_800) }
    return nil
  }

  /// The name by which PostgreSQL knows the zone; the sign of `Etc/GMT` zones is turned round.
  public var databaseName: String {
    guard let hours = Self.fixedHours(name) else { return name }
    return hours == 0 ? "UTC" : "Etc/GMT" + (hours > 0 ? "-\(hours)" : "+\(-hours)")
  }

  /// The hours of `+08:00` or `-05:00`; from -12 to +14, for which PostgreSQL has names.
  private static func fixedHours(_ name: String) -> Int? {
    let bytes = Array(name.utf8)
    guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      bytes[3...].elementsEqual(":00".utf8),
      bytes[1...2].allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let size = Int(bytes[1] - 0x30) * 10 + Int(bytes[2] - 0x30)
    let hours = bytes[0] == UInt8(ascii: "-") ? -size : size
    return (-12...14).contains(hours) ? hours : nil
  }
}
