public import CEL

/// What somebody wants to do with a case.
public enum Command: Hashable, Sendable {
  /// Opens a case, by one of the file's opening actions if it has any.
  case open(action: String?, fields: [FieldEntry])
  /// Takes an action of the file.
  case act(action: String, fields: [FieldEntry], expect: Int64?)
  /// Gives a check's result: `pass`, `fail`, `waived`, or `open` again.
  case check(name: String, result: String)
  /// Stops the case for one of the file's reasons.
  case hold(reason: String, until: CalendarDate?)
  /// Lets a held case go on.
  case resume
  /// Takes back one's own vote for an action that still lacks votes.
  case recall(action: String)
  /// Corrects a field without sending the case back.
  case correct(field: String, value: PlainValue)

  /// A field with the value it is given; `null` empties it.
  public struct FieldEntry: Hashable, Sendable {
    /// The field.
    public var name: String
    /// The value, read by the field's type.
    public var value: PlainValue

    /// `value` for the field `name`.
    public init(_ name: String, _ value: PlainValue) {
      self.name = name
      self.value = value
    }
  }
}
