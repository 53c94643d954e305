import LocalCluster

extension Failure {
  /// The private cluster's own texts say what happened and what to type.
  init(_ error: LocalClusterError) {
    self.init(.unreachable, error.message(Language.current == .chinese ? .chinese : .english))
  }
}
