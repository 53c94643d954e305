/// Words of a command line.
enum Shell {
  /// The word as a POSIX shell takes it back.
  static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...: true
      default: "-_./:@%+,=".utf8.contains(byte)
      }
    }
    if plain && !word.isEmpty { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
