/// The JSON Schema of workflow files, for editors: completion, descriptions, marks at mistakes.
///
/// It knows every key and shape. What needs the whole file, such as names that nothing declares or
/// mistakes inside an expression, is for `WorkflowReader`.
public enum WorkflowSchema {
  /// The schema, draft 2020-12, over several lines.
  public static var text: String {
    SchemaPart.document(
      id: "urn:casework:workflow:1", title: "Casework procedure",
      description: "Who may do what, when, on which facts, with whose approval and whose money",
      root: root,
      definitions: SchemaPart.common + basics + FieldSchema.definitions + states
        + ActionSchema.definitions + ScenarioSchema.definitions
    ).indented
  }

  private static var root: JSONText {
    SchemaPart.record(head + sections, required: WorkflowBuilder.required)
  }

  private static var head: [(String, JSONText)] {
    [
      ("casework", SchemaPart.described("Version of the format", SchemaPart.constant(.int(1)))),
      (
        "workflow",
        SchemaPart.described(
          "The name that commands use", SchemaPart.ref("name"), examples: [.string("small_grant")])
      ),
      (
        "version",
        SchemaPart.described(
          "Raise it with every change that is installed", SchemaPart.whole(1...1_000_000))
      ),
      (
        "number",
        SchemaPart.described(
          "Prefix of case numbers: 2 to 6 capital letters", SchemaPart.pattern("[A-Z]{2,6}"),
          examples: [.string("SG")])
      ),
      ("label", SchemaPart.ref("label")),
      (
        "calendar",
        SchemaPart.described(
          "The calendar that counts business days: calendars/NAME.yaml", SchemaPart.ref("name"),
          examples: [.string("cn_public"), .string("weekdays")])
      ),
      (
        "currency",
        SchemaPart.described(
          "ISO 4217 code of a currency with two digits after the point; CNY unless said",
          SchemaPart.pattern("[A-Z]{3}"))
      ),
      (
        "confidentiality",
        SchemaPart.described(
          "1 normal, 2 sensitive (medical, legal), 3 counselling",
          .object([("enum", .array([.int(1), .int(2), .int(3)]))]))
      ),
    ]
  }

  private static var sections: [(String, JSONText)] {
    let labels = SchemaPart.table(of: SchemaPart.ref("optional_label"))
    return [
      ("roles", SchemaPart.described("Who acts, with what people call them", labels)),
      (
        "form",
        SchemaPart.described(
          "The fields of a case", SchemaPart.table(of: SchemaPart.ref("field")))
      ),
      (
        "documents",
        SchemaPart.described(
          "The documents a case collects", SchemaPart.table(of: SchemaPart.ref("document")))
      ),
      (
        "messages",
        SchemaPart.described(
          "What tell sends; between {{ and }} stands an expression with a plain value", labels)
      ),
      (
        "facts",
        SchemaPart.described(
          "Named rules, read as facts.NAME; explanations quote them",
          SchemaPart.table(of: SchemaPart.ref("expression")))
      ),
      (
        "start",
        SchemaPart.described("The state a case starts in", SchemaPart.ref("name"))
      ),
      (
        "states",
        SchemaPart.described(
          "Where a case can stand; at least one ends it",
          SchemaPart.table(of: SchemaPart.ref("state")))
      ),
      (
        "actions",
        SchemaPart.described(
          "What people, or the clock, do with a case",
          SchemaPart.table(of: SchemaPart.ref("action")))
      ),
      ("hold", SchemaPart.ref("hold")),
      (
        "deadlines",
        SchemaPart.described(
          "Deadlines across states, from a date of the form",
          SchemaPart.table(of: SchemaPart.ref("case_deadline")))
      ),
      (
        "always",
        SchemaPart.described(
          "Sentences that hold on every path", SchemaPart.table(of: SchemaPart.ref("text")))
      ),
      (
        "tests",
        SchemaPart.described(
          "Scenarios that casework workflow test plays",
          SchemaPart.list(of: SchemaPart.ref("test")))
      ),
      (
        "people",
        SchemaPart.described(
          "The present staff by login, with their roles",
          SchemaPart.table(of: SchemaPart.oneOrMore(SchemaPart.ref("name"))))
      ),
    ]
  }

