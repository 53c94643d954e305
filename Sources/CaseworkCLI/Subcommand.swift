import ArgumentParser

/// A command that does something: it declares options, calls one use case and renders.
protocol Subcommand: ParsableCommand {
  func run(in context: Context) throws
}
