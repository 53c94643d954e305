/// The JSON Schema of calendar files.
public enum CalendarSchema {
  /// The schema, draft 2020-12, over several lines.
  public static var text: String {
    SchemaPart.document(
      id: "urn:casework:calendar:1", title: "Casework calendar",
      description: "Which days count: a weekend, holidays, and weekend days on which people work",
      root: root, definitions: SchemaPart.common
    ).indented
  }

  private static var root: JSONText {
    let days = SchemaPart.table(
      of: SchemaPart.ref("optional_label"), keys: "[0-9]{4}-[0-9]{2}-[0-9]{2}", mayBeEmpty: true)
    return SchemaPart.record(
      [
        (
          "casework_calendar",
          SchemaPart.described("Version of the format", SchemaPart.constant(.int(1)))
        ),
        (
          "calendar",
          SchemaPart.described("The name that procedures use", SchemaPart.ref("name"))
        ),
        ("label", SchemaPart.ref("label")),
        (
          "zone",
          SchemaPart.described(
            "Where its days begin: an IANA zone, UTC, or whole hours",
            SchemaPart.pattern("\\S.*"), examples: [.string("Asia/Shanghai"), .string("+08:00")])
        ),
        (
          "source",
          SchemaPart.described("Where the days were taken from", SchemaPart.ref("text"))
        ),
        (
          "weekend",
          SchemaPart.described(
            "The days of the week on which nobody works",
            SchemaPart.list(of: SchemaPart.words(Weekday.allCases.map(\.name))))
        ),
        ("holidays", SchemaPart.described("Days off, by date, with their names", days)),
        (
          "working",
          SchemaPart.described("Weekend days on which people work, by date", days)
        ),
      ], required: ["casework_calendar", "calendar", "zone", "weekend"])
  }
}
