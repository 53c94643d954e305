import Foundation
import Postgres
import Testing

/// What a batch and the bank do with many cases at once must be what the book does with each.
@Suite struct PaymentTwoWaysTests {
  /// A case with all that hangs on it, without what no two cases share: ids, salts, digests, instants.
  private static let rows = """
    SELECT jsonb_pretty(jsonb_build_object(
      'case', to_jsonb(c) - ARRAY['id','number','head','salt','signed','opened_us','entered_us',
          'last_us','did','due_us','closed_us','remind_us'],
      'enters', c.entered_us = c.last_us, 'ends', c.closed_us - c.last_us,
      'reminds', c.due_us - c.remind_us,
      'did', (SELECT jsonb_object_agg(k.key, k.value - 'at') FROM jsonb_each(c.did) k),
      'last', (SELECT max((k.value ->> 'at')::bigint) FROM jsonb_each(c.did) k) - c.last_us,
      'entries', (SELECT jsonb_agg(to_jsonb(e) - ARRAY['id','case_id','at_us','fund_id','idem','prev',
          'ref_hash','payload','hash','request_digest','answer'] || jsonb_build_object(
            'signed', (e.ref_hash IS NULL), 'answer', e.answer - ARRAY['case','id','due'],
            'due', (e.answer ? 'due'), 'body', p.body::jsonb #- '{facts,now}' #- '{reference}' #- '{sha256}')
          ORDER BY e.seq)
        FROM casework_data.entry e JOIN casework_data.payload p USING (case_id, seq)
       WHERE e.case_id = c.id),
      'ledger', (SELECT jsonb_agg(to_jsonb(l) - ARRAY['id','at_us','fund_id','case_id','fund_version']
          ORDER BY l.id) FROM casework_data.ledger l WHERE l.case_id = c.id),
      'money', (SELECT jsonb_agg(to_jsonb(m) - ARRAY['case_id','fund_id'])
                  FROM casework_data.case_money m WHERE m.case_id = c.id),
      'told', (SELECT jsonb_agg(jsonb_build_array(o.seq, o.channel, o.message) ORDER BY o.id)
                 FROM casework_data.outbox o WHERE o.case_id = c.id),
      'payments', (SELECT jsonb_agg(jsonb_build_object('seq', p.seq, 'amount', p.amount,
          'status', p.status, 'signed', p.ref_hash = casework_data.signed_digest(
            '{account,granted}', c.fields, c.salt)) ORDER BY p.reference)
                     FROM casework_data.payment p WHERE p.case_id = c.id)))
      FROM casework_data.cases c WHERE c.number = $1
    """

  private static let byTheBook = """
    CREATE OR REPLACE FUNCTION casework_data.flows(a casework_data.wf_action) RETURNS boolean
    LANGUAGE sql STABLE RETURN false
    """

  /// Sent, returned, sent again and paid; a third is cancelled.
  private func lives(byTheBook: Bool) throws -> [String] {
    let bank = try Bank()
    if byTheBook { try bank.book.superuser().executeScript(Self.byTheBook) }
    try bank.register()
    let first = try bank.approved()
    let sent = try bank.sent()
    _ = try bank.book.call("fin", bank.answer(sent, "returned"))
    let fields = #"{"account": "\#(Bank.account)"}"#
    var version = try bank.version(first)
    _ = try bank.book.call(
      "li", "casework.act('\(first)', 'correct_account', '\(fields)', \(version), \(bank.id()))")
    version += 1
    _ = try bank.book.call(
      "zhao", "casework.act('\(first)', 'approve', '{}', \(version), \(bank.id()))")
    let again = try bank.sent()
    _ = try bank.book.call("fin", bank.answer(again, file: 2))
    #expect(try bank.state(first) == "paid")
    let second = try bank.approved("12.34")
    let given = try bank.prepared()
    _ = try bank.book.call("fin", "casework.batch_cancel('\(given)', 'a slip', \(bank.id()))")
    #expect(try bank.state(second) == "payment_failed")
    for number in [first, second] { try bank.book.expectSound(number) }
    return try [first, second].flatMap { number in
      let text = try bank.book.superuser().queryValue(Self.rows, [number], as: String.self)
      return text.split(separator: "\n").map(String.init)
    }
  }

  @Test func `many cases at once are written as the book writes one`() throws {
    let atOnce = try lives(byTheBook: false)
    let oneByOne = try lives(byTheBook: true)
    #expect(atOnce.count == oneByOne.count && atOnce.count > 200)
    #expect(zip(atOnce, oneByOne).filter { $0 != $1 }.map { "\($0) | \($1)" } == [])
  }

  @Test func `a held case goes by the book, which says why it stays`() throws {
    let bank = try Bank()
    try bank.register()
    let numbers = try (1...3).map { _ in try bank.approved("10.00") }
    let owner = try bank.book.superuser()
    try owner.executeScript(
      """
      UPDATE casework_data.cases SET held_reason = 'away', held_us = last_us
       WHERE number = '\(numbers[1])'
      """)
    let answer = try bank.book.call("fin", bank.prepare())
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any])
    #expect(json["payments"] as? Int == 2)
    let left = (json["left_out"] as? [[String: Any]] ?? []).map { $0["case"] as? String }
    #expect(left == [numbers[1]])
    #expect(try bank.balances() == "1000 2000 0")
  }
}
