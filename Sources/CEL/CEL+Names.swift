/// `Row`, for the lookup below.
public typealias BindingRow = Row

extension CEL {
  /// The row of values, for files that also see another type of this name: the module and this
  /// namespace are called the same, so `CEL.Row` would not find it otherwise.
  public typealias Row = BindingRow
}
