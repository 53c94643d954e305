/// The secret that a sample is drawn with, kept in a file until it is shown.
enum ReceiptSeed {
  /// The file's seed; one is made, readable by its owner alone, where there is no such file.
  static func make(_ path: String) throws -> String {
    if OutputFile.exists(path) { return try read(path) }
    var generator = SystemRandomNumberGenerator()
    let seed = (0..<4).map { _ in
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    let file = try OutputFile(path)
    file.write((seed + "\n").utf8)
    try file.finish()
    return seed
  }

  static func read(_ path: String) throws -> String {
    let text = String(decoding: try InputFile.read(path, limit: 1000), as: UTF8.self)
    let seed = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    guard (16...200).contains(seed.count) else {
      throw Failure.usage(
        say("\(path) holds no seed of 16 to 200 characters.", "\(path) 中没有 16 至 200 个字符的种子。"))
    }
    return seed
  }
}
