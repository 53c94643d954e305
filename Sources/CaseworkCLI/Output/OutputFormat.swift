import ArgumentParser

/// How data is written to standard output.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// Aligned columns for people.
  case table
  /// One JSON value.
  case json
  /// One JSON value a line.
  case jsonl
  /// RFC 4180.
  case csv
}
