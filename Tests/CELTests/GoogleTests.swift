import CEL
import Foundation
import Testing

/// The guard language beside Google's own CEL (C++, through PyPI's cel-expr-python).
struct GoogleTests {
  /// Prints what Google's CEL says otherwise. A timestamp is `{"t": microseconds}`, a duration
  /// `{"d": microseconds}`, a row `{"r": {…}}`; no value at all is `null`.
  private static let judge = """
    import datetime, json, sys
    import cel_expr_python.cel as cel
    T = cel.Type
    EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    MICRO = datetime.timedelta(microseconds=1)
    row = T.Map(T.STRING, T.DYN)
    types = {"b": T.BOOL, "i": T.INT, "s": T.STRING, "t": T.TIMESTAMP, "d": T.DURATION, "r": row}
    def type_of(name):
        if name == "rs": return T.List(row)
        if name == "ll": return T.List(T.List(T.INT))
        return T.List(types[name[1]]) if name[0] == "l" else types[name[0]]
    asked = json.load(sys.stdin)
    env = cel.NewEnv(variables={name: type_of(name) for name in asked["names"]})
    def inward(v):
        if isinstance(v, list): return [inward(x) for x in v]
        if isinstance(v, dict):
            if "t" in v: return EPOCH + v["t"] * MICRO
            if "d" in v: return v["d"] * MICRO
            return {k: inward(x) for k, x in v["r"].items()}
        return v
    def outward(v):
        if isinstance(v, datetime.datetime): return {"t": (v - EPOCH) // MICRO}
        if isinstance(v, datetime.timedelta): return {"d": v // MICRO}
        if isinstance(v, list): return [outward(x) for x in v]
        if isinstance(v, (bool, int, str)): return v
        raise ValueError("not shared: " + repr(v))
    def answer(source, bindings):
        try:
            value = env.compile(source).eval(data={k: inward(v) for k, v in bindings.items()})
            if value.type() == T.ERROR: return None
            return outward(value.plain_value())
        except ValueError as error:
            if "not shared" in str(error): raise
            return None
        except Exception:
            return None
    def same(a, b):
        return json.dumps(a) == json.dumps(b)
    for source, bindings, expected in asked["questions"]:
        found = answer(source, bindings)
        if not same(found, expected):
            print(source, "is", found, "there and", expected, "here, of", json.dumps(bindings)[:600])
    print("asked", len(asked["questions"]))
    """

  private func disagreements(_ questions: [[Any]]) throws -> [String] {
    let input: [String: Any] = [
      "names": SharedExpressions.variables.map(\.name), "questions": questions,
    ]
    let lines = try PythonJudge.lines(
      Self.judge, JSONSerialization.data(withJSONObject: input))
    #expect(lines.last == "asked \(questions.count)")
    return Array(lines.dropLast())
  }

  private static func json(_ value: Value?) -> Any {
    switch value {
    case .bool(let bool): bool
    case .int(let int): int
    case .string(let text): text
    case .timestamp(let timestamp): ["t": Int64(timestamp.nanoseconds / 1_000)]
    case .duration(let span): ["d": Int64(span.nanoseconds / 1_000)]
    case .list(let items): items.map { json($0) }
    case .row(let row):
      [
        "r": Dictionary(
          uniqueKeysWithValues: row.entries.map { ($0.name, Self.json($0.value)) })
      ]
    default: NSNull()
    }
  }

  private static func bindings(_ row: Row) -> [String: Any] {
    Dictionary(uniqueKeysWithValues: row.entries.map { ($0.name, json($0.value)) })
  }

  @Test func `Swift and Google's CEL agree on random expressions of what they share`() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CASEWORK_GOOGLE"].flatMap(Int.init) ?? 4_000
    let seed =
      environment["CASEWORK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000_000)
    print("beside Google's CEL: CASEWORK_SEED=\(seed) CASEWORK_GOOGLE=\(count)")
    var random = SharedExpressions(seed: seed)
    var asked = 0
    var values = 0
    var found: [String] = []
    while asked < count {
      var questions: [[Any]] = []
      while questions.count < min(20_000, count - asked) {
        let source = random.expression()
        guard case .success(let expression) = CEL.check(source, in: SharedExpressions.environment)
        else { continue }
        let row = random.bindings()
        let value = expression.evaluate(row).value
        values += value == nil ? 0 : 1
        questions.append([source, Self.bindings(row), Self.json(value)])
      }
      asked += questions.count
      found += try disagreements(questions)
    }
    // Both answers have to be common, or the comparison says little.
    #expect((count / 4...count * 9 / 10).contains(values))
    #expect(found.isEmpty, "\(found.prefix(20).joined(separator: "\n"))")
  }
}