  private static var basics: [(String, JSONText)] {
    [
      (
        "expression",
        SchemaPart.described(
          "An expression of the guard language; in quotes if it starts with ! or a quote or holds "
            + "a colon and a blank, or inside braces a comma",
          .object([
            ("type", .strings(["string", "number", "boolean"])), ("pattern", .string("\\S")),
          ]), examples: [.string("form.granted <= form.requested")])
      ),
      (
        "period",
        SchemaPart.described(
          "N days, N business days (by the calendar) or N hours (by the clock)",
          SchemaPart.pattern("[1-9][0-9]{0,5} +(days?|business days?|hours?)"),
          examples: [.string("10 business days"), .string("60 days"), .string("2 hours")])
      ),
      (
        "form_field",
        SchemaPart.described(
          "A field of the form", SchemaPart.pattern("form\\.\(SchemaPart.namePattern)"))
      ),
      (
        "places",
        SchemaPart.described(
          "States, or phase NAME for all states of a phase that are not final",
          SchemaPart.oneOrMore(SchemaPart.pattern("(phase )?\(SchemaPart.namePattern)")))
      ),
      ("roles", SchemaPart.oneOrMore(SchemaPart.ref("name"))),
      (
        "documents_needed",
        SchemaPart.described(
          "Documents that must be there: all, or a list",
          .object([
            (
              "anyOf",
              .array([
                SchemaPart.constant(.string("all")), SchemaPart.list(of: SchemaPart.ref("name")),
              ])
            )
          ]))
      ),
    ]
  }

  private static var states: [(String, JSONText)] {
    [
      (
        "document",
        SchemaPart.record(
          [
            ("label", SchemaPart.ref("optional_label")),
            (
              "not_older_than",
              SchemaPart.described("How old it may be", SchemaPart.ref("period"))
            ),
            (
              "needed_when",
              SchemaPart.described(
                "When it is needed; always unless said", SchemaPart.ref("expression"))
            ),
          ], mayBeEmpty: true)
      ),
      ("state", state), ("deadline", deadline), ("check", check),
      ("case_deadline", caseDeadline),
      (
        "hold",
        SchemaPart.described(
          "Who may hold and resume a case, and the closed list of reasons",
          SchemaPart.record(
            [
              ("role", SchemaPart.ref("roles")),
              (
                "reasons",
                SchemaPart.table(
                  of: SchemaPart.ref("optional_label"), more: [("minProperties", .int(1))])
              ),
            ], required: ["role", "reasons"]))
      ),
    ]
  }

  private static var state: JSONText {
    SchemaPart.record(
      [
        ("label", SchemaPart.ref("optional_label")),
        (
          "phase",
          SchemaPart.described("Groups states; from: phase NAME means all", SchemaPart.ref("name"))
        ),
        (
          "ends",
          SchemaPart.described("A final state: the outcome of the case", SchemaPart.ref("name"))
        ),
        ("deadline", SchemaPart.ref("deadline")),
        (
          "checks",
          SchemaPart.described(
            "Work done side by side; open when the state is entered",
            SchemaPart.table(of: SchemaPart.ref("check")))
        ),
      ],
      more: [
        (
          "dependentSchemas",
          .object([
            (
              "ends",
              .object([
                ("properties", .object([("deadline", .bool(false)), ("checks", .bool(false))]))
              ])
            )
          ])
        )
      ], mayBeEmpty: true)
  }

  private static let within = SchemaPart.described(
    "How long; a period of days starts the day after", SchemaPart.ref("period"))
  private static let remind = SchemaPart.described(
    "So long before the end somebody is reminded", SchemaPart.ref("period"))
  private static let escalate = SchemaPart.described(
    "The role that is told; the case stays", SchemaPart.ref("name"))
  private static let counted = SchemaPart.described(
    "The date of the form that it counts from", SchemaPart.ref("form_field"))

  private static var deadline: JSONText {
    SchemaPart.record(
      [
        ("within", within), ("of", counted), ("remind", remind), ("escalate_to", escalate),
        (
          "then",
          SchemaPart.described("The action that the clock takes", SchemaPart.ref("name"))
        ),
      ], required: ["within"],
      more: [
        (
          "anyOf",
          .array([
            .object([("required", .strings(["escalate_to"]))]),
            .object([("required", .strings(["then"]))]),
          ])
        )
      ])
  }

  private static var check: JSONText {
    SchemaPart.record(
      [
        ("role", SchemaPart.described("Who gives its result", SchemaPart.ref("name"))),
        ("within", within),
        (
          "needed_when",
          SchemaPart.described(
            "When it is needed; always unless said", SchemaPart.ref("expression"))
        ),
        ("label", SchemaPart.ref("optional_label")),
      ], required: ["role"])
  }

  private static var caseDeadline: JSONText {
    SchemaPart.record(
      [
        ("of", counted), ("within", within),
        (
          "while",
          SchemaPart.described("Where the case stands while it counts", SchemaPart.ref("places"))
        ),
        ("remind", remind), ("escalate_to", escalate),
      ], required: ["of", "within", "while"])
  }
}
