import CaseworkCLI

/// The program; everything is in `CaseworkCLI`.
@main
enum Entry {
  static func main() { Program.main() }
}
