import History

/// A case as a person reads it: one screen.
struct CaseScreen {
  let data: JSON

  init(_ data: JSON) { self.data = data }

  func lines(paint: Paint) -> [String] { [data.compact] }
}
