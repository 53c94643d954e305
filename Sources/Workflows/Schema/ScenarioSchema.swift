/// The definitions of what stands under `tests:`.
enum ScenarioSchema {
  static let definitions: [(String, JSONText)] = [
    ("test", test), ("applicant", applicant), ("lookup", lookup), ("funds", funds),
    ("held_documents", documents), ("step", step), ("then", then),
  ]

  private static let test = SchemaPart.record(
    [
      ("name", SchemaPart.described("A sentence of its own", SchemaPart.ref("text"))),
      (
        "like",
        SchemaPart.described("Another test, whose parts stand in here", SchemaPart.ref("text"))
      ),
      (
        "after",
        SchemaPart.described(
          "Another test, whose steps come before these", SchemaPart.ref("text"))
      ),
      (
        "people",
        SchemaPart.described(
          "Who acts, by login, with their roles",
          SchemaPart.table(of: SchemaPart.oneOrMore(SchemaPart.ref("name"))))
      ),
      (
        "clock",
        SchemaPart.described(
          "The day and time it begins, in the calendar's zone",
          SchemaPart.pattern("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"),
          examples: [.string("2026-03-02 09:00")])
      ),
      ("applicant", SchemaPart.ref("applicant")), ("lookup", SchemaPart.ref("lookup")),
      ("funds", SchemaPart.ref("funds")),
      (
        "related",
        SchemaPart.described(
          "Who is a relative of the applicant", SchemaPart.oneOrMore(SchemaPart.ref("name")))
      ),
      (
        "given",
        SchemaPart.described(
          "What the fields hold whenever a step fills them",
          SchemaPart.table(of: .object([])))
      ),
      ("documents", SchemaPart.ref("held_documents")),
      (
        "steps",
        SchemaPart.described(
          "Who does what, in order", SchemaPart.list(of: SchemaPart.ref("step")))
      ),
      ("then", SchemaPart.ref("then")),
    ], required: ["name", "steps"])

  private static let applicant = SchemaPart.described(
    "The applicant's facts",
    SchemaPart.record([
      ("name", SchemaPart.ref("text")), ("born", SchemaPart.date),
      ("member_since", SchemaPart.date), ("union", SchemaPart.ref("text")),
      ("staff", SchemaPart.described("The login, if it is a colleague", SchemaPart.ref("name"))),
    ]))

  private static let lookup = SchemaPart.described(
    "What the look-ups answer",
    SchemaPart.record([
      ("open_cases", SchemaPart.whole(0...1_000_000)),
      ("paid_last_12_months", SchemaPart.number),
      ("opposing_cases", SchemaPart.whole(0...1_000_000)),
      (
        "live_benefits",
        SchemaPart.described(
          "Live benefits of the classes that this case grants", SchemaPart.whole(0...1_000_000))
      ),
      (
        "counted_invoices",
        SchemaPart.described(
          "Whether another case counts the invoice", SchemaPart.whole(0...1_000_000))
      ),
    ]))

  private static let funds = SchemaPart.described(
    "How much is in the funds", SchemaPart.table(of: SchemaPart.number))

  private static let held = JSONText.object([
    (
      "anyOf",
      .array([
        SchemaPart.words(["received", "waived", "missing"]),
        SchemaPart.record([("issued_on", SchemaPart.date)]),
      ])
    )
  ])

  private static let documents = SchemaPart.described(
    "Documents that are there: all, a list, or names with how they are held",
    .object([
      (
        "anyOf",
        .array([
          SchemaPart.constant(.string("all")), SchemaPart.table(of: held),
          SchemaPart.list(
            of: .object([
              ("anyOf", .array([SchemaPart.ref("name"), SchemaPart.table(of: held)]))
            ])),
        ])
      )
    ]))

  private static let login =
    "(?!(wait|with|refused|issued_on|until|lookup)$)\(SchemaPart.namePattern)"

  private static let step = JSONText.object([
    (
      "anyOf",
      .array([
        SchemaPart.described("A round of the clock", SchemaPart.constant(.string("tick"))),
        SchemaPart.described(
          "Time passes", SchemaPart.record([("wait", SchemaPart.ref("period"))], required: ["wait"])
        ),
        SchemaPart.described(
          "Look-ups answer otherwise from here on",
          SchemaPart.record([("lookup", SchemaPart.ref("lookup"))], required: ["lookup"])),
        SchemaPart.described(
          "LOGIN: what they do, such as submit, check home_visit pass, attach id_card, hold REASON",
          .object([
            ("type", .string("object")),
            (
              "properties",
              .object([
                (
                  "with",
                  SchemaPart.described(
                    "Fields for this step", SchemaPart.table(of: .object([])))
                ),
                (
                  "refused",
                  SchemaPart.described(
                    "The rule that refuses the step", SchemaPart.oneOrMore(SchemaPart.ref("text")))
                ),
                ("issued_on", SchemaPart.date), ("until", SchemaPart.date),
              ])
            ),
            (
              "patternProperties",
              .object([("^\(login)((,| and|, and) [a-z][a-z0-9_]*)*$", SchemaPart.ref("text"))])
            ), ("additionalProperties", .bool(false)), ("minProperties", .int(1)),
          ])),
      ])
    )
  ])

  private static let then = SchemaPart.described(
    "What is so at the end",
    SchemaPart.record([
      ("state", SchemaPart.ref("name")),
      ("holds", SchemaPart.oneOrMore(SchemaPart.ref("expression"))),
      ("escalated_to", SchemaPart.ref("roles")),
      ("reminded", SchemaPart.oneOrMore(SchemaPart.ref("name"))),
      ("told", SchemaPart.oneOrMore(SchemaPart.ref("name"))), ("due", SchemaPart.date),
      (
        "held",
        SchemaPart.described(
          "The reason, or false",
          .object([("anyOf", .array([SchemaPart.ref("name"), SchemaPart.constant(.bool(false))]))])
        )
      ),
      ("version", SchemaPart.whole(0...100_000)),
    ]))
}
