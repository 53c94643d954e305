import Casebook
import History
import Postgres
import Testing

/// A procedure of plain actions: what `act` writes the short way must be what the book writes.
private let relay = """
  casework: 1
  workflow: relay
  version: 1
  number: RL
  label: {en: Relay, zh-Hans: 接力}
  calendar: weekdays
  currency: CNY
  roles:
    caseworker: {en: Caseworker, zh-Hans: 个案员}
    reviewer:   {en: Reviewer, zh-Hans: 审核员}
  form:
    note:  {type: text, max: 40}
    worth: {type: money, min: 0, optional: true}
    parts: {type: rows, optional: true, of: {what: {type: text}, cost: {type: money, optional: true}}}
  facts:
    told: form.note != ''
  start: draft
  states:
    draft:  {deadline: {within: 10 days, remind: 3 days, escalate_to: reviewer}}
    review: {deadline: {within: 2 business days, remind: 1 business days, escalate_to: reviewer}}
    urgent: {deadline: {within: 5 hours, escalate_to: reviewer}}
    idle:   {}
    done:   {ends: done}
  actions:
    submit: {from: [draft, idle], to: review, role: caseworker, fill: [note, {worth: {optional: true}}, {parts: {optional: true}}]}
    reject: {from: review, to: draft, role: [reviewer, caseworker], fill: [note], when: [{noted: form.note != ''}]}
    hurry:  {from: review, to: urgent, role: reviewer, distinct_from: [submit], when: [{told: facts.told}]}
    rest:   {from: urgent, to: idle, role: caseworker}
    stay:   {from: idle, to: idle, role: caseworker, fill: [note]}
    finish: {from: review, to: done, role: reviewer}
  """

@Suite struct TwoWaysTests {
  private static let life: [(login: String, action: String, fields: JSON)] = [
    ("li", "submit", .object([.init("note", .string("first \"one\" 一"))])),
    ("wang", "reject", .object([.init("note", .string("why \\ not"))])),
    (
      "li", "submit",
      .object([
        .init("note", .string("second")), .init("worth", .number("12.5")),
        .init("parts", .array([.object([.init("what", .string("nut"))])])),
      ])
    ),
    ("wang", "hurry", .object([])), ("li", "rest", .object([])),
    ("li", "stay", .object([.init("note", .string("third"))])),
    ("li", "submit", .object([.init("worth", .null)])), ("wang", "finish", .object([])),
  ]

  /// The case, its entries and payloads, without what no two cases share.
  private static let rows = """
    SELECT jsonb_build_object(
      'case', to_jsonb(c) - ARRAY['id','number','head','salt','opened_us','entered_us','last_us','did','due_us','due_why','closed_us','remind_us'],
      'enters', c.entered_us = c.last_us, 'ends', c.closed_us - c.last_us, 'why', c.due_why - 'from',
      'hours', CASE WHEN c.due_why ? 'from' THEN c.due_us - c.entered_us ELSE c.due_us END, 'remind', c.remind_us,
      'did', (SELECT jsonb_object_agg(k, v - 'at') FROM jsonb_each(c.did) d(k, v)),
      'entries', (SELECT jsonb_agg(to_jsonb(e) - ARRAY['id','case_id','at_us','idem','prev','payload','hash','request_digest','answer']
          || jsonb_build_object('answer', e.answer - ARRAY['case','id','due'], 'due', e.answer ? 'due',
            'facts', p.body::jsonb #- '{facts,now}', 'printed', p.body::jsonb::text = p.body) ORDER BY e.seq)
        FROM casework_data.entry e JOIN casework_data.payload p USING (case_id, seq) WHERE e.case_id = c.id))::text
      FROM casework_data.cases c WHERE c.number = $1
    """

  @Test func `a step taken the short way is written as the book writes it`() throws {
    let database = try TestDatabase.ready()
    let admin = try database.superuser()
    _ = try admin.install(SmallGrant.checked(relay))
    let plain = try admin.connection.queryValue(
      """
      SELECT string_agg(a.name, ' ' ORDER BY a.name) FROM casework_data.wf_action a
        JOIN casework_data.definition d ON d.id = a.definition_id WHERE d.workflow = 'relay' AND a.plain
      """, as: String.self)
    #expect(plain == "finish hurry reject rest stay submit")
    let li = try database.session("li")
    let person = try li.addPerson(
      name: "陈红", born: "1980-05-01", memberSince: nil, union: nil, request: .random())
    let numbers = try (0..<2).map { _ in
      try li.open(
        workflow: "relay", applicant: person["person"]?.text ?? "", fields: .object([]),
        action: nil, unit: nil, request: .random()
      ).caseNumber ?? ""
    }
    for step in Self.life {
      var found: [String?] = []
      for (number, isPlain) in zip(numbers, [true, false]) {
        // Only a plain action knows of its target.
        let value = isPlain ? "target_ends IS NOT NULL" : "false"
        _ = try admin.connection.execute("UPDATE casework_data.wf_action SET plain = \(value)")
        let answer = try database.session(step.login).act(
          number, action: step.action, fields: step.fields, expect: nil, request: .random())
        #expect(answer.version != nil)
        found.append(try admin.connection.queryValue(Self.rows, [number], as: String.self))
      }
      #expect(found[0] != nil)
      #expect(found[0] == found[1], "after \(step.action)")
    }
  }
}
