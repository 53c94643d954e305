/// The definitions of actions, their tiers and their money.
enum ActionSchema {
  static let definitions: [(String, JSONText)] = [
    ("action", action), ("route", route), ("fill", fill), ("rule", rule), ("tiers", tiers),
    ("band", band), ("money", money), ("benefit", benefit), ("invoice", invoice),
  ]

  private static var action: JSONText {
    SchemaPart.record(who + what, required: ["from", "to"])
  }

  private static let who: [(String, JSONText)] = [
    ("label", SchemaPart.ref("optional_label")),
    (
      "from",
      SchemaPart.described(
        "The states it is taken from; new opens a case", SchemaPart.ref("places"),
        examples: [.string("review"), .string("new"), .strings(["review", "phase intake"])])
    ),
    (
      "to",
      SchemaPart.described(
        "The state it leads to, or conditions that end in otherwise",
        .object([
          (
            "anyOf",
            .array([SchemaPart.ref("name"), SchemaPart.list(of: SchemaPart.ref("route"))])
          )
        ]))
    ),
    ("role", SchemaPart.described("Who may take it", SchemaPart.ref("roles"))),
    (
      "by",
      SchemaPart.described(
        "Not a person: the clock at a deadline's then; later batch and bank",
        SchemaPart.words(["clock", "batch", "bank"]))
    ),
    (
      "only",
      SchemaPart.described("The one person a staff field names", SchemaPart.ref("form_field"))
    ),
    (
      "after",
      SchemaPart.described("Opens so long after the state was entered", SchemaPart.ref("period"))
    ),
    (
      "distinct_from",
      SchemaPart.described(
        "Nobody who ever did one of these, in any round: actions, open, check NAME",
        SchemaPart.oneOrMore(SchemaPart.pattern("(check )?\(SchemaPart.namePattern)")))
    ),
    ("people", SchemaPart.described("So many people, each once", SchemaPart.whole(1...20))),
    ("unrelated", SchemaPart.described("No relative of the applicant", SchemaPart.truth)),
    ("at_most", SchemaPart.described("So often in one case", SchemaPart.whole(1...10_000))),
    ("while_held", SchemaPart.described("Also while the case is held", SchemaPart.truth)),
  ]

  private static let what: [(String, JSONText)] = [
    (
      "fill",
      SchemaPart.described(
        "Fields that must be present afterwards", SchemaPart.list(of: SchemaPart.ref("fill")))
    ),
    ("documents", SchemaPart.ref("documents_needed")),
    (
      "when",
      SchemaPart.described(
        "Named rules, each with what a refusal may say",
        SchemaPart.list(of: SchemaPart.ref("rule")))
    ),
    ("tiers", SchemaPart.ref("tiers")),
    (
      "money",
      SchemaPart.described(
        "What happens with money: a step or a list of them",
        SchemaPart.oneOrMore(SchemaPart.ref("money")))
    ),
    ("benefit", SchemaPart.ref("benefit")), ("invoice", SchemaPart.ref("invoice")),
    (
      "tell",
      SchemaPart.described(
        "The message that the applicant is sent",
        SchemaPart.record([("applicant", SchemaPart.ref("name"))], required: ["applicant"]))
    ),
  ]

  private static let route = JSONText.object([
    (
      "anyOf",
      .array([
        SchemaPart.record(
          [("when", SchemaPart.ref("expression")), ("to", SchemaPart.ref("name"))],
          required: ["when", "to"]),
        SchemaPart.record([("otherwise", SchemaPart.ref("name"))], required: ["otherwise"]),
      ])
    )
  ])

  private static let fill = JSONText.object([
    (
      "anyOf",
      .array([
        SchemaPart.ref("name"),
        SchemaPart.table(
          of: SchemaPart.record([("optional", SchemaPart.truth)], required: ["optional"]),
          more: [("minProperties", .int(1)), ("maxProperties", .int(1))]),
      ])
    )
  ])

  /// One key is the rule's own name, so that `say` cannot be listed apart from the pattern.
  private static let rule = JSONText.object([
    ("type", .string("object")), ("properties", .object([("say", SchemaPart.ref("label"))])),
    (
      "patternProperties",
      .object([("^(?!say$)\(SchemaPart.namePattern)$", SchemaPart.ref("expression"))])
    ), ("additionalProperties", .bool(false)), ("minProperties", .int(1)),
    ("maxProperties", .int(2)),
  ])

