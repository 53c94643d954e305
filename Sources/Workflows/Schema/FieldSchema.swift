/// The definitions of fields and columns.
enum FieldSchema {
  static let definitions: [(String, JSONText)] = [
    ("field", field(isColumn: false)), ("column", field(isColumn: true)),
  ]

  private static let text =
    "text, choice, yes_no, integer, money, decimal(N) with N digits after the "
    + "point, date, datetime, duration, rows, list, staff"

  private static func field(isColumn: Bool) -> JSONText {
    let types = WorkflowBuilder.types.filter {
      !isColumn || !["rows", "list", "staff"].contains($0)
    }
    var properties: [(String, JSONText)] = [
      (
        "type",
        SchemaPart.described(
          text,
          .object([
            (
              "anyOf",
              .array([SchemaPart.words(types), SchemaPart.pattern("decimal\\([0-9]\\)")])
            )
          ]))
      ),
      ("label", SchemaPart.ref("optional_label")),
      (
        "optional",
        SchemaPart.described("Never required", SchemaPart.truth)
      ),
      ("min", SchemaPart.described("The least", .object([]))),
      (
        "max",
        SchemaPart.described("The most; of a text its characters", .object([]))
      ),
      (
        "pattern",
        SchemaPart.described(
          "Matches the whole text: characters, [a-z], ( | ), ? * + {m,n}; no . \\d ^ $",
          SchemaPart.ref("text"), examples: [.string("[0-9]{12,19}")])
      ),
      (
        "of",
        SchemaPart.described(
          "The choices, the columns of rows, or the type of a list's items", .object([]))
      ),
    ]
    if !isColumn {
      properties += [
        (
          "private",
          SchemaPart.described(
            "Held back until a reading is on record; roles: only these may read it", privacy)
        ),
        (
          "required_when",
          SchemaPart.described(
            "Required only when this holds", SchemaPart.ref("expression"))
        ),
        (
          "check",
          SchemaPart.described(
            "Must hold whenever the field is filled; reads form, applicant, today and now",
            SchemaPart.ref("expression"))
        ),
        (
          "min_rows", SchemaPart.described("The fewest rows or items", SchemaPart.whole(0...10_000))
        ),
        (
          "max_rows", SchemaPart.described("The most rows or items", SchemaPart.whole(1...10_000))
        ),
        (
          "role",
          SchemaPart.described("The role of the colleague", SchemaPart.ref("name"))
        ),
      ]
    }
    let limits = properties.map(\.0).filter(WorkflowBuilder.limitKeys.contains)
    return SchemaPart.record(
      properties, required: ["type"],
      more: [("allOf", .array(types.map { rule($0, limits) } + [rule(nil, limits)]))])
  }

  private static let privacy = JSONText.object([
    (
      "anyOf",
      .array([
        SchemaPart.truth,
        SchemaPart.record(
          [
            (
              "roles",
              .object([
                (
                  "anyOf",
                  .array([
                    SchemaPart.ref("name"), SchemaPart.list(of: SchemaPart.ref("name"), least: 1),
                  ])
                )
              ])
            )
          ], required: ["roles"]),
      ])
    )
  ])

  /// What a field of one type may and must have; nil is `decimal(N)`.
  private static func rule(_ type: String?, _ limits: [String]) -> JSONText {
    let own = keys(of: type)
    let barred = limits.filter { limit in !own.contains { $0.0 == limit } }
    let isType = type.map { SchemaPart.constant(.string($0)) } ?? SchemaPart.pattern("decimal.*")
    var then: [(String, JSONText)] = [
      ("properties", .object(own + barred.map { ($0, .bool(false)) }))
    ]
    let required = ["choice": "of", "rows": "of", "list": "of", "staff": "role"]
    if let key = type.flatMap({ required[$0] }) { then.append(("required", .strings([key]))) }
    return .object([
      (
        "if",
        .object([
          ("properties", .object([("type", isType)])), ("required", .strings(["type"])),
        ])
      ), ("then", .object(then)),
    ])
  }

  private static func keys(of type: String?) -> [(String, JSONText)] {
    switch type {
    case "text": [("max", SchemaPart.whole(1...20_000)), ("pattern", SchemaPart.ref("text"))]
    case "choice": [("of", choices)]
    case "integer": [("min", SchemaPart.whole()), ("max", SchemaPart.whole())]
    case "money", nil: [("min", SchemaPart.number), ("max", SchemaPart.number)]
    case "date": [("min", SchemaPart.date), ("max", SchemaPart.date)]
    case "rows":
      [
        (
          "of",
          SchemaPart.table(of: SchemaPart.ref("column"), more: [("minProperties", .int(1))])
        ), ("min_rows", SchemaPart.whole()), ("max_rows", SchemaPart.whole()),
      ]
    case "list":
      [
        (
          "of",
          .object([
            (
              "anyOf",
              .array([
                SchemaPart.words(["text", "yes_no", "integer", "money", "date"]),
                SchemaPart.pattern("decimal\\([0-9]\\)"),
              ])
            )
          ])
        ), ("min_rows", SchemaPart.whole()), ("max_rows", SchemaPart.whole()),
      ]
    case "staff": [("role", SchemaPart.ref("name"))]
    default: []
    }
  }

  private static let choices = JSONText.object([
    (
      "anyOf",
      .array([
        SchemaPart.list(of: SchemaPart.ref("name"), least: 1),
        SchemaPart.table(
          of: SchemaPart.ref("optional_label"), more: [("minProperties", .int(1))]),
      ])
    )
  ])
}
