extension String {
  /// Whether both strings hold the same Unicode scalars.
  ///
  /// Swift's `==` also holds for canonically equivalent strings (é and e + U+0301); CEL and
  /// PostgreSQL's collation "C" tell them apart. `==` is tested first because it is the fast one
  /// and cannot be false for equal scalars.
  func hasSameScalars(as other: String) -> Bool {
    self == other && utf8.elementsEqual(other.utf8)
  }

  /// Whether this string's scalars come before the other's; the order of UTF-8 bytes is the same.
  func precedesByScalars(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