  private static let tiers = SchemaPart.described(
    "Who decides up to what amount",
    SchemaPart.record(
      [
        ("by", SchemaPart.described("The amount", SchemaPart.ref("expression"))),
        (
          "bands",
          SchemaPart.described(
            "Limits rise; only the last may have none",
            SchemaPart.list(of: SchemaPart.ref("band"), least: 1))
        ),
      ], required: ["by", "bands"]))

  private static let band = SchemaPart.record(
    [
      ("up_to", SchemaPart.described("The largest amount, included", SchemaPart.number)),
      ("role", SchemaPart.described("Any of these decides", SchemaPart.ref("roles"))),
      ("each", SchemaPart.described("One vote of each of these", SchemaPart.ref("roles"))),
      ("people", SchemaPart.described("So many people, each once", SchemaPart.whole(1...20))),
      ("documents", SchemaPart.ref("documents_needed")),
    ],
    more: [
      (
        "oneOf",
        .array([
          .object([("required", .strings(["role"]))]),
          .object([("required", .strings(["each"]))]),
        ])
      )
    ])

  private static let benefit = SchemaPart.described(
    "A benefit that lasts, nobody's twice; or the end of the case's own",
    .object([
      (
        "anyOf",
        .array([
          SchemaPart.described(
            "Ends it with this day, or takes it back as if it had never been",
            SchemaPart.words(["end", "release"])),
          SchemaPart.record(
            [
              (
                "class",
                SchemaPart.described(
                  "What it is for",
                  SchemaPart.words(Workflow.Benefit.Class.allCases.map(\.rawValue)))
              ),
              (
                "for",
                SchemaPart.described(
                  "How long, the first day included; ten years at most",
                  SchemaPart.pattern("[1-9][0-9]* (days?|months?)"),
                  examples: [.string("12 months"), .string("30 days")])
              ),
              (
                "to",
                SchemaPart.described("The date field of its last day", SchemaPart.ref("form_field"))
              ),
              (
                "from",
                SchemaPart.described(
                  "Its first day: decision day, or a date field",
                  .object([
                    (
                      "anyOf",
                      .array([
                        SchemaPart.constant(.string("decision day")), SchemaPart.ref("form_field"),
                      ])
                    )
                  ]))
              ),
              (
                "of",
                SchemaPart.described(
                  "Whose it is; person lets others of the household have their own",
                  SchemaPart.words(["household", "person"]))
              ),
            ], required: ["class"],
            more: [
              (
                "oneOf",
                .array([
                  .object([("required", .strings(["for"]))]),
                  .object([("required", .strings(["to"]))]),
                ])
              )
            ]),
        ])
      )
    ]))

  private static let invoice = SchemaPart.described(
    "The hospital's invoice that is counted here and nowhere else",
    SchemaPart.record(
      [
        ("hospital", SchemaPart.described("The field that names it", SchemaPart.ref("form_field"))),
        ("number", SchemaPart.described("The field of the number", SchemaPart.ref("form_field"))),
      ], required: ["hospital", "number"]))

  private static let money = JSONText.object([
    (
      "anyOf",
      .array([
        SchemaPart.described(
          "Sets money of a fund aside",
          SchemaPart.record(
            [("reserve", SchemaPart.ref("expression")), ("fund", SchemaPart.ref("name"))],
            required: ["reserve", "fund"])),
        SchemaPart.described(
          "Promises what is reserved",
          SchemaPart.record(
            [("commit", SchemaPart.constant(.string("reserved")))], required: ["commit"])),
        SchemaPart.described(
          "Pays what is reserved, or an amount",
          SchemaPart.record(
            [("pay", SchemaPart.ref("expression")), ("payee", SchemaPart.ref("form_field"))],
            required: ["pay", "payee"])),
        SchemaPart.described(
          "Gives back what is not paid",
          SchemaPart.record(
            [("release", SchemaPart.constant(.string("reserved")))], required: ["release"])),
        SchemaPart.described(
          "Takes back what was paid",
          SchemaPart.record([("recover", SchemaPart.ref("expression"))], required: ["recover"])),
        SchemaPart.described(
          "Hands what is reserved to a payment batch",
          SchemaPart.record(
            [
              ("send", SchemaPart.constant(.string("reserved"))),
              ("payee", SchemaPart.ref("form_field")), ("of", SchemaPart.ref("form_field")),
            ], required: ["send", "payee"])),
        SchemaPart.described(
          "The bank has paid what was sent",
          SchemaPart.record(
            [("settle", SchemaPart.constant(.string("sent")))], required: ["settle"])),
        SchemaPart.described(
          "What was sent came back",
          SchemaPart.record(
            [("return", SchemaPart.constant(.string("sent")))], required: ["return"])),
      ])
    )
  ])
}
