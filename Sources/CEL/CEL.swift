/// The guard language of Casework: a statically typed profile of CEL, the Common Expression Language.
///
/// The stages are parse, check, and then either evaluate here or compile to SQL; both evaluators
/// give the same answer on every input, because a CEL error is SQL `NULL` and nothing ever raises.
///
/// ```swift
/// var environment = Environment()
/// environment.declare("form", .row(RowType("form", ["granted": .decimal(scale: 2)])))
/// let guardRule = try CEL.check("form.granted <= 5000.00", in: environment, expecting: .bool).get()
/// guardRule.evaluate(["form": ["granted": .decimal("4000.00")]])
/// ```
///
/// Grammar and meaning: cel-spec, `doc/langdef.md`. What the profile leaves out, and why, is in
/// `docs/guard-language.md`.
public enum CEL {}
