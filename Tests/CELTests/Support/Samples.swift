import CEL

/// A form with a field of every type, and what else a guard may read.
enum Samples {
  static let person = RowType(
    "person",
    [
      "age": .int, "disabled": .bool, "share": .decimal(scale: 2), "nick": .string, "born": .date,
      "marks": .list(.int),
    ])

  static let form = RowType(
    "form",
    [
      "yes": .bool, "no": .bool, "count": .int, "limit": .int,
      "granted": .decimal(scale: 2), "requested": .decimal(scale: 2), "rate": .decimal(scale: 4),
      "fine": .decimal(scale: 9), "name": .string, "note": .string,
      "cause": .choice(["illness", "job_loss", "disaster", "other"]),
      "born": .date, "due": .date, "filed": .timestamp, "length": .duration,
      "tags": .list(.string), "numbers": .list(.int), "amounts": .list(.decimal(scale: 2)),
      "dates": .list(.date), "flags": .list(.bool), "times": .list(.timestamp),
      "spans": .list(.duration), "matrix": .list(.list(.int)), "people": .list(.row(person)),
      "address": .row(RowType("address", ["city": .string, "number": .int])),
    ])

  static let check = RowType("check", ["name": .string, "result": .string])

  static let environment: Environment = {
    var environment = Environment()
    environment.declare("form", .row(form))
    environment.declare("checks", .list(.row(check)))
    environment.declare(
      "did",
      .row(RowType("did", ["submit": .row(RowType("submit", ["count": .int, "by": .string]))])))
    environment.declare("money", .row(RowType("money", ["paid": .decimal(scale: 2)])))
    environment.declare("today", .date)
    environment.declare("now", .timestamp)
    define("facts.per_head", "div(form.granted, size(form.people), 2)", in: &environment)
    define(
      "facts.eligible", "facts.per_head <= 2500.00 || form.people.exists(p, p.disabled)",
      in: &environment)
    define("facts.adults", "form.people.filter(p, p.age >= 18)", in: &environment)
    return environment
  }()

  private static func define(
    _ path: String, _ source: String, in environment: inout Environment
  ) {
    guard case .success(let expression) = CEL.check(source, in: environment) else { return }
    environment.define(path, as: expression)
  }
}
